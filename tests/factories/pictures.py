"""Small pictures that have gone through the pipeline."""

from functools import cache
from typing import TypeVar

from django.core.files.base import ContentFile

from multifactory.lib.images.models import Picture
from multifactory.lib.images.reading import CleanImage, read_image
from tests.lib import image_corpus

AnyPicture = TypeVar("AnyPicture", bound=Picture)


@cache
def clean_picture(width: int = 600, height: int = 400) -> CleanImage:
    return read_image(ContentFile(image_corpus.encoded(image_corpus.drawn(width, height))))


def stored(picture: AnyPicture) -> AnyPicture:
    """This row with its two files."""
    picture.store(clean_picture())
    return picture
