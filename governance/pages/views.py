"""The list of proposals, the page of each, and the forms that stand on that page."""

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from governance.assemblies.hall.voices import cast_same_for_all
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
from governance.voting.forms import answer_form
from governance.voting.models import VotingRound
from governance.voting.result import format_answer, option_titles
from governance.voting.rules import can_vote, find_current_round
from governance.voting.votes import cast_vote
from members.people.current_membership import current_memberships, membership_in
from members.people.http import MemberRequest, insider_required
from members.people.models import Membership
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
            *(proposal.get_matter_display(), proposal.get_state_display(), proposal.created_at.date()),
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


@require_POST
@insider_required
def vote_cast(request: MemberRequest, pk: int) -> HttpResponse:
    """A vote is only ever a POST: programs that follow the links in a mail cast none."""
    proposal = get_visible_proposal(request, pk)
    membership = _membership_for_vote(request)
    company = membership.company if membership else None
    rounds = list(proposal.rounds.with_vote_of(company).order_by("number"))
    if not rounds:
        raise Http404
    require(rules.can_propose(membership))
    voting_round = find_current_round(proposal, rounds)
    if voting_round is None:  # cancelled, or counted while this vote was on its way
        messages.error(request, _("Voting is closed. This vote is not counted."))
        return redirect(proposal)
    require(can_vote(membership, voting_round.own_standing))
    form = answer_form(voting_round, request.POST)
    if not form.is_valid():
        return render_proposal_page(request, proposal, vote_form=form)
    vote = {name: form.cleaned_data[name] for name in ("company", "answer", "seen_revision")}
    names = {
        "company": vote["company"],
        "choice": format_answer(vote["answer"], option_titles(voting_round)),
    }
    done = _("%(company)s votes “%(choice)s”. You can change it until voting closes.") % names
    # A refusal is said on the page: by now it may have no form to show it in.
    return call_service(
        request,
        f"{proposal.get_absolute_url()}#vote",
        lambda: cast_vote(voting_round, by=request.user, **vote),
        done=done,
    )


def _membership_for_vote(request: MemberRequest) -> Membership | None:
    """The place in the company the form names, whichever company the person acts for now. None: it is not
    theirs."""
    company = request.POST.get("company")
    if not company:
        return request.acting
    memberships = current_memberships(request)
    named = (membership for membership in memberships if str(membership.company_id) == company)
    return next(named, None)


@require_POST
@insider_required
def assembly_proxy_vote(request: MemberRequest, year: int, number: int, pk: int) -> HttpResponse:
    """A holder votes for a company that gave its proxy, or the same for all it votes for."""
    rounds = VotingRound.objects.filter(
        agenda_item__assembly__year=year, agenda_item__assembly__number=number
    )
    voting_round = get_object_or_404(rounds.select_related("proposal", "amendment"), pk=pk)
    proposal = get_visible_proposal(request, voting_round.proposal_id)
    is_for_all = "all" in request.POST
    form = answer_form(voting_round, request.POST)
    form.fields["company"].required = not is_for_all
    if not form.is_valid():
        return render_proposal_page(request, proposal, proxy_form=form)
    vote = {name: form.cleaned_data[name] for name in ("company", "answer", "seen_revision")}
    try:
        if is_for_all:
            companies = cast_same_for_all(voting_round, answer=vote["answer"], by=request.user)
        else:
            companies = [vote["company"]]
            cast_vote(voting_round, by=request.user, **vote)
    except ValidationError as error:
        messages.error(request, " ".join(error.messages))
    else:
        names = ", ".join(map(str, companies))
        messages.success(request, _("Voted for %(companies)s.") % {"companies": names})
    return redirect(voting_round)
