"""Mails about duties. They are part of membership, so nobody can do without them."""

from collections.abc import Iterable
from typing import Any

from members.companies.models import Company, the_multifactory
from members.people.recipients import representatives_of
from multifactory.lib.mail import absolute_url, send
from spaces.upkeep.duties.models import Swap, Turn


def _send(template: str, companies: Iterable[Company], turn: Turn, **more: Any) -> None:
    url = absolute_url(turn.get_absolute_url())
    facts = {"turn": turn, "duty": turn.duty, "url": url, "portal": the_multifactory()}
    for place in representatives_of(companies):
        context = {**facts, "company": place.company, **more}
        send(place.user.email, template, context, place.user.language)


def send_turn_soon(turn: Turn) -> None:
    """To the company whose turn it is in three days."""
    _send("turn_soon", [turn.company], turn)


def send_swap_asked(swap: Swap, companies: Iterable[Company]) -> None:
    """To the companies that could take the turn."""
    _send("swap_asked", companies, swap.turn, swap=swap)


def send_swap_settled(swap: Swap, companies: Iterable[Company]) -> None:
    """To a company whose swap the other has accepted or undone."""
    _send("swap_settled", companies, swap.turn, swap=swap)
