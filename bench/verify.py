"""What recounting 100,000 votes with `governance/verify.py` costs: seconds and megabytes."""

import json
import os
import random
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

from bench.client import Bound, Table
from bench.portal import ROOT, ask_inside, environment_of
from tests.factories.records import make_record

VOTES = 100_000
KEYS = "ABCDEFGHIJ"
VERIFY = ROOT / "governance" / "verify.py"


def motion(chance: random.Random) -> dict[str, Any]:
    return {"choice": chance.choice(["yes", "yes", "no", "abstain", "blank"])}


def ranked(chance: random.Random) -> dict[str, Any]:
    """All ten options and "none", equal ranks among them."""
    return {"choice": "ballot", "ranks": {key: chance.randint(1, 11) for key in [*KEYS, "none"]}}


def approval(chance: random.Random) -> dict[str, Any]:
    return {"choice": "ballot", "options": chance.sample(KEYS, 5)}


ROUNDS: dict[str, tuple[Callable[[random.Random], dict[str, Any]], dict[str, Any]]] = {
    "motion": (motion, {}),
    "ranked": (ranked, {"keys": KEYS, "lot": KEYS}),
    "approval": (approval, {"keys": KEYS, "lot": KEYS, "seats": 5}),
}


def write(method: str, path: str) -> None:
    """In a process of its own: the system counts a parent's memory as its child's peak."""
    answer, settings = ROUNDS[method]
    chance = random.Random(1)  # noqa: S311
    found = make_record(method, [[answer(chance)] for _ in range(VOTES)], **settings)
    Path(path).write_text(json.dumps(found, ensure_ascii=False))


def measure(path: Path) -> tuple[float, float]:
    """Seconds and peak megabytes of a process of its own (Linux counts the peak in kB)."""
    start = time.perf_counter()
    process = subprocess.Popen([sys.executable, "-I", str(VERIFY), str(path)], stdout=subprocess.DEVNULL)
    _, status, usage = os.wait4(process.pid, 0)
    if status:
        sys.exit("A good record was found wrong.")
    return time.perf_counter() - start, usage.ru_maxrss / 1024


def main() -> None:
    table = Table({"seconds": 2, "peak MB": 0, "record MB": 0})
    environment = environment_of("sqlite://:memory:")
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder, "record.json")
        for method in ROUNDS:
            ask_inside(environment, write, method, str(path))
            table.rows[method] = *measure(path), path.stat().st_size / 1_000_000
    table.show(f"Recount of {VOTES} votes")
    table.end(Bound("seconds", 10), Bound("peak MB", 500))
