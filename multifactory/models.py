"""For Django to find: the tables below all apps, and the one above them."""

from multifactory.lib.mail_queue.models import QueuedMail  # noqa: F401
from multifactory.lib.media.models import MediaIdentity  # noqa: F401
from multifactory.lib.public_pages.models import ContentChange, ContentVersion  # noqa: F401
from multifactory.portal.calendars.models import CalendarLink  # noqa: F401
