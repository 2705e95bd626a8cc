"""The pictures of a sample: `<case>/pictures.toml` says what each is of and how it is drawn, in
`<case>/pictures/` lies what `multifactory.demo.artwork` made of it, in the two sizes of the portal."""

import tomllib
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from django.conf import settings
from django.utils.text import slugify

from multifactory.lib.images.reading import CleanImage

FOLDER = Path(__file__).parent.parent
LARGE, SMALL = (960, 720), (480, 360)


@dataclass(frozen=True, slots=True)
class PictureData:
    """`of`: a kind and a name, such as "event Repair café" or "product Orditura / Blankets"."""

    of: str
    alt: str
    alt_it: str
    draw: str

    @property
    def words(self) -> str:
        """What it shows, in the language in which the community writes of itself."""
        return self.alt_it if settings.CONTENT_LANGUAGE == "it" else self.alt


@cache
def read_pictures(case: str) -> tuple[PictureData, ...]:
    blocks = tomllib.loads((FOLDER / case / "pictures.toml").read_text("utf-8"))["pictures"]
    return tuple(PictureData(**block) for block in blocks)


def picture_of(case: str, of: str) -> PictureData | None:
    return next((data for data in read_pictures(case) if data.of == of), None)


def large_file(case: str, of: str) -> Path:
    return FOLDER / case / "pictures" / f"{slugify(of)}.webp"


def small_file(case: str, of: str) -> Path:
    return large_file(case, of).with_suffix(".small.webp")


def printed(case: str, of: str) -> CleanImage:
    """Both sizes, as the portal's pipeline made them."""
    large, small = large_file(case, of).read_bytes(), small_file(case, of).read_bytes()
    return CleanImage(large, small, *LARGE, *SMALL)
