"""A correction of the roll after a secret count: nobody knows which ballot was the company's.

Where the result could be another without it, the vote is annulled and held again.
"""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from django.utils.translation import gettext as _

from governance.assemblies.secrecy.rules import could_be_otherwise
from governance.attendance.models import AgendaItem, AssemblyEntry, RollCorrection
from governance.proposals.services import apply_transition
from governance.proposals.transitions import ANNUL
from governance.resolutions.models import Resolution
from governance.voting.counting.rule import Rule
from governance.voting.counting.tally import Tally, tally
from governance.voting.models import RollEntry, VotingRound
from governance.voting.secret_ballots import answers_to_count, ballots_of

Standing = AssemblyEntry.Standing


def annul_after_correction(correction: RollCorrection) -> None:
    """Within the transaction of the correction, which holds the assembly's row."""
    if correction.after == Standing.ENTITLED:
        return
    rounds = VotingRound.objects.filter(
        agenda_item__assembly=correction.entry.assembly_id,
        agenda_item__state=AgendaItem.State.DONE,
        is_secret=True,
        state=VotingRound.State.CLOSED,
        roll__company=correction.entry.company_id,
    )
    for voting_round in rounds.select_related("proposal", "agenda_item").order_by("pk"):
        last = (
            voting_round.agenda_item.rounds.order_by("-number").first() if voting_round.agenda_item else None
        )
        if last == voting_round and _could_be_otherwise(voting_round):
            _annul(voting_round, correction)


def _could_be_otherwise(voting_round: VotingRound) -> bool:
    """Without the companies that were taken off the roll since the count, whatever they voted."""
    corrections = RollCorrection.objects.filter(
        entry__assembly=voting_round.agenda_item.assembly_id if voting_round.agenda_item else None,
        at__gte=voting_round.closed_at,
    ).exclude(after=Standing.ENTITLED)
    gone = dict(corrections.values_list("entry__company", "after"))
    entries = voting_round.roll.filter(company__in=gone, standing=RollEntry.Standing.ENTITLED)
    entries = entries.select_related("participation")
    taken = [entry for entry in entries if hasattr(entry, "participation")]
    counted = Tally.from_json(voting_round.tally or {})
    left = [entry for entry in entries if gone[entry.company_id] == Standing.LEFT]
    present = set(_present(voting_round)) & {entry.company_id for entry in entries}
    smaller = replace(
        counted.electorate,
        members=counted.electorate.members - len(left),
        entitled=counted.entitled - len(entries),
        hall=replace(counted.hall, present=counted.hall.present - len(present)) if counted.hall else None,
    )

    def is_same(answers: list[Mapping[str, Any]]) -> bool:
        again = tally(
            voting_round.method,
            answers,
            smaller,
            rule=Rule.from_json(voting_round.rule),
            option_keys=[option["key"] for option in voting_round.options],
            lot=voting_round.lot,
            seats=voting_round.seats,
        )
        return (again.outcome, set(again.winners)) == (counted.outcome, set(counted.winners))

    answers = answers_to_count(voting_round, ballots_of(voting_round))
    return could_be_otherwise(answers, len(taken), is_same)


def _present(voting_round: VotingRound) -> list[int]:
    present: list[int] = voting_round.events.get(kind="CLOSE").payload.get("present", [])
    return present


def _annul(voting_round: VotingRound, correction: RollCorrection) -> None:
    """The item is open again; the proposal, the minutes and the book say why."""
    item = voting_round.agenda_item
    if item is None:
        return
    names = {"company": correction.entry.company, "reason": correction.reason}
    text = _(
        "The secret vote is annulled: %(company)s was struck from the list of voters (%(reason)s), and"
        " without its ballot the result could be another."
    )
    said = str(text % names)
    apply_transition(voting_round.proposal, ANNUL, by=correction.confirmed_by, reason=said[:300])
    item.state = AgendaItem.State.OPEN
    item.note = "\n".join(part for part in (item.note, said) if part)
    item.save(update_fields=["state", "note"])
    resolution = Resolution.objects.filter(round=voting_round).first()
    if resolution is None:
        return
    if resolution.effect_state == Resolution.Effect.DONE:
        said += " " + _("Its automatic effect stands until it is undone.")
    resolution.statement = "\n\n".join(part for part in (said, resolution.statement) if part)
    resolution.save(update_fields=["statement"])
