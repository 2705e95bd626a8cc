"""Candidates of an election: the list, where anybody is proposed, and the page of each, where they answer."""

from collections.abc import Callable

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from governance.assemblies.elections import rules
from governance.assemblies.elections.forms import CandidateForm, StatementForm
from governance.assemblies.elections.models import Candidacy
from governance.assemblies.elections.services import (
    accept_candidacy,
    accept_office,
    propose_candidate,
    refuse_office,
    withdraw_candidacy,
)
from governance.hooks import has_candidates
from governance.proposals.models import Proposal
from governance.proposals.rules import can_propose
from governance.proposals.views import call_service, get_visible_proposal
from members.people.http import MemberRequest, insider_required
from multifactory.lib.access import require
from multifactory.lib.forms import add_errors, post_data


def _get_election(request: MemberRequest, pk: int) -> Proposal:
    """404 for a proposal that elects nobody."""
    proposal = get_visible_proposal(request, pk)
    if not has_candidates(proposal) or proposal.state == Proposal.State.DRAFT:
        raise Http404
    return proposal


def _get_candidacy(request: MemberRequest, pk: int, candidacy: int) -> Candidacy:
    proposal = _get_election(request, pk)
    found = get_object_or_404(Candidacy.objects.for_list(), proposal=pk, pk=candidacy)
    found.proposal = proposal
    return found


@require_http_methods(["GET", "HEAD", "POST"])
@insider_required
def candidacy_list(request: MemberRequest, pk: int) -> HttpResponse:
    """All candidates, and the form by which a representative proposes one, or themselves."""
    proposal = _get_election(request, pk)
    is_asked = rules.can_propose_candidate(request.acting, proposal)
    form = CandidateForm(post_data(request))
    if request.method == "POST":
        require(can_propose(request.acting))
        if form.is_valid():
            place = form.cleaned_data["place"]
            try:
                candidacy = propose_candidate(
                    proposal, user=place.user, company=place.company, by=request.user
                )
            except ValidationError as error:
                add_errors(form, error)
            else:
                messages.success(request, _said_of(candidacy, request))
                return redirect(candidacy)
    candidacies = Candidacy.objects.filter(proposal=proposal).for_list()
    shown = form if is_asked or form.errors else None
    context = {"proposal": proposal, "candidacies": candidacies, "form": shown}
    return render(request, "governance/candidacy_list.html", context)


def _said_of(candidacy: Candidacy, request: MemberRequest) -> str:
    if candidacy.user_id == request.user.pk:
        return _("You stand. Below you can say what you want to do in this office.")
    if candidacy.is_on_ballot:
        return _("%(person)s already stands.") % {"person": candidacy.user}
    return _("%(person)s will be asked by e-mail, and stands only after accepting.") % {
        "person": candidacy.user
    }


@require_safe
@insider_required
def candidacy_detail(request: MemberRequest, pk: int, candidacy: int) -> HttpResponse:
    found = _get_candidacy(request, pk, candidacy)
    return _render_candidacy(request, found, StatementForm(initial={"statement": found.statement}))


def _render_candidacy(request: MemberRequest, candidacy: Candidacy, form: StatementForm) -> HttpResponse:
    user, is_own = request.user, candidacy.user_id == request.user.pk
    takes = rules.takes_candidates(candidacy.proposal)
    context = {
        "candidacy": candidacy,
        "proposal": candidacy.proposal,
        "form": form if is_own and takes and candidacy.withdrawn_at is None else None,
        "can_withdraw": rules.can_withdraw_candidacy(user, candidacy),
        "can_answer": rules.can_answer_election(user, candidacy),
    }
    return render(request, "governance/candidacy_detail.html", context)


@require_POST
@insider_required
def candidacy_accept(request: MemberRequest, pk: int, candidacy: int) -> HttpResponse:
    """The candidate stands, or writes another statement."""
    found = _get_candidacy(request, pk, candidacy)
    require(found.user_id == request.user.pk)
    form = StatementForm(request.POST)
    if form.is_valid():
        try:
            accept_candidacy(found, by=request.user, statement=form.cleaned_data["statement"])
        except ValidationError as error:
            add_errors(form, error)
        else:
            messages.success(request, _("You stand, and are on the ballot."))
            return redirect(found)
    return _render_candidacy(request, found, form)


@require_POST
@insider_required
def candidacy_withdraw(request: MemberRequest, pk: int, candidacy: int) -> HttpResponse:
    return _answer(
        request, pk, candidacy, withdraw_candidacy, done=_("You do not stand: you are not on the ballot.")
    )


@require_POST
@insider_required
def office_accept(request: MemberRequest, pk: int, candidacy: int) -> HttpResponse:
    return _answer(request, pk, candidacy, accept_office, done=_("You have accepted the office."))


@require_POST
@insider_required
def office_refuse(request: MemberRequest, pk: int, candidacy: int) -> HttpResponse:
    done = _("You have not accepted the office. If someone follows, they will be asked.")
    return _answer(request, pk, candidacy, refuse_office, done=done)


def _answer(
    request: MemberRequest, pk: int, candidacy: int, service: Callable[..., object], *, done: str
) -> HttpResponse:
    """What the candidate alone says, by a button."""
    found = _get_candidacy(request, pk, candidacy)
    require(found.user_id == request.user.pk)
    return call_service(request, found, lambda: service(found, by=request.user), done=done)
