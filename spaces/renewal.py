"""How the building comes back to life: the works, what they gave, and the condition of all m² by year."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import ROUND_HALF_UP, Decimal
from itertools import groupby, zip_longest
from typing import Any

from django.utils import timezone
from django.utils.formats import date_format, number_format
from django.utils.translation import gettext as _

from spaces.drawing import in_m2
from spaces.history import decision_of
from spaces.models import Condition, Floor, Renewal, RenewalPicture, Space
from spaces.models.renewal import DONE, PLANNED, UNDER_WAY
from spaces.plan import floor_order

STATES = tuple(Condition.State.values)  # from disused to usable, as a building comes back
LABELS = {"usable": "usable", "under_works": "works", "made_safe": "safe", "disused": "disused"}
CODES_NAMED = 12
SAME_FRAME = 0.02  # shapes of two pictures closer than this can lie upon each other


# --- Words --------------------------------------------------------------------------------------------


def in_euros(cents: int) -> str:
    """€ 18,300 or € 18,300.50."""
    places = 2 if cents % 100 else 0
    return f"€ {number_format(Decimal(cents) / 100, places, use_l10n=True, force_grouping=True)}"


def months_words(start: date, end: date | None, today: date) -> str:
    """When works were, in months; `end` is the first day without them."""
    first = date_format(start, "F Y")
    if start > today:
        return _("from %(month)s") % {"month": first}
    if end is None or end > today:
        return _("since %(month)s") % {"month": first}
    last = date_format(end - timedelta(days=1), "F Y")
    return first if first == last else _("%(start)s to %(end)s") % {"start": first, "end": last}


def state_words(state: str) -> tuple[str, str]:
    """A state of works as a word and as a style of label."""
    return {
        PLANNED: (_("planned"), "draft"),
        UNDER_WAY: (_("under way"), "works"),
        DONE: (_("done"), "done"),
    }[state]


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


def figures_of(works: Iterable[Renewal], today: date) -> RenewalFigures:
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
        cents_per_m2=_cents_per_m2([one for one in done if one.cost_cents is not None and one.renewed_m2]),
        first=min((one.start_on for one in begun), default=None),
        last=max((one.end_on - timedelta(days=1) for one in done if one.end_on), default=None),
    )


def _cents_per_m2(works: Sequence[Renewal]) -> int | None:
    m2 = sum((one.renewed_m2 for one in works), Decimal(0))
    if not m2:
        return None
    cents = Decimal(sum(one.cost_cents or 0 for one in works)) / m2
    return int(cents.quantize(Decimal(1), ROUND_HALF_UP))


def renewal_figures() -> RenewalFigures:
    """One query."""
    return figures_of(Renewal.objects.valid(), timezone.localdate())


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


# --- Works as the pages show them -----------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Comparison:
    """Before and after; either may be missing. `is_one_frame`: they can lie upon each other."""

    before: RenewalPicture | None
    after: RenewalPicture | None
    is_one_frame: bool


@dataclass(frozen=True, slots=True)
class Works:
    """Works in words. What is not known is empty; `decided_href` too where the reader may not follow it."""

    renewal: Renewal
    state: str
    label: str
    months: str
    m2: str
    hours: str
    cost: str
    per_m2: str
    decided: str
    decided_href: str
    spaces: list[Space]
    comparisons: list[Comparison]

    @property
    def is_done(self) -> bool:
        return self.label == "done"


def works_view(renewal: Renewal, today: date, *, is_member: bool) -> Works:
    """Works read with `for_story`. No query."""
    state = renewal.state_on(today)
    word, label = state_words(state)
    cents = _cents_per_m2([renewal]) if state == DONE and renewal.cost_cents is not None else None
    decided, decided_href = decision_of(renewal, is_member)
    return Works(
        renewal=renewal,
        state=word,
        label=label,
        months=months_words(renewal.start_on, renewal.end_on, today),
        m2=in_m2(renewal.renewed_m2) if renewal.renewed_m2 else "",
        hours=in_m2(renewal.hours_given) if renewal.hours_given else "",
        cost=in_euros(renewal.cost_cents) if renewal.cost_cents is not None else "",
        per_m2=in_euros(cents) if cents is not None else "",
        decided=decided,
        decided_href=decided_href,
        spaces=sorted(renewal.spaces.all(), key=lambda space: (*floor_order(space.floor), space.code)),
        comparisons=compared(renewal.pictures.all()),
    )


def compared(pictures: Iterable[RenewalPicture]) -> list[Comparison]:
    """The first picture before with the first after, the second with the second, what is over by itself."""
    some = list(pictures)
    sides = [[one for one in some if one.moment == moment] for moment in RenewalPicture.Moment.values]
    return [Comparison(before, after, _is_one_frame(before, after)) for before, after in zip_longest(*sides)]


def _is_one_frame(before: RenewalPicture | None, after: RenewalPicture | None) -> bool:
    if before is None or after is None:
        return False
    return abs(before.width / before.height - after.width / after.height) < SAME_FRAME


def works_of_space(space: Space) -> list[tuple[Renewal, str, str, str]]:
    """Works, when, state and its style. One query."""
    return _briefly(Renewal.objects.valid().filter(spaces=space))


def works_of_building(building: Any) -> list[tuple[Renewal, str, str, str]]:
    """The same for all spaces of a building. One query."""
    return _briefly(Renewal.objects.valid().of_building(building))


def _briefly(works: Any) -> list[tuple[Renewal, str, str, str]]:
    today = timezone.localdate()
    return [
        (one, months_words(one.start_on, one.end_on, today), *state_words(one.state_on(today)))
        for one in works.order_by("-start_on", "-pk")
    ]


# --- Condition over the years ---------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Change:
    """What became of some spaces on a day."""

    day: date
    state: str
    label: str
    codes: list[str]
    more: int
    note: str


def floor_changes(floor: Floor) -> list[Change]:
    """The changes of condition on a floor, the latest first; spaces that changed together, together.

    One query. What is to come is left out.
    """
    rows = (
        Condition.objects.valid()
        .filter(space__floor=floor, start_on__lte=timezone.localdate())
        .order_by("-start_on", "state", "note", "space__code")
        .values_list("start_on", "state", "note", "space__code")
    )
    changes = []
    for (day, state, note), group in groupby(rows, key=lambda row: row[:3]):
        codes = [code for *_same, code in group]
        word, label = str(Condition.State(state).label), LABELS[state]
        changes.append(Change(day, word, label, codes[:CODES_NAMED], len(codes[CODES_NAMED:]), note))
    return changes


@dataclass(frozen=True, slots=True)
class Year:
    """m² in each state on the last day of a year, or today; in the order of STATES."""

    label: str
    m2: tuple[Decimal, ...]

    @property
    def words(self) -> list[str]:
        return [in_m2(one.quantize(Decimal(1), ROUND_HALF_UP)) for one in self.m2]

    @property
    def total(self) -> Decimal:
        return sum(self.m2, Decimal(0))


def condition_years(today: date | None = None) -> list[Year]:
    """All built area by condition, year by year. One query."""
    today = today or timezone.localdate()
    rows = (
        Condition.objects.valid()
        .filter(space__in=Space.objects.built().values("pk"), start_on__lte=today)
        .values_list("space__area_m2", "state", "start_on", "end_on", "space__valid_to")
    )
    lasting = [
        (area or Decimal(0), state, start, _earlier(end, gone)) for area, state, start, end, gone in rows
    ]
    return years_of(lasting, today)


def _earlier(end: date | None, gone: date | None) -> date | None:
    return min((day for day in (end, gone) if day is not None), default=None)


def years_of(rows: Sequence[tuple[Decimal, str, date, date | None]], today: date) -> list[Year]:
    """From (m², state, from, until) to the m² in each state at the end of each year. Pure."""
    if not rows:
        return []
    years = []
    for year in range(min(start for _area, _state, start, _end in rows).year, today.year + 1):
        day = min(date(year, 12, 31), today)
        sums = dict.fromkeys(STATES, Decimal(0))
        for area, state, start, end in rows:
            if start <= day and (end is None or end > day):
                sums[state] += area
        years.append(Year(_("today") if day == today else str(year), tuple(sums.values())))
    return years
