"""A rush while processes die: one of gunicorn's is killed every half second for 20 s (`make bench`).

Whoever meets a server that is gone presses again, as people do. What was acknowledged must be there once.
"""

import os
import random
import signal
import subprocess
import sys
import time
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from bench.portal import kinds
from bench.rush import hold, show

VOTES, LATE, SECONDS, EVERY, TRIES = 120, 5, 20.0, 0.5, 40


def kill_workers(server: subprocess.Popen[bytes], begin: float, end: float) -> None:
    """SIGKILL, without warning; the server itself starts another in its place."""
    chance, killed = random.Random(9), 0  # noqa: S311
    time.sleep(max(0, begin - time.time()))
    while time.time() < end:
        children = Path(f"/proc/{server.pid}/task/{server.pid}/children").read_text().split()
        if children:
            os.kill(int(chance.choice(children)), signal.SIGKILL)
            killed += 1
        time.sleep(EVERY)
    print(f"    killed: {killed} of gunicorn's processes")


def main() -> None:
    print(f"\n{VOTES} votes in the last {SECONDS:.0f} s, a process of gunicorn killed every {EVERY} s")
    is_good = True
    for kind in kinds():
        is_good &= show(kind, hold(kind, VOTES, LATE, SECONDS, tries=TRIES, disturb=kill_workers))
    sys.exit(0 if is_good else "An acknowledged vote did not stand.")


if __name__ == "__main__":
    main()
