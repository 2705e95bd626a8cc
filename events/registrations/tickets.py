"""What a ticket shows: its QR code, its file for a calendar."""

import segno
from django.urls import reverse
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _

from events.registrations.models import Registration
from multifactory.lib.mail import absolute_url

QUIET_ZONE = 4  # modules of white around a code that scanners need (ISO/IEC 18004)


def check_in_url(registration: Registration) -> str:
    """What the telephone at the door opens when it looks at the code."""
    path = reverse("events:check_in", args=[registration.event.slug])
    return absolute_url(f"{path}?code={registration.code}")


def qr_svg(text: str, label: str) -> SafeString:
    """A QR code as a drawing inside the page: black on white in the dark as well, or scanners fail."""
    code = segno.make_qr(text, error="m")
    drawing = code.svg_inline(
        border=QUIET_ZONE,
        dark="#000",
        light="#fff",
        omitsize=True,
        svgclass="qr",
        lineclass=None,
        title=label,
    )
    # Drawn by the library from modules alone; the text of the code is not in it, the label is escaped.
    return mark_safe(drawing.replace("<svg ", '<svg role="img" ', 1))  # noqa: S308


def ticket_qr(registration: Registration) -> SafeString:
    return qr_svg(check_in_url(registration), _("QR code of ticket %(code)s") % {"code": registration.code})
