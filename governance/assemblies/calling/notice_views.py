"""Sending the notice, and what can still be changed after it."""

from typing import Any

from django.conf import settings
from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods

from governance.assemblies.calling.agenda_lines import agenda_lines, as_if_called, electorate_of
from governance.assemblies.calling.emails import notice_context, preview_notice
from governance.assemblies.calling.forms import CancelForm, MoveForm
from governance.assemblies.calling.readiness import faults_before_notice
from governance.assemblies.calling.rules import can_prepare_assembly, first_possible_day, notice_days
from governance.assemblies.calling.services import call_anew, cancel_assembly, move_assembly, send_notice
from governance.assemblies.calling.views import get_assembly, get_draft
from governance.attendance.models import Assembly
from governance.attendance.transitions import CANCEL
from members.people.http import MemberRequest, insider_required
from multifactory.lib.access import require
from multifactory.lib.forms import add_errors, post_data


@require_http_methods(["GET", "HEAD", "POST"])
@insider_required
def assembly_notice(request: MemberRequest, pk: int) -> HttpResponse:
    """The mail as it will be read, in every language, and what is missing. A POST sends it, once."""
    draft = get_draft(request, pk)
    if request.method == "POST":
        try:
            draft = send_notice(draft, by=request.user)
        except ValidationError as error:
            for text in error.messages:
                messages.error(request, text)
            return redirect("governance:assembly_notice", pk)
        messages.success(request, _("The notice is on its way to every company."))
        return redirect(draft)
    if draft.number:
        return redirect(draft)
    return render(request, "governance/assemblies/notice.html", _preview(as_if_called(draft)))


def _preview(draft: Assembly) -> dict[str, Any]:
    items, electorate = list(draft.items.for_page()), electorate_of(draft)
    rulebook, today = draft.rulebook, timezone.localdate()
    mail = notice_context(draft, agenda_lines(draft, items, electorate=electorate), electorate)
    days = notice_days(rulebook, draft.kind) if rulebook else None
    return {
        "assembly": draft,
        "electorate": electorate,
        "suspended": electorate.members - electorate.entitled,
        "days": days,
        "first_day": first_possible_day(today, days) if days is not None else None,
        "faults": faults_before_notice(draft, items, rulebook, today=today, entitled=electorate.entitled),
        "mails": [(code, name, *preview_notice(mail, code)) for code, name in settings.LANGUAGES],
    }


# --- After the notice ------------------------------------------------------------------------------------


def _get_called(request: MemberRequest, year: int, number: int) -> Assembly:
    found = get_assembly(year, number)
    require(can_prepare_assembly(request.user))
    return found


@require_http_methods(["GET", "HEAD", "POST"])
@insider_required
def assembly_edit(request: MemberRequest, year: int, number: int) -> HttpResponse:
    """Another place, or a later hour."""
    found = _get_called(request, year, number)
    if not CANCEL.is_possible(found):
        messages.error(request, CANCEL.refusal)
        return redirect(found)
    form = MoveForm(post_data(request), instance=found)
    if request.method == "POST" and form.is_valid():
        saved = get_assembly(year, number)  # the form has put its values into its own row
        try:
            move_assembly(saved, by=request.user, **form.cleaned_data)
        except ValidationError as error:
            add_errors(form, error)
        else:
            messages.success(request, _("Changed. Every company will be notified."))
            return redirect(saved)
    return render(request, "governance/assemblies/assembly_form.html", {"form": form, "assembly": found})


CANCEL_TEXTS = {
    "title": gettext_lazy("Cancel the assembly"),
    "text": gettext_lazy(
        "Every company will be notified. The number stays, and the proposals on the agenda can be called "
        "again."
    ),
    "button": gettext_lazy("Cancel it"),
}
ANEW_TEXTS = {
    "title": gettext_lazy("Call the assembly again"),
    "text": gettext_lazy(
        "For another agenda or an earlier hour. This notice is cancelled, and you get a draft with the same "
        "agenda: its own notice has its own days, and answers and proxies are given again."
    ),
    "button": gettext_lazy("Cancel this notice and write another"),
}


@require_http_methods(["GET", "HEAD", "POST"])
@insider_required
def assembly_cancel(request: MemberRequest, year: int, number: int) -> HttpResponse:
    return _with_reason(
        request, year, number, CANCEL_TEXTS, cancel_assembly, _("Cancelled. Every company will be notified.")
    )


@require_http_methods(["GET", "HEAD", "POST"])
@insider_required
def assembly_anew(request: MemberRequest, year: int, number: int) -> HttpResponse:
    done = _("Cancelled. Every company will be notified. This is the draft of another notice.")
    return _with_reason(request, year, number, ANEW_TEXTS, call_anew, done)


def _with_reason(
    request: MemberRequest, year: int, number: int, action: dict[str, Any], service: Any, done: str
) -> HttpResponse:
    found = _get_called(request, year, number)
    if not CANCEL.is_possible(found):
        messages.error(request, CANCEL.refusal)
        return redirect(found)
    form = CancelForm(post_data(request))
    if request.method == "POST" and form.is_valid():
        try:
            led_to = service(found, reason=form.cleaned_data["reason"], by=request.user)
        except ValidationError as error:
            add_errors(form, error)
        else:
            messages.success(request, done)
            return redirect(led_to)
    context = {"form": form, "assembly": found, "action": action}
    return render(request, "governance/assemblies/reason_form.html", context)
