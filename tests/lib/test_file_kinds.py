"""Files are told by their bytes."""

import pytest

from multifactory.lib.file_kinds import Kind, kind_of
from tests.lib import image_corpus
from tests.lib.image_corpus import drawn, encoded


def container(brand: bytes, *others: bytes) -> bytes:
    brands = brand + b"\0\0\0\0" + b"".join(others)
    return (len(brands) + 8).to_bytes(4) + b"ftyp" + brands


@pytest.mark.parametrize(
    ("data", "kind"),
    [
        (b"", Kind.EMPTY),
        (b"words", Kind.UNKNOWN),
        (b"\0" * 100, Kind.UNKNOWN),
        (encoded(drawn(), "JPEG"), Kind.JPEG),
        (image_corpus.mpo(), Kind.JPEG),
        (encoded(drawn()), Kind.PNG),
        (encoded(drawn(), "WEBP"), Kind.WEBP),
        (encoded(drawn(), "GIF"), Kind.GIF),
        (encoded(drawn(), "TIFF"), Kind.TIFF),
        (encoded(drawn(), "BMP"), Kind.BMP),
        (b"BMW is no picture", Kind.UNKNOWN),
        (image_corpus.heic(drawn()), Kind.HEIC),
        (container(b"mif1", b"mif1", b"heic"), Kind.HEIC),
        (container(b"mif1", b"mif1", b"avif"), Kind.AVIF),
        (encoded(drawn(), "AVIF"), Kind.AVIF),
        (container(b"isom", b"mp42"), Kind.VIDEO),
        (container(b"qt  "), Kind.VIDEO),
        (container(b"crx "), Kind.UNKNOWN),
        (b"RIFF\0\0\0\0AVI ", Kind.VIDEO),
        (image_corpus.SVG, Kind.SVG),
        (image_corpus.HTML, Kind.HTML),
        (b"%PDF-1.7", Kind.PDF),
        (b"\n%PDF-1.7", Kind.PDF),
        (b"x" * 1019 + b"%PDF-", Kind.PDF),
        (b"x" * 1020 + b"%PDF-", Kind.UNKNOWN),
        (b"<html>%PDF-1.7", Kind.HTML),
        (image_corpus.DOCX, Kind.DOCX),
        (image_corpus.XLSX, Kind.XLSX),
        (image_corpus.archive("ppt/presentation.xml"), Kind.PPTX),
        (b"PK\x03\x04" + b"\0" * 26 + b"mimetypeapplication/vnd.oasis.opendocument.text", Kind.OPEN_DOCUMENT),
        (image_corpus.archive("a.txt"), Kind.ZIP),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", Kind.OLD_OFFICE),
        (b"{\\rtf1", Kind.RTF),
        # A PDF in the envelope of its signature is no PDF that a reader opens.
        (bytes.fromhex("3082100006092a864886f70d010702a0820ff1") + b"%PDF-1.7", Kind.SIGNED),
        (bytes.fromhex("308006092a864886f70d010702a080") + b"%PDF-1.7", Kind.SIGNED),
        (b"0" + b"%PDF-1.7", Kind.PDF),
    ],
)
def test_kind_is_told_by_the_bytes(data, kind):
    assert kind_of(data) == kind
