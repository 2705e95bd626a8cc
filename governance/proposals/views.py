"""Writing a proposal and leading it on; its versions."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from governance.hooks import Effect, before_proposal_is_shown, effects
from governance.proposals import rules, transitions
from governance.proposals.choices import Matter
from governance.proposals.forms import ProposalForm, ReasonForm, VersionComparisonForm
from governance.proposals.models import Proposal
from governance.proposals.recusals import withdraw_recusal
from governance.proposals.services import (
    create_proposal,
    defer_proposal,
    edit_proposal,
    freeze_proposal,
    open_discussion,
    resume_discussion,
    withdraw_proposal,
)
from governance.proposals.templates import template_for
from governance.proposals.transitions import Transition
from governance.proposals.version_changes import changes_between
from members.people.http import MemberRequest, insider_required
from multifactory.lib.access import require
from multifactory.lib.forms import add_errors, post_data


def get_visible_proposal(request: MemberRequest, pk: int) -> Proposal:
    """404 for a draft of another company.

    A round that has ended is counted first, even by a GET: time closed it, not the reader, and the page does
    not wait for the worker to write down what is so already.
    """
    proposals = Proposal.objects.visible_to(request.acting).for_page()
    proposal = get_object_or_404(proposals, pk=pk)
    is_voted_on = proposal.state in (Proposal.State.VOTING, Proposal.State.DISCUSSION)
    changed = [prepare(proposal) for prepare in before_proposal_is_shown] if is_voted_on else []
    if any(changed):
        proposal = get_object_or_404(proposals, pk=pk)
    return proposal


# --- Writing -------------------------------------------------------------------------------------------


@require_http_methods(["GET", "HEAD", "POST"])
def proposal_new(request: MemberRequest) -> HttpResponse:
    """First what it is about, then the text: the matter brings a template and what it can carry out."""
    acting = request.acting
    if not acting or not rules.can_propose(acting):
        raise PermissionDenied
    effect = effects.offered(request.GET.get("effect", ""))
    matter = effect.matters[0] if effect else request.GET.get("matter", "")
    if request.method != "POST" and matter not in Matter.values:
        return _render_matters(request)
    initial = {"matter": matter, "text": template_for(matter)} if matter in Matter.values else {}
    form = ProposalForm(post_data(request), initial=initial, effect=effect)
    effect_form = _effect_form(request, effect)
    if request.method == "POST" and _are_valid(form, effect_form):
        terms = form.values() | {"effect": effect.key if effect else ""}
        try:
            proposal = create_proposal(
                company=acting.company,
                author=request.user,
                request_id=form.cleaned_data["request_id"],
                effect_row=effect_form.instance if effect_form else None,
                **terms,
            )
        except ValidationError as error:
            add_errors(form, error)
        else:
            messages.success(
                request, _("Draft saved. Only your company sees it until you open the discussion.")
            )
            return redirect(proposal)
    return _render_form(request, form, effect, effect_form, None)


def _render_matters(request: MemberRequest) -> HttpResponse:
    matters = [(matter, effects.of_matter(matter)) for matter in Matter]
    return render(request, "governance/proposal_matter.html", {"matters": matters})


@require_http_methods(["GET", "HEAD", "POST"])
@insider_required
def proposal_edit(request: MemberRequest, pk: int) -> HttpResponse:
    proposal = get_visible_proposal(request, pk)
    require(rules.is_proposer(request.acting, proposal))
    if request.method != "POST" and not proposal.is_editable:
        return redirect(proposal)
    effect = effects.get(proposal.effect)
    form = ProposalForm(post_data(request), instance=proposal, effect=effect)
    effect_form = _effect_form(request, effect, instance=effect.row(proposal) if effect else None)
    if request.method == "POST" and _are_valid(form, effect_form):
        saved = Proposal.objects.get(pk=proposal.pk)  # the form has put its values into its own row
        seen, row = form.cleaned_data["seen_version"], effect_form.instance if effect_form else None
        try:
            with transaction.atomic():
                form.ensure_unchanged()
                edit_proposal(saved, by=request.user, seen_version=seen, effect_row=row, **form.values())
        except ValidationError as error:
            add_errors(form, error)
        else:
            messages.success(request, _("Proposal saved."))
            return redirect(proposal)
    return _render_form(request, form, effect, effect_form, proposal)


def _effect_form(request: MemberRequest, effect: Effect | None, **kwargs: Any) -> Any:
    return effect.form_class(post_data(request), prefix="effect", **kwargs) if effect else None


def _are_valid(*forms: Any) -> bool:
    """Each is checked, so that all faults show at once."""
    results = [form.is_valid() for form in forms if form is not None]
    return all(results)


def _render_form(
    request: MemberRequest,
    form: ProposalForm,
    effect: Effect | None,
    effect_form: Any,
    proposal: Proposal | None,
) -> HttpResponse:
    context = {"form": form, "effect": effect, "effect_form": effect_form, "proposal": proposal}
    return render(request, "governance/proposal_form.html", context)


# --- Transitions -----------------------------------------------------------------------------------------


def call_service(
    request: MemberRequest, page: Any, service: Callable[[], object], *, done: Any
) -> HttpResponse:
    """Call a service that asks for nothing: a refusal is said on the page, which shows why."""
    try:
        service()
    except ValidationError as error:
        messages.error(request, " ".join(error.messages))
    else:
        messages.success(request, done)
    return redirect(page)


def run_transition(
    request: MemberRequest, pk: int, transition: Transition, service: Callable[..., object]
) -> HttpResponse:
    """Make a transition that asks for nothing, if the person may."""
    proposal = get_visible_proposal(request, pk)
    require(transition.who_may(request.user, request.acting, proposal))
    return call_service(request, proposal, lambda: service(proposal, by=request.user), done=transition.done)


@require_POST
@insider_required
def discussion_open(request: MemberRequest, pk: int) -> HttpResponse:
    return run_transition(request, pk, transitions.OPEN_DISCUSSION, open_discussion)


@require_POST
@insider_required
def proposal_freeze(request: MemberRequest, pk: int) -> HttpResponse:
    return run_transition(request, pk, transitions.FREEZE, freeze_proposal)


@require_POST
@insider_required
def discussion_resume(request: MemberRequest, pk: int) -> HttpResponse:
    return run_transition(request, pk, transitions.RESUME_DISCUSSION, resume_discussion)


@require_http_methods(["GET", "HEAD", "POST"])
@insider_required
def proposal_withdraw(request: MemberRequest, pk: int) -> HttpResponse:
    if request.method == "POST":
        return run_transition(request, pk, transitions.WITHDRAW, withdraw_proposal)
    proposal = get_visible_proposal(request, pk)
    require(transitions.WITHDRAW.who_may(request.user, request.acting, proposal))
    if not transitions.WITHDRAW.is_possible(proposal):
        return redirect(proposal)
    return render(request, "governance/proposal_confirm_withdraw.html", {"proposal": proposal})


@require_http_methods(["GET", "HEAD", "POST"])
@insider_required
def proposal_defer(request: MemberRequest, pk: int) -> HttpResponse:
    proposal = get_visible_proposal(request, pk)
    require(transitions.DEFER.who_may(request.user, request.acting, proposal))
    form = ReasonForm(post_data(request))
    if request.method == "POST" and form.is_valid():
        try:
            defer_proposal(proposal, reason=form.cleaned_data["reason"], by=request.user)
        except ValidationError as error:
            add_errors(form, error)
        else:
            messages.success(request, transitions.DEFER.done)
            return redirect(proposal)
    context = {"form": form, "proposal": proposal, "action": DEFER_TEXTS}
    return render(request, "governance/reason_form.html", context)


DEFER_TEXTS = {
    "title": gettext_lazy("Defer the proposal"),
    "text": gettext_lazy("It is deferred, and its discussion can be taken up again at any time."),
    "button": transitions.DEFER.label,
}


@require_POST
@insider_required
def recusal_withdraw(request: MemberRequest, pk: int) -> HttpResponse:
    proposal = get_visible_proposal(request, pk)
    acting = request.acting
    if acting is None or not rules.can_propose(acting):
        raise PermissionDenied
    company = acting.company
    done = _("Your company takes part again.")
    return call_service(
        request, proposal, lambda: withdraw_recusal(proposal, company=company, by=request.user), done=done
    )


# --- Versions --------------------------------------------------------------------------------------------


@require_safe
@insider_required
def version_list(request: MemberRequest, pk: int) -> HttpResponse:
    proposal = get_visible_proposal(request, pk)
    versions = list(proposal.versions.select_related("author", "amendment__company").order_by("number"))
    by_number = {version.number: version for version in versions}
    form = VersionComparisonForm(request.GET, numbers=list(by_number))
    context = {"proposal": proposal, "versions": list(reversed(versions)), "form": form}
    context["steps"] = proposal.steps.exclude(by=None).select_related("by").order_by("-pk")
    if form.is_valid():
        before, after = (by_number[form.cleaned_data[name]] for name in ("before", "after"))
        context |= {
            "before": before,
            "after": after,
            "lines": changes_between(before, after),
        }
    return render(request, "governance/version_list.html", context)
