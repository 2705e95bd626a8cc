"""The calendar entry of an assembly, for members and for the link in its mails."""

from django.contrib.auth.decorators import login_not_required
from django.contrib.auth.views import redirect_to_login
from django.http import Http404, HttpResponse
from django.utils.translation import get_language
from django.views.decorators.http import require_safe

from governance.assemblies.calling.calendar_entries import entries_of, with_changes
from governance.assemblies.calling.rules import CALENDAR_LINK
from governance.attendance.models import Assembly
from members.people.http import PortalRequest
from members.people.rules import is_insider
from multifactory.lib.access import require
from multifactory.lib.calendar_text import write_calendar


@login_not_required
@require_safe
def assembly_ics(request: PortalRequest, year: int, number: int) -> HttpResponse:
    """Both calls. The key in a mail opens it for a calendar program, which has no session."""
    key = request.GET.get("key")
    if key is None:
        if not request.user.is_authenticated:
            return redirect_to_login(request.get_full_path())
        require(is_insider(request.user, request.acting))
    rows = list(with_changes(Assembly.objects.filter(year=year, number=number)))
    if not rows or (key is not None and CALENDAR_LINK.read(key) != rows[0].pk):
        raise Http404
    name = str(rows[0])
    text = write_calendar(
        name,
        entries_of(rows),
        uid=f"assembly-{rows[0].pk}",
        language=get_language() or "en",
        method="PUBLISH",
    )
    return HttpResponse(
        text,
        content_type="text/calendar; charset=utf-8",
        headers={"Content-Disposition": f'attachment; filename="assembly-{year}-{number}.ics"'},
    )
