"""The mail with the result of a round."""

from collections.abc import Iterable

from governance.resolutions.effect_state import effect_view
from governance.resolutions.models import Resolution
from governance.voting.emails import head_context, round_context, send_to_all
from governance.voting.heads.models import PublishedHead
from governance.voting.models import VotingRound
from governance.voting.parties import party_votes
from governance.voting.result import Result
from members.people.models import User
from multifactory.lib.mail import absolute_url


def send_round_result(
    voting_round: VotingRound,
    resolution: Resolution | None,
    people: Iterable[User],
    *,
    head: PublishedHead | None,
) -> None:
    """To every representative on the roll, once a person even if they act for two companies.

    It says the same to all, so it is written once a language: whoever votes too late waits for this.
    """
    context = round_context(voting_round) | {
        "resolution": resolution,
        "result": Result.for_round(voting_round),
        "party_votes": party_votes(voting_round),
        "effect": None
        if voting_round.amendment_id
        else effect_view(voting_round.proposal, resolution, is_described=False),
        **head_context(voting_round, head),
    }
    if resolution:
        context["url"] = absolute_url(resolution.get_absolute_url())
    send_to_all(people, "round_result", context)
