"""A vote on an item of the agenda: a round as outside, with the roll and the people of the assembly."""

from datetime import datetime

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from governance.assemblies.calling.notice_papers import ensure_as_called
from governance.assemblies.hall.quorum import electorate_of, plan_round_in_call
from governance.assemblies.hall.rules import can_vote_on
from governance.assemblies.hall.services import ensure_no_other_item, hold_for_chair
from governance.assemblies.secrecy.models import SecretVote
from governance.assemblies.secrecy.services import close_urn, prepare_urn
from governance.attendance.models import AgendaItem, Assembly, AssemblyEntry, Proxy
from governance.attendance.presence import Attendance, present_now
from governance.closing.services import settle_and_notify
from governance.hooks import check_effect, ensure_can_be_decided
from governance.proposals.choices import Matter
from governance.proposals.models import Proposal
from governance.proposals.services import apply_transition, ensure_can_supersede, lock_proposal
from governance.proposals.transitions import CALL_AGAIN, OPEN_IN_ASSEMBLY
from governance.voting import record
from governance.voting.counting.rule import Electorate, Rule, quorum_needed
from governance.voting.event_chain import clock_in_round, lock_open_round
from governance.voting.in_assembly import item_of, present_on_roll
from governance.voting.models import RollEntry, VotingRound
from governance.voting.services import begin_round, cancel_round, create_round
from members.people.models import Membership, User

State, Item, CastBy = Assembly.State, AgendaItem.State, VotingRound.CastBy
Standing = RollEntry.Standing
ENTRY_STANDINGS = {
    AssemblyEntry.Standing.ENTITLED: Standing.ENTITLED,
    AssemblyEntry.Standing.SUSPENDED: Standing.SUSPENDED,
}


@transaction.atomic
def open_round_in_assembly(
    item: AgendaItem, *, by: User, cast_by: str, is_secret: bool = False
) -> VotingRound:
    """Put an item to the vote of those who are there. The chair closes it: no end is named.

    ValidationError without the quorum of its matter. Sent twice, it is one round.
    """
    assembly, at = hold_for_chair(item.assembly, by, State.OPEN)
    item = AgendaItem.objects.select_related("proposal").get(pk=item.pk, assembly=assembly)
    if ongoing := VotingRound.objects.ongoing().filter(agenda_item__assembly=assembly).first():
        if ongoing.agenda_item_id == item.pk and ongoing.opened_by_id == by.pk:
            return ongoing
        raise ValidationError(_("Another vote is open: close it first."), code="round_open")
    if not can_vote_on(assembly, item) or item.proposal is None:
        raise ValidationError(_("This item cannot be voted on now."), code="state")
    ensure_no_other_item(item)
    proposal = item.proposal
    lock_proposal(proposal)
    if not apply_transition(proposal, OPEN_IN_ASSEMBLY, by=by, state_reason=""):
        raise ValidationError(OPEN_IN_ASSEMBLY.refusal, code="state")
    ensure_as_called(item)
    ensure_can_be_decided(proposal)
    check_effect(proposal)
    ensure_can_supersede(proposal)
    item.state = Item.OPEN
    item.save(update_fields=["state"])
    item.assembly = assembly
    is_secret = is_secret or SecretVote.objects.filter(agenda_item=item).exists()
    voting_round = _begin(item, proposal, at, by=by, cast_by=cast_by, is_secret=is_secret)
    if is_secret:
        prepare_urn(voting_round, by=by)
    return voting_round


def _begin(
    item: AgendaItem, proposal: Proposal, at: datetime, *, by: User, cast_by: str, is_secret: bool
) -> VotingRound:
    if is_secret and cast_by == CastBy.HANDS:
        raise ValidationError(_("A secret vote is not cast by hand."), code="hands")
    assembly = item.assembly
    entries = list(assembly.entries.select_related("company").order_by("company"))
    attendance = present_now(assembly)
    planned = plan_round_in_call(proposal, assembly, timezone.localdate(at))
    _ensure_quorum(Rule.from_json(planned.rule), electorate_of(entries), len(attendance.present))
    voting_round = create_round(
        proposal,
        planned,
        agenda_item=item,
        cast_by=cast_by,
        is_secret=is_secret,
        opened_at=at,
        opened_by=by,
        closes_at=None,
    )
    roll = roll_of_round(voting_round, item, entries)
    standings = {entry.company_id: entry.standing for entry in roll}
    opening = record.attendance(
        call=assembly.call,
        present=present_on_roll(attendance.present, standings),
        casting=_casting_company(assembly, voting_round, attendance, standings),
    )
    return begin_round(voting_round, roll, attendance=opening)


def _ensure_quorum(rule: Rule, electorate: Electorate, present: int) -> None:
    needed = quorum_needed(electorate, rule)
    if present < needed:
        text = ngettext(
            "The quorum is missing: %(present)s company of %(needed)s is here.",
            "The quorum is missing: %(present)s companies of %(needed)s are here.",
            present,
        )
        raise ValidationError(text % {"present": present, "needed": needed}, code="quorum")


def roll_of_round(
    voting_round: VotingRound, item: AgendaItem, entries: list[AssemblyEntry]
) -> list[RollEntry]:
    """The roll of the assembly, as corrected, with who stands aside from this item and who votes for whom."""
    proposal = voting_round.proposal
    recused = dict(proposal.recusals.values_list("company", "reason"))
    if proposal.matter == Matter.ACCOUNTS:  # civil code, art. 21
        directors = [entry.company_id for entry in entries if entry.is_director]
        recused = dict.fromkeys(directors, _("director, c.c. 21")) | recused
    proxies = Proxy.objects.filter(grantor__assembly=item.assembly_id, state=Proxy.State.ACCEPTED)
    by_grantor = {proxy.grantor_id: proxy for proxy in proxies}
    roll = []
    for entry in entries:
        if entry.standing not in ENTRY_STANDINGS:  # struck out
            continue
        one = RollEntry(round=voting_round, company=entry.company, reason=entry.reason)
        one.standing = ENTRY_STANDINGS[AssemblyEntry.Standing(entry.standing)]
        one.proxy = by_grantor.get(entry.pk)
        if one.standing == Standing.ENTITLED and entry.company_id in recused:
            one.standing, one.reason = Standing.RECUSED, recused[entry.company_id]
        roll.append(one)
    return roll


def _casting_company(
    assembly: Assembly, voting_round: VotingRound, attendance: Attendance, standings: dict[int, str]
) -> int | None:
    """The chair's company, if the rulebook lets it decide a tie: in an open vote, entitled and there."""
    if voting_round.is_secret or not voting_round.rulebook.is_casting_vote or assembly.chair_id is None:
        return None
    places = Membership.objects.current().representatives().filter(user=assembly.chair_id)
    own = places.order_by("company").values_list("company", flat=True)
    able = (one for one in own if one in attendance.present and standings.get(one) == Standing.ENTITLED)
    return next(able, None)


@transaction.atomic
def close_round_in_assembly(voting_round: VotingRound, *, by: User) -> VotingRound:
    """Count what those who are there have said, and carry out what follows. Closed already: nothing new.

    A secret vote only ends: two scrutineers open its urn, and count it.
    """
    item = item_of(voting_round)
    hold_for_chair(item.assembly, by, State.OPEN)
    if voting_round.is_secret:
        close_urn(voting_round, by=by)
        return VotingRound.objects.select_related("proposal").get(pk=voting_round.pk)
    if lock_open_round(voting_round):
        settle_and_notify(voting_round, closed_at=clock_in_round(voting_round), by=by)
        decided = AgendaItem.objects.filter(pk=item.pk, proposal__state=Proposal.State.DECIDED)
        decided.update(state=Item.DONE)
    return VotingRound.objects.select_related("proposal").get(pk=voting_round.pk)


@transaction.atomic
def cancel_round_in_assembly(voting_round: VotingRound, *, reason: str, by: User) -> VotingRound:
    """Stop a vote: it is never counted, and the item can be voted on again."""
    item = item_of(voting_round)
    hold_for_chair(item.assembly, by, State.OPEN)
    voting_round = cancel_round(voting_round, reason=reason, by=by)
    apply_transition(voting_round.proposal, CALL_AGAIN, by=by)
    return voting_round
