"""The mail with the result of a round."""

from collections.abc import Iterable

from governance.resolutions.effect_state import effect_view
from governance.resolutions.models import Resolution
from governance.voting.emails import round_context
from governance.voting.models import VotingRound
from governance.voting.result import Result
from members.people.models import User
from multifactory.lib.mail import absolute_url, send_alike


def send_round_result(
    voting_round: VotingRound, resolution: Resolution | None, people: Iterable[User], *, head: str
) -> None:
    """To every representative on the roll, once a person even if they act for two companies.

    It says the same to all, so it is written once a language: whoever votes too late waits for this.
    """
    context = round_context(voting_round) | {
        "resolution": resolution,
        "result": Result.for_round(voting_round),
        "effect": None
        if voting_round.amendment_id
        else effect_view(voting_round.proposal, resolution, is_described=False),
        "head": head,
    }
    if resolution:
        context["url"] = absolute_url(resolution.get_absolute_url())
    addresses: dict[str, list[str]] = {}
    for person in people:
        addresses.setdefault(person.language, []).append(person.email)
    for language, alike in addresses.items():
        send_alike(alike, "round_result", context, language)
