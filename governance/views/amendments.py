"""Amendments: putting another text, and what becomes of it."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from governance import services
from governance.forms import AmendmentForm, VotingForm
from governance.models import Amendment, Proposal
from governance.rules import access
from governance.rules.amendments import voting_order
from governance.views.pages import visible_proposal, words_of_today
from governance.views.voting import usual_end
from members.rules.access import is_insider
from members.types import MemberRequest
from multifactory.lib.access import require
from multifactory.lib.forms import hand_over


def _visible(request: MemberRequest, pk: int, number: int) -> Amendment:
    require(is_insider(request.user, request.acting))
    proposal = visible_proposal(request, pk)
    amendment = get_object_or_404(Amendment.objects.select_related("company"), proposal=pk, number=number)
    amendment.proposal = proposal
    return amendment


@require_http_methods(["GET", "HEAD", "POST"])
def amendment_new(request: MemberRequest, pk: int) -> HttpResponse:
    require(is_insider(request.user, request.acting))
    proposal, acting = visible_proposal(request, pk), request.acting
    if acting is None or not access.can_propose(acting) or access.is_proposer(acting, proposal):
        raise PermissionDenied
    if request.method != "POST" and proposal.state != Proposal.State.DISCUSSION:
        return redirect(proposal)
    form = AmendmentForm(_posted(request), initial={"title": proposal.title, "text": proposal.text})
    if request.method == "POST" and form.is_valid():
        try:
            amendment = services.propose_amendment(
                proposal, company=acting.company, author=request.user, **form.cleaned_data
            )
        except ValidationError as error:
            hand_over(form, error)
        else:
            messages.success(request, _("Your amendment stands beside the proposal."))
            return redirect(amendment)
    return render(request, "governance/amendment_form.html", {"form": form, "proposal": proposal})


@require_http_methods(["GET", "HEAD", "POST"])
def amendment_edit(request: MemberRequest, pk: int, number: int) -> HttpResponse:
    amendment = _visible(request, pk, number)
    require(access.is_amender(request.acting, amendment))
    if request.method != "POST" and amendment.state != Amendment.State.OPEN:
        return redirect(amendment)
    form = AmendmentForm(_posted(request), instance=amendment)
    if request.method == "POST" and form.is_valid():
        kept = Amendment.objects.select_related("proposal").get(pk=amendment.pk)
        try:
            services.edit_amendment(kept, **form.words())
        except ValidationError as error:
            hand_over(form, error)
        else:
            messages.success(request, _("Amendment saved, on the text as it stands now."))
            return redirect(amendment)
    context = {"form": form, "proposal": amendment.proposal, "amendment": amendment}
    return render(request, "governance/amendment_form.html", context)


def _posted(request: MemberRequest) -> Any:
    return request.POST if request.method == "POST" else None


@require_POST
def amendment_withdraw(request: MemberRequest, pk: int, number: int) -> HttpResponse:
    amendment = _visible(request, pk, number)
    require(access.can_withdraw_amendment(request.user, request.acting, amendment))
    try:
        services.withdraw_amendment(amendment)
    except ValidationError as error:
        messages.error(request, " ".join(error.messages))
    else:
        messages.success(request, _("Amendment withdrawn."))
    return redirect(amendment)


@require_POST
def amendment_accept(request: MemberRequest, pk: int, number: int) -> HttpResponse:
    amendment = _visible(request, pk, number)
    require(access.is_proposer(request.acting, amendment.proposal))
    try:
        services.accept_amendment(amendment, by=request.user)
    except ValidationError as error:
        messages.error(request, " ".join(error.messages))
    else:
        messages.success(request, _("The amendment is the new text of the proposal."))
    return redirect(amendment)


@require_http_methods(["GET", "HEAD", "POST"])
def amendment_voting(request: MemberRequest, pk: int, number: int) -> HttpResponse:
    """Put it to the vote: the one farthest from the text first, the others after its result."""
    amendment = _visible(request, pk, number)
    proposal = amendment.proposal
    require(access.can_call_vote(request.user, request.acting, proposal))
    if request.method != "POST" and amendment.state != Amendment.State.OPEN:
        return redirect(amendment)
    form = VotingForm(_posted(request), initial={"closes_at": usual_end()})
    if request.method == "POST" and form.is_valid():
        try:
            _refuse_before_farther(amendment)
            services.open_amendment_voting(
                amendment, closes_at=form.cleaned_data["closes_at"], by=request.user
            )
        except ValidationError as error:
            hand_over(form, error)
        else:
            messages.success(request, _("Voting is open. The representatives of all companies get a mail."))
            return redirect(proposal)
    context = {"form": form, "proposal": proposal, "amendment": amendment, "words": words_of_today(proposal)}
    return render(request, "governance/voting_form.html", context)


def _refuse_before_farther(amendment: Amendment) -> None:
    proposal = amendment.proposal
    latest = proposal.versions.latest("number")  # those written on an earlier one cannot be voted on
    still_open = proposal.amendments.filter(state=Amendment.State.OPEN, base=latest)
    order = voting_order(still_open, proposal.title, proposal.text)
    if order and order[0].pk != amendment.pk:
        text = _("Amendment %(number)s changes more: it is voted on first.")
        raise ValidationError(text % {"number": order[0].number}, code="order")
