"""What sort of file somebody sent, told by its bytes: neither its name nor its declared type is looked at."""

from enum import StrEnum

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

_HEIC_BRANDS = {b"heic", b"heix", b"heim", b"heis", b"hevc", b"hevx", b"mif1", b"msf1"}
_AVIF_BRANDS = {b"avif", b"avis"}
_RAW_BRANDS = {b"crx "}

# The mark of a PDF stands within these first bytes; scanners and printers write a line before it.
_PDF_HEAD = 1024


class Kind(StrEnum):
    JPEG = "jpeg"
    PNG = "png"
    WEBP = "webp"
    HEIC = "heic"
    PDF = "pdf"
    AVIF = "avif"
    GIF = "gif"
    SVG = "svg"
    TIFF = "tiff"
    BMP = "bmp"
    VIDEO = "video"
    DOCX = "docx"
    XLSX = "xlsx"
    PPTX = "pptx"
    OPEN_DOCUMENT = "odf"
    OLD_OFFICE = "doc"
    RTF = "rtf"
    SIGNED = "p7m"
    ZIP = "zip"
    HTML = "html"
    EMPTY = "empty"
    UNKNOWN = "unknown"


# How a message names what came; it goes after "This is" and "Questo è".
NAMES: dict[Kind, str | Promise] = {
    Kind.AVIF: _("an AVIF picture"),
    Kind.GIF: _("a GIF"),
    Kind.TIFF: _("a TIFF picture"),
    Kind.BMP: _("a BMP picture"),
    Kind.VIDEO: _("a video"),
    Kind.DOCX: _("a Word document (DOCX)"),
    Kind.XLSX: _("an Excel spreadsheet (XLSX)"),
    Kind.PPTX: _("a PowerPoint presentation (PPTX)"),
    Kind.OPEN_DOCUMENT: _("a LibreOffice document (ODT, ODS or ODP)"),
    Kind.OLD_OFFICE: _("an older Office document (DOC, XLS or PPT)"),
    Kind.RTF: _("a text document (RTF)"),
    Kind.SIGNED: _("a file with a digital signature (P7M)"),
    Kind.ZIP: _("a ZIP archive"),
    Kind.HTML: _("a web page (HTML)"),
}

# What is saved as PDF: what an office program makes, and what holds documents.
DOCUMENTS = frozenset(
    (
        *(Kind.DOCX, Kind.XLSX, Kind.PPTX, Kind.OPEN_DOCUMENT, Kind.OLD_OFFICE, Kind.RTF),
        *(Kind.SIGNED, Kind.ZIP),
    )
)

_SIGNATURES = (
    (b"\xff\xd8\xff", Kind.JPEG),
    (b"\x89PNG\r\n\x1a\n", Kind.PNG),
    (b"GIF8", Kind.GIF),
    (b"II*\0", Kind.TIFF),
    (b"MM\0*", Kind.TIFF),
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", Kind.OLD_OFFICE),
    (b"{\\rtf", Kind.RTF),
    (b"\x1aE\xdf\xa3", Kind.VIDEO),  # Matroska, WebM
)

_SIGNED_DATA = bytes.fromhex("06092a864886f70d010702")  # 1.2.840.113549.1.7.2, RFC 5652, 5.1

_IN_ARCHIVE = (
    (b"word/document", Kind.DOCX),
    (b"xl/workbook", Kind.XLSX),
    (b"ppt/presentation", Kind.PPTX),
    (b"mimetypeapplication/vnd.oasis.opendocument", Kind.OPEN_DOCUMENT),
)


def kind_of(data: bytes) -> Kind:
    """The kind of a whole file."""
    if not data:
        return Kind.EMPTY
    for signature, kind in _SIGNATURES:
        if data.startswith(signature):
            return kind
    if data[:4] == b"RIFF" and data[8:12] in (b"WEBP", b"AVI "):
        return Kind.WEBP if data[8:12] == b"WEBP" else Kind.VIDEO
    if data[:2] == b"BM" and int.from_bytes(data[14:18], "little") in (12, 40, 52, 56, 108, 124):
        return Kind.BMP
    if data[:4] == b"PK\x03\x04":
        return next((kind for name, kind in _IN_ARCHIVE if name in data), Kind.ZIP)
    if data[4:8] == b"ftyp":
        return _kind_of_container(data)
    if data[:1] == b"\x30" and _SIGNED_DATA in data[:24]:
        return Kind.SIGNED  # a PDF may be inside; by itself it is none
    return _kind_of_text(data)


def _kind_of_container(data: bytes) -> Kind:
    """Pictures and films: first the file's own brand, then those it keeps to. ISO/IEC 14496-12, 4.3."""
    end = min(int.from_bytes(data[:4]), 256)
    brands = {data[8:12], *(data[at : at + 4] for at in range(16, end - 3, 4))}
    if brands & _AVIF_BRANDS:
        return Kind.AVIF
    if brands & _HEIC_BRANDS:
        return Kind.HEIC
    return Kind.UNKNOWN if brands & _RAW_BRANDS else Kind.VIDEO


def _kind_of_text(data: bytes) -> Kind:
    text = data[:4096].removeprefix(b"\xef\xbb\xbf").lstrip().lower()
    if text.startswith(b"<") and b"<svg" in text:
        return Kind.SVG
    if text.startswith((b"<html", b"<!doctype html")):
        return Kind.HTML
    return Kind.PDF if b"%PDF-" in data[:_PDF_HEAD] else Kind.UNKNOWN
