"""The mail to those who are there and have not voted."""

from collections.abc import Sequence

from governance.assemblies.hall.rules import vote_path
from governance.attendance.models import AgendaItem
from governance.voting.models import VotingRound
from members.companies.models import Company
from members.people.models import User
from multifactory.lib.mail import absolute_url, send


def send_vote_missing(
    voting_round: VotingRound, item: AgendaItem, person: User, companies: Sequence[Company]
) -> None:
    """`companies`: whose vote is missing, and the person can cast it."""
    context = {
        "item": item,
        "assembly": item.assembly,
        "companies": ", ".join(company.name for company in companies),
        "url": absolute_url(vote_path(item.assembly, voting_round)),
    }
    send(person.email, "vote_missing", context, person.language)
