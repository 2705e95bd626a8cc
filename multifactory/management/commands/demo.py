"""`manage.py demo --case r84`: fill an empty database with a sample community."""

from argparse import ArgumentParser
from typing import Any

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError

from multifactory.demo.blocks import SampleError
from multifactory.demo.load import COORDINATOR, LOGINS, PASSWORD, load_case
from multifactory.demo.reader import CASES, read_case


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
            except ValidationError as error:
                raise CommandError(" ".join(error.messages)) from error
        first, second = case.companies[:2]
        rows = [
            (COORDINATOR[1], "coordinator: opens the back-office"),
            (LOGINS["Anna Ferri"], f"representative of {first.name}"),
            (LOGINS["Bruno Galli"], f"representative of {second.name}"),
            (LOGINS["Carla Bianchi"], f"collaborator of {first.name}"),
        ]
        self.stdout.write(f"\n{case.name}: {settings.SITE_URL}/\n")
        for address, role in rows:
            self.stdout.write(f"  {address:26} {PASSWORD}   {role}")
        self.stdout.write("")
