"""HEIC, as telephones of Apple and others take photos. Same faces as `OpenedPicture`."""

import re
from collections.abc import Iterator
from typing import cast

import pillow_heif
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _
from PIL import Image

from multifactory.lib.file_kinds import Kind
from multifactory.lib.images.opened import (
    MAX_COST,
    MEGAPIXELS,
    TOO_HEAVY,
    Size,
    in_8_bits,
    refuse_size,
    too_many_pixels,
    within,
)

STRANGE = _("We cannot read this kind of HEIC picture. Save it as JPEG and try again.")

# Every coded picture in the file, tiles and thumbnails too, says its size in such a property; the decoder
# holds it to that. ISO/IEC 23008-12, 6.5.3.
_SIZE_PROPERTY = re.compile(rb"ispe\0{4}(.{4})(.{4})", re.DOTALL)
# Put together from others on a canvas of any size, or stored without a coder: no telephone writes these.
_STRANGE_ITEMS = (b"iovl", b"unci", b"mski", b"tili")


class OpenedHeic:
    """The main picture of a file. The decoder sets it upright, by the file's own properties, not by EXIF."""

    turn = None

    def __init__(self, data: bytes, box: Size) -> None:
        for header in _headers(data):
            _refuse_bombs(header)
        file = pillow_heif.open_heif(data, convert_hdr_to_8bit=True, remove_stride=False)
        self._picture = picture = file[file.primary_index]
        self._box = box
        refuse_size(picture.size, Kind.HEIC)
        self.cost = len(data) + _decoding_bytes(picture)
        if self.cost > MAX_COST:
            raise ValidationError(TOO_HEAVY, code="heavy")

    @property
    def size(self) -> Size:
        return self._picture.size

    @property
    def target(self) -> Size:
        return within(self.size, self._box)

    @property
    def profile(self) -> bytes | None:
        return cast(bytes | None, self._picture.info.get("icc_profile"))

    @property
    def mode(self) -> str:
        return "RGBA" if self._picture.has_alpha else "RGB"

    def load(self) -> None:
        self._picture.load()
        refuse_size(self._picture.size, Kind.HEIC)  # only decoding says what it is for certain

    def rows(self, top: int, bottom: int) -> Image.Image:
        picture = self._picture
        part = picture.data[top * picture.stride : bottom * picture.stride]
        size = (picture.size[0], bottom - top)
        strip = Image.frombuffer(picture.mode, size, part, "raw", picture.mode, picture.stride, 1)
        return strip.convert("RGBA") if picture.mode == "RGBa" else in_8_bits(strip)

    def close(self) -> None:
        self.__dict__.pop("_picture", None)  # with what was decoded


def _decoding_bytes(picture: pillow_heif.HeifImage) -> int:
    """Measured with libheif 1.23: the planes as coded, their copies on the way to RGB, and that."""
    width, height = picture.size
    if cast(int, picture.info["bit_depth"]) > 8:
        each = 15
    elif picture.has_alpha:
        each = 12
    else:
        each = 5 if picture.info.get("chroma", 420) == 420 else 9  # none: grey alone
    return width * height * each


def _refuse_bombs(header: bytes) -> None:
    """Before the library sees it."""
    for width, height in _SIZE_PROPERTY.findall(header):
        if int.from_bytes(width) * int.from_bytes(height) > MEGAPIXELS[Kind.HEIC] * 1_000_000:
            raise too_many_pixels(Kind.HEIC)
    if any(kind in header for kind in _STRANGE_ITEMS):
        raise ValidationError(STRANGE, code="strange")


def _headers(data: bytes) -> Iterator[bytes]:
    """The boxes that say what the file holds. ISO/IEC 14496-12, 4.2."""
    position = 0
    while position + 8 <= len(data):
        size, kind = int.from_bytes(data[position : position + 4]), data[position + 4 : position + 8]
        if size == 1:
            size = int.from_bytes(data[position + 8 : position + 16])
        end = position + size if size >= 8 else len(data)
        if kind == b"meta":
            yield data[position:end]
        position = end
