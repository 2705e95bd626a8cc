"""A trial on what lies on the disk: database files, write-ahead log and a dump, before and after the count.

They never say what anybody voted, nor in which order; where the box is plain text, the same trial says all.
"""

import random
import secrets
import sqlite3
from contextlib import contextmanager
from pathlib import Path

import pytest
from django.contrib.sessions.models import Session
from django.db import connection
from django.urls import reverse

from governance.assemblies.secrecy import urn as boxes
from governance.assemblies.secrecy.models import SealedBallot
from tests.governance.assemblies.secret_round import make_secret_round

pytestmark = [pytest.mark.django_db(transaction=True)]

COMPANIES = 41
WAL_PAGE = 8192  # bytes, as PostgreSQL is built
BY_CHANCE = 8  # of 41 in any order one stands right on average, and hardly ever so many


class SqliteDisk:
    """The log is never emptied into the file, so that each version of each page is there."""

    @contextmanager
    def watched(self):
        options, self.file = connection.settings_dict["OPTIONS"], Path(connection.settings_dict["NAME"])
        before = options["init_command"]
        connection.close()
        options["init_command"] = "PRAGMA journal_mode=WAL;PRAGMA wal_autocheckpoint=0;"
        connection.ensure_connection()
        self.own = sqlite3.connect(self.file)  # while somebody has it open the log stays
        self.own.execute("SELECT 1 FROM django_migrations").fetchone()
        yield self
        self.own.close()
        connection.close()
        options["init_command"] = before

    def files(self):
        found = {path.name: path.read_bytes() for path in self.file.parent.glob(f"{self.file.name}*")}
        found["dump"] = "\n".join(self.own.iterdump()).encode()
        return found


class PostgresDisk:
    """The files of the cluster beside us; the log from the first vote on holds whatever the tables get."""

    @contextmanager
    def watched(self):
        self.folder = self._folder()
        if self.folder is None:
            pytest.skip("the files of this PostgreSQL cannot be read from here")
        self.first = self._ask("SELECT pg_walfile_name(pg_current_wal_lsn())")
        yield self

    def files(self):
        # The tests' commits wait in memory; this one does not, and takes along all before it.
        self._ask("SELECT set_config('synchronous_commit', 'on', false)")
        self._ask("SELECT pg_logical_emit_message(true, 'tests', 'written')::text")
        last = self._ask("SELECT pg_walfile_name(pg_current_wal_insert_lsn())")
        database = self._ask("SELECT oid FROM pg_database WHERE datname = current_database()")
        log = [path for path in (self.folder / "pg_wal").iterdir() if self.first <= path.name <= last]
        tables = (self.folder / "base" / str(database)).iterdir()
        dump = "".join(self._dump(table) for table in connection.introspection.table_names())
        return {
            "log": b"".join(map(self._records, sorted(log))),
            "tables": b"".join(path.read_bytes() for path in sorted(tables) if path.is_file()),
            "dump": dump.encode(),
        }

    def _folder(self):
        """Of the cluster on our port; None where it is on another machine or closed to us."""
        port = str(self._ask("SELECT inet_server_port()"))
        try:
            for pid in Path("/var/lib/postgresql").glob("*/*/postmaster.pid"):
                if pid.read_text().splitlines()[3] == port:
                    return pid.parent
        except OSError:
            pass
        return None

    @staticmethod
    def _records(segment):
        """What a file of the log says without the headers of its pages, which cut words in two
        (XLogPageHeaderData, 24 bytes; 40 on the first page)."""
        content = segment.read_bytes()
        pages = (content[place : place + WAL_PAGE] for place in range(0, len(content), WAL_PAGE))
        return b"".join(page[24 if number else 40 :] for number, page in enumerate(pages))

    def _ask(self, query):
        with connection.cursor() as cursor:
            cursor.execute(query)
            return cursor.fetchone()[0]

    def _dump(self, table):
        with connection.cursor() as cursor:
            cursor.execute(f'SELECT t::text FROM "{table}" AS t')  # noqa: S608  a name of the database
            return f"\n{table}\n" + "\n".join(row for (row,) in cursor.fetchall())


def watched_disk():
    return (PostgresDisk if connection.vendor == "postgresql" else SqliteDisk)().watched()


def vote_by_the_pages(client, secret):
    """In any order, on the two pages. What each said, in the order in which they voted."""
    entries = secret.entries
    random.shuffle(entries)
    said = []
    for number, entry in enumerate(entries):
        client.force_login(secret.person(entry))
        where = [secret.assembly.year, secret.assembly.number, entry.company_id]
        phrase = f"words of mine {secrets.token_hex(8)}"
        sent = {"choice": ("yes", "no", "abstain")[number % 3], "phrase": phrase}
        page = client.post(reverse("governance:assembly_ballot", args=where), sent)
        said.append(
            {
                "company": entry.company_id,
                "phrase": phrase,
                **{n: page.context[n] for n in ("tracker", "token")},
            }
        )
        client.post(reverse("governance:assembly_ballot_cast", args=where), {"token": said[-1]["token"]})
    voted = secret.round.events.filter(kind="VOTED").order_by("height")
    assert [event.payload["company"] for event in voted] == [one["company"] for one in said]
    return said


def seen_of(said, content):
    """How many ballots somebody reads in these bytes: by their words, tracker or form."""
    return sum(any(one[name].encode() in content for name in ("phrase", "tracker", "token")) for one in said)


def linked_by_place(said, content):
    """Who voted n-th gave what lies there n-th, from either end: how many that gets right, at best."""
    best = 0
    for name in ("phrase", "tracker"):
        for find in (content.find, content.rfind):
            places = [find(one[name].encode()) for one in said]
            order = sorted((place, number) for number, place in enumerate(places) if place >= 0)
            for guess in (order, order[::-1]):
                best = max(best, sum(number == at for at, (_place, number) in enumerate(guess)))
    return best


def test_no_file_says_what_anybody_voted_before_the_count_nor_in_which_order_after_it(client):
    secret = make_secret_round(COMPANIES)
    with watched_disk() as disk:
        said = vote_by_the_pages(client, secret)

        assert SealedBallot.objects.count() == COMPANIES
        files = disk.files()
        assert {name: seen_of(said, content) for name, content in files.items()} == dict.fromkeys(files, 0)
        kept = " ".join(str(session.get_decoded()) for session in Session.objects.all()).encode()
        assert seen_of(said, kept) == 0

        secret.count()

        files = disk.files()
        assert seen_of(said, b"".join(files.values())) == COMPANIES  # the ballots, as everybody reads them
        assert max(linked_by_place(said, content) for content in files.values()) < BY_CHANCE


def test_the_trial_on_files_finds_all_where_the_box_is_plain_text(client, monkeypatch):
    """So that it can fail."""
    secret = make_secret_round(COMPANIES)
    monkeypatch.setattr(boxes, "seal", lambda _public, content: content + bytes(boxes.OVERHEAD))
    with watched_disk() as disk:
        said = vote_by_the_pages(client, secret)

        files = disk.files()
        assert max(seen_of(said, content) for content in files.values()) == COMPANIES
        assert max(linked_by_place(said, content) for content in files.values()) == COMPANIES
