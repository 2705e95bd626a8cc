"""`manage.py demo --case r84`: fill an empty database with a sample community."""

from argparse import ArgumentParser
from collections.abc import Iterator
from typing import Any
from uuid import uuid4

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError
from django.urls import reverse
from django.utils.crypto import salted_hmac

from governance.voting.models import VotingRound
from members.people.models import User
from multifactory.demo.held import phrase_of
from multifactory.demo.load import load_case
from multifactory.demo.logins import COORDINATOR, LOGINS, PASSWORD, email_of, officers_of
from multifactory.demo.sample.blocks import SampleError
from multifactory.demo.sample.reader import CASES, read_case
from multifactory.portal.calendars.models import CalendarLink
from multifactory.portal.calendars.services import Target, create_link
from spaces.building.models import Space

DOOR, CALENDAR = "door", "calendar"


def token_of(case: str, name: str) -> str:
    """128 bits that can be printed again at each start: the database keeps their hash alone."""
    return salted_hmac(f"demo {case}", name, algorithm="sha256").hexdigest()[:32]


def make_links(case: str) -> None:
    """The display at the door of the first room, and the calendar of Anna."""
    anna, coordinator = (User.objects.get(email=email) for email in (LOGINS["Anna Ferri"], COORDINATOR[1]))
    room = Space.objects.bookable().filter(kind=Space.Kind.ROOM).order_by("code").first()
    targets = [
        (CALENDAR, anna, Target(CalendarLink.Kind.PERSON), f"calendar of {anna.name}"),
        (DOOR, coordinator, Target(CalendarLink.Kind.DOOR, space=room), f"the door of {room}"),
    ]
    for name, by, target, label in targets:
        create_link(
            target,
            by=by,
            label=label,
            language=settings.LANGUAGE_CODE,
            request_id=uuid4(),
            token=token_of(case, name),
        )


def made_links(case: str) -> Iterator[tuple[CalendarLink, str]]:
    """Those of `make_links` that nobody has revoked, with their tokens."""
    for name in (CALENDAR, DOOR):
        token = token_of(case, name)
        for link in CalendarLink.objects.for_token(token):
            yield link, token


def pages_of_ballots() -> Iterator[tuple[str, str]]:
    """Where the counted ballots of each secret vote are read, and what it was about."""
    counted = VotingRound.objects.filter(is_secret=True, state=VotingRound.State.CLOSED)
    for one in counted.select_related("agenda_item__assembly", "proposal").order_by("pk"):
        if item := one.agenda_item:
            where = [item.assembly.year, item.assembly.number, item.position, one.number]
            yield reverse("governance:assembly_secret_ballots", args=where), one.question


class Command(BaseCommand):
    help = "Fills an empty database with a sample community and prints the log-ins."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--case", choices=CASES, default="r84")
        parser.add_argument("--only-logins", action="store_true", help="Print the log-ins and write nothing.")

    def handle(self, *args: Any, **options: Any) -> None:
        if not settings.IS_LOOPBACK:
            raise CommandError(
                "The sample has known passwords: it is loaded only where SITE_URL is this machine."
            )
        try:
            case = read_case(options["case"])
        except SampleError as error:
            raise CommandError(str(error)) from error
        if not options["only_logins"]:
            try:
                load_case(case)
                make_links(case.slug)
            except ValidationError as error:
                raise CommandError(" ".join(error.messages)) from error
        first, second = case.companies[:2]
        rows = [
            (COORDINATOR[1], "coordinator and treasurer: opens the back-office, keeps the accounts"),
            (LOGINS["Anna Ferri"], f"representative of {first.name}"),
            (LOGINS["Bruno Galli"], f"representative of {second.name}"),
            (LOGINS["Carla Bianchi"], f"collaborator of {first.name}"),
        ]
        for kind, person in officers_of(case).items():
            rows.append((email_of(person), f"{kind} in office, at the desk of the assembly"))
        self.stdout.write(f"\n{case.name}: {settings.SITE_URL}/\n")
        for address, role in rows:
            self.stdout.write(f"  {address:26} {PASSWORD}   {role}")
        for link, token in made_links(case.slug):
            self.stdout.write(f"  {settings.SITE_URL}{link.path(token)}   {link.label}")
        for address, question in pages_of_ballots():
            phrase = f"“{question}”: find Anna’s by its words, “{phrase_of(0)}”"
            self.stdout.write(f"  {settings.SITE_URL}{address}   ballots of {phrase}")
        self.stdout.write("")
