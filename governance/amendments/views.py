"""Putting another text, and what becomes of it."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from governance.amendments import rules as amendments_rules
from governance.amendments.forms import AmendmentForm
from governance.amendments.models import Amendment
from governance.amendments.services import (
    accept_amendment,
    edit_amendment,
    propose_amendment,
    withdraw_amendment,
)
from governance.proposals import rules
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
    form = AmendmentForm(post_data(request), initial={"title": proposal.title, "text": proposal.text})
    if request.method == "POST" and form.is_valid():
        try:
            amendment = propose_amendment(
                proposal, company=acting.company, author=request.user, **form.cleaned_data
            )
        except ValidationError as error:
            add_errors(form, error)
        else:
            messages.success(request, _("Your amendment stands beside the proposal."))
            return redirect(amendment)
    return render(request, "governance/amendment_form.html", {"form": form, "proposal": proposal})


@require_http_methods(["GET", "HEAD", "POST"])
def amendment_edit(request: MemberRequest, pk: int, number: int) -> HttpResponse:
    amendment = get_visible_amendment(request, pk, number)
    require(amendments_rules.is_amender(request.acting, amendment))
    if request.method != "POST" and amendment.state != Amendment.State.OPEN:
        return redirect(amendment)
    form = AmendmentForm(post_data(request), instance=amendment)
    if request.method == "POST" and form.is_valid():
        saved = Amendment.objects.select_related("proposal").get(pk=amendment.pk)
        try:
            with transaction.atomic():
                form.ensure_unchanged()
                edit_amendment(saved, **form.values())
        except ValidationError as error:
            add_errors(form, error)
        else:
            messages.success(request, _("Amendment saved, on the text as it stands now."))
            return redirect(amendment)
    context = {"form": form, "proposal": amendment.proposal, "amendment": amendment}
    return render(request, "governance/amendment_form.html", context)


@require_POST
def amendment_withdraw(request: MemberRequest, pk: int, number: int) -> HttpResponse:
    amendment = get_visible_amendment(request, pk, number)
    require(amendments_rules.can_withdraw_amendment(request.user, request.acting, amendment))
    done = _("Amendment withdrawn.")
    return call_service(request, amendment, lambda: withdraw_amendment(amendment), done=done)


@require_POST
def amendment_accept(request: MemberRequest, pk: int, number: int) -> HttpResponse:
    amendment = get_visible_amendment(request, pk, number)
    require(rules.is_proposer(request.acting, amendment.proposal))
    done = _("The amendment is the new text of the proposal.")
    return call_service(request, amendment, lambda: accept_amendment(amendment, by=request.user), done=done)
