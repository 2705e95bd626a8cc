"""Public holidays, from the library that knows those of a country and of its parts."""

from datetime import date
from functools import lru_cache

import holidays
from django.conf import settings
from django.utils.translation import get_language

LANGUAGES = {"it": "it_IT", "en": "en_US"}


def holiday_on(day: date) -> str:
    """The name of the public holiday on a local day, in the reader's language; empty where there is none.

    The setting HOLIDAYS names the country and its part (IT-MN: Italy, with the patron of Mantua).
    """
    place: str = settings.HOLIDAYS
    return _holidays_of(place, day.year, (get_language() or "en")[:2]).get(day, "") if place else ""


@lru_cache(maxsize=32)
def _holidays_of(place: str, year: int, language: str) -> dict[date, str]:
    country, _, part = place.partition("-")
    found = holidays.country_holidays(
        country, subdiv=part or None, years=year, language=LANGUAGES.get(language)
    )
    return dict(found)
