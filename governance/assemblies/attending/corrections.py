"""Two officers correct the roll: one asks, another confirms."""

from datetime import datetime

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from governance.assemblies.attending import emails
from governance.assemblies.attending.keepers import keepers_of, keeps_roll
from governance.assemblies.attending.models import RollCorrectionRequest
from governance.attendance.models import Assembly, AssemblyEntry, RollCorrection
from governance.attendance.services import hold_assembly
from governance.departures.corrections import strike_from_round
from governance.hooks import roll_corrected
from governance.voting.models import VotingRound
from members.people.models import User
from members.people.recipients import representatives_of

Standing, State = AssemblyEntry.Standing, RollCorrectionRequest.State


@transaction.atomic
def ask_correction(entry: AssemblyEntry, *, after: str, reason: str, by: User) -> RollCorrectionRequest:
    """Nothing changes until a second officer confirms it. The same again: the same row."""
    assembly, at = hold_assembly(entry.assembly)
    _ensure_keeps_roll(by, assembly)
    entry = AssemblyEntry.objects.select_related("company", "assembly").get(pk=entry.pk)
    waiting = entry.correction_requests.filter(state=State.ASKED).first()
    if waiting and (waiting.after, waiting.reason, waiting.asked_by_id) == (after, reason, by.pk):
        return waiting
    if waiting:
        raise ValidationError(_("A correction for this company already waits."), code="waiting")
    _ensure_changes(entry, after)
    if not reason:
        raise ValidationError({"reason": _("Give a reason: the minutes say it.")})
    asked = RollCorrectionRequest.objects.create(
        entry=entry, before=entry.standing, after=after, reason=reason, asked_by=by, asked_at=at
    )
    others = [person for person in keepers_of(assembly) if person.pk != by.pk]
    emails.send_correction_asked(asked, others)
    return asked


@transaction.atomic
def confirm_correction(asked: RollCorrectionRequest, *, by: User) -> RollCorrection:
    """From now on M and N are others, and what a company struck out has cast in an open round is empty."""
    assembly, at = hold_assembly(asked.entry.assembly)
    _ensure_keeps_roll(by, assembly)
    asked = RollCorrectionRequest.objects.get(pk=asked.pk)
    _ensure_waits(asked)
    if by.pk == asked.asked_by_id:
        raise ValidationError(_("Someone else must confirm it."), code="same_person")
    entry = AssemblyEntry.objects.select_related("company", "assembly").get(pk=asked.entry_id)
    _ensure_changes(entry, asked.after)
    if entry.standing != asked.before:
        raise ValidationError(
            _("In the meantime the list of voters says something else about this company."), code="stale"
        )
    _settle(asked, State.CONFIRMED, by=by, at=at)
    correction = RollCorrection.objects.create(
        entry=entry,
        before=asked.before,
        after=asked.after,
        reason=asked.reason,
        by=asked.asked_by,
        confirmed_by=by,
        at=at,
    )
    entry.standing = asked.after
    entry.reason = "" if asked.after == Standing.ENTITLED else asked.reason
    entry.save(update_fields=["standing", "reason"])
    if asked.after == Standing.LEFT:
        for voting_round in _ongoing_rounds(assembly):
            strike_from_round(voting_round, entry.company, reason=asked.reason, on=timezone.localdate(at))
    for apply in roll_corrected:
        apply(correction)
    emails.send_roll_corrected(entry, reason=asked.reason, places=representatives_of([entry.company]))
    return correction


@transaction.atomic
def withdraw_correction(asked: RollCorrectionRequest, *, by: User) -> RollCorrectionRequest:
    """By any of those who keep the roll, also by who asked for it."""
    assembly, at = hold_assembly(asked.entry.assembly)
    _ensure_keeps_roll(by, assembly)
    asked = RollCorrectionRequest.objects.get(pk=asked.pk)
    if asked.state == State.WITHDRAWN:
        return asked
    _ensure_waits(asked)
    return _settle(asked, State.WITHDRAWN, by=by, at=at)


def _settle(asked: RollCorrectionRequest, state: str, *, by: User, at: datetime) -> RollCorrectionRequest:
    asked.state, asked.answered_by, asked.answered_at = state, by, at
    asked.save(update_fields=["state", "answered_by", "answered_at"])
    return asked


def _ongoing_rounds(assembly: Assembly) -> list[VotingRound]:
    rounds = VotingRound.objects.ongoing().filter(agenda_item__assembly=assembly)
    return list(rounds.order_by("pk"))


def _ensure_keeps_roll(user: User, assembly: Assembly) -> None:
    if not keeps_roll(user, assembly):
        text = _("Only the chair, the secretary and the officers can correct the list of voters.")
        raise ValidationError(text, code="not_officer")


def _ensure_waits(asked: RollCorrectionRequest) -> None:
    if asked.state != State.ASKED:
        text = _("This correction no longer waits: %(state)s.")
        raise ValidationError(text % {"state": asked.get_state_display()}, code="state")


def _ensure_changes(entry: AssemblyEntry, after: str) -> None:
    """Who has left is struck out at any time; what else was wrong is mended between two votes."""
    if entry.standing == Standing.LEFT:
        text = _("%(company)s has already been struck out.")
        raise ValidationError(text % {"company": entry.company}, code="struck_out")
    if entry.standing == after:
        text = _("The list of voters already says this about %(company)s.")
        raise ValidationError({"after": ValidationError(text % {"company": entry.company}, code="same")})
    if after != Standing.LEFT and _ongoing_rounds(entry.assembly):
        raise ValidationError(_("A vote is open: correct this once it is closed."), code="round_open")
