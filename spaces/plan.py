"""The building on a day: what the plan and the table beside it show. Three queries, however many floors."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Count, Q
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format

from spaces.drawing import Drawing, SpaceFacts, css_kind, draw_floor, in_m2, state_word
from spaces.models import Allocation, Floor, FloorPlan, Space


@dataclass(frozen=True, slots=True)
class Row:
    """A space in the table. `label` is the style of its state, empty where a company stands instead."""

    code: str
    href: str
    name: str
    kind: str
    holder: str
    holder_href: str
    label: str
    state: str
    since: str
    decided: str
    decided_href: str
    area: str
    is_unit: bool
    is_free: bool


@dataclass(frozen=True, slots=True)
class FloorView:
    """A floor on a day: its drawing (None before a plan is drawn) and the same facts as rows."""

    floor: Floor
    day: date
    drawing: Drawing | None
    rows: list[Row]

    @property
    def free(self) -> list[Row]:
        return [row for row in self.rows if row.is_free]

    @property
    def units(self) -> int:
        return sum(row.is_unit for row in self.rows)

    @property
    def hatch(self) -> str:
        """Name of the hatching in the document: several plans may stand on one page."""
        return f"hatch-{self.floor.pk}"


def floor_view(
    floor: Floor, day: date | None = None, *, is_member: bool = False, here: str = ""
) -> FloorView:
    """One floor on a day (today). `here` is the code of a space to mark."""
    return floor_views([floor], day, is_member=is_member, here=here)[0]


def floor_views(
    floors: Sequence[Floor],
    day: date | None = None,
    *,
    is_member: bool = False,
    here: str = "",
    lit: Collection[str] | None = None,
) -> list[FloorView]:
    """Several floors on a day (today). Members read every resolution, visitors the published ones.

    `lit` are the codes of the units looked for: these stand out and everything else is faded.
    """
    day = day or timezone.localdate()
    plans = _plans(floors, day)
    held = {one.unit_id: one for one in _allocations(floors, day)}
    spaces: dict[int, list[Space]] = {}
    for space in Space.objects.filter(floor__in=floors).existing(day).with_state(day).order_by("code"):
        spaces.setdefault(space.floor_id, []).append(space)
    views = []
    for floor in floors:
        here_spaces = spaces.get(floor.pk, [])
        facts = [_facts(space, held.get(space.pk), here, lit) for space in here_spaces]
        plan = plans.get(floor.pk)
        drawing = draw_floor(plan.width, plan.height, plan.shapes, plan.walls, facts) if plan else None
        rows = [
            _row(space, one, held.get(space.pk), is_member)
            for space, one in zip(here_spaces, facts, strict=True)
        ]
        views.append(FloorView(floor, day, drawing, rows))
    return views


def home_plan(day: date | None = None) -> FloorView | None:
    """The floor for the home page: of those with a plan, the one of most vocations, then of most units."""
    day = day or timezone.localdate()
    now = {
        f"spaces__allocations__{name}": value for name, value in (("voided_at", None), ("start_on__lte", day))
    }
    running = Q(spaces__allocations__end_on=None) | Q(spaces__allocations__end_on__gt=day)
    floor = (
        Floor.objects.filter(plans__isnull=False)
        .annotate(
            vocations=Count(
                "spaces__allocations__company__vocation", distinct=True, filter=Q(**now) & running
            ),
            units=Count("spaces", distinct=True, filter=Q(spaces__kind=Space.Kind.UNIT)),
        )
        .select_related("building")
        .order_by("-vocations", "-units", "building__position", "level")
        .first()
    )
    return floor_view(floor, day) if floor else None


def units_by_company(companies: Collection[int]) -> dict[int, list[Space]]:
    """The units each of these companies holds today, with their floors. One query."""
    held = Allocation.objects.on().filter(company__in=companies).select_related("unit__floor__building")
    units: dict[int, list[Space]] = {}
    for allocation in held.order_by("unit__code"):
        units.setdefault(allocation.company_id, []).append(allocation.unit)
    return units


def floor_order(floor: Floor) -> tuple[int, str, int]:
    """Floors of several buildings, from the first building and from below."""
    return floor.building.position, floor.building.name, floor.level


def space_href(code: str) -> str:
    return reverse("spaces:space_detail", args=[code])


def _plans(floors: Sequence[Floor], day: date) -> dict[int, FloorPlan]:
    """The plan in force of each floor."""
    plans = FloorPlan.objects.filter(floor__in=floors, valid_from__lte=day).order_by("valid_from")
    return {plan.floor_id: plan for plan in plans}


def _allocations(floors: Sequence[Floor], day: date) -> list[Allocation]:
    return list(
        Allocation.objects.on(day).filter(unit__floor__in=floors).select_related("company", "resolution")
    )


def _facts(space: Any, held: Allocation | None, here: str, lit: Collection[str] | None) -> SpaceFacts:
    company = held.company if held else None
    return SpaceFacts(
        code=space.code,
        kind=space.kind,
        href=space_href(space.code),
        name=space.name,
        state=space.state,
        holder=company.name if company else "",
        vocation=company.vocation if company else "",
        vocation_word=company.get_vocation_display() if company else "",
        area_m2=space.area_m2,
        is_here=space.code == here,
        is_lit=None if lit is None else space.code in lit,
    )


def _row(space: Space, facts: SpaceFacts, held: Allocation | None, is_member: bool) -> Row:
    resolution = held.resolution if held else None
    is_visible = resolution is not None and (is_member or resolution.is_published)
    kind = css_kind(facts)
    label = {"free": "free", "works": "works", "safe": "works", "disused": "disused"}.get(kind, "")
    return Row(
        code=space.code,
        href=facts.href,
        name=space.name,
        kind=space.get_kind_display(),
        holder=facts.holder,
        holder_href=held.company.get_absolute_url() if held else "",
        label=label,
        state=state_word(facts),
        since=date_format(held.start_on, "j M Y") if held else "",
        decided=resolution.reference if resolution else (held.reason if held and is_member else ""),
        decided_href=resolution.get_absolute_url() if resolution and is_visible else "",
        area=in_m2(space.area_m2),
        is_unit=space.kind == Space.Kind.UNIT,
        is_free=facts.is_free,
    )
