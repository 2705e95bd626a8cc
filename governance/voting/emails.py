"""Mails of a round that opens, is extended or cancelled, and of a vote that was cast."""

from governance.voting.models import RoundEvent, Vote, VotingRound
from governance.voting.rule_text import RuleText
from members.people.models import Membership
from multifactory.lib.mail import absolute_url, send


def round_context(voting_round: VotingRound) -> dict[str, object]:
    return {
        "round": voting_round,
        "proposal": voting_round.proposal,
        "question": voting_round.question,
        "url": absolute_url(voting_round.get_absolute_url()),
    }


def send_round_opened(voting_round: VotingRound, membership: Membership, *, on_roll: int, head: str) -> None:
    """To a representative: until when, under which rule. A link to the page; nothing in a mail votes."""
    context = round_context(voting_round) | {
        "company": membership.company,
        "rule_text": RuleText.for_round(voting_round, on_roll),
        "head": head,
    }
    send(membership.user.email, "round_opened", context, membership.user.language)


def send_round_extended(voting_round: VotingRound, membership: Membership) -> None:
    send(membership.user.email, "round_extended", round_context(voting_round), membership.user.language)


def send_round_cancelled(voting_round: VotingRound, membership: Membership) -> None:
    send(membership.user.email, "round_cancelled", round_context(voting_round), membership.user.language)


def send_vote_cast(
    voting_round: VotingRound, vote: Vote, colleague: Membership, *, receipt: RoundEvent | None
) -> None:
    """To the other representatives of the company, so that none of them is outvoted in silence.

    It does not say what was voted: a queue of mails can be read by others before the round closes.
    """
    context = round_context(voting_round) | {"company": colleague.company, "vote": vote, "receipt": receipt}
    send(colleague.user.email, "vote_cast", context, colleague.user.language)
