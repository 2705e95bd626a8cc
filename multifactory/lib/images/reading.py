"""From what somebody sent to two clean WebP pictures, or to a message that says how to mend it."""

import logging
import re
import threading
import warnings
from contextlib import closing
from dataclasses import dataclass
from io import BytesIO
from typing import Any, Literal

from django.core.exceptions import ValidationError
from django.core.files.base import File
from django.utils.translation import gettext_lazy as _
from PIL import ExifTags, Image, ImageCms, JpegImagePlugin

from multifactory.lib.uploads import MAX_BYTES, MAX_MEGABYTES, TOO_LARGE

logger = logging.getLogger(__name__)

FORMATS = ("JPEG", "PNG", "WEBP")
MAX_MEGAPIXELS = 25
MAX_PIXELS = MAX_MEGAPIXELS * 1_000_000
MAX_RATIO = 10  # long side to short side
# Decoding takes 16 bytes a pixel for WebP, 4 for the rest, and up to 6 more for a JPEG in several scans.
MAX_DECODED_BYTES = 125_000_000
# Every scan of a JPEG goes over the whole picture and thirty bytes make one; progressive files have ten.
MAX_SCANS = 40

EMPTY = _("The file is empty. Choose the picture again.")
NOT_A_PICTURE = _("This is not a picture we can read. Send a JPEG, PNG or WebP file.")
SVG = _("This is an SVG drawing: save it as PNG and try again.")
GIF = _("This is a GIF: save it as PNG or JPEG and try again.")
PDF = _("This is a PDF: save the page as PNG or JPEG and try again.")
HEIC = _("This is a HEIC or AVIF picture, as some phones make them: save it as JPEG and try again.")
DAMAGED = _("The picture is damaged or cut off. Open it, save it anew and try again.")
ANIMATED = _("This picture moves: save one still picture of it as PNG or JPEG and try again.")
TOO_MANY_PIXELS = _("The picture has more than %(megapixels)d megapixels. Make it smaller and try again.")
TOO_NARROW = _("The picture is more than %(ratio)d times as long as it is wide. Cut it and try again.")
TOO_HEAVY = _(
    "The picture is too large for this kind of file. Save it as a plain JPEG, or smaller, and try again."
)

_HEIC_BRANDS = (b"heic", b"heix", b"hevc", b"mif1", b"msf1", b"avif", b"avis")

Size = tuple[int, int]


@dataclass(frozen=True)
class Fit:
    """The largest sizes, in pixels upright, that are kept of a picture; none is ever enlarged."""

    large: Size
    small: Size
    is_square: bool  # padded on a transparent ground, never cropped
    encoding: dict[str, Any]


FITS = {
    # Upright photos may be a third higher than wide, as telephones take them.
    "photo": Fit((1440, 1920), (480, 640), is_square=False, encoding={"quality": 80}),
    # Lossless, because lettering blurs otherwise.
    "logo": Fit((480, 480), (160, 160), is_square=True, encoding={"lossless": True}),
}


@dataclass(frozen=True)
class CleanImage:
    """Two WebP pictures made from the pixels alone: upright, in sRGB, without metadata. Sizes in pixels."""

    large: bytes
    small: bytes
    width: int
    height: int
    small_width: int
    small_height: int


# Pillow only warns up to twice its limit.
Image.MAX_IMAGE_PIXELS = MAX_PIXELS
warnings.simplefilter("error", Image.DecompressionBombWarning)

# One picture at a time in a process: ten uploads at once take no more memory than one.
_decoding = threading.Lock()


def read_image(upload: File, *, fit: Literal["photo", "logo"] = "photo") -> CleanImage:
    """What was sent, decoded and encoded anew. Raises ValidationError with what is wrong and how to mend it.

    Neither the name nor the type the browser gives is looked at: the bytes say what they are.
    """
    if upload.size > MAX_BYTES:
        raise ValidationError(TOO_LARGE, code="too_large", params={"megabytes": MAX_MEGABYTES})
    upload.seek(0)
    data = upload.read(MAX_BYTES + 1)
    if message := _stranger(data):
        raise ValidationError(message, code="format")
    with _decoding:
        return _encode(_decode(data, FITS[fit].large), FITS[fit])


def _stranger(data: bytes) -> str | None:
    """Why these bytes cannot be a JPEG, PNG or WebP; None if they begin like one."""
    text = data[:4096].removeprefix(b"\xef\xbb\xbf").lstrip().lower()
    is_known = data.startswith((b"\xff\xd8\xff", b"\x89PNG\r\n\x1a\n")) or (
        data.startswith(b"RIFF") and data[8:12] == b"WEBP"
    )
    signs = (
        (is_known, None),
        (not data, EMPTY),
        (text.startswith(b"<") and b"<svg" in text, SVG),
        (data.startswith(b"GIF8"), GIF),
        (data.startswith(b"%PDF"), PDF),
        (data[4:8] == b"ftyp" and data[8:12] in _HEIC_BRANDS, HEIC),
        (True, NOT_A_PICTURE),
    )
    message = next(message for is_so, message in signs if is_so)
    return None if message is None else str(message)


# --- Decoding --------------------------------------------------------------------------------------


def _decode(data: bytes, box: Size) -> Image.Image:
    """The picture within this box, upright, in sRGB (RGB or RGBA)."""
    try:
        with closing(
            Image.open(BytesIO(data), formats=FORMATS)
        ) as picture:  # frees 100 MB, `with` alone does not
            _refuse_by_header(picture)
            turn = _turn(picture)
            if turn in _SIDEWAYS:
                box = (box[1], box[0])
            full_size, target = picture.size, _within(picture.size, box)
            picture.draft(None, target)  # a JPEG is decoded at a half, a quarter or an eighth of its size
            _refuse_costly(picture, full_size, data)
            picture.load()
            profile = picture.info.get("icc_profile")
            image = _reduced(picture, target)
    except ValidationError:
        raise
    except (Image.DecompressionBombError, Image.DecompressionBombWarning):
        raise _too_many_pixels() from None
    except Exception as fault:  # no list says what decoders raise at broken bytes
        logger.info("A picture could not be decoded: %s.", type(fault).__name__)
        raise ValidationError(DAMAGED, code="damaged") from None
    image = _in_srgb(image.resize(target, Image.Resampling.LANCZOS), profile)
    return image.transpose(turn) if turn is not None else image


def _too_many_pixels() -> ValidationError:
    return ValidationError(TOO_MANY_PIXELS, code="pixels", params={"megapixels": MAX_MEGAPIXELS})


def _refuse_by_header(picture: Image.Image) -> None:
    """Before anything is decoded."""
    width, height = picture.size
    if width * height > MAX_PIXELS:
        raise _too_many_pixels()
    if max(width, height) > MAX_RATIO * min(width, height):
        raise ValidationError(TOO_NARROW, code="narrow", params={"ratio": MAX_RATIO})
    # Refused, not stilled: the first frame is often empty, and the sender would be shown something else
    # than what was sent. A JPEG with more than one picture in it (MPO) is a telephone's ordinary photo.
    if picture.format in ("PNG", "WEBP") and getattr(picture, "is_animated", False):
        raise ValidationError(ANIMATED, code="animated")


def _refuse_costly(picture: Image.Image, full_size: Size, data: bytes) -> None:
    """What would take too much memory or time to decode, although it is small to send."""
    width, height = picture.size  # of a JPEG: as it will be decoded
    cost = width * height * (16 if picture.format == "WEBP" else 4)
    if isinstance(picture, JpegImagePlugin.JpegImageFile):
        scans = _count_scans(data)
        if scans > MAX_SCANS:
            raise ValidationError(DAMAGED, code="damaged")
        if scans > 1:  # then the coefficients of the whole picture are held, two bytes each
            cost += 2 * int(full_size[0] * full_size[1] * _samples_a_pixel(picture))
    if cost > MAX_DECODED_BYTES:
        raise ValidationError(TOO_HEAVY, code="heavy")


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


def _within(size: Size, box: Size) -> Size:
    """The size scaled down to fit the box."""
    scale = min(1.0, box[0] / size[0], box[1] / size[1])
    return max(1, round(size[0] * scale)), max(1, round(size[1] * scale))


_STRIP = 128  # rows of the result


def _reduced(picture: Image.Image, target: Size) -> Image.Image:
    """A copy at up to a whole fraction of the size, at least twice the target, in RGB, RGBA or CMYK.

    In strips, because every change of mode makes a copy and 25 megapixels in RGBA are 100 MB.
    """
    mode = "CMYK" if picture.mode == "CMYK" else "RGBA" if picture.has_transparency_data else "RGB"
    width, height = picture.size
    factor = max(1, min(width // target[0], height // target[1]) // 2)
    image = Image.new(mode, (-(-width // factor), -(-height // factor)))
    for row in range(0, image.height, _STRIP):
        strip = picture.crop((0, row * factor, width, min(height, (row + _STRIP) * factor)))
        if strip.mode.startswith("I"):  # 16 bits of grey
            strip = strip.point(lambda value: value / 256).convert("L")
        image.paste(strip.convert(mode).reduce(factor), (0, row))
    return image


_SRGB = ImageCms.createProfile("sRGB")


def _in_srgb(image: Image.Image, profile: bytes | None) -> Image.Image:
    """Telephones and printers use other colours; a profile that cannot be used is left out."""
    if profile:
        mode = "RGB" if image.mode == "CMYK" else image.mode
        try:
            source = ImageCms.ImageCmsProfile(BytesIO(profile))
            return ImageCms.profileToProfile(image, source, _SRGB, outputMode=mode) or image
        except (ImageCms.PyCMSError, OSError, ValueError):
            logger.info("A picture had a colour profile that could not be used.")
    return image.convert("RGB") if image.mode == "CMYK" else image


# --- Encoding --------------------------------------------------------------------------------------


def _encode(image: Image.Image, fit: Fit) -> CleanImage:
    if image.mode == "RGBA" and image.getchannel("A").getextrema() == (255, 255):
        image = image.convert("RGB")
    if fit.is_square:
        image = _padded(image)
    small = image.resize(_within(image.size, fit.small), Image.Resampling.LANCZOS)
    return CleanImage(
        large=_webp(image, fit),
        small=_webp(small, fit),
        width=image.width,
        height=image.height,
        small_width=small.width,
        small_height=small.height,
    )


def _padded(image: Image.Image) -> Image.Image:
    """In the middle of a transparent square."""
    side = max(image.size)
    square = Image.new("RGBA", (side, side), (255, 255, 255, 0))
    square.paste(image, ((side - image.width) // 2, (side - image.height) // 2))
    return square


def _webp(image: Image.Image, fit: Fit) -> bytes:
    image.info.clear()
    encoded = BytesIO()
    image.save(encoded, "WEBP", **fit.encoding)
    return encoded.getvalue()
