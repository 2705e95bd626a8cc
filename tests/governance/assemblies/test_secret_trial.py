"""A trial: whoever reads the whole database, row places and times too, and one scrutineer's code, links no
ballot to its company; where the box holds plain text, the same trial links them all."""

import random

import pytest
from django.db import connection

from governance.assemblies.secrecy import urn as boxes
from governance.assemblies.secrecy.models import Ballot, SealedBallot, UrnLock
from tests.governance.assemblies.secret_round import make_secret_round

pytestmark = [pytest.mark.django_db(transaction=True)]

COMPANIES = 41


def rows_of(table):
    """All columns of a table with where each row lies, and on PostgreSQL which transaction wrote it."""
    places = "ctid::text, xmin::text, *" if connection.vendor == "postgresql" else "rowid, *"
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT {places} FROM {table}")  # noqa: S608  a name of this test
        names = [column[0] for column in cursor.description]
        return [dict(zip(names, row, strict=True)) for row in cursor.fetchall()]


def guesses(secret, key):
    """By every way of ordering: the company that took part n-th gave the n-th ballot. The best of them."""
    place = "ctid" if connection.vendor == "postgresql" else "rowid"

    def order(row, name):
        value = row[name]
        if isinstance(value, str) and value.startswith("("):
            return tuple(int(one) for one in value.strip("()").split(","))
        return int(value) if isinstance(value, str) and value.isdigit() else value

    company = {entry.pk: entry.company_id for entry in secret.entries}
    parts = rows_of("governance_participation")
    voted = secret.round.events.filter(kind="VOTED").order_by("height")
    ways_of_companies = [
        [company[row["roll_entry_id"]] for row in sorted(parts, key=lambda row: order(row, name))]
        for name in (place, "xmin" if connection.vendor == "postgresql" else place)
    ] + [[event.payload["company"] for event in voted]]
    ballots = rows_of("governance_ballot")
    names = [place, *(["xmin"] if connection.vendor == "postgresql" else []), "tracker", "nonce"]
    ways_of_ballots = [
        [row["tracker"] for row in sorted(ballots, key=lambda row: order(row, name))] for name in names
    ]
    joined = [
        {
            row["tracker"]: company[part["roll_entry_id"]]
            for part in parts
            for row in ballots
            if same(part, row)
        }
        for same in key
    ]
    pairs = [dict(zip(some, who, strict=True)) for who in ways_of_companies for some in ways_of_ballots]
    return [*pairs, *(found for found in joined if found)]


def linked(secret, found):
    own = {tracker: company for company, tracker in secret.trackers.items()}
    return sum(own.get(tracker) == company for tracker, company in found.items())


def cast_in_any_order(secret, seed):
    entries = secret.entries
    random.Random(seed).shuffle(entries)
    for number, entry in enumerate(entries):
        secret.cast(entry, ("yes", "no", "abstain")[number % 3], phrase=f"word {number % 4}")


def read_boxes(private_keys):
    """What somebody with these keys reads in the boxes: the company by the entry, and the content."""
    found = []
    for sealed in SealedBallot.objects.all():
        for key in private_keys:
            try:
                found.append((sealed.pk, boxes.unseal(key, bytes(sealed.box))))
            except boxes.WrongKeyError:
                continue
    return found


def test_nothing_joins_before_the_count():
    secret = make_secret_round(COMPANIES)
    cast_in_any_order(secret, 1)
    own = boxes.unlock(bytes(secret.scrutineers[0].locked_key), secret.codes[0])
    keys = [own] + [
        left for lock in UrnLock.objects.all() for left in opened(own, lock) if len(left) == boxes.KEY_LENGTH
    ]

    assert (Ballot.objects.count(), read_boxes(keys)) == (0, [])
    contents = [bytes(one.box) for one in SealedBallot.objects.all()]
    assert len({len(one) for one in contents}) == 1
    assert len({one[:32] for one in contents}) == COMPANIES  # no two alike, though many say the same


def opened(own, lock):
    try:
        return [boxes.open_for_pair(own, bytes(lock.box))]
    except boxes.WrongKeyError:
        return []


def test_nothing_joins_after_it():
    """Each way is right as often as a throw of dice: once on average, and hardly ever seven times."""
    secret = make_secret_round(COMPANIES)
    cast_in_any_order(secret, 1)
    secret.count()

    same_writer = [lambda part, row: part.get("xmin", 0) == row.get("xmin", 1)]
    best = max(linked(secret, found) for found in guesses(secret, same_writer))

    assert best < 8
    assert rows_of("governance_sealedballot") == rows_of("governance_urnlock") == []


def test_the_trial_finds_all_where_the_box_is_plain_text():
    """So that it can fail: seal to a key that the reader has."""
    secret = make_secret_round(COMPANIES)
    private, public = boxes.new_pair()
    secret.round.urn.__class__.objects.filter(round=secret.round).update(public_key=public)
    cast_in_any_order(secret, 1)

    found = read_boxes([private])

    assert len(found) == COMPANIES
