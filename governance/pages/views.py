"""The list of proposals, the page of each, and the forms that stand on that page."""

from django.core.exceptions import ValidationError
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from governance.closing.services import close_due_rounds
from governance.discussion.forms import CommentForm
from governance.discussion.services import add_comment
from governance.pages.proposal_page import render_proposal_page
from governance.pages.rulebook_page import rulebook_context
from governance.proposals import rules
from governance.proposals.filters import ProposalFilter
from governance.proposals.forms import RecusalForm
from governance.proposals.models import Proposal, ProposalQuerySet
from governance.proposals.recusals import declare_recusal
from governance.proposals.views import call_service, get_visible_proposal
from governance.resolutions.effect_state import EffectState, EffectView, effect_view, resolution_of
from members.people.current_membership import membership_in
from members.people.http import MemberRequest, insider_required
from multifactory.lib.access import require
from multifactory.lib.csv import csv_response

PAGE_SIZE = 20


@require_safe
@insider_required
def proposal_list(request: MemberRequest) -> HttpResponse:
    close_due_rounds()  # what has ended is shown with its result, whether or not the worker runs
    company = request.acting.company if request.acting else None
    proposal_filter = ProposalFilter(
        request.GET, Proposal.objects.visible_to(request.acting), request=request
    )
    proposals = proposal_filter.qs.for_list(company)
    if request.GET.get("format") == "csv":
        return _proposals_csv(proposals)
    page_obj = Paginator(proposals.with_rounds(company), PAGE_SIZE).get_page(request.GET.get("page"))
    context = {
        "page_obj": page_obj,
        "rows": [(proposal, effect_in_list(proposal)) for proposal in page_obj],
        "filter": proposal_filter,
        "is_filtered": any(request.GET.get(name) for name in proposal_filter.filters),
        "can_propose": rules.can_propose(request.acting),
        "company": company,
    }
    return render(request, "governance/proposal_list.html", context)


def effect_in_list(proposal: Proposal) -> EffectView | None:
    """How its effect stands, once there is something to tell."""
    view = effect_view(proposal, resolution_of(proposal.latest_round), is_described=False)
    return view if view and view.state != EffectState.WOULD else None


def _proposals_csv(proposals: ProposalQuerySet) -> HttpResponse:
    header = [_("number"), _("title"), _("proposed by"), _("matter"), _("state"), _("written on")]
    rows = (
        (
            *(proposal.pk, proposal.title, proposal.company),
            *(proposal.get_matter_display(), proposal.get_state_display()),
            timezone.localdate(proposal.created_at),
        )
        for proposal in proposals
    )
    return csv_response("decisions.csv", header, rows)


@require_safe
@insider_required
def rulebook_detail(request: MemberRequest) -> HttpResponse:
    """The rulebook in force, for whoever wants to know by which rule a matter is decided."""
    return render(request, "governance/rulebook.html", rulebook_context(timezone.localdate()))


@require_safe
@insider_required
def proposal_detail(request: MemberRequest, pk: int) -> HttpResponse:
    return render_proposal_page(request, get_visible_proposal(request, pk))


# --- The forms on the page -------------------------------------------------------------------------------


@require_POST
@insider_required
def recusal_declare(request: MemberRequest, pk: int) -> HttpResponse:
    proposal = get_visible_proposal(request, pk)
    form = RecusalForm(request.POST)
    is_valid = form.is_valid()
    membership = membership_in(request, form.cleaned_data["company"]) if is_valid else request.acting
    require(rules.can_propose(membership))
    if not is_valid:
        return render_proposal_page(request, proposal, recusal_form=form)
    done = _("Your company has declared a conflict of interest: it counts for the quorum but cannot vote.")
    return call_service(
        request,
        proposal,
        lambda: declare_recusal(proposal, by=request.user, **form.cleaned_data),
        done=done,
    )


@require_POST
@insider_required
def comment_new(request: MemberRequest, pk: int) -> HttpResponse:
    proposal = get_visible_proposal(request, pk)
    form = CommentForm(request.POST, proposal=proposal)
    is_valid = form.is_valid()
    membership = membership_in(request, form.cleaned_data["company"]) if is_valid else request.acting
    require(bool(membership) and proposal.state != Proposal.State.DRAFT)
    if is_valid:
        try:
            comment = add_comment(proposal, author=request.user, **form.cleaned_data)
        except ValidationError as error:
            form.add_error(None, error)
        else:
            return redirect(comment)
    return render_proposal_page(request, proposal, comment_form=form)
