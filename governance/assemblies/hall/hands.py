"""Hands that are raised: one person at the desk enters what a company says, another confirms it."""

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import F
from django.utils.translation import gettext as _

from governance.assemblies.attending.keepers import works_at_desk
from governance.attendance.presence import Kind
from governance.attendance.services import hold_assembly
from governance.proposals.choices import Method
from governance.voting.event_chain import clock_in_round, lock_open_round
from governance.voting.in_assembly import attendance_in, item_of
from governance.voting.models import RollEntry, Vote, VotingRound
from governance.voting.record import new_nonce
from governance.voting.votes import seal_vote
from members.companies.models import Company
from members.people.models import User

CastBy = VotingRound.CastBy
WAITS = 0  # the revision of a hand that nobody has confirmed: it is no vote yet
HANDS = (Vote.Choice.YES, Vote.Choice.NO, Vote.Choice.ABSTAIN)


def takes_hands(voting_round: VotingRound) -> bool:
    """Yes, no or abstain to one text, openly; options are chosen on the phone or on paper."""
    is_asked = voting_round.cast_by in (CastBy.HANDS, CastBy.MIXED)
    return is_asked and voting_round.method == Method.MOTION and not voting_round.is_secret


@transaction.atomic
def enter_hand(
    voting_round: VotingRound, *, company: Company, choice: str, by: User, seen_revision: int | None = None
) -> Vote:
    """Write what a company shows; it counts when another person has confirmed it. Entered again: the new one.

    With the revision the desk showed, a vote cast on a phone since is not replaced unseen.
    """
    voting_round = _hold_for_desk(voting_round, by)
    entry = _entry_in_hall(voting_round, company)
    if choice not in HANDS:
        raise ValidationError(_("Choose yes, no or abstain."), code="unknown_choice")
    current = entry.votes.filter(is_current=True).first()
    if current and seen_revision is not None and current.revision != seen_revision:
        raise ValidationError(_changed(company), code="stale")
    is_by_proxy = attendance_in(voting_round).entries[company.pk].kind == Kind.PROXY
    speaker = entry.proxy.person if entry.proxy and is_by_proxy else None
    _ensure_not_own(current, speaker, company)
    _append_nothing(voting_round)
    vote, _is_new = entry.votes.update_or_create(
        revision=WAITS,
        defaults={
            "choice": choice,
            "answer": {"choice": choice},
            "is_current": False,
            "nonce": new_nonce(),
            "cast_by": speaker,
            "cast_at": clock_in_round(voting_round),
            "entered_by": by,
            "confirmed_by": None,
        },
    )
    return vote


@transaction.atomic
def confirm_hand(vote: Vote, *, choice: str, by: User) -> Vote:
    """Another person at the desk has seen the same (`choice`): from now on it is the vote of the company.

    Confirmed already: nothing new.
    """
    entry = RollEntry.objects.select_related("company", "round").get(pk=vote.roll_entry_id)
    voting_round = _hold_for_desk(entry.round, by)
    vote = Vote.objects.select_related("roll_entry").get(pk=vote.pk)
    if vote.confirmed_by_id is not None:
        _append_nothing(voting_round)
        return vote
    if vote.entered_by_id == by.pk:
        raise ValidationError(_("Another person must confirm it."), code="same_person")
    if vote.choice != choice:
        raise ValidationError(_("It was entered again in the meantime: check it."), code="stale")
    _entry_in_hall(voting_round, entry.company)
    current = entry.votes.filter(is_current=True).first()
    if current and current.cast_at > vote.cast_at:
        raise ValidationError(_changed(entry.company), code="stale")
    if current:
        entry.votes.filter(pk=current.pk).update(is_current=False)
    vote.revision, vote.is_current = current.revision + 1 if current else 1, True
    vote.confirmed_by, vote.cast_at = by, clock_in_round(voting_round)
    vote.save(update_fields=["revision", "is_current", "confirmed_by", "cast_at"])
    seal_vote(voting_round, vote, entry.company)
    return vote


def _hold_for_desk(voting_round: VotingRound, by: User) -> VotingRound:
    """Its row and that of its assembly are ours."""
    assembly, _at = hold_assembly(item_of(voting_round).assembly)
    if not works_at_desk(by, assembly):
        raise ValidationError(_("Only those at the desk enter and confirm hands."), code="not_at_desk")
    if not lock_open_round(voting_round):
        raise ValidationError(_("Voting is closed. This vote is not counted."), code="closed")
    voting_round = VotingRound.objects.select_related("proposal", "amendment").get(pk=voting_round.pk)
    if not takes_hands(voting_round):
        raise ValidationError(_("This vote is not cast by show of hands."), code="no_hands")
    return voting_round


def _append_nothing(voting_round: VotingRound) -> None:
    """The height of a round is that of its last event: taking the row has raised it by one."""
    VotingRound.objects.filter(pk=voting_round.pk).update(height=F("height") - 1)


def _entry_in_hall(voting_round: VotingRound, company: Company) -> RollEntry:
    """Of a company that is there and may vote."""
    entries = voting_round.roll.select_related("company", "proxy__person")
    entry = entries.filter(company=company, standing=RollEntry.Standing.ENTITLED).first()
    if entry is None:
        raise ValidationError(_("%(company)s cannot vote here.") % {"company": company}, code="not_entitled")
    if company.pk not in attendance_in(voting_round).present:
        text = _("%(company)s is not there: it votes once it is checked in, or by proxy.")
        raise ValidationError(text % {"company": company}, code="absent")
    return entry


def _ensure_not_own(current: Vote | None, speaker: User | None, company: Company) -> None:
    """What the company has said itself its proxy does not replace, on a phone or by hand."""
    if current and speaker and current.cast_by_id != speaker.pk:
        text = _("%(company)s has voted itself: its own vote stands.")
        raise ValidationError(text % {"company": company}, code="own_vote")


def _changed(company: Company) -> str:
    return _("%(company)s has voted in the meantime: look again before you enter a hand.") % {
        "company": company
    }
