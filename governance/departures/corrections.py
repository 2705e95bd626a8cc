"""A company whose leaving day has come is taken out of open rounds, by an event of their record."""

from datetime import date, datetime

from django.db import transaction
from django.db.models import F
from django.utils import timezone
from django.utils.translation import gettext as _

from governance.departures.models import Departure
from governance.voting import record
from governance.voting.event_chain import append_event, clock_in_round, lock_open_round
from governance.voting.models import RollEntry, RoundEvent, VotingRound
from governance.voting.services import write_cancellation
from members.companies.models import Company
from multifactory.lib.formats import format_day

Standing = RollEntry.Standing


def correct_due_rolls(company: Company | None = None) -> int:
    """Write what is due in the rounds that are open (of one company, or of all); returns in how many.

    Nothing depends on it: whoever counts a round writes what is missing first.
    """
    due = Departure.objects.correcting().filter(leaves_on__lte=timezone.localdate())
    if company:
        due = due.filter(company=company)
    entries = RollEntry.objects.exclude(standing=Standing.LEFT).filter(company__in=due.values("company"))
    # In an assembly two officers strike out who has left.
    rounds = VotingRound.objects.open().timed().filter(pk__in=entries.values("round")).order_by("pk")
    return sum(_correct_open_round(voting_round) for voting_round in rounds)


@transaction.atomic
def _correct_open_round(voting_round: VotingRound) -> bool:
    """False: its end has passed meanwhile, or somebody else has written it."""
    if not lock_open_round(voting_round):
        return False
    voting_round = VotingRound.objects.select_related("proposal", "amendment").get(pk=voting_round.pk)
    before = voting_round.height - 1  # taking the row has raised it by one
    number = correct_roll(voting_round, at=clock_in_round(voting_round))
    if not (number and cancel_if_deserted(voting_round)):
        VotingRound.objects.filter(pk=voting_round.pk).update(height=before + number)
    return bool(number)


def correct_roll(voting_round: VotingRound, *, at: datetime) -> int:
    """Take out the companies whose leaving day had come at a moment before the end; returns how many.

    The caller holds the round's row. The vote of such a company stays in the record, and counts no more.
    """
    due = Departure.objects.correcting().filter(leaves_on__lte=timezone.localdate(at))
    departures = {one.company_id: one for one in due.select_related("resolution", "company")}
    entries = voting_round.roll.exclude(standing=Standing.LEFT).filter(company__in=departures)
    corrected = list(entries.order_by("company"))
    for entry in corrected:
        departure = departures[entry.company_id]
        _take_out(
            voting_round,
            entry,
            reason=leaving_reason(departure),
            on=departure.leaves_on,
            resolution=departure.resolution.reference if departure.resolution else "",
            at=at,
        )
    return len(corrected)


def _take_out(
    voting_round: VotingRound, entry: RollEntry, *, reason: str, on: date, resolution: str, at: datetime
) -> None:
    entry.standing, entry.reason = Standing.LEFT, reason
    entry.save(update_fields=["standing", "reason"])
    payload = record.correction_payload(company=entry.company_id, on=on, reason=reason, resolution=resolution)
    append_event(voting_round, RoundEvent.Kind.CORRECTION, payload, at=at)


@transaction.atomic
def strike_from_round(voting_round: VotingRound, company: Company, *, reason: str, on: date) -> bool:
    """Take one company out of an open round, for a reason that two officers have given. False: the round has
    ended, or the company is not on its roll or was taken out before."""
    if not lock_open_round(voting_round):
        return False
    voting_round = VotingRound.objects.select_related("proposal", "amendment").get(pk=voting_round.pk)
    entry = voting_round.roll.exclude(standing=Standing.LEFT).filter(company=company).first()
    if entry is None:
        VotingRound.objects.filter(pk=voting_round.pk).update(height=F("height") - 1)  # nothing to append
        return False
    _take_out(voting_round, entry, reason=reason, on=on, resolution="", at=clock_in_round(voting_round))
    cancel_if_deserted(voting_round)
    return True


def cancel_if_deserted(voting_round: VotingRound) -> bool:
    """Cancel a round in which no company is left that may vote. The caller holds its row."""
    if voting_round.roll.filter(standing=Standing.ENTITLED).exists():
        return False
    at = clock_in_round(voting_round)
    write_cancellation(voting_round, reason=_("No company that could vote is left."), at=at, by=None)
    return True


def leaving_reason(departure: Departure) -> str:
    """As the roll and the record say it."""
    day = format_day(departure.leaves_on)
    if departure.resolution:
        values = {"day": day, "reference": departure.resolution.reference}
        return _("left on %(day)s, excluded by resolution %(reference)s") % values
    return _("left on %(day)s, as it declared") % {"day": day}
