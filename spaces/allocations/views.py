"""How the building was used over the years, floor by floor."""

from django.contrib.auth.decorators import login_not_required
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from members.people.http import PortalRequest
from members.people.rules import is_insider
from multifactory.lib.access import require
from multifactory.lib.csv import csv_response
from multifactory.lib.days import day_or_404
from multifactory.lib.public_pages.content import Scope
from multifactory.lib.public_pages.pages import public_page
from spaces.allocations.occupancy import FloorOccupancy, first_year, floor_occupancy, occupancy_on
from spaces.building.models import Floor, Space

YEARS_SHOWN = 10
YEARS_AHEAD = 2


@public_page(Scope.MEMBERS, Scope.SPACES, parameters=("building", "page", "from", "to", "on", "format"))
@login_not_required
@require_safe
def occupancy(request: PortalRequest) -> HttpResponse:
    """A page is a floor: as many units as one can read below each other."""
    chosen = request.GET.get("building", "")
    every = _floors()
    buildings = list(dict.fromkeys(floor.building for floor in every))
    floors = [floor for floor in every if chosen in ("", floor.building.slug)]
    page = Paginator(floors, 1).get_page(request.GET.get("page"))
    floor = page.object_list[0] if page.object_list else None
    first, last, years = _years(request)
    on_floor = floor_occupancy(floor, first, last) if floor else None
    can_export = is_insider(request.user, request.acting)
    if request.GET.get("format") == "csv":
        require(can_export)
        return _occupancy_csv(on_floor)
    day = day_or_404(request.GET.get("on", "")) or timezone.localdate()
    shares, total = occupancy_on(day, floors)
    context = {
        **{"page_obj": page, "floor": floor, "occupancy": on_floor},
        "floors": list(enumerate(floors, start=1)),
        **{"first": first, "last": last, "years": years, "day": day, "shares": shares, "total": total},
        **{"buildings": buildings, "chosen": chosen, "can_export": can_export},
    }
    return render(request, "spaces/occupancy.html", context)


def _floors() -> list[Floor]:
    """The floors that have, or had, private units."""
    floors = Floor.objects.filter(spaces__kind=Space.Kind.UNIT).distinct().select_related("building")
    return list(floors.order_by("building__position", "building__name", "level"))


def _years(request: HttpRequest) -> tuple[int, int, list[int]]:
    """The years asked for, else the last ten, and those to choose from. Others are left out."""
    this = timezone.localdate().year
    known = list(range(min(first_year(), this), this + YEARS_AHEAD + 1))
    first = _year(request, "from", known, max(known[0], this - YEARS_SHOWN + 1))
    last = _year(request, "to", known, this)
    return min(first, last), max(first, last), known


def _year(request: HttpRequest, name: str, known: list[int], otherwise: int) -> int:
    text = request.GET.get(name, "")
    return int(text) if text.isdecimal() and int(text) in known else otherwise


def _occupancy_csv(on_floor: FloorOccupancy | None) -> HttpResponse:
    rows = (
        [period.unit, period.what, period.start, period.end]
        for period in (on_floor.periods if on_floor else ())
    )
    return csv_response("occupancy.csv", ["unit", "use", "from", "until"], rows)
