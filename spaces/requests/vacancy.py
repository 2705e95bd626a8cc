"""Which units a company could have: now, or soon."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django.db.models import Exists, OuterRef, Q, Subquery
from django.urls import reverse
from django.utils import timezone
from django.utils.http import urlencode

from multifactory.lib.formats import format_day
from spaces.allocations.models import Allocation
from spaces.building.formats import format_area
from spaces.building.models import Space, SpaceQuerySet
from spaces.condition.formats import CONDITION_FORMATS
from spaces.condition.models import Condition
from spaces.requests.models import Offer

SOON = timedelta(days=365)


@dataclass(frozen=True, slots=True)
class Vacancy:
    """A unit in the list. `day` is since when it stands empty, or from when it is free."""

    unit: Space
    area: str
    condition: str
    day: date | None
    is_free: bool
    is_on_offer: bool
    is_promised: bool  # an offer was accepted, or an allocation begins later: nobody else is served

    @property
    def is_reserved(self) -> bool:
        return self.is_on_offer or self.is_promised

    @property
    def when(self) -> str:
        return format_day(self.day) if self.day else ""

    @property
    def ask_href(self) -> str:
        return f"{reverse('spaces:request_new')}?{urlencode({'unit': self.unit.code})}"


def listed_units() -> SpaceQuerySet:
    """All units free now, as every page counts them, and those that will be within a year."""
    return Space.objects.units().existing().usable_on().filter(_free_now() | _free_soon())


def askable_units() -> SpaceQuerySet:
    """Those of them that are promised to nobody."""
    accepted = Offer.objects.filter(unit=OuterRef("pk"), state=Offer.State.ACCEPTED)
    return listed_units().filter(_free_soon(), ~Exists(accepted))


def _free_now() -> Q:
    return Q(~Exists(Allocation.objects.on().filter(unit=OuterRef("pk"))))


def _free_soon() -> Q:
    today = timezone.localdate()
    valid = Allocation.objects.valid().filter(unit=OuterRef("pk"))
    later = valid.filter(Q(end_on__isnull=True) | Q(end_on__gt=today + SOON) | Q(start_on__gt=today))
    in_use = Q(valid_to__isnull=True) | Q(valid_to__gt=today + SOON)
    return in_use & Q(~Exists(later))


def vacancies(units: SpaceQuerySet) -> list[Vacancy]:
    """What is known of these units, free ones first, the one empty longest before the others. One query."""
    today = timezone.localdate()
    rows: Iterable[Any] = (
        units.with_state()
        .annotate(
            free_from=Subquery(
                Allocation.objects.valid()
                .filter(unit=OuterRef("pk"), start_on__lte=today)
                .order_by("-end_on")
                .values("end_on")[:1]
            ),
            usable_since=Subquery(Condition.objects.on().filter(space=OuterRef("pk")).values("start_on")[:1]),
            is_on_offer=Exists(Offer.objects.unanswered().filter(unit=OuterRef("pk"))),
            is_askable=Exists(askable_units().filter(pk=OuterRef("pk"))),
        )
        .select_related("floor__building")
    )
    listed = [_vacancy(row, today) for row in rows]
    return sorted(
        listed, key=lambda vacancy: (not vacancy.is_free, vacancy.day or date.min, vacancy.unit.code)
    )


def vacancy_of(unit: Space) -> Vacancy | None:
    """What the list says of this unit, if it is in it."""
    return next(iter(vacancies(listed_units().filter(pk=unit.pk))), None)


def _vacancy(row: Any, today: date) -> Vacancy:
    days = [day for day in (row.free_from, row.usable_since, row.valid_from) if day]
    return Vacancy(
        unit=row,
        area=format_area(row.area_m2),
        condition=str(CONDITION_FORMATS[row.state].name) if row.state else "",
        day=max(days, default=None),
        is_free=row.free_from is None or row.free_from <= today,
        is_on_offer=row.is_on_offer,
        is_promised=not row.is_askable,
    )
