"""For Django to find: the one table below all apps."""

from multifactory.lib.mail_queue.models import QueuedMail  # noqa: F401
