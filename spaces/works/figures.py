"""Works in figures: m², hours and money."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import ROUND_HALF_UP, Decimal

from django.utils import timezone

from spaces.building.models import Space
from spaces.works.models import DONE, PLANNED, Renewal

# --- Figures ------------------------------------------------------------------------------------------


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
    some = list(works)
    by_state = {state: [one for one in some if one.state_on(today) == state] for state in (PLANNED, DONE)}
    done, begun = by_state[DONE], [one for one in some if one not in by_state[PLANNED]]
    return RenewalFigures(
        done=len(done),
        under_way=len(begun) - len(done),
        planned=len(by_state[PLANNED]),
        m2=sum((one.renewed_m2 for one in done), Decimal(0)),
        hours=sum((one.hours_given for one in begun), Decimal(0)),
        cost_cents=sum(one.cost_cents or 0 for one in begun),
        cents_per_m2=average_cents_per_m2(
            [one for one in done if one.cost_cents is not None and one.renewed_m2]
        ),
        first=min((one.start_on for one in begun), default=None),
        last=max((one.end_on - timedelta(days=1) for one in done if one.end_on), default=None),
    )


def average_cents_per_m2(works: Sequence[Renewal]) -> int | None:
    m2 = sum((one.renewed_m2 for one in works), Decimal(0))
    if not m2:
        return None
    cents = Decimal(sum(one.cost_cents or 0 for one in works)) / m2
    return int(cents.quantize(Decimal(1), ROUND_HALF_UP))


def renewal_figures() -> RenewalFigures:
    """One query."""
    return sum_works(Renewal.objects.valid(), timezone.localdate())


def built_m2(spaces: Iterable[Space]) -> Decimal:
    """Area of spaces under a roof; machines have none, open ground is no built area."""
    return sum(
        (
            one.area_m2
            for one in spaces
            if one.area_m2 and one.kind != Space.Kind.MACHINE and one.use != Space.Use.OUTDOOR
        ),
        Decimal(0),
    )
