"""All benchmarks, or those named, each in a process of its own: `python -m bench [name …]` (`make bench`)."""

import importlib
import os
import subprocess
import sys

import django

from bench.portal import ROOT, SERVER, environment_of

NAMES = (
    *("pages", "directory", "principles", "building", "occupancy", "bookings", "slots", "calendars"),
    *("events", "images", "public", "exact", "memory"),
    *("exchange", "value_chain", "verify", "decision", "rush", "registrations", "silent", "costs"),
    *("urn", "assemblies", "hall"),
)
SEPARATE = ("faults",)  # run by its name only: `make faults`


def main(names: list[str]) -> None:
    """A process of its own, because the memory of one is counted as that of the programs it starts."""
    if unknown := [name for name in names if name not in (*NAMES, *SEPARATE)]:
        sys.exit(f"No benchmark is called {', '.join(unknown)}. There are: {', '.join((*NAMES, *SEPARATE))}.")
    if len(names) == 1:
        measure(names[0])
        return
    failed = [
        name
        for name in names or NAMES
        if subprocess.run([sys.executable, "-m", "bench", name], cwd=ROOT, check=False).returncode
    ]
    sys.exit(f"Not within its bounds: {', '.join(failed)}." if failed else 0)


def measure(name: str) -> None:
    # The modules name models, so Django is set up here too; this process asks no database.
    os.environ |= environment_of(SERVER or "sqlite://:memory:")
    os.environ["DJANGO_SETTINGS_MODULE"] = "multifactory.settings"
    django.setup()
    importlib.import_module(f"bench.{name}").main()


if __name__ == "__main__":
    main(sys.argv[1:])
