"""What changes a proposal, a round or the book of resolutions."""

import logging
import uuid
from collections.abc import Sequence
from datetime import date, datetime, timedelta

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Count, F, Max, Q
from django.db.models.functions import Now
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from governance import emails
from governance.models import (
    EDITABLE_STATES,
    Comment,
    MatterRule,
    Outcome,
    Proposal,
    Resolution,
    ResolutionYear,
    RollEntry,
    Rulebook,
    Vote,
    VotingRound,
)
from governance.rules import Counts, Rule, outcome
from members.models import Company, Membership, User
from members.querysets import MembershipQuerySet

logger = logging.getLogger(__name__)

# --- Proposals ---------------------------------------------------------------------------------------


@transaction.atomic
def create_proposal(
    *, company: Company, author: User, title: str, text: str, matter: str, request_id: uuid.UUID | None = None
) -> Proposal:
    """Write a draft. The same form sent twice (`request_id`) is one draft."""
    words = {"company": company, "author": author, "title": title, "text": text, "matter": matter}
    if request_id is None:
        return Proposal.objects.create(**words)
    proposal, _created = Proposal.objects.get_or_create(request_id=request_id, defaults=words)
    _refuse_foreign_request(proposal, company=company, author=author)
    return proposal


@transaction.atomic
def edit_proposal(proposal: Proposal, *, title: str, text: str, matter: str) -> Proposal:
    """Change the words, unless voting opened while they were typed: companies vote on the text they read."""
    if not _step(proposal, EDITABLE_STATES, title=title, text=text, matter=matter):
        raise ValidationError(_("Voting has opened meanwhile: the text can no longer change."), code="state")
    return proposal


@transaction.atomic
def open_discussion(proposal: Proposal) -> Proposal:
    discussion = Proposal.State.DISCUSSION
    if not _step(proposal, [Proposal.State.DRAFT], state=discussion, discussion_opened_at=Now()):
        _refuse_unless(proposal, discussion, _("Only a draft can be opened for discussion."))
    return proposal


@transaction.atomic
def withdraw(proposal: Proposal) -> Proposal:
    withdrawn = Proposal.State.WITHDRAWN
    if not _step(proposal, EDITABLE_STATES, state=withdrawn, withdrawn_at=Now()):
        _refuse_unless(proposal, withdrawn, _("A proposal can be withdrawn only before voting opens."))
    return proposal


def _step(proposal: Proposal, from_states: Sequence[str], **changes: object) -> bool:
    """Change the proposal if it still is in one of these states. Rivals wait for each other at its row."""
    taken = Proposal.objects.filter(pk=proposal.pk, state__in=from_states).update(**changes)
    proposal.refresh_from_db()
    return bool(taken)


def _refuse_unless(proposal: Proposal, wanted: str, refusal: str) -> None:
    """A button pressed twice finds the proposal where it wanted it, and that is well."""
    if proposal.state != wanted:
        raise ValidationError(refusal, code="state")


@transaction.atomic
def add_comment(
    proposal: Proposal, *, company: Company, author: User, kind: str, text: str, request_id: uuid.UUID
) -> Comment:
    """Speak for a company in the discussion. The same form sent twice (`request_id`) is one comment."""
    said_before = Comment.objects.filter(request_id=request_id).first()
    if said_before is None:
        proposal.refresh_from_db()
        if not proposal.is_discussed:
            raise ValidationError(_("The discussion is closed."), code="closed")
    comment, _created = Comment.objects.get_or_create(
        request_id=request_id,
        defaults={"proposal": proposal, "company": company, "author": author, "kind": kind, "text": text},
    )
    _refuse_foreign_request(comment, company=company, author=author)
    return comment


def _refuse_foreign_request(row: Proposal | Comment, *, company: Company, author: User) -> None:
    """Whoever sends the request of somebody else gets neither their row nor an answer about it."""
    if (row.company_id, row.author_id) != (company.pk, author.pk):
        raise ValidationError(_("This form has been used already. Load the page again."), code="stale")


# --- Rounds ------------------------------------------------------------------------------------------


@transaction.atomic
def open_voting(proposal: Proposal, *, closes_at: datetime, by: User) -> VotingRound:
    """Open a round: today's companies and today's rule are written into it, and no later change touches them.

    ValidationError, under `closes_at` where the end is at fault. Sent twice, it is one round.
    """
    if not _step(proposal, [Proposal.State.DISCUSSION], state=Proposal.State.VOTING):
        repeated = proposal.rounds.open().filter(closes_at=closes_at, opened_by=by).first()
        if repeated:
            return repeated
        raise ValidationError(_("Voting can be opened only on a proposal in discussion."), code="state")
    opened_at = Proposal.objects.values_list(Now()).get(pk=proposal.pk)[0]
    today = timezone.localdate(opened_at)
    matter_rule = rule_in_force(proposal.matter, today)
    _check_duration(matter_rule.rulebook, opened_at, closes_at)
    companies = list(Company.objects.current(today))
    if not companies:
        raise ValidationError(_("No company is a member today, so nobody could vote."), code="empty_roll")
    voting_round = VotingRound.objects.create(
        proposal=proposal,
        number=(proposal.rounds.aggregate(last=Max("number"))["last"] or 0) + 1,
        rulebook=matter_rule.rulebook,
        rule=Rule.of(matter_rule).to_json(),
        opened_at=opened_at,
        opened_by=by,
        closes_at=closes_at,
    )
    RollEntry.objects.bulk_create(RollEntry(round=voting_round, company=company) for company in companies)
    for membership in _representatives_on_roll(voting_round):
        emails.send_round_opened(voting_round, membership, on_roll=len(companies))
    return voting_round


def rule_in_force(matter: str, day: date) -> MatterRule:
    """How a matter is decided on a day. ValidationError where the rulebook says nothing at all."""
    if found := MatterRule.objects.in_force(matter, day).first():
        return found
    raise ValidationError(
        _("The rulebook has no rule for this matter. Ask a coordinator to add one."), code="no_rule"
    )


def _check_duration(rulebook: Rulebook, opened_at: datetime, closes_at: datetime) -> None:
    hours, days = rulebook.shortest_round_hours, rulebook.longest_round_days
    if closes_at - opened_at < timedelta(hours=hours) or closes_at <= opened_at:
        text = ngettext(
            "Voting stays open for at least %(number)s hour.",
            "Voting stays open for at least %(number)s hours.",
            hours,
        )
        raise ValidationError({"closes_at": ValidationError(text % {"number": hours}, code="too_short")})
    if closes_at - opened_at > timedelta(days=days):
        text = ngettext(
            "Voting stays open for at most %(number)s day.",
            "Voting stays open for at most %(number)s days.",
            days,
        )
        raise ValidationError({"closes_at": ValidationError(text % {"number": days}, code="too_long")})


@transaction.atomic
def cast_vote(voting_round: VotingRound, *, company: Company, choice: str, by: User) -> Vote:
    """Record what a company votes, in the voice of one of its representatives.

    The round's row is taken first, by the database's clock: until this commits nobody else votes or counts.
    The same choice again writes nothing; another choice is a new revision.
    """
    current = Vote.objects.filter(
        roll_entry__round=voting_round, roll_entry__company=company, is_current=True
    )
    if not VotingRound.objects.open().filter(pk=voting_round.pk).update(height=F("height") + 1):
        counted = current.filter(choice=choice, cast_by=by).first()
        if counted:
            return counted  # a repeated request whose first was in time
        raise ValidationError(_("Voting is closed. This vote is not counted."), code="closed")
    _require_representative(company, by)
    entry = RollEntry.objects.filter(round=voting_round, company=company, standing="entitled").first()
    if entry is None:
        raise ValidationError(_("%(company)s has no vote here.") % {"company": company}, code="not_entitled")
    before = current.first()
    if before and before.choice == choice:
        return before
    current.update(is_current=False)
    vote = Vote.objects.create(
        roll_entry=entry,
        choice=choice,
        revision=before.revision + 1 if before else 1,
        cast_by=by,
        cast_at=_clock_in_round(voting_round),
    )
    for colleague in Membership.objects.current().representatives().filter(company=company).exclude(user=by):
        emails.send_vote_cast(voting_round, vote, colleague)
    return vote


def _require_representative(company: Company, user: User) -> None:
    memberships = Membership.objects.current().representatives()
    if not memberships.filter(company=company, user=user, user__is_active=True).exists():
        text = _("Only a representative of %(company)s votes for it.")
        raise ValidationError(text % {"company": company}, code="not_representative")


def _clock_in_round(voting_round: VotingRound) -> datetime:
    """Now, by the database. The row was taken in time, even if this transaction lasts past the end."""
    clock, closes_at = VotingRound.objects.values_list(Now(), "closes_at").get(pk=voting_round.pk)
    return min(clock, closes_at)


# --- Closing -----------------------------------------------------------------------------------------


def close_due_rounds(proposal: Proposal | None = None) -> int:
    """Count what has ended, each round in its own transaction, and return how many this call closed.

    A round that cannot be counted is logged and left for the next call; it holds up no other.
    """
    due = VotingRound.objects.due().order_by("closes_at", "pk")
    closed = 0
    for voting_round in due.filter(proposal=proposal) if proposal else due:
        try:
            closed += close_round(voting_round) is not None
        except Exception:
            logger.exception("Round %s could not be counted", voting_round.pk)
    return closed


@transaction.atomic
def close_round(voting_round: VotingRound) -> Resolution | None:
    """Count a round that has ended, whoever notices first. None if it has not ended or is counted already."""
    if not VotingRound.objects.due().filter(pk=voting_round.pk).update(height=F("height") + 1):
        return None
    voting_round = (
        VotingRound.objects.select_related("proposal").annotate(clock=Now()).get(pk=voting_round.pk)
    )
    resolution = settle_round(voting_round, closed_at=voting_round.clock)
    people = User.objects.filter(memberships__in=_representatives_on_roll(voting_round)).distinct()
    for person in people.order_by("pk"):
        emails.send_round_result(voting_round, resolution, person)
    return resolution


def count_round(voting_round: VotingRound) -> Counts:
    """Companies by what they vote now. The caller holds the round's row, or the round is closed."""
    roll = voting_round.roll.aggregate(
        entitled=Count("pk", filter=~Q(standing="suspended")),
        recused=Count("pk", filter=Q(standing="recused")),
    )
    votes = Vote.objects.filter(
        roll_entry__round=voting_round, roll_entry__standing="entitled", is_current=True
    )
    cast = votes.aggregate(**{choice: Count("pk", filter=Q(choice=choice)) for choice in Vote.Choice.values})
    return Counts(**roll, **cast)


@transaction.atomic
def settle_round(voting_round: VotingRound, *, closed_at: datetime) -> Resolution:
    """Count, decide by the round's own rule, and write it in the book. Tells nobody: `close_round` does.

    The day of the decision is the day voting ended, however late it is counted.
    """
    counts = count_round(voting_round)
    for name in ("entitled", "recused", "yes", "no", "abstain"):
        setattr(voting_round, name, getattr(counts, name))
    voting_round.outcome = outcome(counts, Rule.from_json(voting_round.rule))
    voting_round.state = VotingRound.State.CLOSED
    voting_round.closed_at = closed_at
    voting_round.save(
        update_fields=["entitled", "recused", "yes", "no", "abstain", "outcome", "state", "closed_at"]
    )
    proposal = voting_round.proposal
    proposal.state = Proposal.State.DECIDED
    proposal.save(update_fields=["state"])
    return write_resolution(voting_round, decided_on=timezone.localdate(voting_round.closes_at))


@transaction.atomic
def write_resolution(voting_round: VotingRound, *, decided_on: date) -> Resolution:
    """Enter a counted round in the book of resolutions, with the words it was voted on."""
    proposal = voting_round.proposal
    return Resolution.objects.create(
        year=decided_on.year,
        number=_take_number(decided_on.year),
        title=proposal.title,
        text=proposal.text,
        matter=proposal.matter,
        outcome=Outcome(voting_round.outcome),
        decided_on=decided_on,
        proposal=proposal,
        round=voting_round,
    )


def _take_number(year: int) -> int:
    """The next number of a year. Its row stays taken until the caller commits: a rollback leaves no gap."""
    last = Resolution.objects.filter(year=year).aggregate(last=Max("number"))["last"] or 0
    ResolutionYear.objects.bulk_create([ResolutionYear(year=year, last_number=last)], ignore_conflicts=True)
    ResolutionYear.objects.filter(year=year).update(last_number=F("last_number") + 1)
    return ResolutionYear.objects.get(year=year).last_number


def _representatives_on_roll(voting_round: VotingRound) -> MembershipQuerySet:
    memberships = Membership.objects.current().representatives()
    on_roll = memberships.filter(company__roll_entries__round=voting_round, user__is_active=True)
    return on_roll.select_related("user", "company").order_by("company__name", "pk")
