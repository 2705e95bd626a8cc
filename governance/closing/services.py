"""Counting a round that has ended, and what follows from it."""

import logging
from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import F
from django.db.models.functions import Now
from django.utils import timezone
from django.utils.translation import gettext as _

from governance.amendments.models import Amendment
from governance.amendments.services import write_amended_version
from governance.closing import emails
from governance.closing.rules import can_vote_again
from governance.departures.corrections import cancel_if_deserted, correct_roll
from governance.proposals.choices import Outcome
from governance.proposals.costs import keep_shares
from governance.proposals.models import Proposal
from governance.proposals.services import apply_transition
from governance.proposals.transitions import CLOSE, CONCLUDE, DECIDE
from governance.resolutions.models import Resolution
from governance.resolutions.services import settle_effect, write_resolution
from governance.voting import record
from governance.voting.counting.rule import Hall, Rule
from governance.voting.counting.tally import Tally, tally
from governance.voting.event_chain import (
    append_event,
    clock_in_round,
    current_votes,
    draw_lot,
    lock_open_round,
)
from governance.voting.heads.services import publish_head
from governance.voting.in_assembly import take_attendance
from governance.voting.models import RollEntry, RoundEvent, Vote, VotingRound
from governance.voting.next_round import tied_options
from governance.voting.rules import count_electorate
from governance.voting.secret_ballots import answers_to_count, ballots_of, papers_of
from governance.voting.services import people_on_roll
from members.people.models import User

logger = logging.getLogger(__name__)
Standing = RollEntry.Standing


def close_due_rounds(proposal: Proposal | None = None) -> int:
    """Count what has ended, each round in its own transaction, and return how many this call closed.

    A round that cannot be counted is logged and left for the next call; it holds up no other.
    """
    due = VotingRound.objects.due().order_by("closes_at", "pk")
    closed = 0
    for voting_round in due.filter(proposal=proposal) if proposal else due:
        try:
            closed += close_round(voting_round)
        except Exception:
            logger.exception("Round %s could not be counted", voting_round.pk)
    return closed


@transaction.atomic
def close_round(voting_round: VotingRound) -> bool:
    """Count a round that has ended, whoever notices first. False: it has not ended, or is counted already."""
    if not VotingRound.objects.due().filter(pk=voting_round.pk).update(height=F("height") + 1):
        return False
    clock = VotingRound.objects.values_list(Now()).get(pk=voting_round.pk)[0]
    if ensure_roll_is_current(voting_round):
        settle_and_notify(voting_round, closed_at=clock)
    return True


@transaction.atomic
def close_round_early(voting_round: VotingRound, *, by: User) -> VotingRound:
    """Count at once, by the chair, a round in which every company has voted, if all were told so.

    Closed already: nothing new.
    """
    if not lock_open_round(voting_round):
        close_round(voting_round)
        return VotingRound.objects.get(pk=voting_round.pk)
    if not ensure_roll_is_current(voting_round):
        return VotingRound.objects.get(pk=voting_round.pk)
    if not VotingRound.objects.filter(pk=voting_round.pk, ends_when_all_voted=True).exists():
        raise ValidationError(
            _("The e-mails said that voting ends at its closing time: the votes are counted then."),
            code="promised",
        )
    entitled = voting_round.roll.filter(standing=Standing.ENTITLED).count()
    if Vote.objects.counted_in(voting_round).count() < entitled:
        raise ValidationError(
            _("Not every company has voted yet: voting stays open until its closing time."), code="waiting"
        )
    settle_and_notify(voting_round, closed_at=clock_in_round(voting_round), by=by)
    return VotingRound.objects.get(pk=voting_round.pk)


def ensure_roll_is_current(voting_round: VotingRound) -> bool:
    """Take out, before counting, the companies that left before the end, whether or not the worker runs.

    False: none is left that may vote, and the round is cancelled.
    """
    voting_round = VotingRound.objects.select_related("proposal", "amendment").get(pk=voting_round.pk)
    is_corrected = correct_roll(voting_round, at=clock_in_round(voting_round))
    return not (is_corrected and cancel_if_deserted(voting_round))


def settle_and_notify(voting_round: VotingRound, *, closed_at: datetime, by: User | None = None) -> None:
    """The caller has taken the round's row."""
    voting_round = VotingRound.objects.select_related("proposal", "amendment", "rulebook").get(
        pk=voting_round.pk
    )
    resolution = settle_round(voting_round, closed_at=closed_at, by=by)
    head = voting_round.heads.order_by("-pk").first()
    emails.send_round_result(voting_round, resolution, people_on_roll(voting_round), head=head)


def count_round(voting_round: VotingRound, hall: Hall | None = None) -> Tally:
    """What companies answer now, in an assembly with those who are there. The caller holds the round's row,
    or the round is closed."""
    standings = voting_round.roll.order_by().values_list("standing", flat=True)
    return tally(
        voting_round.method,
        _answers(voting_round),
        replace(count_electorate(standings), hall=hall),
        rule=Rule.from_json(voting_round.rule),
        option_keys=[option["key"] for option in voting_round.options],
        lot=voting_round.lot,
        seats=voting_round.seats,
        is_advisory=voting_round.is_advisory,
    )


def _answers(voting_round: VotingRound) -> list[Any]:
    if voting_round.is_secret:
        return answers_to_count(voting_round, ballots_of(voting_round))
    votes = Vote.objects.counted_in(voting_round).order_by("roll_entry__company")
    return list(votes.values_list("answer", flat=True))


@transaction.atomic
def settle_round(
    voting_round: VotingRound, *, closed_at: datetime, by: User | None = None
) -> Resolution | None:
    """Count, decide by the round's own rule, carry out what follows. Sends no mail: `close_round` does.

    The caller has taken the round's row; `by` is who counts it before its end. None where nothing is written
    in the book: a poll, an amendment, or a round that may be followed by another.
    """
    votes = current_votes(voting_round)
    if voting_round.rule_version > 1:
        voting_round.lot = draw_lot(voting_round, votes)
    there = take_attendance(voting_round) if voting_round.agenda_item_id else None
    counted = count_round(voting_round, there.hall if there else None)
    voting_round.closed_at, voting_round.closed_by = closed_at, by
    voting_round.outcome, voting_round.tally = Outcome(counted.outcome), counted.to_json()
    resolution = None
    if voting_round.amendment:
        _settle_amendment(voting_round, voting_round.amendment, at=closed_at)
    elif voting_round.is_advisory:
        _decide(voting_round, at=closed_at)
    elif _may_vote_again(voting_round):
        apply_transition(voting_round.proposal, CLOSE)
    else:
        _decide(voting_round, at=closed_at)
        resolution = write_resolution(voting_round)
    _seal(voting_round, counted, votes, closed_at, resolution, there.present if there else None)
    if resolution:
        settle_effect(resolution)
    publish_head(voting_round, at=closed_at)
    return resolution


def _decide(voting_round: VotingRound, *, at: datetime) -> None:
    """What it costs each company stays from here on as it was shown when the vote ended."""
    apply_transition(voting_round.proposal, DECIDE)
    keep_shares(voting_round.proposal, day=timezone.localdate(at))


def _seal(
    voting_round: VotingRound,
    counted: Tally,
    votes: list[record.Json],
    at: datetime,
    resolution: Resolution | None,
    present: Sequence[int] | None,
) -> None:
    """End the chain and the round: from here the database refuses every change of it."""
    lot = voting_round.lot if voting_round.rule_version > 1 else None
    outcome = record.outcome_payload(
        outcome=counted.outcome,
        winners=counted.winners,
        resolution=resolution.reference if resolution else "",
    )
    papers = papers_of(voting_round) if voting_round.is_secret else None
    close = record.close_payload(votes, lot, present, papers)
    append_event(voting_round, RoundEvent.Kind.CLOSE, close, at=at)
    append_event(voting_round, RoundEvent.Kind.TALLY, record.tally_payload(counted.to_json()), at=at)
    last = append_event(voting_round, RoundEvent.Kind.OUTCOME, outcome, at=at)
    for name in ("members", "entitled", "recused", "taken_part"):
        setattr(voting_round, name, getattr(counted, name))
    voting_round.state = VotingRound.State.CLOSED
    voting_round.height = last.height if last else 0
    changed = ["state", "closed_at", "closed_by", "outcome", "tally", "height", "lot"]
    voting_round.save(update_fields=[*changed, "members", "entitled", "recused", "taken_part"])


def _may_vote_again(voting_round: VotingRound) -> bool:
    before = voting_round.proposal.rounds.decisive().filter(number__lt=voting_round.number)
    return can_vote_again(
        voting_round.outcome,
        rule=voting_round.rule,
        is_second_call=voting_round.is_second_call,
        has_run_off=bool(tied_options(voting_round)),
        is_tie_voted_again=voting_round.rulebook.is_tie_voted_again,
        was_tied_before=before.filter(outcome=Outcome.TIED).exists(),
    )


def _settle_amendment(voting_round: VotingRound, amendment: Amendment, *, at: datetime) -> None:
    """An adopted amendment is the next version; any other outcome leaves the text as it is.

    One nobody voted on was rejected by nobody.
    """
    is_adopted = voting_round.outcome == Outcome.ADOPTED
    amendment.state = Amendment.State.ADOPTED if is_adopted else Amendment.State.REJECTED
    if not Vote.objects.counted_in(voting_round).exists():
        amendment.state = Amendment.State.NOT_VOTED
    amendment.settled_at = at
    if is_adopted:
        amendment.proposal = voting_round.proposal
        amendment.version = write_amended_version(amendment, by=amendment.author)
    amendment.save(update_fields=["state", "settled_at", "version"])


@transaction.atomic
def conclude_proposal(proposal: Proposal, *, by: User) -> Resolution:
    """Write a round without a decision in the book, instead of voting again. Again: the same entry."""
    proposal = Proposal.objects.select_for_update(of=("self",)).get(pk=proposal.pk)
    last = proposal.rounds.decisive().filter(state=VotingRound.State.CLOSED).order_by("-number").first()
    if proposal.state == Proposal.State.DECIDED and last and hasattr(last, "resolution"):
        return last.resolution
    if proposal.state != Proposal.State.CLOSED or last is None:
        raise ValidationError(CONCLUDE.refusal, code="state")
    apply_transition(proposal, CONCLUDE, by=by)
    keep_shares(proposal, day=timezone.localdate())
    resolution = write_resolution(last, concluded_by=by)
    settle_effect(resolution)
    return resolution
