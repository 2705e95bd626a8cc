"""A secret vote: for whom one votes, the ballot, its confirmation, and all ballots after the count.

What somebody answers is in the pages they send and get, and nowhere else: in no session, message, cache,
log, address or mail.
"""

from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters, sensitive_variables
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from governance.assemblies.secrecy.forms import PhraseForm
from governance.assemblies.secrecy.models import Ballot
from governance.assemblies.secrecy.rules import is_unanimous
from governance.assemblies.secrecy.urn_panel import open_secret_round
from governance.assemblies.secrecy.urn_views import get_assembly
from governance.assemblies.secrecy.votes import (
    ballots_for,
    cast_secret_ballot,
    fill_ballot,
    has_taken_part,
    read_form,
)
from governance.attendance.models import Assembly
from governance.voting.forms import AnswerForm, answer_form
from governance.voting.models import RollEntry, VotingRound
from governance.voting.result import Result, format_answer, option_titles
from governance.voting.secret_ballots import faults_of
from members.people.http import MemberRequest, insider_required, never_kept
from multifactory.lib.access import require
from multifactory.lib.forms import add_errors, post_data


@never_cache
@require_safe
@insider_required
def assembly_ballots(request: MemberRequest, year: int, number: int) -> HttpResponse:
    """For whom the reader votes in the secret vote that is open, and who has voted."""
    assembly = get_assembly(year, number)
    voting_round = open_secret_round(assembly)
    entries = ballots_for(request.user, voting_round) if voting_round else []
    context = {
        "assembly": assembly,
        "round": voting_round,
        "is_open": _is_open(voting_round),
        "entries": [(entry, has_taken_part(entry)) for entry in entries],
    }
    return render(request, "governance/assemblies/ballots.html", context)


def _is_open(voting_round: VotingRound | None) -> bool:
    return voting_round is not None and voting_round.urn.closed_at is None


@never_kept
@never_cache
@sensitive_post_parameters()
@sensitive_variables()
@require_http_methods(["GET", "HEAD", "POST"])
@insider_required
def assembly_ballot(request: MemberRequest, year: int, number: int, company: int) -> HttpResponse:
    """The ballot of one company; the first POST answers with its confirmation, and writes nothing."""
    assembly = get_assembly(year, number)
    voting_round, entry = _get_ballot(request, assembly, company)
    if voting_round is None or entry is None or has_taken_part(entry):
        return redirect("governance:assembly_ballots", year, number)
    form = answer_form(voting_round, _with_company(request, entry))
    phrase_form = PhraseForm(post_data(request))
    if request.method == "POST" and all([form.is_valid(), phrase_form.is_valid()]):
        answer, phrase = form.cleaned_data["answer"], phrase_form.cleaned_data["phrase"]
        try:
            ballot, token = fill_ballot(
                voting_round, company=entry.company, answer=answer, phrase=phrase, by=request.user
            )
        except ValidationError as error:
            add_errors(form, error)
        else:
            context = {
                "answer": format_answer(answer, option_titles(voting_round)),
                "reason": answer.get("reason", ""),
                "phrase": phrase,
                "tracker": ballot.tracker(voting_round),
                "token": token,
            }
            return _render(request, assembly, voting_round, entry, "ballot_confirm", **context)
    return _render_ballot(request, assembly, voting_round, entry, form, phrase_form)


@never_kept
@never_cache
@sensitive_post_parameters()
@sensitive_variables()
@require_POST
@insider_required
def assembly_ballot_cast(request: MemberRequest, year: int, number: int, company: int) -> HttpResponse:
    """Final. Sent again it answers as the first time, and so does whatever else comes for this company."""
    assembly = get_assembly(year, number)
    voting_round, entry = _get_ballot(request, assembly, company)
    if voting_round is None or entry is None:
        messages.error(request, _("Voting is closed. This vote is not counted."))
        return redirect("governance:assembly_ballots", year, number)
    try:
        if not has_taken_part(entry):
            token = request.POST.get("token", "")
            ballot = read_form(token, voting_round, company=entry.company, by=request.user)
            cast_secret_ballot(voting_round, ballot, company=entry.company, by=request.user)
    except ValidationError as error:
        form, phrase_form = answer_form(voting_round), PhraseForm()
        faults = {"faults": error.messages}
        return _render_ballot(request, assembly, voting_round, entry, form, phrase_form, **faults)
    done = _("A ballot of %(company)s is recorded. It cannot be changed.")
    messages.success(request, done % {"company": entry.company})
    return redirect("governance:assembly_ballots", year, number)


def _get_ballot(
    request: MemberRequest, assembly: Assembly, company: int
) -> tuple[VotingRound | None, RollEntry | None]:
    """The open vote, and the entry of a company the reader votes for; 403 for a company of others."""
    voting_round = open_secret_round(assembly)
    if voting_round is None or not _is_open(voting_round):
        return None, None
    entries = ballots_for(request.user, voting_round)
    entry = next((one for one in entries if one.company_id == company), None)
    require(entry is not None)
    return voting_round, entry


def _with_company(request: MemberRequest, entry: RollEntry) -> Any:
    """What was sent; the company is the one in the address, whatever else was sent for it."""
    data = post_data(request)
    if data is None:
        return None
    data = data.copy()
    data["company"] = str(entry.company_id)
    return data


def _render_ballot(
    request: MemberRequest,
    assembly: Assembly,
    voting_round: VotingRound,
    entry: RollEntry,
    form: AnswerForm,
    phrase_form: PhraseForm,
    **more: Any,
) -> HttpResponse:
    context = {"form": form, "phrase_form": phrase_form, **more}
    return _render(request, assembly, voting_round, entry, "ballot", **context)


def _render(
    request: MemberRequest,
    assembly: Assembly,
    voting_round: VotingRound,
    entry: RollEntry,
    name: str,
    **context: Any,
) -> HttpResponse:
    context |= {"assembly": assembly, "round": voting_round, "entry": entry}
    return render(request, f"governance/assemblies/{name}.html", context)


# --- After the count -------------------------------------------------------------------------------------


@require_safe
@insider_required
def assembly_secret_ballots(
    request: MemberRequest, year: int, number: int, position: int, round_number: int
) -> HttpResponse:
    """All ballots of a counted vote, by their trackers. Nothing is searched for here: which line somebody
    looks for, the portal does not learn."""
    rounds = VotingRound.objects.filter(is_secret=True, state=VotingRound.State.CLOSED)
    voting_round = get_object_or_404(
        rounds.select_related("proposal", "agenda_item__assembly"),
        agenda_item__assembly__year=year,
        agenda_item__assembly__number=number,
        agenda_item__position=position,
        number=round_number,
    )
    if voting_round.agenda_item is None:
        raise Http404
    titles = option_titles(voting_round)
    ballots = list(Ballot.objects.filter(round=voting_round).order_by("tracker"))
    lines = [(one, _in_words(voting_round, one.answer, titles)) for one in ballots]
    close = voting_round.events.get(kind="CLOSE")
    context = {
        "assembly": voting_round.agenda_item.assembly,
        "round": voting_round,
        "result": Result.for_round(voting_round),
        "lines": lines,
        "papers": [
            (format_answer(one["answer"], titles), one["number"]) for one in close.payload.get("papers", [])
        ],
        "is_unanimous": is_unanimous([one.answer for one in ballots]),
    }
    return render(request, "governance/assemblies/secret_ballots.html", context)


def _in_words(voting_round: VotingRound, answer: Any, titles: dict[str, str]) -> str:
    """Empty for what could not be counted, and is blank."""
    return "" if faults_of(voting_round, answer) else format_answer(answer, titles)
