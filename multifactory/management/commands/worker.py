"""The worker: everything that happens because time passes."""

import signal
from argparse import ArgumentParser
from types import FrameType
from typing import Any

from django.core.management import BaseCommand, CommandError

from multifactory.portal.worker import do_turn, is_alive, jobs, work


class Command(BaseCommand):
    help = "Closes rounds that are due, sends queued mail, clears what has expired. Ends cleanly on SIGTERM."

    _is_stopping = False

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--once", action="store_true", help="one turn, for a timer instead of a service")
        parser.add_argument("--alive", action="store_true", help="only say whether a worker was seen lately")
        parser.add_argument("--pause", type=float, default=5, help="seconds between two turns (default 5)")

    def handle(self, *args: Any, **options: Any) -> None:
        if options["alive"]:
            if not is_alive():
                raise CommandError("No worker was seen in the last minutes.")
            return
        for name in (signal.SIGTERM, signal.SIGINT):
            signal.signal(name, self._stop)
        if options["once"]:
            do_turn(jobs(), self._should_stop)
        else:
            work(pause=options["pause"], should_stop=self._should_stop)

    def _stop(self, number: int, frame: FrameType | None) -> None:
        self._is_stopping = True

    def _should_stop(self) -> bool:
        return self._is_stopping
