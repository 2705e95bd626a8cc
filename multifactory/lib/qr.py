"""QR codes as drawings inside a page."""

import segno
from django.utils.safestring import SafeString, mark_safe

QUIET_ZONE = 4  # modules of white around a code that scanners need (ISO/IEC 18004)


def qr_svg(text: str, label: str) -> SafeString:
    """Black on white in the dark as well, or scanners fail. `label` is read aloud."""
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
