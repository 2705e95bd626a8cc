"""The board: what everybody in the hall sees, on the wall or on the phone."""

from django.http import HttpResponse, HttpResponseNotModified
from django.shortcuts import render
from django.template.loader import render_to_string
from django.views.decorators.http import require_safe

from governance.assemblies.attending.keepers import works_at_desk
from governance.assemblies.hall.board import board_etag, board_part, way_to_vote
from governance.assemblies.hall.overview import overview_of
from governance.assemblies.hall.views import get_called_assembly
from governance.attendance.models import Assembly
from members.people.http import MemberRequest, insider_required


@require_safe
@insider_required
def assembly_board(request: MemberRequest, year: int, number: int) -> HttpResponse:
    assembly = get_called_assembly(year, number)
    context = _context(assembly) | {"can_work_at_desk": works_at_desk(request.user, assembly)}
    return render(request, "governance/assemblies/board.html", context)


def _context(assembly: Assembly) -> dict[str, object]:
    overview = overview_of(assembly)
    return {"assembly": assembly, "overview": overview, "way": way_to_vote(assembly, overview.open_round)}


@require_safe
@insider_required
def assembly_board_now(request: MemberRequest, year: int, number: int) -> HttpResponse:
    """Only what changes, and 304 while nothing has."""
    assembly = get_called_assembly(year, number)
    etag = board_etag(assembly)
    if request.headers.get("If-None-Match") == etag:
        response: HttpResponse = HttpResponseNotModified()
    else:
        response = HttpResponse(board_part(etag, lambda: _part_of(request, assembly)))
    response["ETag"] = etag
    response["Cache-Control"] = "private, no-cache"
    return response


def _part_of(request: MemberRequest, assembly: Assembly) -> str:
    """The same for everybody: nothing in it is of the person who asks."""
    return render_to_string("governance/assemblies/_board.html", _context(assembly), request)
