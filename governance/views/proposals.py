"""Proposals: list, page, writing, and the steps that lead them on."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.core.paginator import Paginator
from django.db import transaction
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from governance import services
from governance.effects import Effect, effects
from governance.filters import ProposalFilter
from governance.forms import ProposalForm, ReasonForm, RecusalForm
from governance.models import Matter, Proposal
from governance.outlines import outline
from governance.querysets import ProposalQuerySet
from governance.rules import access
from governance.services import close_due_rounds
from governance.views.pages import proposal_page, visible_proposal
from members.acting import membership_in
from members.rules.access import is_insider
from members.types import MemberRequest
from multifactory.lib.access import require
from multifactory.lib.csv import csv_response
from multifactory.lib.forms import hand_over

PAGE_SIZE = 20


@require_safe
def proposal_list(request: MemberRequest) -> HttpResponse:
    require(is_insider(request.user, request.acting))
    close_due_rounds()  # what has ended is shown with its result, whether or not the worker runs
    company = request.acting.company if request.acting else None
    proposal_filter = ProposalFilter(
        request.GET, Proposal.objects.visible_to(request.acting), request=request
    )
    proposals = proposal_filter.qs.for_list()
    if request.GET.get("format") == "csv":
        return _proposals_csv(proposals)
    context = {
        "page_obj": Paginator(proposals.with_rounds(company), PAGE_SIZE).get_page(request.GET.get("page")),
        "filter": proposal_filter,
        "is_filtered": any(request.GET.get(name) for name in proposal_filter.filters),
        "can_propose": access.can_propose(request.acting),
        "company": company,
    }
    return render(request, "governance/proposal_list.html", context)


def _proposals_csv(proposals: ProposalQuerySet) -> HttpResponse:
    header = [_("number"), _("title"), _("proposed by"), _("matter"), _("state"), _("written on")]
    rows = (
        (
            one.pk,
            one.title,
            one.company,
            one.get_matter_display(),
            one.get_state_display(),
            one.created_at.date(),
        )
        for one in proposals
    )
    return csv_response("decisions.csv", header, rows)


@require_safe
def proposal_detail(request: MemberRequest, pk: int) -> HttpResponse:
    require(is_insider(request.user, request.acting))
    return proposal_page(request, visible_proposal(request, pk))


# --- Writing -------------------------------------------------------------------------------------------


@require_http_methods(["GET", "HEAD", "POST"])
def proposal_new(request: MemberRequest) -> HttpResponse:
    """First what it is about, then the words: the matter brings an outline and what it can carry out."""
    acting = request.acting
    if not acting or not access.can_propose(acting):
        raise PermissionDenied
    effect = effects.get(request.GET.get("effect", ""))
    matter = effect.matter if effect else request.GET.get("matter", "")
    if request.method != "POST" and matter not in Matter.values:
        return _matters_page(request)
    initial = {"matter": matter, "text": outline(matter)} if matter in Matter.values else {}
    form = ProposalForm(_posted(request), initial=initial)
    effect_form = _effect_form(request, effect)
    if request.method == "POST" and _are_valid(form, effect_form):
        terms = form.values() | {"effect": effect.key if effect else ""}
        try:
            with transaction.atomic():
                proposal = services.create_proposal(
                    company=acting.company,
                    author=request.user,
                    request_id=form.cleaned_data["request_id"],
                    **terms,
                )
                _save_effect(effect_form, proposal)
        except ValidationError as error:
            hand_over(form, error)
        else:
            messages.success(
                request, _("Draft saved. Only your company sees it until you open the discussion.")
            )
            return redirect(proposal)
    return _form_page(request, form, effect, effect_form, None)


def _matters_page(request: MemberRequest) -> HttpResponse:
    matters = [(matter, effects.of_matter(matter)) for matter in Matter]
    return render(request, "governance/proposal_matter.html", {"matters": matters})


@require_http_methods(["GET", "HEAD", "POST"])
def proposal_edit(request: MemberRequest, pk: int) -> HttpResponse:
    require(is_insider(request.user, request.acting))
    proposal = visible_proposal(request, pk)
    require(access.is_proposer(request.acting, proposal))
    if request.method != "POST" and not proposal.is_editable:
        return redirect(proposal)
    form = ProposalForm(_posted(request), instance=proposal)
    effect = effects.get(proposal.effect)
    effect_form = _effect_form(request, effect, instance=effect.row(proposal) if effect else None)
    if request.method == "POST" and _are_valid(form, effect_form):
        kept = Proposal.objects.get(pk=proposal.pk)  # the form has put its values into its own row
        seen = form.cleaned_data["seen_version"]
        try:
            with transaction.atomic():
                services.edit_proposal(kept, by=request.user, seen_version=seen, **form.values())
                _save_effect(effect_form, kept)
        except ValidationError as error:
            hand_over(form, error)
        else:
            messages.success(request, _("Proposal saved."))
            return redirect(proposal)
    return _form_page(request, form, effect, effect_form, proposal)


def _posted(request: MemberRequest) -> Any:
    return request.POST if request.method == "POST" else None


def _effect_form(request: MemberRequest, effect: Effect | None, **kwargs: Any) -> Any:
    return effect.form_class(_posted(request), prefix="effect", **kwargs) if effect else None


def _are_valid(*forms: Any) -> bool:
    """Each is asked, so that all faults show at once."""
    answers = [form.is_valid() for form in forms if form is not None]
    return all(answers)


def _save_effect(effect_form: Any, proposal: Proposal) -> None:
    """A form sent twice finds the row of its first time."""
    if effect_form is None or proposal.effect == "":
        return
    row = effect_form.instance
    if row.pk is None and type(row)._default_manager.filter(proposal=proposal).exists():
        return
    row.proposal = proposal
    effect_form.save()


def _form_page(
    request: MemberRequest,
    form: ProposalForm,
    effect: Effect | None,
    effect_form: Any,
    proposal: Proposal | None,
) -> HttpResponse:
    context = {"form": form, "effect": effect, "effect_form": effect_form, "proposal": proposal}
    return render(request, "governance/proposal_form.html", context)


# --- Steps -----------------------------------------------------------------------------------------------


def _press(
    request: MemberRequest, proposal: Proposal, step: Callable[[Proposal], Any], said: str
) -> HttpResponse:
    """A step without anything to fill in: a refusal is said on the page, which shows why."""
    try:
        step(proposal)
    except ValidationError as error:
        messages.error(request, " ".join(error.messages))
    else:
        messages.success(request, said)
    return redirect(proposal)


@require_POST
def proposal_discuss(request: MemberRequest, pk: int) -> HttpResponse:
    require(is_insider(request.user, request.acting))
    proposal = visible_proposal(request, pk)
    require(access.is_proposer(request.acting, proposal))
    said = _("The discussion is open: every company reads the proposal and can answer.")
    return _press(request, proposal, services.open_discussion, said)


@require_POST
def proposal_freeze(request: MemberRequest, pk: int) -> HttpResponse:
    require(is_insider(request.user, request.acting))
    proposal = visible_proposal(request, pk)
    require(access.can_call_vote(request.user, request.acting, proposal))
    said = _("The text is fixed. Now voting can be opened.")
    return _press(request, proposal, services.freeze, said)


@require_POST
def proposal_resume(request: MemberRequest, pk: int) -> HttpResponse:
    require(is_insider(request.user, request.acting))
    proposal = visible_proposal(request, pk)
    require(access.can_call_vote(request.user, request.acting, proposal))
    said = _("The discussion goes on, and the text can change again.")
    return _press(request, proposal, services.resume_discussion, said)


@require_POST
def proposal_conclude(request: MemberRequest, pk: int) -> HttpResponse:
    require(is_insider(request.user, request.acting))
    proposal = visible_proposal(request, pk)
    require(request.user.is_coordinator)
    said = _("The result is written in the book of resolutions.")
    return _press(request, proposal, lambda one: services.conclude(one, by=request.user), said)


@require_http_methods(["GET", "HEAD", "POST"])
def proposal_withdraw(request: MemberRequest, pk: int) -> HttpResponse:
    require(is_insider(request.user, request.acting))
    proposal = visible_proposal(request, pk)
    require(access.is_proposer(request.acting, proposal))
    if request.method == "POST":
        return _press(request, proposal, services.withdraw, _("Proposal withdrawn."))
    if not access.can_withdraw(request.acting, proposal):
        return redirect(proposal)
    return render(request, "governance/proposal_confirm_withdraw.html", {"proposal": proposal})


@require_http_methods(["GET", "HEAD", "POST"])
def proposal_defer(request: MemberRequest, pk: int) -> HttpResponse:
    require(is_insider(request.user, request.acting))
    proposal = visible_proposal(request, pk)
    require(request.user.is_coordinator)
    form = ReasonForm(_posted(request))
    if request.method == "POST" and form.is_valid():
        try:
            services.defer(proposal, reason=form.cleaned_data["reason"])
        except ValidationError as error:
            hand_over(form, error)
        else:
            messages.success(request, _("The proposal is deferred. Its discussion can be taken up again."))
            return redirect(proposal)
    context = {"form": form, "proposal": proposal, "action": DEFER}
    return render(request, "governance/reason_form.html", context)


DEFER = {
    "title": gettext_lazy("Defer the proposal"),
    "text": gettext_lazy("It is put off, and its discussion can be taken up again at any time."),
    "button": gettext_lazy("Defer"),
}


# --- Standing aside ------------------------------------------------------------------------------------


@require_POST
def recusal_new(request: MemberRequest, pk: int) -> HttpResponse:
    require(is_insider(request.user, request.acting))
    proposal = visible_proposal(request, pk)
    form = RecusalForm(request.POST)
    is_valid = form.is_valid()
    membership = membership_in(request, form.cleaned_data["company"]) if is_valid else request.acting
    require(access.can_propose(membership))
    if is_valid:
        try:
            services.stand_aside(proposal, by=request.user, **form.cleaned_data)
        except ValidationError as error:
            messages.error(request, " ".join(error.messages))
        else:
            messages.success(
                request, _("Your company stands aside: it counts for the quorum and has no vote.")
            )
        return redirect(proposal)
    return proposal_page(request, proposal, recusal_form=form)


@require_POST
def recusal_delete(request: MemberRequest, pk: int) -> HttpResponse:
    require(is_insider(request.user, request.acting))
    proposal = visible_proposal(request, pk)
    acting = request.acting
    if acting is None or not access.can_propose(acting):
        raise PermissionDenied
    said = _("Your company takes part again.")
    return _press(request, proposal, lambda one: services.take_part_again(one, company=acting.company), said)
