"""Mails of a round that opens, is extended or cancelled, and of a vote that was cast."""

from collections.abc import Iterable, Mapping

from governance.voting.counting.rule import Electorate
from governance.voting.heads.models import PublishedHead
from governance.voting.heads.proof import verify_command
from governance.voting.models import RoundEvent, Vote, VotingRound
from governance.voting.rule_text import RuleText
from members.people.models import Membership, User
from multifactory.lib.mail import absolute_url, send, send_alike


def round_context(voting_round: VotingRound) -> dict[str, object]:
    return {
        "round": voting_round,
        "proposal": voting_round.proposal,
        "question": voting_round.question,
        "url": absolute_url(voting_round.get_absolute_url()),
    }


def head_context(voting_round: VotingRound, head: PublishedHead | None) -> dict[str, object]:
    """What a mail says of the head that goes out with it, and how to check the record against it."""
    return {"head": head, "command": verify_command(voting_round, [head.hash]) if head else ""}


def send_to_all(people: Iterable[User], template: str, context: Mapping[str, object]) -> None:
    """The same words to all, so they are written once a language: whoever votes too late waits for this."""
    addresses: dict[str, list[str]] = {}
    for person in people:
        addresses.setdefault(person.language, []).append(person.email)
    for language, alike in addresses.items():
        send_alike(alike, template, context, language)


def send_round_opened(
    voting_round: VotingRound, membership: Membership, *, electorate: Electorate, head: PublishedHead | None
) -> None:
    """To a representative: until when, under which rule. A link to the page; nothing in a mail votes."""
    context = round_context(voting_round) | {
        "company": membership.company,
        "rule_text": RuleText.for_round(voting_round, electorate),
        **head_context(voting_round, head),
    }
    send(membership.user.email, "round_opened", context, membership.user.language)


def send_round_extended(
    voting_round: VotingRound, people: Iterable[User], *, head: PublishedHead | None
) -> None:
    send_to_all(people, "round_extended", round_context(voting_round) | head_context(voting_round, head))


def send_round_cancelled(
    voting_round: VotingRound, people: Iterable[User], *, head: PublishedHead | None
) -> None:
    send_to_all(people, "round_cancelled", round_context(voting_round) | head_context(voting_round, head))


def send_vote_cast(
    voting_round: VotingRound, vote: Vote, reader: Membership, *, receipt: RoundEvent | None
) -> None:
    """To all representatives of the company: none of them is outvoted in silence, and each has the receipt.

    It does not say what was voted: a queue of mails can be read by others before the round closes.
    """
    context = round_context(voting_round) | {
        "company": reader.company,
        "vote": vote,
        "is_voter": reader.user_id == vote.cast_by_id,
        "receipt": receipt,
        "command": verify_command(voting_round, [receipt.hash]) if receipt else "",
    }
    send(reader.user.email, "vote_cast", context, reader.user.language)
