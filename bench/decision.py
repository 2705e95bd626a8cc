"""The page of a proposal with 300 comments and 60 votes: queries and ms, open and closed (`make bench`).

Logged in, template and all, but no server; on SQLite and on the PostgreSQL of DATABASE_URL.
"""

import subprocess
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from bench.portal import ROOT, kinds, prepared


def main() -> None:
    print("\nA proposal with 300 comments and 60 votes; at most 150 ms and 15 queries")
    slow = False
    for kind in kinds():
        with prepared(kind) as (environment, _port):
            pages = "from bench.decision_pages import main; main()"
            command = [sys.executable, "manage.py", "shell", "--no-imports", "--command", pages]
            slow |= subprocess.run(command, cwd=ROOT, env=environment, check=False).returncode != 0
    sys.exit(slow)


if __name__ == "__main__":
    main()
