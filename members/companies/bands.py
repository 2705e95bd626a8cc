"""Companies by age and by people at work, in bands. Pure."""

from collections import Counter
from collections.abc import Iterable

# From and to, both included; None: without an end.
Bands = dict[str, tuple[int, int | None]]

AGES: Bands = {"0-4": (0, 4), "5-9": (5, 9), "10-19": (10, 19), "20-49": (20, 49), "50": (50, None)}
PEOPLE: Bands = {"1": (1, 1), "2-5": (2, 5), "6-9": (6, 9), "10-49": (10, 49), "50": (50, None)}

EARLIEST_FOUNDING = 1000


def band_of(number: int, bands: Bands) -> str | None:
    """The band a number falls in; None where it falls in none."""
    for band, (low, high) in bands.items():
        if number >= low and (high is None or number <= high):
            return band
    return None


def age_band(founded: int | None, year: int) -> str | None:
    """By this year less the founding year; None for who does not say it, or says what cannot be."""
    if founded is None or founded < EARLIEST_FOUNDING:
        return None
    return band_of(year - founded, AGES)


def count_people(people: Iterable[int | None]) -> dict[str, int]:
    """Companies by band of people at work, 0s included; who does not say it is left out."""
    bands = Counter(band_of(number, PEOPLE) for number in people if number is not None)
    return {band: bands[band] for band in PEOPLE}
