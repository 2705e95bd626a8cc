"""Putting another text, and what becomes of it."""

import uuid

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_POST

from governance.amendments import rules as amendments_rules
from governance.amendments.forms import AmendedEffectForm, AmendmentForm
from governance.amendments.models import Amendment
from governance.amendments.services import (
    accept_amendment,
    edit_amendment,
    propose_amendment,
    withdraw_amendment,
)
from governance.hooks import describe_effect
from governance.proposals import rules
from governance.proposals.forms import ReasonForm
from governance.proposals.models import Proposal
from governance.proposals.views import call_service, get_visible_proposal
from members.people.http import MemberRequest, insider_required
from multifactory.lib.access import require
from multifactory.lib.forms import add_errors, post_data


@insider_required
def get_visible_amendment(request: MemberRequest, pk: int, number: int) -> Amendment:
    proposal = get_visible_proposal(request, pk)
    amendment = get_object_or_404(Amendment.objects.select_related("company"), proposal=pk, number=number)
    amendment.proposal = proposal
    return amendment


@require_http_methods(["GET", "HEAD", "POST"])
@insider_required
def amendment_new(request: MemberRequest, pk: int) -> HttpResponse:
    proposal, acting = get_visible_proposal(request, pk), request.acting
    if acting is None or not rules.can_propose(acting) or rules.is_proposer(acting, proposal):
        raise PermissionDenied
    if request.method != "POST" and proposal.state != Proposal.State.DISCUSSION:
        return redirect(proposal)
    effect_form = AmendedEffectForm.of(proposal, post_data(request))
    initial = {"title": proposal.title, "text": proposal.text}
    form = AmendmentForm(post_data(request), initial=initial, effect_form=effect_form)
    if request.method == "POST" and form.is_valid():
        request_id = form.cleaned_data["request_id"] or uuid.uuid4()
        try:
            amendment = propose_amendment(
                proposal, company=acting.company, author=request.user, request_id=request_id, **form.values()
            )
        except ValidationError as error:
            add_errors(form, error)
        else:
            messages.success(request, _("Your amendment now appears next to the proposal."))
            return redirect(amendment)
    context = {"form": form, "proposal": proposal, "effect": describe_effect(proposal)}
    return render(request, "governance/amendment_form.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def amendment_edit(request: MemberRequest, pk: int, number: int) -> HttpResponse:
    amendment = get_visible_amendment(request, pk, number)
    require(amendments_rules.is_amender(request.acting, amendment))
    if request.method != "POST" and amendment.state != Amendment.State.OPEN:
        return redirect(amendment)
    effect_form = AmendedEffectForm.of(amendment.proposal, post_data(request), amendment)
    form = AmendmentForm(post_data(request), instance=amendment, effect_form=effect_form)
    if request.method == "POST" and form.is_valid():
        saved = Amendment.objects.select_related("proposal").get(pk=amendment.pk)
        try:
            with transaction.atomic():
                form.ensure_unchanged()
                edit_amendment(saved, by=request.user, **form.values())
        except ValidationError as error:
            add_errors(form, error)
        else:
            messages.success(request, _("Amendment saved, based on the current text."))
            return redirect(amendment)
    effect = describe_effect(amendment.proposal)
    context = {"form": form, "proposal": amendment.proposal, "amendment": amendment, "effect": effect}
    return render(request, "governance/amendment_form.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def amendment_withdraw(request: MemberRequest, pk: int, number: int) -> HttpResponse:
    """Its company withdraws it at once; the chair says why."""
    amendment = get_visible_amendment(request, pk, number)
    require(amendments_rules.can_withdraw_amendment(request.user, request.acting, amendment))
    done = _("Amendment withdrawn.")
    if amendments_rules.is_amender(request.acting, amendment):
        if request.method != "POST":
            return redirect(amendment)
        return call_service(
            request, amendment, lambda: withdraw_amendment(amendment, by=request.user), done=done
        )
    if request.method != "POST" and amendment.state != Amendment.State.OPEN:
        return redirect(amendment)
    form = ReasonForm(post_data(request))
    if request.method == "POST" and form.is_valid():
        try:
            withdraw_amendment(amendment, by=request.user, reason=form.cleaned_data["reason"])
        except ValidationError as error:
            add_errors(form, error)
        else:
            messages.success(request, done)
            return redirect(amendment)
    context = {"form": form, "proposal": amendment.proposal, "action": WITHDRAW_TEXTS}
    return render(request, "governance/reason_form.html", context)


WITHDRAW_TEXTS = {
    "title": gettext_lazy("Withdraw the amendment"),
    "text": gettext_lazy(
        "The representatives of the company that proposed it get an e-mail with the reason."
    ),
    "button": gettext_lazy("Withdraw the amendment"),
}


@require_POST
def amendment_accept(request: MemberRequest, pk: int, number: int) -> HttpResponse:
    amendment = get_visible_amendment(request, pk, number)
    require(rules.is_proposer(request.acting, amendment.proposal))
    done = _("The amendment is the new text of the proposal.")
    return call_service(request, amendment, lambda: accept_amendment(amendment, by=request.user), done=done)
