"""Checking in by the link that each representative gets."""

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.core.exceptions import ValidationError
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from governance.assemblies.attending.services import (
    check_in_person,
    check_out_person,
    represented_entries,
)
from governance.attendance.models import Assembly, Presence
from governance.attendance.presence import present_now
from governance.attendance.rules import check_in_opens_at, fits_mode, has_ended, takes_presence
from governance.attendance.tokens import read_check_in_token
from members.people.http import PortalRequest, csrf_by_origin
from members.people.models import User
from multifactory.lib.access import require


@csrf_by_origin
@login_not_required
@require_http_methods(["GET", "HEAD", "POST"])
def assembly_check_in(request: PortalRequest, year: int, number: int, token: str) -> HttpResponse:
    """Looking changes nothing: programs that check mails follow the link too, and those it was sent on to."""
    found = read_check_in_token(token, year=year, number=number)
    if found is None:
        raise Http404
    assembly, person = found
    if has_ended(assembly):
        return render(request, "governance/assemblies/check_in_over.html", {"assembly": assembly}, status=410)
    is_other = request.user.is_authenticated and request.user.pk != person.pk
    if request.method == "POST":
        require(not is_other)
        _act(request, assembly, person)
        return redirect(request.path)
    return render(
        request, "governance/assemblies/check_in.html", _context(assembly, person, is_other=is_other)
    )


def _act(request: PortalRequest, assembly: Assembly, person: User) -> None:
    """In, by the button that says how, or out."""
    how = request.POST.get("how", "")
    try:
        if request.POST.get("kind") == Presence.Kind.OUT:
            check_out_person(assembly, person)
            messages.success(request, _("You are checked out."))
        else:
            check_in_person(assembly, person, how=how if how in Presence.How.values else Presence.How.HALL)
            messages.success(request, _("You are checked in."))
    except ValidationError as error:
        messages.error(request, " ".join(error.messages))


def _context(assembly: Assembly, person: User, *, is_other: bool) -> dict[str, object]:
    attendance, entries = present_now(assembly), represented_entries(assembly, person)
    there = [attendance.entries.get(entry.company_id) for entry in entries]
    name, _at, domain = person.email.partition("@")
    return {
        "assembly": assembly,
        "companies": [
            (entry, one, one is not None and person.pk in one.people)
            for entry, one in zip(entries, there, strict=True)
        ],
        "is_in": any(one and person.pk in one.people for one in there),
        "can_come_in": any(one is None or person.pk not in one.people for one in there),
        "ways": [way for way in Presence.How if fits_mode(way, assembly)],
        "is_early": not takes_presence(assembly, timezone.now()),
        "opens_at": check_in_opens_at(assembly),
        "is_other": is_other,
        "address": f"{name[:1]}…@{domain}",  # enough to know one's own; the mail may have been forwarded
    }
