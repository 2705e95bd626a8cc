"""Pictures of which the header is read and nothing decoded yet: JPEG, PNG and WebP by Pillow."""

import re
import warnings
from io import BytesIO

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _
from PIL import ExifTags, Image, JpegImagePlugin

from multifactory.lib.file_kinds import Kind

# JPEG is decoded at a part of its size; nothing decodes the others smaller than they are.
MEGAPIXELS = {Kind.JPEG: 50, Kind.HEIC: 50, Kind.PNG: 25, Kind.WEBP: 25}
MAX_RATIO = 10  # long side to short side
# Every scan of a JPEG goes over the whole picture and thirty bytes make one; progressive files have ten.
MAX_SCANS = 40
# Bytes that decoding may take, the file included. Shrinking and encoding come on top, about 25 MB.
MAX_COST_JPEG = 125_000_000
MAX_COST = 425_000_000

DAMAGED = _("The picture is damaged or incomplete. Open it, save it again and try again.")
ANIMATED = _("This picture is animated: save a single frame as PNG or JPEG and try again.")
TOO_MANY_PIXELS = _("The picture has more than %(megapixels)d megapixels. Make it smaller and try again.")
TOO_NARROW = _("The picture is more than %(ratio)d times as long as it is wide. Crop it and try again.")
TOO_HEAVY = _(
    "The picture is too large for this kind of file. Save it as a plain JPEG, or smaller, and try again."
)

Size = tuple[int, int]

# Pillow only warns up to twice its limit.
Image.MAX_IMAGE_PIXELS = max(MEGAPIXELS.values()) * 1_000_000
warnings.simplefilter("error", Image.DecompressionBombWarning)


def too_many_pixels(kind: Kind) -> ValidationError:
    return ValidationError(TOO_MANY_PIXELS, code="pixels", params={"megapixels": MEGAPIXELS[kind]})


def refuse_size(size: Size, kind: Kind) -> None:
    width, height = size
    if width * height > MEGAPIXELS[kind] * 1_000_000:
        raise too_many_pixels(kind)
    if max(width, height) > MAX_RATIO * min(width, height):
        raise ValidationError(TOO_NARROW, code="narrow", params={"ratio": MAX_RATIO})


def within(size: Size, box: Size) -> Size:
    """The size scaled down to fit the box."""
    scale = min(1.0, box[0] / size[0], box[1] / size[1])
    return max(1, round(size[0] * scale)), max(1, round(size[1] * scale))


def in_8_bits(image: Image.Image) -> Image.Image:
    """Grey of 16 bits as 8; everything else as it is."""
    return image.point(lambda value: value / 256).convert("L") if image.mode.startswith("I") else image


class OpenedPicture:
    """A picture that is decoded once `load` is called, and read by rows from then on.

    `target` is its size, lying as in the file, once it fits the box; `cost` the bytes that decoding takes.
    """

    def __init__(self, data: bytes, kind: Kind, box: Size) -> None:
        self._picture = Image.open(BytesIO(data), formats=(kind.name,))
        try:
            self._prepare(data, kind, box)
        except BaseException:
            self.close()
            raise

    def _prepare(self, data: bytes, kind: Kind, box: Size) -> None:
        picture = self._picture
        refuse_size(picture.size, kind)
        # Refused, not stilled: the first frame is often empty, and the sender would be shown something else
        # than what was sent. A JPEG with more than one picture in it (MPO) is a telephone's ordinary photo.
        if kind != Kind.JPEG and getattr(picture, "is_animated", False):
            raise ValidationError(ANIMATED, code="animated")
        self.turn = _turn(picture)
        if self.turn in _SIDEWAYS:
            box = (box[1], box[0])
        full_size = picture.size
        self.target = within(full_size, box)
        picture.draft(None, self.target)  # a JPEG is decoded at a half, a quarter or an eighth of its size
        self.cost = len(data) + _decoding_bytes(picture, full_size, data)
        if self.cost > (MAX_COST_JPEG if kind == Kind.JPEG else MAX_COST):
            raise ValidationError(TOO_HEAVY, code="heavy")

    @property
    def size(self) -> Size:
        return self._picture.size

    @property
    def profile(self) -> bytes | None:
        return self._picture.info.get("icc_profile")

    @property
    def mode(self) -> str:
        """Which of RGB, RGBA and CMYK holds all of it."""
        if self._picture.mode == "CMYK":
            return "CMYK"
        return "RGBA" if self._picture.has_transparency_data else "RGB"

    def load(self) -> None:
        self._picture.load()

    def rows(self, top: int, bottom: int) -> Image.Image:
        return in_8_bits(self._picture.crop((0, top, self._picture.width, bottom)))

    def close(self) -> None:
        self._picture.close()  # frees 100 MB, which leaving the block of a `with` does not


def _turn(picture: Image.Image) -> Image.Transpose | None:
    """How to set the picture upright, from the orientation that the camera wrote (EXIF 0x0112)."""
    return _TURNS.get(picture.getexif().get(ExifTags.Base.Orientation, 1))


_TURNS = {
    2: Image.Transpose.FLIP_LEFT_RIGHT,
    3: Image.Transpose.ROTATE_180,
    4: Image.Transpose.FLIP_TOP_BOTTOM,
    5: Image.Transpose.TRANSPOSE,
    6: Image.Transpose.ROTATE_270,
    7: Image.Transpose.TRANSVERSE,
    8: Image.Transpose.ROTATE_90,
}
_SIDEWAYS = tuple(_TURNS[orientation] for orientation in (5, 6, 7, 8))


# --- What decoding costs ---------------------------------------------------------------------------


def _decoding_bytes(picture: Image.Image, full_size: Size, data: bytes) -> int:
    """WebP takes 16 bytes a pixel, the rest 4, and a JPEG in several scans up to 6 more."""
    width, height = picture.size  # of a JPEG: as it will be decoded
    cost = width * height * (16 if picture.format == "WEBP" else 4)
    if isinstance(picture, JpegImagePlugin.JpegImageFile):
        scans = _count_scans(data)
        if scans > MAX_SCANS:
            raise ValidationError(DAMAGED, code="damaged")
        if scans > 1:  # then the coefficients of the whole picture are held, two bytes each
            cost += 2 * int(full_size[0] * full_size[1] * _samples_a_pixel(picture))
    return cost


def _samples_a_pixel(picture: JpegImagePlugin.JpegImageFile) -> float:
    """3 for a colour JPEG in full (4:4:4), 1.5 for the usual one with coarser colour (4:2:0)."""
    factors = [(across, down) for _component, across, down, _table in picture.layer]
    most = max(across for across, _down in factors) * max(down for _across, down in factors)
    return sum(across * down for across, down in factors) / most


_MARKER = re.compile(rb"\xff[^\x00\x01\xff\xd0-\xd7]")


def _count_scans(data: bytes) -> int:
    """Scans up to the end of the first picture, without those of thumbnails in segments. ITU-T T.81, B.1."""
    position, scans = 2, 0
    while found := _MARKER.search(data, position):
        marker, position = data[found.start() + 1], found.end()
        if marker == 0xD9:
            break
        scans += marker == 0xDA
        position += int.from_bytes(data[position : position + 2])
    return scans
