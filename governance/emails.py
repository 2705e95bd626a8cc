"""Mails of a decision: voting has opened, a colleague has voted, the result."""

from governance.models import Resolution, Vote, VotingRound
from governance.rules import Counts, Rule, rule_in_words
from members.models import Membership, User
from multifactory.lib.mail import absolute_url, send


def send_round_opened(voting_round: VotingRound, membership: Membership, *, on_roll: int) -> None:
    """To a representative: until when, under which rule. A link to the page; nothing in a mail votes."""
    context = {
        "round": voting_round,
        "proposal": voting_round.proposal,
        "company": membership.company,
        "words": rule_in_words(Rule.from_json(voting_round.rule), on_roll),
        "url": absolute_url(voting_round.proposal.get_absolute_url()),
    }
    send(membership.user.email, "round_opened", context, membership.user.language)


def send_vote_cast(voting_round: VotingRound, vote: Vote, colleague: Membership) -> None:
    """To the other representatives of the company, so that none of them is outvoted in silence.

    It does not say what was voted: a queue of mails can be read by others before the round closes.
    """
    context = {
        "round": voting_round,
        "proposal": voting_round.proposal,
        "company": colleague.company,
        "vote": vote,
        "url": absolute_url(voting_round.proposal.get_absolute_url()),
    }
    send(colleague.user.email, "vote_cast", context, colleague.user.language)


def send_round_result(voting_round: VotingRound, resolution: Resolution, person: User) -> None:
    """To every representative on the roll, once a person even if they act for two companies."""
    counts = Counts.of(voting_round)
    context = {
        "resolution": resolution,
        "round": voting_round,
        "counts": counts,
        "words": rule_in_words(Rule.from_json(voting_round.rule), counts.entitled),
        "url": absolute_url(resolution.get_absolute_url()),
    }
    send(person.email, "round_result", context, person.language)
