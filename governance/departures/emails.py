"""Mails to all companies about one that leaves, or stays after all."""

from collections.abc import Iterable

from governance.departures.models import Departure
from governance.voting.emails import send_to_all
from members.people.models import User
from multifactory.lib.mail import absolute_url


def send_company_leaves(departure: Departure, people: Iterable[User]) -> None:
    _send("company_leaves", departure, people)


def send_company_stays(departure: Departure, people: Iterable[User]) -> None:
    _send("company_stays", departure, people)


def _send(template: str, departure: Departure, people: Iterable[User]) -> None:
    resolution = departure.resolution
    context = {
        "departure": departure,
        "company": departure.company,
        "note": departure.note,
        "reason": departure.withdrawal_reason,
        "url": absolute_url((resolution or departure.company).get_absolute_url()),
    }
    send_to_all(people, template, context)
