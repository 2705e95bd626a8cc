"""Mails of a decision: voting has opened, was extended or cancelled, a colleague has voted, the result."""

from collections.abc import Iterable

from governance.models import Resolution, RoundEvent, Vote, VotingRound
from governance.rules.results import Result
from governance.rules.words import RuleInWords
from members.models import Membership, User
from multifactory.lib.mail import absolute_url, send, send_alike


def _about(voting_round: VotingRound) -> dict[str, object]:
    return {
        "round": voting_round,
        "proposal": voting_round.proposal,
        "question": voting_round.question,
        "url": absolute_url(voting_round.get_absolute_url()),
    }


def send_round_opened(voting_round: VotingRound, membership: Membership, *, on_roll: int, head: str) -> None:
    """To a representative: until when, under which rule. A link to the page; nothing in a mail votes."""
    context = _about(voting_round) | {
        "company": membership.company,
        "words": RuleInWords.of(voting_round, on_roll),
        "head": head,
    }
    send(membership.user.email, "round_opened", context, membership.user.language)


def send_round_extended(voting_round: VotingRound, membership: Membership) -> None:
    send(membership.user.email, "round_extended", _about(voting_round), membership.user.language)


def send_round_cancelled(voting_round: VotingRound, membership: Membership) -> None:
    send(membership.user.email, "round_cancelled", _about(voting_round), membership.user.language)


def send_vote_cast(
    voting_round: VotingRound, vote: Vote, colleague: Membership, *, receipt: RoundEvent | None
) -> None:
    """To the other representatives of the company, so that none of them is outvoted in silence.

    It does not say what was voted: a queue of mails can be read by others before the round closes.
    """
    context = _about(voting_round) | {"company": colleague.company, "vote": vote, "receipt": receipt}
    send(colleague.user.email, "vote_cast", context, colleague.user.language)


def send_round_result(
    voting_round: VotingRound, resolution: Resolution | None, people: Iterable[User], *, head: str
) -> None:
    """To every representative on the roll, once a person even if they act for two companies.

    It says the same to all, so it is written once a language: whoever votes too late waits for this.
    """
    context = _about(voting_round) | {
        "resolution": resolution,
        "result": Result.of(voting_round),
        "head": head,
    }
    if resolution:
        context["url"] = absolute_url(resolution.get_absolute_url())
    addresses: dict[str, list[str]] = {}
    for person in people:
        addresses.setdefault(person.language, []).append(person.email)
    for language, alike in addresses.items():
        send_alike(alike, "round_result", context, language)
