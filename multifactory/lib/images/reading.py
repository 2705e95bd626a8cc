"""From what somebody sent to two clean WebP pictures, or to a message that says how to mend it."""

import logging
from collections.abc import Iterator
from contextlib import closing, contextmanager, nullcontext
from dataclasses import dataclass
from io import BytesIO
from math import ceil, sqrt
from typing import Any, Literal

from django.core.exceptions import ValidationError
from django.core.files.base import File
from django.utils.translation import gettext_lazy as _
from PIL import Image, ImageCms

from multifactory.lib.busy import Turn
from multifactory.lib.file_kinds import NAMES, Kind, kind_of
from multifactory.lib.images.heic import OpenedHeic
from multifactory.lib.images.opened import DAMAGED, OpenedPicture, Size, too_many_pixels, within
from multifactory.lib.uploads import MAX_BYTES, refuse_too_large

logger = logging.getLogger(__name__)

EMPTY = _("The file is empty. Choose the picture again.")
NOT_A_PICTURE = _("This is not a picture we can read. Send a JPEG, HEIC, PNG or WebP file.")
SVG = _("This is an SVG drawing: save it as PNG and try again.")
PDF = _("This is a PDF: save the page as PNG or JPEG and try again.")
OTHER_KIND = _("This is %(kind)s: save it as PNG or JPEG and try again.")
NO_STILL = _("This is a video: send a photo instead.")

PICTURES = frozenset((Kind.JPEG, Kind.PNG, Kind.WEBP, Kind.HEIC))


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


# One picture at a time in a process: ten uploads at once take no more memory than one. Small ones pass by.
decoding = Turn(wait_seconds=5)
SMALL_COST = 4_000_000  # bytes that decoding takes


def read_image(upload: File, *, fit: Literal["photo", "logo"] = "photo") -> CleanImage:
    """What was sent, decoded and encoded anew. Raises ValidationError with what is wrong and how to mend it,
    and BusyError where too many others wait to be decoded.

    Neither the name nor the type the browser gives is looked at: the bytes say what they are.
    """
    refuse_too_large(upload)
    upload.seek(0)
    data = upload.read(MAX_BYTES + 1)
    kind = kind_of(data)
    if kind not in PICTURES:
        raise _not_a_picture(kind)
    with _faults_told(kind):
        picture = _open(data, kind, FITS[fit].large)
    with closing(picture), decoding.taken() if picture.cost > SMALL_COST else nullcontext():
        with _faults_told(kind):
            image = _decode(picture)
        return _encode(image, FITS[fit])


def _not_a_picture(kind: Kind) -> ValidationError:
    messages = {
        Kind.EMPTY: EMPTY,
        Kind.SVG: SVG,
        Kind.PDF: PDF,
        Kind.VIDEO: NO_STILL,
        Kind.UNKNOWN: NOT_A_PICTURE,
    }
    return ValidationError(messages.get(kind, OTHER_KIND), code="format", params={"kind": NAMES.get(kind)})


@contextmanager
def _faults_told(kind: Kind) -> Iterator[None]:
    """What decoders raise becomes a message."""
    try:
        yield
    except ValidationError:
        raise
    except (Image.DecompressionBombError, Image.DecompressionBombWarning):
        raise too_many_pixels(kind) from None
    except Exception as fault:  # no list says what decoders raise at broken bytes
        logger.info("A picture could not be decoded: %s.", type(fault).__name__)
        raise ValidationError(DAMAGED, code="damaged") from None


# --- Decoding --------------------------------------------------------------------------------------


def _open(data: bytes, kind: Kind, box: Size) -> OpenedPicture | OpenedHeic:
    return OpenedHeic(data, box) if kind == Kind.HEIC else OpenedPicture(data, kind, box)


def _decode(picture: OpenedPicture | OpenedHeic) -> Image.Image:
    """The picture within its box, upright, in sRGB (RGB or RGBA). Closes it, to free what was decoded."""
    picture.load()
    profile, target, turn = picture.profile, picture.target, picture.turn
    image = _reduced(picture)
    picture.close()
    image = _in_srgb(image.resize(target, Image.Resampling.LANCZOS), profile)
    return image.transpose(turn) if turn is not None else image


_STRIP = 128  # rows of the result
_REDUCED_PIXELS = 12_500_000


def _reduced(picture: OpenedPicture | OpenedHeic) -> Image.Image:
    """A copy at a whole fraction of the size, in RGB, RGBA or CMYK: twice the target or more, where that is
    not too much to hold beside the picture, and never less than the target.

    In strips, because every change of mode makes a copy and 25 megapixels in RGBA are 100 MB.
    """
    (width, height), target = picture.size, picture.target
    fitting = min(width // target[0], height // target[1])
    factor = max(1, fitting // 2, min(fitting, ceil(sqrt(width * height / _REDUCED_PIXELS))))
    image = Image.new(picture.mode, (-(-width // factor), -(-height // factor)))
    for row in range(0, image.height, _STRIP):
        strip = picture.rows(row * factor, min(height, (row + _STRIP) * factor))
        image.paste(strip.convert(image.mode).reduce(factor), (0, row))
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
    small = image.resize(within(image.size, fit.small), Image.Resampling.LANCZOS)
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
