"""The building on a day: what the plan and the table beside it show. Three queries, however many floors."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.urls import reverse
from django.utils import timezone

from multifactory.lib.formats import format_day
from spaces.allocations.models import Allocation, AllocationQuerySet
from spaces.building.formats import format_area
from spaces.building.models import Floor, Space
from spaces.building.rules import space_path
from spaces.condition.formats import CONDITION_FORMATS
from spaces.plans.drawing import Drawing, draw_floor
from spaces.plans.facts import SpaceFacts, state_word
from spaces.plans.layers import LAYERS, USE, WHO, Layer, condition_word, vacancy_word
from spaces.plans.models import FloorPlan, PlanBackground
from spaces.schedules.now import UseNow, use_now


@dataclass(frozen=True, slots=True)
class SpaceRow:
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
    field: str
    vacancy: str
    condition: str
    condition_since: str
    use: str
    calendar_href: str


@dataclass(frozen=True, slots=True)
class FloorView:
    """A floor on a day: its drawing (None before a plan is drawn) and the same facts as rows."""

    floor: Floor
    day: date
    drawing: Drawing | None
    rows: list[SpaceRow]
    layer: Layer = WHO
    drawn_from: date | None = None  # since when the plan is valid
    background: PlanBackground | None = None
    undrawn: Sequence[str] = ()  # codes of spaces that are not on the plan

    @property
    def free(self) -> list[SpaceRow]:
        return [row for row in self.rows if row.is_free]

    @property
    def units(self) -> int:
        return sum(row.is_unit for row in self.rows)

    @property
    def hatch(self) -> str:
        """Name of the hatching in the document: several plans may stand on one page."""
        return f"hatch-{self.floor.pk}"


def floor_view(floor: Floor, day: date | None = None, **how: Any) -> FloorView:
    """One floor on a day (today), with the choices of `floor_views`."""
    return floor_views([floor], day, **how)[0]


def floor_views(
    floors: Sequence[Floor],
    day: date | None = None,
    *,
    is_member: bool = False,
    here: str = "",
    lit: Collection[str] | None = None,
    layer: Layer = WHO,
    keeps_day: bool = False,
    plans: Mapping[int, FloorPlan] | None = None,
    allocations: Sequence[Allocation] | None = None,
    has_labels: bool = True,
) -> list[FloorView]:
    """Several floors on a day (today). Members read every resolution, visitors the published ones.

    `here` is the code of a space to mark. `lit` are the codes of the units looked for: these stand out and
    everything else is faded. `keeps_day` has the links to the spaces lead to the same day. `plans` are
    drawn in the place of those in force; `allocations` are those of `allocations_for_plan`, where the caller
    has read them already. Small plans go without labels inside (`has_labels`).
    """
    day = day or timezone.localdate()
    plans = _plans(floors, day) if plans is None else plans
    if allocations is None:
        allocations = list(allocations_for_plan(day).filter(unit__floor__in=floors))
    held = {allocation.unit_id: allocation for allocation in allocations}
    spaces = _spaces(floors, day, layer)
    query = f"?on={day:%Y-%m-%d}" if keeps_day else ""
    uses = use_now() if layer is USE else {}
    views = []
    for floor in floors:
        here_spaces = [(space, held.get(space.pk)) for space in spaces.get(floor.pk, [])]
        facts = [_facts(space, by, here, lit, query, uses.get(space.code)) for space, by in here_spaces]
        pairs = zip(here_spaces, facts, strict=True)
        rows = [_row(space, fact, by, is_member) for (space, by), fact in pairs]
        plan = plans.get(floor.pk)
        drawing = _drawing(plan, facts, layer, has_labels=has_labels) if plan else None
        views.append(_view(floor, day, rows, layer, plan, drawing))
    return views


def _view(
    floor: Floor,
    day: date,
    rows: list[SpaceRow],
    layer: Layer,
    plan: FloorPlan | None,
    drawing: Drawing | None,
) -> FloorView:
    if plan is None:
        return FloorView(floor, day, None, rows, layer)
    background = getattr(plan, "background", None)
    undrawn = [row.code for row in rows if row.code not in plan.shapes]
    return FloorView(floor, day, drawing, rows, layer, plan.valid_from, background, undrawn)


def plan_view(plan: FloorPlan) -> FloorView:
    """A plan on its first day, in force or withdrawn."""
    return floor_views([plan.floor], plan.valid_from, is_member=True, plans={plan.floor_id: plan})[0]


def _plans(floors: Sequence[Floor], day: date) -> dict[int, FloorPlan]:
    """The plan in force of each floor."""
    plans = FloorPlan.objects.on(day).filter(floor__in=floors).select_related("background")
    return {plan.floor_id: plan for plan in plans}


def _drawing(plan: FloorPlan, facts: list[SpaceFacts], layer: Layer, *, has_labels: bool) -> Drawing:
    numbers = (plan.width, plan.height, plan.shapes, plan.walls)
    return draw_floor(*numbers, facts, layer, has_labels=has_labels)


def _spaces(floors: Sequence[Floor], day: date, layer: Layer) -> dict[int, list[Space]]:
    """The spaces of each floor by code; since when their condition holds only where it is shown."""
    spaces: dict[int, list[Space]] = {}
    existing = Space.objects.filter(floor__in=floors).existing(day).with_state(day).order_by("code")
    for space in existing.with_state_since(day) if layer is LAYERS["condition"] else existing:
        spaces.setdefault(space.floor_id, []).append(space)
    return spaces


def allocations_for_plan(day: date | None = None) -> AllocationQuerySet:
    """Without the long texts of the companies: a building may have thousands."""
    company = ("name", "slug", "vocation", "field__name_en", "field__name_it")
    allocations = Allocation.objects.on(day).select_related("company__field", "resolution")
    return allocations.only(
        *("unit", "start_on", "end_on", "area_m2", "reason", "resolution"),
        *(f"company__{name}" for name in company),
        *(f"resolution__{name}" for name in ("year", "number", "is_published")),
    )


def _facts(
    space: Any,
    held: Allocation | None,
    here: str,
    lit: Collection[str] | None,
    query: str,
    use: UseNow | None = None,
) -> SpaceFacts:
    company = held.company if held else None
    return SpaceFacts(
        code=space.code,
        kind=space.kind,
        href=space_path(space.code) + query,
        name=space.name,
        state=space.state,
        holder=company.name if company else "",
        vocation=company.vocation if company else "",
        vocation_word=company.get_vocation_display() if company else "",
        area_m2=space.area_m2,
        field=company.field.name if company else "",
        free_from=held.end_on if held else None,
        state_since=getattr(space, "state_since", None),
        use=use.kind if use else "",
        use_word=use.word if use else "",
        is_here=space.code == here,
        is_lit=None if lit is None else space.code in lit,
    )


def _row(space: Space, facts: SpaceFacts, held: Allocation | None, is_member: bool) -> SpaceRow:
    resolution = held.resolution if held else None
    is_visible = resolution is not None and (is_member or resolution.is_published)
    label = "free" if facts.is_free else ""
    if facts.state and not facts.is_usable:
        label = CONDITION_FORMATS[facts.state].label
    return SpaceRow(
        code=space.code,
        href=facts.href,
        name=space.name,
        kind=space.get_kind_display(),
        holder=facts.holder,
        holder_href=held.company.get_absolute_url() if held else "",
        label=label,
        state=state_word(facts),
        since=format_day(held.start_on) if held else "",
        decided=resolution.reference if resolution else (held.reason if held and is_member else ""),
        decided_href=resolution.get_absolute_url() if resolution and is_visible else "",
        area=format_area(space.area_m2),
        is_unit=space.kind == Space.Kind.UNIT,
        is_free=facts.is_free,
        field=facts.field,
        vacancy=vacancy_word(facts),
        condition=condition_word(facts),
        condition_since=format_day(facts.state_since) if facts.state_since else "",
        use=facts.use_word,
        calendar_href=reverse("spaces:space_calendar", args=[facts.code]) if facts.use else "",
    )
