"""Printed ballots: scrutineers tick who takes one, and count them twice, each alone."""

from collections.abc import Mapping, Sequence
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import F
from django.utils.translation import gettext as _

from governance.assemblies.secrecy.models import PaperCount, Participation, Urn
from governance.assemblies.secrecy.scrutineers import is_scrutineer
from governance.assemblies.secrecy.votes import take_part
from governance.attendance.models import Assembly
from governance.attendance.services import hold_assembly
from governance.proposals.choices import Method
from governance.voting.event_chain import lock_open_round
from governance.voting.in_assembly import attendance_in
from governance.voting.models import RollEntry, VotingRound
from governance.voting.secret_ballots import faults_of
from members.people.models import User

CastBy = VotingRound.CastBy
ON_PAPER = (CastBy.PAPER, CastBy.MIXED)
METHODS = (Method.MOTION, Method.APPROVAL)  # their papers are counted by what is on them, not one by one

Counts = list[dict[str, Any]]  # [{"answer": {…}, "number": 3}, …]


@transaction.atomic
def give_paper(voting_round: VotingRound, entry: RollEntry, *, by: User) -> bool:
    """A scrutineer ticks a company that takes a paper. False: it has taken part already."""
    assembly, _at = hold_assembly(Assembly.objects.get(items__rounds=voting_round))
    _ensure_scrutineer(by, assembly)
    _ensure_on_paper(voting_round)
    is_open = Urn.objects.filter(round=voting_round, closed_at=None).exists()
    if not is_open or not lock_open_round(voting_round):
        raise ValidationError(_("Voting is closed. This vote is not counted."), code="closed")
    if Participation.objects.filter(roll_entry=entry).exists():
        VotingRound.objects.filter(pk=voting_round.pk).update(height=F("height") - 1)  # nothing to append
        return False
    names = {"company": entry.company}
    if entry.standing != RollEntry.Standing.ENTITLED:
        raise ValidationError(_("%(company)s cannot vote here.") % names, code="not_entitled")
    if entry.company_id not in attendance_in(voting_round).present:
        text = _("%(company)s is not checked in: only those who are there vote.")
        raise ValidationError(text % names, code="not_present")
    take_part(voting_round, entry)
    return True


@transaction.atomic
def count_papers(voting_round: VotingRound, counts: Counts, *, by: User) -> PaperCount:
    """What a scrutineer has counted, alone; sent again it replaces the own count. Two make it valid."""
    assembly, at = hold_assembly(Assembly.objects.get(items__rounds=voting_round))
    _ensure_scrutineer(by, assembly)
    _ensure_on_paper(voting_round)
    if not Urn.objects.filter(round=voting_round, closed_at__isnull=False).exists():
        raise ValidationError(_("Voting is still open: the chair closes it first."), code="open")
    if any(faults_of(voting_round, one["answer"]) for one in counts):
        raise ValidationError(_("This cannot be what the printed ballots say. Count again."), code="answer")
    others = PaperCount.objects.filter(round=voting_round).exclude(entered_by=by)
    if others.count() > 1:
        raise ValidationError(_("Two others have already counted the printed ballots."), code="counted")
    values = {"counts": counts, "at": at}
    return PaperCount.objects.update_or_create(round=voting_round, entered_by=by, defaults=values)[0]


def _ensure_scrutineer(user: User, assembly: Assembly) -> None:
    if not is_scrutineer(user, assembly):
        raise ValidationError(_("Only scrutineers of the assembly can do this."), code="not_scrutineer")


def _ensure_on_paper(voting_round: VotingRound) -> None:
    if voting_round.cast_by not in ON_PAPER:
        raise ValidationError(_("There are no printed ballots in this vote."), code="no_paper")


# --- What is on them -------------------------------------------------------------------------------------


def counts_of_choices(numbers: Mapping[str, int]) -> Counts:
    """Of yes or no: papers for each choice."""
    return [{"answer": {"choice": choice}, "number": number} for choice, number in numbers.items() if number]


def counts_of_names(scores: Mapping[str, int], *, papers: int, blank: int, most: int) -> Counts:
    """Of an election: how many papers have each name, of so many papers that are not blank.

    Which names stand on one paper is of no account, and is not asked: they are dealt out one after another,
    as cards are, so that no paper has a name twice. ValidationError where no such papers can be.
    """
    total = sum(scores.values())
    if max(scores.values(), default=0) > papers or total > papers * most:
        raise ValidationError(
            _("More names than so many printed ballots can hold: count again."), code="too_many_names"
        )
    dealt: list[list[str]] = [[] for _paper in range(papers)]
    place = 0
    for key in sorted(scores):
        for _copy in range(scores[key]):
            dealt[place % papers].append(key)
            place += 1
    return _grouped([{"choice": "ballot", "options": sorted(names)} for names in dealt]) + counts_of_choices(
        {"blank": blank}
    )


def _grouped(answers: Sequence[dict[str, Any]]) -> Counts:
    found: Counts = []
    for answer in sorted(answers, key=lambda one: one["options"]):
        if found and found[-1]["answer"] == answer:
            found[-1]["number"] += 1
        else:
            found.append({"answer": answer, "number": 1})
    return found
