"""What a ticket shows: its QR code, its file for a calendar."""

from django.urls import reverse
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from events.registrations.models import Registration
from multifactory.lib.mail import absolute_url
from multifactory.lib.qr import qr_svg


def check_in_url(registration: Registration) -> str:
    """What the telephone at the door opens when it looks at the code."""
    path = reverse("events:check_in", args=[registration.event.slug])
    return absolute_url(f"{path}?code={registration.code}")


def ticket_qr(registration: Registration) -> SafeString:
    return qr_svg(check_in_url(registration), _("QR code of ticket %(code)s") % {"code": registration.code})
