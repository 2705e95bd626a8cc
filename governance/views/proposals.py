"""Proposals: list, page, writing, discussion."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from governance.filters import ProposalFilter
from governance.forms import CommentForm, ProposalForm
from governance.models import Proposal
from governance.querysets import ProposalQuerySet
from governance.rules import can_comment, can_propose, is_proposer
from governance.services import (
    add_comment,
    close_due_rounds,
    create_proposal,
    edit_proposal,
    open_discussion,
    withdraw,
)
from governance.views.pages import proposal_page, visible_proposal
from members.acting import membership_in
from members.rules.access import is_insider
from members.types import MemberRequest
from multifactory.lib.access import require
from multifactory.lib.csv import csv_response

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
        "can_propose": can_propose(request.acting),
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


@require_http_methods(["GET", "HEAD", "POST"])
def proposal_new(request: MemberRequest) -> HttpResponse:
    acting = request.acting
    if not acting or not can_propose(acting):
        raise PermissionDenied
    form = ProposalForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            proposal = create_proposal(
                company=acting.company,
                author=request.user,
                request_id=form.cleaned_data["request_id"],
                **form.values(),
            )
        except ValidationError as error:
            form.add_error(None, error)
        else:
            messages.success(
                request, _("Draft saved. Only your company sees it until you open the discussion.")
            )
            return redirect(proposal)
    return render(request, "governance/proposal_form.html", {"form": form, "proposal": None})


@require_safe
def proposal_detail(request: MemberRequest, pk: int) -> HttpResponse:
    require(is_insider(request.user, request.acting))
    return proposal_page(request, visible_proposal(request, pk))


@require_http_methods(["GET", "HEAD", "POST"])
def proposal_edit(request: MemberRequest, pk: int) -> HttpResponse:
    require(is_insider(request.user, request.acting))
    proposal = visible_proposal(request, pk)
    require(is_proposer(request.acting, proposal))
    if request.method != "POST" and not proposal.is_editable:
        return redirect(proposal)
    form = ProposalForm(request.POST or None, instance=proposal)
    if request.method == "POST" and form.is_valid():
        try:
            edit_proposal(proposal, **form.values())
        except ValidationError as error:
            form.add_error(None, error)
        else:
            messages.success(request, _("Proposal saved."))
            return redirect(proposal)
    return render(request, "governance/proposal_form.html", {"form": form, "proposal": proposal})


@require_POST
def proposal_discuss(request: MemberRequest, pk: int) -> HttpResponse:
    require(is_insider(request.user, request.acting))
    proposal = visible_proposal(request, pk)
    require(is_proposer(request.acting, proposal))
    try:
        open_discussion(proposal)
    except ValidationError as error:
        messages.error(request, error.message)
    else:
        messages.success(
            request, _("The discussion is open: every company reads the proposal and can answer.")
        )
    return redirect(proposal)


@require_http_methods(["GET", "HEAD", "POST"])
def proposal_withdraw(request: MemberRequest, pk: int) -> HttpResponse:
    require(is_insider(request.user, request.acting))
    proposal = visible_proposal(request, pk)
    require(is_proposer(request.acting, proposal))
    if request.method != "POST":
        if not proposal.is_editable:
            return redirect(proposal)
        return render(request, "governance/proposal_confirm_withdraw.html", {"proposal": proposal})
    try:
        withdraw(proposal)
    except ValidationError as error:
        messages.error(request, error.message)
    else:
        messages.success(request, _("Proposal withdrawn."))
    return redirect(proposal)


@require_POST
def comment_new(request: MemberRequest, pk: int) -> HttpResponse:
    require(is_insider(request.user, request.acting))
    proposal = visible_proposal(request, pk)
    form = CommentForm(request.POST)
    is_valid = form.is_valid()
    membership = membership_in(request, form.cleaned_data["company"]) if is_valid else request.acting
    require(can_comment(membership, proposal))
    if is_valid:
        try:
            comment = add_comment(proposal, author=request.user, **form.cleaned_data)
        except ValidationError as error:
            form.add_error(None, error)
        else:
            return redirect(f"{proposal.get_absolute_url()}#comment-{comment.pk}")
    return proposal_page(request, proposal, comment_form=form)
