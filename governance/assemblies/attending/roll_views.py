"""What the desk does with the roll: in, out, and corrections by two."""

from collections.abc import Callable

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from governance.assemblies.attending.corrections import (
    ask_correction,
    confirm_correction,
    withdraw_correction,
)
from governance.assemblies.attending.forms import CorrectionForm
from governance.assemblies.attending.keepers import keeps_roll, works_at_desk
from governance.assemblies.attending.models import RollCorrectionRequest
from governance.assemblies.attending.proxy_views import get_called_assembly
from governance.assemblies.attending.services import check_in, check_out
from governance.attendance.models import Assembly, AssemblyEntry, Presence, RollCorrection
from governance.attendance.rules import takes_answers
from members.people.http import MemberRequest, insider_required
from multifactory.lib.access import require
from multifactory.lib.forms import add_errors, post_data


def _entry_at_desk(request: MemberRequest, year: int, number: int, pk: int) -> AssemblyEntry:
    assembly = get_called_assembly(year, number)
    require(works_at_desk(request.user, assembly))
    return get_object_or_404(assembly.entries.select_related("company", "assembly"), pk=pk)


def _back_to_desk(request: MemberRequest, assembly: Assembly) -> HttpResponse:
    """To the roll as it was: what was searched and chosen stands in the address."""
    desk = reverse("governance:assembly_desk", args=[assembly.year, assembly.number])
    chosen = f"?{request.GET.urlencode()}" if request.GET else ""
    return redirect(f"{desk}{chosen}#roll")


@require_POST
@insider_required
def assembly_desk_in(request: MemberRequest, year: int, number: int, pk: int) -> HttpResponse:
    entry = _entry_at_desk(request, year, number, pk)
    how = request.POST.get("how", "")
    try:
        check_in(entry, by=request.user, how=how if how in Presence.How.values else Presence.How.HALL)
    except ValidationError as error:
        messages.error(request, " ".join(error.messages))
    else:
        messages.success(request, _("%(company)s is in.") % {"company": entry.company})
    return _back_to_desk(request, entry.assembly)


@require_POST
@insider_required
def assembly_desk_out(request: MemberRequest, year: int, number: int, pk: int) -> HttpResponse:
    entry = _entry_at_desk(request, year, number, pk)
    try:
        check_out(entry, by=request.user)
    except ValidationError as error:
        messages.error(request, " ".join(error.messages))
    else:
        messages.success(request, _("%(company)s has left.") % {"company": entry.company})
    return _back_to_desk(request, entry.assembly)


@require_http_methods(["GET", "HEAD", "POST"])
@insider_required
def assembly_roll(request: MemberRequest, year: int, number: int) -> HttpResponse:
    """Ask for a correction, and confirm what another officer has asked for."""
    assembly = get_called_assembly(year, number)
    require(keeps_roll(request.user, assembly))
    form = CorrectionForm(post_data(request), assembly=assembly)
    if request.method == "POST" and form.is_valid():
        try:
            ask_correction(**form.cleaned_data, by=request.user)
        except ValidationError as error:
            add_errors(form, error)
        else:
            messages.success(request, _("Entered. A second officer must confirm it: they got an e-mail."))
            return redirect("governance:assembly_roll", year, number)
    asked = RollCorrectionRequest.objects.filter(entry__assembly=assembly, state="asked")
    done = RollCorrection.objects.filter(entry__assembly=assembly)
    context = {
        "assembly": assembly,
        "form": form,
        "asked": asked.select_related("entry__company", "asked_by"),
        "done": done.select_related("entry__company", "by", "confirmed_by"),
        "is_live": takes_answers(assembly),
    }
    return render(request, "governance/assemblies/roll.html", context)


@require_POST
@insider_required
def roll_correction_confirm(request: MemberRequest, year: int, number: int, pk: int) -> HttpResponse:
    return _answer(request, year, number, pk, confirm_correction, _("The list of voters is corrected."))


@require_POST
@insider_required
def roll_correction_withdraw(request: MemberRequest, year: int, number: int, pk: int) -> HttpResponse:
    return _answer(
        request, year, number, pk, withdraw_correction, _("Withdrawn: the list of voters stays as it is.")
    )


def _answer(
    request: MemberRequest, year: int, number: int, pk: int, service: Callable[..., object], done: str
) -> HttpResponse:
    assembly = get_called_assembly(year, number)
    require(keeps_roll(request.user, assembly))
    requests = RollCorrectionRequest.objects.select_related("entry__assembly")
    asked = get_object_or_404(requests, pk=pk, entry__assembly=assembly)
    try:
        service(asked, by=request.user)
    except ValidationError as error:
        messages.error(request, " ".join(error.messages))
    else:
        messages.success(request, done)
    return redirect("governance:assembly_roll", year, number)
