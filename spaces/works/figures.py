"""Works in figures: m², hours and money."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import ROUND_HALF_UP, Decimal

from django.utils import timezone

from spaces.building.models import Space
from spaces.works.models import DONE, PLANNED, Renewal


@dataclass(frozen=True, slots=True)
class RenewalFigures:
    """m² count once the works are done; hours and money once they are given. `cents_per_m2`: of the works
    done whose cost is known and that renewed built area; None where there are none."""

    done: int
    under_way: int
    planned: int
    m2: Decimal
    hours: Decimal
    cost_cents: int
    cents_per_m2: int | None
    first: date | None
    last: date | None  # the last day of works that are over

    @property
    def works(self) -> int:
        return self.done + self.under_way + self.planned


def sum_works(works: Iterable[Renewal], today: date) -> RenewalFigures:
    """Figures of works that are not void. Pure."""
    all_works = list(works)
    by_state = {
        state: [work for work in all_works if work.state_on(today) == state] for state in (PLANNED, DONE)
    }
    done, begun = by_state[DONE], [work for work in all_works if work not in by_state[PLANNED]]
    return RenewalFigures(
        done=len(done),
        under_way=len(begun) - len(done),
        planned=len(by_state[PLANNED]),
        m2=sum((work.renewed_m2 for work in done), Decimal(0)),
        hours=sum((work.hours_given for work in begun), Decimal(0)),
        cost_cents=sum(work.cost_cents or 0 for work in begun),
        cents_per_m2=average_cents_per_m2(
            [work for work in done if work.cost_cents is not None and work.renewed_m2]
        ),
        first=min((work.start_on for work in begun), default=None),
        last=max((work.end_on - timedelta(days=1) for work in done if work.end_on), default=None),
    )


def average_cents_per_m2(works: Sequence[Renewal]) -> int | None:
    m2 = sum((work.renewed_m2 for work in works), Decimal(0))
    if not m2:
        return None
    cents = Decimal(sum(work.cost_cents or 0 for work in works)) / m2
    return int(cents.quantize(Decimal(1), ROUND_HALF_UP))


def renewal_figures() -> RenewalFigures:
    """One query."""
    return sum_works(Renewal.objects.valid(), timezone.localdate())


def built_m2(spaces: Iterable[Space]) -> Decimal:
    """Area of spaces under a roof; machines have none, open ground is no built area."""
    return sum(
        (
            work.area_m2
            for work in spaces
            if work.area_m2 and work.kind != Space.Kind.MACHINE and work.use != Space.Use.OUTDOOR
        ),
        Decimal(0),
    )
