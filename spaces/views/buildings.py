"""Pages of the building as a whole: where who is."""

from typing import Any
from urllib.parse import urlencode

from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_safe

from members.filters import CompanyFilter
from members.models import Company
from members.rules.access import is_insider
from members.types import PortalRequest
from spaces import rules
from spaces.drawing import CONDITION, LAYERS, WHO, Layer, in_m2
from spaces.forms import DayForm
from spaces.models import Building, Floor
from spaces.plan import floor_order, floor_view, floor_views, units_by_company
from spaces.renewal import floor_changes, renewal_figures, works_of_building


@login_not_required
@require_safe
def building_list(request: PortalRequest) -> HttpResponse:
    when = DayForm(request.GET)
    buildings = list(Building.objects.for_list())
    floors = [floor for building in buildings for floor in building.floors.all()]
    is_member = is_insider(request.user, request.acting)
    shown = floor_views(floors, when.day, is_member=is_member, keeps_day=not when.is_today, has_words=False)
    views = {view.floor.pk: view for view in shown}
    figures = rules.figures(when.day)
    sheets = [(building, [views[floor.pk] for floor in building.floors.all()]) for building in buildings]
    return render(
        request,
        "spaces/building_list.html",
        {
            "when": when,
            "sheets": sheets,
            "figures": figures,
            "usable": in_m2(figures.usable_m2),
            "total": in_m2(figures.m2),
            "free_area": in_m2(figures.free_m2),
            "outdoor": in_m2(figures.outdoor_m2) if figures.outdoor_m2 else "",
            "residence": in_m2(figures.residence_m2) if figures.residence_m2 else "",
            "renewal": renewal_figures(),
            "free": [(view.floor, row) for view in views.values() for row in view.free],
        },
    )


@login_not_required
@require_safe
def plan(request: HttpRequest) -> HttpResponse:
    """The plan of the first building."""
    building = Building.objects.first()
    return redirect(building if building else "spaces:building_list")


@login_not_required
@require_safe
def company_plan(request: PortalRequest) -> HttpResponse:
    """The directory on the plan: the floors of the companies that fit, with their units lit."""
    directory = CompanyFilter(request.GET, Company.objects.current())
    units = units_by_company(directory.ids)
    floors = sorted({unit.floor for held in units.values() for unit in held}, key=floor_order)
    lit = {unit.code for held in units.values() for unit in held} if directory.is_narrowed else None
    context = {
        "directory": directory,
        "views": floor_views(floors, is_member=is_insider(request.user, request.acting), lit=lit),
        "companies": [(one, units.get(one.pk, [])) for one in directory.listed],
    }
    return render(request, "spaces/company_plan.html", context)


@login_not_required
@require_safe
def building_detail(request: PortalRequest, slug: str) -> HttpResponse:
    floors = list(Floor.objects.filter(building__slug=slug).select_related("building").order_by("level"))
    building = floors[0].building if floors else get_object_or_404(Building, slug=slug)
    floor = _chosen_floor(floors, request.GET.get("floor", ""))
    layer = LAYERS.get(request.GET.get("layer", WHO.name))
    if layer is None:
        raise Http404
    when = DayForm(request.GET)
    is_member = is_insider(request.user, request.acting)
    view = (
        floor_view(floor, when.day, is_member=is_member, layer=layer, keeps_day=not when.is_today)
        if floor
        else None
    )
    context = {"building": building, "floors": floors, "floor": floor, "view": view, "when": when}
    if floor and layer is CONDITION:
        context["changes"] = floor_changes(floor)
    else:
        context["works"] = works_of_building(building)
    context |= {"layer": layer, "layers": LAYERS.values(), "links": _links(when, floor, layer)}
    return render(request, "spaces/building_detail.html", context)


def _links(when: DayForm, floor: Floor | None, layer: Layer) -> dict[str, Any]:
    """What a link adds to change one thing and keep the others: the day, the layer, the floor."""
    on = {"on": f"{when.day:%Y-%m-%d}"} if not when.is_today else {}
    level = {"floor": str(floor.level)} if floor else {}
    shown = {"layer": layer.name} if layer is not WHO else {}
    kept = level | shown
    links = {"floor": shown | on, "layer": level | on, "today": kept}
    return {name: urlencode(query) for name, query in links.items()} | {"kept": kept.items()}


def _chosen_floor(floors: list[Floor], wanted: str) -> Floor | None:
    """The floor of the level asked for, else the ground floor, else the lowest."""
    if wanted:
        for floor in floors:
            if str(floor.level) == wanted:
                return floor
        raise Http404
    return next((floor for floor in floors if floor.level == 0), floors[0] if floors else None)
