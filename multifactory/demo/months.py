"""Figures of the months before today, as if a worker had kept each of them."""

from calendar import monthrange
from datetime import date

from members.principles.services import keep_figures
from members.principles.trend import last_months

# People at work, by the place of a company in the sample; None: it does not say.
PEOPLE = (2, 1, 3, 1, 6, 2, 1, 4, None, 2, 5, 12, 1, 3, 7, 2)


def people_of(position: int) -> int | None:
    return PEOPLE[position % len(PEOPLE)]


def load_months(today: date) -> None:
    for month in last_months(today):
        keep_figures(month.replace(day=monthrange(month.year, month.month)[1]))
