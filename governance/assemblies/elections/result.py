"""Who was elected, and who follows if one does not take the office."""

from typing import Any

from django.db.models import QuerySet

from governance.assemblies.elections.models import Candidacy
from governance.assemblies.elections.rules import following_keys
from governance.proposals.choices import Outcome
from governance.proposals.models import Proposal
from governance.voting.models import VotingRound


def deciding_rounds(last: VotingRound) -> list[VotingRound]:
    """Those that decided together, in order: one that tied for its last seats, and its run-off."""
    same = VotingRound.objects.decisive().filter(proposal=last.proposal_id, version=last.version_id)
    tied = same.filter(outcome=Outcome.TIED, number__lt=last.number).order_by("number")
    return [*tied, last]


def elected_keys(last: VotingRound) -> list[str]:
    """Of those elected, the first first."""
    *tied, run_off = deciding_rounds(last)
    before = [key for one in tied for key in _details(one)["elected"]]
    return [*before, *(run_off.tally or {})["winners"]]


def elected_candidacies(last: VotingRound) -> list[Candidacy]:
    keys = elected_keys(last)
    by_key = {one.option.key: one for one in _on_ballot(last.proposal) if one.option}
    return [by_key[key] for key in keys if key in by_key]


def next_to_follow(proposal: Proposal) -> Candidacy | None:
    """Of those with enough votes and no office yet, the one with the most; of equals, whom the lot drawn when
    voting closed puts first. None: nobody is left."""
    last = proposal.rounds.decisive().filter(outcome=Outcome.ADOPTED).order_by("-number").first()
    waiting = {one.option.key: one for one in _on_ballot(proposal).filter(office=None) if one.option}
    keys: list[str] = []
    for voting_round in reversed(deciding_rounds(last)) if last else ():
        details = _details(voting_round)
        keys += following_keys(details["scores"], details["needed"], voting_round.lot)
    return next((waiting[key] for key in keys if key in waiting), None)


def _details(voting_round: VotingRound) -> dict[str, Any]:
    return (voting_round.tally or {})["details"]


def _on_ballot(proposal: Proposal) -> QuerySet[Candidacy]:
    return Candidacy.objects.on_ballot().filter(proposal=proposal).select_related("option", "user", "company")
