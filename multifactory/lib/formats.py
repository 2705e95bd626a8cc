"""Days, moments and amounts as pages, mails and forms write them, in the reader's language.

Templates have them as the filters `day`, `long_day`, `moment` and `long_moment`.
"""

from datetime import date, datetime
from decimal import Decimal
from functools import lru_cache

from django.conf import settings
from django.utils import timezone
from django.utils.formats import date_format, number_format, time_format
from django.utils.translation import get_language, override

LONG_DAY_FORMAT = "j F Y"
TIME_FORMAT = "H:i"


def format_day(day: date) -> str:
    """23 Nov 2026; where no language is active, as in a migration, in the portal's first."""
    return _written(day, get_language() or settings.LANGUAGE_CODE)


@lru_cache(maxsize=256)
def _written(day: date, language: str) -> str:
    """Kept, for tables whose hundreds of rows are of few days."""
    with override(language):
        return date_format(day, "DAY_FORMAT")


def format_long_day(day: date) -> str:
    """23 November 2026."""
    return date_format(day, LONG_DAY_FORMAT)


def format_moment(moment: datetime) -> str:
    """A moment on the clock of the multifactory: 23 Nov 2026, 10:00."""
    local = timezone.localtime(moment)
    return f"{format_day(local.date())}, {time_format(local, TIME_FORMAT)}"


def format_long_moment(moment: datetime) -> str:
    """23 November 2026, 10:00."""
    local = timezone.localtime(moment)
    return f"{format_long_day(local.date())}, {time_format(local, TIME_FORMAT)}"


def format_euro(cents: int, *, with_cents: bool = False) -> str:
    """€ 18,300 or € 18,300.50; `with_cents` € 18,300.00 too, for figures that stand below each other.

    Below zero with a minus before the sign: −€ 3.34.
    """
    places = 2 if with_cents or cents % 100 else 0
    amount = number_format(Decimal(abs(cents)) / 100, places, use_l10n=True, force_grouping=True)
    return f"{'−' if cents < 0 else ''}€ {amount}"


def format_thousandths(thousandths: int, unit: str) -> str:
    """1,234.500 kWh; a whole number without decimals."""
    places = 3 if thousandths % 1000 else 0
    number = number_format(Decimal(thousandths).scaleb(-3), places, use_l10n=True, force_grouping=True)
    return f"{number} {unit}"
