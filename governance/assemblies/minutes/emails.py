"""The mails about minutes: they are signed, they still have to be."""

from collections.abc import Iterable

from governance.assemblies.minutes.book import verify_command
from governance.assemblies.minutes.models import Minutes
from governance.voting.emails import send_to_all
from members.people.models import User
from multifactory.lib.mail import absolute_url, send


def send_minutes_signed(minutes: Minutes, people: Iterable[User]) -> None:
    """To every representative, with the head of the book: whoever keeps it can show later what was signed."""
    context = {
        "minutes": minutes,
        "assembly": minutes.assembly,
        "corrects": minutes.corrects,
        "url": absolute_url(minutes.get_absolute_url()),
        "command": verify_command(minutes),
    }
    send_to_all(people, "minutes_signed", context)


def send_minutes_overdue(minutes: Minutes, person: User) -> None:
    context = {
        "assembly": minutes.assembly,
        "minutes": minutes,
        "url": absolute_url(minutes.get_absolute_url()),
    }
    send(person.email, "minutes_overdue", context, person.language)
