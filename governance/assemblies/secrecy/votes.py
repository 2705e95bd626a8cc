"""Casting a secret ballot: for whom a person can, the ballot before it is final, and the box it becomes."""

from dataclasses import dataclass
from typing import Any

from django.core.exceptions import ValidationError
from django.core.signing import BadSignature, TimestampSigner
from django.db import transaction
from django.db.models import F
from django.utils.translation import gettext as _
from django.views.decorators.debug import sensitive_variables

from governance.assemblies.secrecy import urn as boxes
from governance.assemblies.secrecy.models import Participation, SealedBallot, Urn
from governance.assemblies.secrecy.services import write_ballot
from governance.attendance.presence import Attendance
from governance.voting import record
from governance.voting.event_chain import append_event, clock_in_round, lock_open_round
from governance.voting.in_assembly import attendance_in, ensure_speaks_for, speaks_by_proxy
from governance.voting.models import RollEntry, RoundEvent, VotingRound
from governance.voting.votes import ensure_representative, ensure_valid_answer, hold_assembly_of
from members.companies.models import Company
from members.people.models import Membership, User

_FORM = TimestampSigner(salt="governance.urn.ballot")


@dataclass(frozen=True)
class SecretBallot:
    """An answer on its way to the urn: on no page but the voter's, and nowhere kept."""

    round: int
    company: int
    user: int
    nonce: str
    phrase: str
    answer: dict[str, Any]

    def tracker(self, voting_round: VotingRound) -> str:
        setup_hash = voting_round.events.get(height=1).hash
        return record.tracker(setup_hash, self.nonce, self.phrase, self.answer)


@sensitive_variables()
def fill_ballot(
    voting_round: VotingRound, *, company: Company, answer: dict[str, Any], phrase: str, by: User
) -> tuple[SecretBallot, str]:
    """The ballot that the confirmation shows, and the signed form that makes it final. Nothing is written."""
    ensure_valid_answer(voting_round, answer)
    ballot = SecretBallot(voting_round.pk, company.pk, by.pk, record.new_nonce(), phrase, answer)
    try:
        write_ballot((ballot.nonce, phrase, answer))
    except ValueError:
        raise ValidationError(
            _("This does not fit on a secret ballot: write less."), code="too_long"
        ) from None
    return ballot, _FORM.sign_object(vars(ballot))


@sensitive_variables()
def read_form(token: str, voting_round: VotingRound, *, company: Company, by: User) -> SecretBallot:
    """The ballot of a signed form; ValidationError where it is of another vote, company or person."""
    try:
        ballot = SecretBallot(**_FORM.unsign_object(token))
    except (BadSignature, ValueError, TypeError):
        raise ValidationError(_("This form could not be read. Fill it in again."), code="form") from None
    if ballot.round != voting_round.pk:
        raise ValidationError(_("This form is of an earlier vote. Fill it in again."), code="stale")
    if (ballot.company, ballot.user) != (company.pk, by.pk):
        raise ValidationError(_("This form is not yours. Fill it in again."), code="form")
    return ballot


@sensitive_variables()
@transaction.atomic
def cast_secret_ballot(
    voting_round: VotingRound, ballot: SecretBallot, *, company: Company, by: User
) -> bool:
    """Put a ballot into the urn, for good. False: one of this company is there already, whatever it says.

    The rows of assembly and round are taken first. The box is the company's until the count; what it holds,
    only two scrutineers can read.
    """
    hold_assembly_of(voting_round)
    if not lock_open_round(voting_round):
        raise ValidationError(_("Voting is closed. This vote is not counted."), code="closed")
    voting_round = VotingRound.objects.get(pk=voting_round.pk)
    found = Urn.objects.filter(round=voting_round).first()
    if found is None or found.closed_at or not found.public_key:
        raise ValidationError(_("Voting is closed. This vote is not counted."), code="closed")
    entry = RollEntry.objects.select_related("company").get(round=voting_round, company=company)
    if Participation.objects.filter(roll_entry=entry).exists():
        VotingRound.objects.filter(pk=voting_round.pk).update(height=F("height") - 1)  # nothing to append
        return False
    ensure_can_cast(voting_round, entry, by)
    ensure_valid_answer(voting_round, ballot.answer)
    box = boxes.seal(bytes(found.public_key), write_ballot((ballot.nonce, ballot.phrase, ballot.answer)))
    SealedBallot.objects.create(participation=take_part(voting_round, entry), box=box)
    return True


def take_part(voting_round: VotingRound, entry: RollEntry) -> Participation:
    """That a company has taken part, in its row and in the chain. The caller holds the round's row."""
    participation = Participation.objects.create(roll_entry=entry)
    payload = record.participated_payload(company=entry.company_id)
    append_event(voting_round, RoundEvent.Kind.VOTED, payload, at=clock_in_round(voting_round))
    return participation


# --- For whom --------------------------------------------------------------------------------------------


def ensure_can_cast(voting_round: VotingRound, entry: RollEntry, user: User) -> None:
    """A representative of a company that is there, or whoever it is there by."""
    if entry.standing != RollEntry.Standing.ENTITLED:
        text = _("%(company)s cannot vote here.")
        raise ValidationError(text % {"company": entry.company}, code="not_entitled")
    places = Membership.objects.current().representatives().filter(user=user, company=entry.company)
    is_own = places.exists()
    if is_own:
        ensure_representative(entry.company, user, opened_at=voting_round.opened_at)
    ensure_speaks_for(voting_round, entry.company, user, is_representative=is_own, before=None)


def ballots_for(user: User, voting_round: VotingRound) -> list[RollEntry]:
    """The companies this person votes for in a secret vote, each with its `participation`; in a constant
    number of queries."""
    there = attendance_in(voting_round)
    places = Membership.objects.current().representatives().filter(user=user, user__is_active=True)
    own = {place.company_id for place in places if place.votes_in_rounds_of(voting_round.opened_at)}
    entries = voting_round.roll.filter(
        standing=RollEntry.Standing.ENTITLED, company__in=there.present
    ).select_related("company", "participation")
    return [entry for entry in entries.order_by("company__name") if _votes(user, entry, there, own)]


def _votes(user: User, entry: RollEntry, there: Attendance, own: set[int]) -> bool:
    return entry.company_id in own or speaks_by_proxy(there.entries[entry.company_id], user)


def has_taken_part(entry: RollEntry) -> bool:
    return hasattr(entry, "participation")
