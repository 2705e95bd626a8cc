"""The book of assemblies, the page of each, and drafts."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.template.loader import render_to_string
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from governance.assemblies.calling.agenda import delete_draft
from governance.assemblies.calling.agenda_lines import agenda_lines, as_if_called, electorate_of
from governance.assemblies.calling.filters import AssemblyFilter
from governance.assemblies.calling.forms import AssemblyForm
from governance.assemblies.calling.readiness import faults_before_notice
from governance.assemblies.calling.rules import can_prepare_assembly
from governance.attendance.models import Assembly
from governance.attendance.querysets import AssemblyQuerySet
from governance.attendance.transitions import CANCEL
from governance.hooks import sections_of_assembly
from members.people.http import MemberRequest, insider_required
from multifactory.lib.access import require
from multifactory.lib.csv import csv_response
from multifactory.lib.forms import post_data
from multifactory.lib.stamps import save_form

PAGE_SIZE = 20


@require_safe
@insider_required
def assembly_list(request: MemberRequest) -> HttpResponse:
    """What comes, what is open, drafts for those who write them, and the book."""
    company = request.acting.company if request.acting else None
    can_prepare = can_prepare_assembly(request.user)
    book = AssemblyFilter(request.GET, Assembly.objects.over(), request=request)
    if request.GET.get("format") == "csv":
        return _assemblies_csv(book.qs)
    page_obj = Paginator(book.qs, PAGE_SIZE).get_page(request.GET.get("page"))
    context = {
        "page_obj": page_obj,
        "filter": book,
        "is_filtered": book.is_narrowed,
        "upcoming": Assembly.objects.upcoming().with_answer_of(company),
        "drafts": Assembly.objects.drafts() if can_prepare else [],
        "can_prepare": can_prepare,
    }
    return render(request, "governance/assemblies/assembly_list.html", context)


def _assemblies_csv(assemblies: AssemblyQuerySet) -> HttpResponse:
    header = [_("year"), _("number"), _("kind"), _("how it meets"), _("place")]
    header += [_("first call"), _("second call"), _("state"), _("why"), _("agenda")]
    rows = (
        (
            *(one.year, one.number, one.get_kind_display(), one.get_mode_display(), one.place),
            *(_local(one.first_call_at), _local(one.second_call_at), one.get_state_display()),
            *(one.state_reason, "; ".join(str(item) for item in one.items.all())),
        )
        for one in assemblies.prefetch_related("items")
    )
    return csv_response("assemblies.csv", header, rows)


def _local(moment: Any) -> str:
    return timezone.localtime(moment).strftime("%Y-%m-%d %H:%M") if moment else ""


@require_http_methods(["GET", "HEAD", "POST"])
@insider_required
def assembly_new(request: MemberRequest) -> HttpResponse:
    require(can_prepare_assembly(request.user))
    form = AssemblyForm(post_data(request))
    if request.method == "POST" and form.is_valid() and save_form(form):
        messages.success(request, _("Draft saved. Now write its agenda."))
        return redirect("governance:assembly_agenda", form.instance.pk)
    return render(request, "governance/assemblies/assembly_form.html", {"form": form, "assembly": None})


# --- Drafts ----------------------------------------------------------------------------------------------


def get_draft(request: MemberRequest, pk: int) -> Assembly:
    """404 for who may not prepare it: they do not know it is there."""
    if not can_prepare_assembly(request.user):
        raise Http404
    return get_object_or_404(Assembly, pk=pk)


@require_safe
@insider_required
def assembly_draft(request: MemberRequest, pk: int) -> HttpResponse:
    draft = get_draft(request, pk)
    if draft.number:
        return redirect(draft)
    return _render_assembly(request, as_if_called(draft), can_prepare=True)


@require_http_methods(["GET", "HEAD", "POST"])
@insider_required
def assembly_draft_edit(request: MemberRequest, pk: int) -> HttpResponse:
    draft = get_draft(request, pk)
    if draft.number:
        messages.error(request, _("The notice has been sent: what it says is changed here."))
        return redirect("governance:assembly_edit", draft.year, draft.number)
    form = AssemblyForm(post_data(request), instance=draft)
    if request.method == "POST" and form.is_valid() and save_form(form):
        messages.success(request, _("Draft saved."))
        return redirect(draft)
    return render(request, "governance/assemblies/assembly_form.html", {"form": form, "assembly": draft})


@require_http_methods(["GET", "HEAD", "POST"])
@insider_required
def assembly_draft_delete(request: MemberRequest, pk: int) -> HttpResponse:
    draft = get_draft(request, pk)
    if draft.number:
        return redirect(draft)
    if request.method == "POST":
        try:
            delete_draft(draft)
        except ValidationError as error:
            messages.error(request, " ".join(error.messages))
            return redirect(draft)
        messages.success(request, _("Draft deleted."))
        return redirect("governance:assembly_list")
    return render(request, "governance/assemblies/assembly_confirm_delete.html", {"assembly": draft})


# --- The page of one -------------------------------------------------------------------------------------


def get_assembly(year: int, number: int) -> Assembly:
    people = ("rulebook", "chair", "secretary")
    return get_object_or_404(Assembly.objects.select_related(*people), year=year, number=number)


@require_safe
@insider_required
def assembly(request: MemberRequest, year: int, number: int) -> HttpResponse:
    found = get_assembly(year, number)
    return _render_assembly(request, found, can_prepare=can_prepare_assembly(request.user))


def _render_assembly(request: MemberRequest, found: Assembly, *, can_prepare: bool) -> HttpResponse:
    company = request.acting.company if request.acting else None
    items = list(found.items.for_page())
    electorate = electorate_of(found)
    is_draft = found.state == Assembly.State.DRAFT
    context = {
        "assembly": found,
        "lines": agenda_lines(found, items, electorate=electorate),
        "electorate": electorate,
        "suspended": electorate.members - electorate.entitled,
        "rulebook": found.rulebook,
        "changes": found.changes.select_related("by"),
        "entry": found.entries.filter(company=company).first() if company and not is_draft else None,
        "can_prepare": can_prepare,
        "can_change": can_prepare and CANCEL.is_possible(found),
        "faults": _faults(found, items, electorate.entitled) if is_draft else [],
        "sections": [
            (section, render_to_string(section.template, {**section.context, "assembly": found}, request))
            for section in sections_of_assembly(found, request.user, request.acting)
        ],
    }
    return render(request, "governance/assemblies/assembly_detail.html", context)


def _faults(draft: Assembly, items: Any, entitled: int) -> list[str]:
    today = timezone.localdate()
    return faults_before_notice(draft, items, draft.rulebook, today=today, entitled=entitled)
