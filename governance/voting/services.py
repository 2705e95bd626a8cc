"""Opening a round, extending it, cancelling it."""

from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING, Any, NamedTuple

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Max, QuerySet
from django.db.models.functions import Now
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from governance.amendments.models import Amendment
from governance.amendments.rules import voting_order
from governance.amendments.services import check_amended_effect
from governance.hooks import check_effect, ensure_can_be_decided, round_cancelled
from governance.proposals.choices import Method, Outcome
from governance.proposals.models import Proposal
from governance.proposals.recusals import cite_recusal
from governance.proposals.services import (
    apply_transition,
    ensure_can_supersede,
    lock_proposal,
    require_reason,
)
from governance.proposals.transitions import CANCEL, OPEN_VOTING
from governance.rulebook.models import Rulebook
from governance.rulebook.rule_in_force import ensure_decided_online
from governance.voting import emails, record
from governance.voting.event_chain import append_event, begin_record, clock_in_round, lock_open_round
from governance.voting.heads.services import publish_head
from governance.voting.models import RollEntry, RoundEvent, VotingRound
from governance.voting.next_round import NextRound, plan_round
from governance.voting.roll import build_roll
from governance.voting.rules import count_electorate
from members.companies.models import Company
from members.people.models import Membership, MembershipQuerySet, User
from multifactory.lib.formats import format_day

if TYPE_CHECKING:
    from governance.resolutions.models import Resolution

# --- Opening -------------------------------------------------------------------------------------------


class Citation(NamedTuple):
    """A company that does not vote, and the resolution that says so."""

    company: Company
    resolution: "Resolution"


@transaction.atomic
def open_voting(
    proposal: Proposal,
    *,
    closes_at: datetime,
    by: User,
    ends_when_all_voted: bool = False,
    cited: Citation | None = None,
) -> VotingRound:
    """Open a round: today's companies and today's rule are written into it, and no later change touches them.

    After a round without a decision it is the second call, the vote again or the next round of consent.
    ValidationError, under `closes_at` where the end is at fault. Sent twice, it is one round.
    """
    lock_proposal(proposal)
    _ensure_not_in_session(proposal)
    if not apply_transition(proposal, OPEN_VOTING, by=by, state_reason=""):
        return _get_repeated_round(proposal, closes_at, by, amendment=None)
    if cited:
        cite_recusal(proposal, company=cited.company, resolution=cited.resolution, by=by)
    ensure_decided_online(proposal)
    ensure_can_be_decided(proposal)
    check_effect(proposal)
    ensure_can_supersede(proposal)
    return _open_round(proposal, closes_at, by, ends_when_all_voted=ends_when_all_voted)


@transaction.atomic
def open_amendment_voting(
    amendment: Amendment,
    *,
    closes_at: datetime,
    by: User,
    ends_when_all_voted: bool = False,
    cited: Citation | None = None,
) -> VotingRound:
    """Put an open amendment to the vote while its proposal stays in discussion. It is a motion: yes or no.

    The one farthest from the text comes first; the row of the proposal is held, so none farther is put
    meanwhile.
    """
    proposal = Proposal.objects.select_for_update(of=("self",)).get(pk=amendment.proposal_id)
    amendment.refresh_from_db()
    open_round = proposal.rounds.ongoing().first()
    if proposal.state != Proposal.State.DISCUSSION or amendment.state != Amendment.State.OPEN or open_round:
        return _get_repeated_round(proposal, closes_at, by, amendment=amendment)
    _ensure_farthest_first(amendment, proposal)
    if amendment.base_id != proposal.versions.latest("number").pk:
        raise ValidationError(
            _("The text has changed since the amendment was written: its author brings it up to date first."),
            code="stale",
        )
    if cited:
        cite_recusal(proposal, company=cited.company, resolution=cited.resolution, by=by)
    check_amended_effect(amendment)
    return _open_round(proposal, closes_at, by, amendment=amendment, ends_when_all_voted=ends_when_all_voted)


def _ensure_farthest_first(amendment: Amendment, proposal: Proposal) -> None:
    """What changes most is voted on first. Those written on an earlier version cannot be voted on at all."""
    latest = proposal.versions.latest("number")
    waiting = proposal.amendments.filter(state=Amendment.State.OPEN, base=latest)
    order = voting_order(waiting, proposal.title, proposal.text)
    if order and order[0].pk != amendment.pk:
        text = _("Amendment %(number)s changes more: it is voted on first.")
        raise ValidationError(text % {"number": order[0].number}, code="order")


def _get_repeated_round(
    proposal: Proposal, closes_at: datetime, by: User, *, amendment: Amendment | None
) -> VotingRound:
    """The round a first request has opened, when a second says the same."""
    same = proposal.rounds.open().filter(closes_at=closes_at, opened_by=by, amendment=amendment)
    if repeated := same.first():
        return repeated
    raise ValidationError(OPEN_VOTING.refusal, code="state")


def _open_round(
    proposal: Proposal,
    closes_at: datetime,
    by: User,
    *,
    amendment: Amendment | None = None,
    ends_when_all_voted: bool,
) -> VotingRound:
    opened_at = Proposal.objects.values_list(Now()).get(pk=proposal.pk)[0]
    today = timezone.localdate(opened_at)
    planned = plan_round(proposal, today, amendment=amendment)
    _check_duration(planned.matter_rule.rulebook, opened_at, closes_at)
    _ensure_another_day(planned, today)
    voting_round = create_round(
        proposal,
        planned,
        amendment=amendment,
        opened_at=opened_at,
        opened_by=by,
        closes_at=closes_at,
        ends_when_all_voted=ends_when_all_voted,
    )
    return begin_round(voting_round, build_roll(voting_round, today))


def begin_round(
    voting_round: VotingRound, roll: list[RollEntry], *, attendance: record.Json | None = None
) -> VotingRound:
    """Freeze its roll, begin its record and tell all. In an assembly with who is there."""
    entries = RollEntry.objects.bulk_create(roll)
    if not any(entry.standing == RollEntry.Standing.ENTITLED for entry in entries):
        raise ValidationError(_("No company could vote today."), code="empty_roll")
    head = begin_record(voting_round, at=voting_round.opened_at, attendance=attendance)
    electorate = count_electorate(entry.standing for entry in entries)
    own = {entry.company_id: entry for entry in entries}
    for membership in representatives_on_roll(voting_round):
        entry = own[membership.company_id]
        emails.send_round_opened(voting_round, membership, entry, electorate=electorate, head=head)
    return voting_round


def _ensure_not_in_session(proposal: Proposal) -> None:
    """What an assembly is dealing with, it votes on again itself."""
    in_session = proposal.agenda_items.filter(state="open", assembly__state__in=["open", "suspended"])
    if item := in_session.select_related("assembly").first():
        text = _("Assembly %(reference)s is dealing with this proposal: its vote is opened there.")
        raise ValidationError(text % {"reference": item.assembly.reference}, code="in_session")


def _ensure_another_day(planned: NextRound, today: date) -> None:
    """A second call is on another day than the first, which nobody need have missed by a minute.

    Where the rulebook says 0 days that is for assemblies, whose notice names both hours.
    """
    first = planned.after
    if first is None or first.outcome != Outcome.NO_QUORUM or not planned.is_second_call:
        return
    days = max(1, planned.matter_rule.rulebook.second_call_days)
    first_day = timezone.localdate(first.ended_at) + timedelta(days=days)
    if today < first_day:
        text = _("The second call is on another day: it can open from %(day)s.")
        raise ValidationError(text % {"day": format_day(first_day)}, code="same_day")


def create_round(
    proposal: Proposal, planned: NextRound, *, amendment: Amendment | None = None, **fields: Any
) -> VotingRound:
    """With copies of the rule and of what there is to choose from."""
    method = planned.method
    return VotingRound.objects.create(
        proposal=proposal,
        version=proposal.versions.latest("number"),
        amendment=amendment,
        number=(proposal.rounds.aggregate(last=Max("number"))["last"] or 0) + 1,
        rulebook=planned.matter_rule.rulebook,
        rule=planned.rule,
        method=method,
        is_advisory=planned.is_advisory,
        is_second_call=planned.is_second_call,
        options=list(planned.options),
        seats=planned.seats,
        dots=proposal.dots if method == Method.DOTS else 0,
        dots_per_option=proposal.dots_per_option if method == Method.DOTS else 0,
        **fields,
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


def representatives_on_roll(voting_round: VotingRound) -> MembershipQuerySet:
    memberships = Membership.objects.current().representatives()
    on_roll = memberships.filter(company__roll_entries__round=voting_round, user__is_active=True)
    return on_roll.select_related("user", "company").order_by("company__name", "pk")


def people_on_roll(voting_round: VotingRound) -> QuerySet[User]:
    """All representatives, once a person even if they act for two companies."""
    people = User.objects.filter(memberships__in=representatives_on_roll(voting_round))
    return people.distinct().order_by("pk")


@transaction.atomic
def extend_round(voting_round: VotingRound, *, closes_at: datetime, reason: str, by: User) -> VotingRound:
    """Give a round more time: once, with a reason, before it ends, within the rulebook's longest time."""
    is_taken = lock_open_round(voting_round)
    voting_round = VotingRound.objects.select_related("rulebook", "proposal", "amendment").get(
        pk=voting_round.pk
    )
    if not is_taken:
        raise ValidationError(_("Voting has ended: it cannot be extended any more."), code="closed")
    if voting_round.closes_at is None:
        raise ValidationError(_("In an assembly its chair closes the vote: it has no end to move."))
    if voting_round.first_closes_at:
        raise ValidationError(
            _("Voting has already been extended, and this can be done only once."), code="extended"
        )
    reason = require_reason(reason)
    if closes_at <= voting_round.closes_at:
        raise ValidationError({"closes_at": _("The new closing time must be after the current one.")})
    _check_duration(voting_round.rulebook, voting_round.opened_at, closes_at)
    at = clock_in_round(voting_round)
    voting_round.first_closes_at, voting_round.closes_at = voting_round.closes_at, closes_at
    voting_round.extension_reason, voting_round.extended_by = reason, by
    voting_round.save(update_fields=["first_closes_at", "closes_at", "extension_reason", "extended_by"])
    payload = record.extend_payload(closes_at=closes_at, reason=voting_round.extension_reason)
    append_event(voting_round, RoundEvent.Kind.EXTEND, payload, at=at)
    head = publish_head(voting_round, at=at)
    emails.send_round_extended(voting_round, people_on_roll(voting_round), head=head)
    return voting_round


@transaction.atomic
def cancel_round(voting_round: VotingRound, *, reason: str, by: User) -> VotingRound:
    """Stop a round: its votes stay sealed and are never counted. Its proposal can be discussed again."""
    reason = require_reason(reason)
    is_taken = lock_open_round(voting_round)
    voting_round = VotingRound.objects.select_related("proposal", "amendment").get(pk=voting_round.pk)
    if voting_round.state == VotingRound.State.CANCELLED:
        return voting_round
    if not is_taken:
        raise ValidationError(CANCEL.refusal, code="closed")
    write_cancellation(voting_round, reason=reason, at=clock_in_round(voting_round), by=by)
    return voting_round


def write_cancellation(voting_round: VotingRound, *, reason: str, at: datetime, by: User | None) -> None:
    """End the chain and the round without a count, and tell all. The caller holds the round's row."""
    sealed = record.cancel_payload(reason=reason)
    last = append_event(voting_round, RoundEvent.Kind.CANCEL, sealed, at=at)
    voting_round.height = last.height if last else 0
    voting_round.state, voting_round.cancelled_at = VotingRound.State.CANCELLED, at
    voting_round.cancel_reason, voting_round.cancelled_by = reason, by
    voting_round.save(update_fields=["state", "cancelled_at", "cancel_reason", "cancelled_by", "height"])
    for forget in round_cancelled:
        forget(voting_round)
    if voting_round.amendment is None:
        apply_transition(voting_round.proposal, CANCEL, by=by, reason=reason, state_reason=reason)
    head = publish_head(voting_round, at=at)
    emails.send_round_cancelled(voting_round, people_on_roll(voting_round), head=head)
