"""Mails of a decision: from the opening of a vote to its result, what is still to be seen to, and those a
person may do without.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import datetime
from typing import Any

from django.urls import reverse
from django.utils.text import Truncator

from governance.models import Comment, Resolution, RoundEvent, Vote, VotingRound
from governance.rules.results import Result
from governance.rules.words import RuleInWords
from governance.unsubscribe import stop_path
from members.models import Membership, User
from multifactory.lib.mail import absolute_url, send, send_alike

LONGEST_QUOTE = 600  # of a comment, in characters


def one_line(text: str) -> str:
    """In a mail of plain text a title must not make lines of its own."""
    return " ".join(text.split())


def _about(voting_round: VotingRound) -> dict[str, object]:
    return {
        "round": voting_round,
        "proposal": voting_round.proposal,
        "question": one_line(voting_round.question),
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


# --- What is to be seen to ---------------------------------------------------------------------------------


def send_reminder(voting_round: VotingRound, membership: Membership) -> None:
    """To a representative of a company that may vote and has not."""
    context = _about(voting_round) | {"company": membership.company}
    send(membership.user.email, "round_reminder", context, membership.user.language)


def send_overdue(resolution: Resolution, person: User) -> None:
    """To those who see to a resolution whose day has come, and to coordinators."""
    context = {"resolution": resolution, "title": one_line(resolution.title)}
    context["url"] = absolute_url(resolution.get_absolute_url())
    send(person.email, "resolution_overdue", context, person.language)


# --- What a person may do without --------------------------------------------------------------------------


def _foot(person: User, kind: str) -> dict[str, str]:
    return {
        "stop_url": absolute_url(stop_path(person, kind)),
        "mails_url": absolute_url(reverse("governance:notices")),
    }


def send_comment_reply(comment: Comment, person: User) -> None:
    """To somebody who spoke in the thread before."""
    foot = _foot(person, "replies")
    context = {
        "comment": comment,
        "words": "\n".join(
            f"> {line}".rstrip() for line in Truncator(comment.text).chars(LONGEST_QUOTE).splitlines()
        ),
        "title": one_line(comment.proposal.title),
        "url": absolute_url(f"{comment.proposal.get_absolute_url()}#comment-{comment.pk}"),
    }
    send(person.email, "comment_reply", context | foot, person.language, unsubscribe=foot["stop_url"])


def send_digest(person: User, news: Mapping[str, Sequence[Any]], *, since: datetime) -> None:
    """What is new, by kind: `proposals`, `openings`, `results`, `versions`, and `comments` as pairs of a
    proposal and a number."""
    foot = _foot(person, "digest")

    def lines(kind: str, title: Callable[[Any], str], about: Callable[[Any], Any]) -> list[dict[str, Any]]:
        return [
            {"it": one, "title": one_line(title(one)), "url": absolute_url(about(one).get_absolute_url())}
            for one in news[kind]
        ]

    context = {
        "since": since,
        "person": person,
        "proposals": lines("proposals", str, lambda one: one),
        "openings": lines("openings", lambda one: one.question, lambda one: one),
        "results": lines("results", lambda one: one.question, lambda one: getattr(one, "resolution", one)),
        "versions": lines(
            "versions",
            lambda one: f"{one.title}: {one.note}" if one.note else one.title,
            lambda one: one.proposal,
        ),
        "comments": lines("comments", lambda one: one[0].title, lambda one: one[0]),
    }
    send(person.email, "digest", context | foot, person.language, unsubscribe=foot["stop_url"])
