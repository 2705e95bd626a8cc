"""Mails the worker sends when their time has come: reminders, what is overdue, the daily digest."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date, datetime
from typing import Any

from governance.notices.mail_kinds import DIGEST
from governance.resolutions.models import Resolution
from governance.voting.emails import head_context, round_context, send_to_all
from governance.voting.heads.models import PublishedHead
from governance.voting.models import VotingRound
from members.people.mails.emails import preference_links
from members.people.models import Membership, User
from multifactory.lib.mail import absolute_url, send


def send_round_reminder(voting_round: VotingRound, membership: Membership) -> None:
    """To a representative of a company that may vote and has not."""
    context = round_context(voting_round) | {"company": membership.company}
    send(membership.user.email, "round_reminder", context, membership.user.language)


def send_round_head(voting_round: VotingRound, people: Iterable[User], *, head: PublishedHead) -> None:
    """To every representative on the roll, each day while the round is open."""
    send_to_all(people, "round_head", round_context(voting_round) | head_context(voting_round, head))


def send_resolution_overdue(resolution: Resolution, person: User) -> None:
    """To those responsible for a resolution whose day has come, and to coordinators."""
    context = {"resolution": resolution, "title": resolution.title}
    context["url"] = absolute_url(resolution.get_absolute_url())
    send(person.email, "resolution_overdue", context, person.language)


def send_assembly_yearly(resolution: Resolution, until: date, person: User) -> None:
    """To whoever is in office, and to coordinators: the accounts of the year wait for their assembly."""
    context = {"resolution": resolution, "until": until}
    context["url"] = absolute_url(resolution.get_absolute_url())
    send(person.email, "assembly_yearly", context, person.language)


def send_digest(person: User, news: Mapping[str, Sequence[Any]], *, since: datetime) -> None:
    """What is new, by kind: `proposals`, `openings`, `results`, `versions`, and `comments` as pairs of a
    proposal and a number."""
    foot = preference_links(person, DIGEST.key)

    def lines(kind: str, title: Callable[[Any], str], about: Callable[[Any], Any]) -> list[dict[str, Any]]:
        return [
            {"it": item, "title": title(item), "url": absolute_url(about(item).get_absolute_url())}
            for item in news[kind]
        ]

    context = {
        "since": since,
        "person": person,
        "proposals": lines("proposals", str, lambda item: item),
        "openings": lines("openings", lambda item: item.question, lambda item: item),
        "results": lines(
            "results", lambda item: item.question, lambda item: getattr(item, "resolution", item)
        ),
        "versions": lines(
            "versions",
            lambda item: f"{item.title}: {item.note}" if item.note else item.title,
            lambda item: item.proposal,
        ),
        "comments": lines("comments", lambda item: item[0].title, lambda item: item[0]),
    }
    send(person.email, "digest", context | foot, person.language, unsubscribe=foot["stop_url"])
