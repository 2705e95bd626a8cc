"""The media and the database that wrote them: what a person may say of them."""

from argparse import ArgumentParser
from typing import Any

from django.core.management import BaseCommand

from multifactory.lib.media.cleaning import claim_media, clean_media, look_at_media
from multifactory.lib.media.models import MediaIdentity


class Command(BaseCommand):
    help = "Says whose the media are and which files no row names. Changes nothing without an option."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--claim", action="store_true", help="say that this database wrote the media")
        parser.add_argument(
            "--clean",
            action="store_true",
            help="move and remove what is due now, without the limits of a day",
        )

    def handle(self, *args: Any, **options: Any) -> None:
        if options["claim"]:
            claim_media()
        if options["clean"]:
            self.stdout.write(f"Moved or removed: {clean_media(is_limited=False)}.")
        found = look_at_media(MediaIdentity.objects.own())
        if found.reason:
            self.stdout.write(f"The media are left alone: {found.reason}.")
        if found.state in (MediaIdentity.State.FOREIGN, MediaIdentity.State.VERSION):
            return
        self.stdout.write(
            f"Files: {found.folder_sizes.total()}, of them {len(found.aside)} aside. "
            f"Without a row: {len(found.without_row)}. "
            f"To move aside: {len(found.orphans)}. To remove: {len(found.expired)}."
        )
