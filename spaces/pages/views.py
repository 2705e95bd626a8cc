"""Pages of the building, its floors and its spaces: where who is."""

from typing import Any
from urllib.parse import urlencode

from django.contrib.auth.decorators import login_not_required
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse, QueryDict
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_safe

from members.companies.models import Company
from members.directory.filters import PARAMETERS, CompanyFilter
from members.people.http import PortalRequest
from members.people.rules import is_insider
from multifactory.lib.public_pages.content import Scope
from multifactory.lib.public_pages.pages import public_page
from spaces.allocations.company_units import units_by_company
from spaces.building.figures import building_figures
from spaces.building.filters import SpaceFilter
from spaces.building.formats import format_area
from spaces.building.forms import DayForm
from spaces.building.models import Building, Floor, Space
from spaces.building.rules import floor_order
from spaces.condition.figures import floor_changes
from spaces.condition.formats import CONDITION_FORMATS
from spaces.condition.models import Condition
from spaces.pages.history import shape_changes, space_history, space_timeline
from spaces.plans.floor_view import floor_view, floor_views
from spaces.plans.layers import CONDITION, LAYERS, USE, WHO, Layer, layers_for
from spaces.plans.site_view import site_view
from spaces.requests.vacancy import vacancy_of
from spaces.upkeep.deadlines.models import Deadline
from spaces.upkeep.tickets.models import Ticket, TicketQuerySet
from spaces.works.details import works_of_building, works_of_space
from spaces.works.figures import renewal_figures


@public_page(Scope.MEMBERS, Scope.GOVERNANCE, Scope.SPACES, parameters=("on",))
@login_not_required
@require_safe
def building_list(request: PortalRequest) -> HttpResponse:
    when = DayForm(request.GET)
    buildings = list(Building.objects.for_list())
    floors = [floor for building in buildings for floor in building.floors.all()]
    is_member = is_insider(request.user, request.acting)
    shown = floor_views(floors, when.day, is_member=is_member, keeps_day=not when.is_today, has_labels=False)
    views = {view.floor.pk: view for view in shown}
    figures = building_figures(when.day)
    sheets = [(building, [views[floor.pk] for floor in building.floors.all()]) for building in buildings]
    return render(
        request,
        "spaces/building_list.html",
        {
            "when": when,
            "sheets": sheets,
            "figures": figures,
            "usable": format_area(figures.usable_m2),
            "total": format_area(figures.m2),
            "free_area": format_area(figures.free_m2),
            "outdoor": format_area(figures.outdoor_m2) if figures.outdoor_m2 else "",
            "residence": format_area(figures.residence_m2) if figures.residence_m2 else "",
            "renewal": renewal_figures(),
            "is_member": is_member,
            "free": [(view.floor, row) for view in views.values() for row in view.free],
        },
    )


@login_not_required
@require_safe
def first_building(request: HttpRequest) -> HttpResponse:
    """The page of the first building, for whoever asks for the plan; a layer is kept."""
    building = Building.objects.first()
    if building is None:
        return redirect("spaces:building_list")
    layer = request.GET.get("layer", "")
    kept = f"?layer={layer}" if layer in LAYERS else ""
    return redirect(building.get_absolute_url() + kept)


@public_page(Scope.MEMBERS, Scope.GOVERNANCE, Scope.SPACES, parameters=PARAMETERS)
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
        "companies": [(company, units.get(company.pk, [])) for company in directory.listed],
    }
    return render(request, "spaces/company_plan.html", context)


@public_page(Scope.MEMBERS, Scope.GOVERNANCE, Scope.SPACES, parameters=("floor", "layer", "on"))
@login_not_required
@require_safe
def building_detail(request: PortalRequest, slug: str) -> HttpResponse:
    floors = list(Floor.objects.filter(building__slug=slug).select_related("building").order_by("level"))
    building = floors[0].building if floors else get_object_or_404(Building, slug=slug)
    floor = _chosen_floor(floors, request.GET.get("floor", ""))
    is_member = is_insider(request.user, request.acting)
    layers = layers_for(is_member=is_member)
    layer = layers.get(request.GET.get("layer", WHO.name))
    if layer is None:
        raise Http404
    when = DayForm(QueryDict() if layer is USE else request.GET)
    view = (
        floor_view(floor, when.day, is_member=is_member, layer=layer, keeps_day=not when.is_today)
        if floor
        else None
    )
    context = {"building": building, "floors": floors, "floor": floor, "view": view, "when": when}
    context["site"] = site_view(when.day, here=building.slug)
    if floor and layer is CONDITION:
        context["changes"] = floor_changes(floor)
    elif layer is not USE:
        context["works"] = works_of_building(building)
    context |= {"layer": layer, "layers": layers.values(), "links": _links(when, floor, layer)}
    return render(request, "spaces/building_detail.html", context)


def _links(when: DayForm, floor: Floor | None, layer: Layer) -> dict[str, Any]:
    """What a link adds to change one thing and keep the others: the day, the layer, the floor."""
    on = {"on": f"{when.day:%Y-%m-%d}"} if not when.is_today else {}
    level = {"floor": str(floor.level)} if floor else {}
    shown = {"layer": layer.name} if layer is not WHO else {}
    current = level | shown
    links = {"floor": shown | on, "layer": level | on, "today": current}
    return {name: urlencode(query) for name, query in links.items()} | {"kept": current.items()}


def _chosen_floor(floors: list[Floor], wanted: str) -> Floor | None:
    """The floor of the level asked for, else the ground floor, else the lowest."""
    if wanted:
        for floor in floors:
            if str(floor.level) == wanted:
                return floor
        raise Http404
    return next((floor for floor in floors if floor.level == 0), floors[0] if floors else None)


@public_page(Scope.MEMBERS, Scope.GOVERNANCE, Scope.SPACES, parameters=("on",))
@login_not_required
@require_safe
def space_detail(request: PortalRequest, code: str) -> HttpResponse:
    space = get_object_or_404(Space.objects.for_list(), code=code)
    is_member = is_insider(request.user, request.acting)
    when = DayForm(request.GET)
    history = space_history(space, is_member=is_member, day=when.day)
    view = floor_view(
        space.floor, when.day, is_member=is_member, here=space.code, keeps_day=not when.is_today
    )
    row = next((row for row in view.rows if row.code == space.code), None)
    return render(
        request,
        "spaces/space_detail.html",
        {
            "space": space,
            "when": when,
            "view": view,
            "row": row,
            "vacancy": vacancy_of(space) if row and row.is_free and when.is_today else None,
            "history": history,
            "timeline": space_timeline(history),
            "shapes": shape_changes(space, is_member=is_member),
            "is_member": is_member,
            "area": format_area(space.area_m2),
            "works": works_of_space(space),
            "tickets": _tickets_of(space) if is_member and when.is_today else None,
            "deadlines": Deadline.objects.standing().filter(space=space).for_list() if is_member else [],
        },
    )


def _tickets_of(space: Space) -> TicketQuerySet | None:
    """What is broken; nothing of private units, which are their companies' own."""
    if space.kind == Space.Kind.UNIT:
        return None
    return Ticket.objects.standing().filter(space=space).urgent_first()[:10]


SPACES_PER_PAGE = 50


@public_page(Scope.SPACES, parameters=(*SpaceFilter.base_filters, "page"))
@login_not_required
@require_safe
def space_list(request: PortalRequest) -> HttpResponse:
    """All spaces by what they offer."""
    spaces = SpaceFilter(request.GET, Space.objects.existing().with_state().for_list())
    page = Paginator(spaces.qs, SPACES_PER_PAGE).get_page(request.GET.get("page"))
    context = {
        "form": spaces.form,
        "page_obj": page,
        "rows": [(space, format_area(space.area_m2), _condition_label(space.state)) for space in page],
        "is_narrowed": any(request.GET.get(name) for name in spaces.filters),
    }
    return render(request, "spaces/space_list.html", context)


def _condition_label(state: str | None) -> str:
    """A condition in a word, where it is anything but usable."""
    return "" if state in (None, Condition.State.USABLE) else str(CONDITION_FORMATS[state].name)
