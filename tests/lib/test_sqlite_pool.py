"""SQLite's connections between requests: kept, clean, to the file that is there, and nobody else's."""

import os
import sqlite3
import threading
from collections.abc import Iterator
from contextlib import closing
from copy import deepcopy
from pathlib import Path

import pytest
from django.db import IntegrityError, OperationalError, ProgrammingError, connections

from multifactory.lib.sqlite.base import DatabaseWrapper

pytestmark = [pytest.mark.sqlite, pytest.mark.django_db]
TABLES = """
CREATE TABLE house (id integer PRIMARY KEY);
CREATE TABLE room (house integer REFERENCES house (id));
"""


def make_file(path: Path, rooms: int = 0) -> Path:
    with closing(sqlite3.connect(path)) as made:
        made.executescript(TABLES)
        made.executemany("INSERT INTO room VALUES (NULL)", [()] * rooms)
        made.commit()
    return path


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return make_file(tmp_path / "portal.sqlite3")


@pytest.fixture
def wrapper(file: Path) -> Iterator:
    """One for each thread that asks, as Django makes them; at most two connections wait."""
    made = []

    def make(name: str = str(file), most: int | None = 2) -> DatabaseWrapper:
        settings = deepcopy(connections["default"].settings_dict)
        settings |= {"NAME": name, "CONN_MAX_AGE": 0}
        settings["OPTIONS"] |= {"pool": most, "timeout": 0.1}
        made.append(DatabaseWrapper(settings, "pooled"))
        return made[-1]

    yield make
    for one in made:
        one.close()
        one.close_pool()


def asked(wrapper: DatabaseWrapper, sql: str) -> list[tuple]:
    with wrapper.cursor() as cursor:
        return cursor.execute(sql).fetchall()


def opened(wrapper: DatabaseWrapper) -> sqlite3.Connection:
    wrapper.ensure_connection()
    return wrapper.connection


def is_closed(connection: sqlite3.Connection) -> bool:
    try:
        connection.execute("SELECT 1")
    except sqlite3.ProgrammingError:
        return True
    return False


def test_next_request_gets_the_connection_of_the_one_before(wrapper):
    first = wrapper()
    used = opened(first)
    first.close()

    assert opened(wrapper()) is used


def test_last_one_handed_back_is_taken_first(wrapper):
    both = wrapper(), wrapper()
    used = [opened(one) for one in both]
    for one in both:
        one.close()

    assert [opened(wrapper()), opened(wrapper())] == [used[1], used[0]]


def test_no_more_are_kept_than_the_settings_say(wrapper):
    three = wrapper(), wrapper(), wrapper()
    used = [opened(one) for one in three]
    for one in three:
        one.close()

    assert [is_closed(one) for one in used] == [False, False, True]


def test_nothing_is_kept_without_the_setting(wrapper):
    plain = wrapper(most=None)
    used = opened(plain)
    plain.close()

    assert is_closed(used)


def test_database_in_memory_stays_with_whoever_has_it(wrapper):
    one, other = wrapper(":memory:"), wrapper(":memory:")
    asked(one, "CREATE TABLE mine (id integer)")
    one.close()

    assert (asked(one, "SELECT * FROM mine"), asked(other, "SELECT * FROM sqlite_master")) == ([], [])


def test_what_was_not_committed_is_gone_and_locks_nobody(wrapper, file):
    first = wrapper()
    asked(first, "BEGIN IMMEDIATE")
    asked(first, "INSERT INTO house VALUES (1)")
    used = first.connection
    first.close()

    second = wrapper()
    assert (asked(second, "SELECT * FROM house"), second.connection is used) == ([], True)
    with closing(sqlite3.connect(file, timeout=0)) as other:
        other.execute("BEGIN EXCLUSIVE")


def test_next_request_is_held_to_foreign_keys_that_the_one_before_switched_off(wrapper):
    first = wrapper()
    first.disable_constraint_checking()
    first.close()

    with pytest.raises(IntegrityError):
        asked(wrapper(), "INSERT INTO room VALUES (7)")


def test_what_was_read_half_locks_nobody_and_cannot_be_read_on(wrapper, tmp_path):
    file = make_file(tmp_path / "full.sqlite3", rooms=500)
    first = wrapper(str(file))
    half = first.cursor()
    half.execute("SELECT * FROM room")
    half.fetchone()
    first.close()

    with closing(sqlite3.connect(file, timeout=0)) as other:
        other.execute("BEGIN EXCLUSIVE")
    with pytest.raises(ProgrammingError):
        half.fetchone()


def test_file_that_came_in_place_of_the_former_is_read(wrapper, file, tmp_path):
    first = wrapper()
    assert asked(first, "SELECT count(*) FROM room") == [(0,)]
    used = first.connection
    first.close()

    make_file(tmp_path / "backup.sqlite3", rooms=3).replace(file)

    assert asked(wrapper(), "SELECT count(*) FROM room") == [(3,)]
    assert is_closed(used)


def test_column_that_another_process_added_is_seen(wrapper, file):
    first = wrapper()
    asked(first, "SELECT * FROM house")
    used = first.connection
    first.close()

    with closing(sqlite3.connect(file)) as other:
        other.executescript("ALTER TABLE house ADD COLUMN name text; INSERT INTO house VALUES (1, 'Mill')")

    second = wrapper()
    assert (asked(second, "SELECT name FROM house"), second.connection is used) == ([("Mill",)], True)


def test_connection_that_failed_is_not_given_to_others(wrapper):
    first = wrapper()
    used = opened(first)
    with pytest.raises(OperationalError):
        asked(first, "SELECT * FROM nowhere")
    first.close()

    assert is_closed(used)


def test_connection_closed_amid_its_transaction_is_not_given_to_others(wrapper):
    first = wrapper()
    used = opened(first)
    first.in_atomic_block = True
    first.close()
    first.in_atomic_block, first.connection = False, None

    assert is_closed(used)


def test_threads_at_the_same_time_have_one_each(wrapper):
    at_once, used, lock = threading.Barrier(2), [], threading.Lock()
    for one in (prepared := (wrapper(), wrapper())):
        opened(one)
    for one in prepared:
        one.close()

    def ask(one: DatabaseWrapper) -> None:
        one.inc_thread_sharing()
        for _round in range(50):
            one.connect()
            with lock:
                used.append(one.connection)
            at_once.wait(timeout=10)
            pair = used[-2:]
            at_once.wait(timeout=10)
            assert pair[0] is not pair[1]
            one.close()

    faults: list[BaseException] = []
    threads = [threading.Thread(target=_noting(faults, ask, wrapper())) for _ in range(2)]
    for one in threads:
        one.start()
    for one in threads:
        one.join()

    assert (faults, len(used)) == ([], 100)


def _noting(faults: list[BaseException], act, *arguments):
    def run() -> None:
        try:
            act(*arguments)
        except BaseException as fault:
            faults.append(fault)

    return run


@pytest.mark.filterwarnings("ignore:This process:DeprecationWarning")
def test_child_opens_its_own_and_leaves_that_of_its_parent_as_it_is(wrapper):
    first, held = wrapper(), wrapper()
    used, also = opened(first), opened(held)
    first.close()

    child = os.fork()
    if child == 0:
        ends_well = False
        try:
            held.close()
            own = wrapper()
            is_own = opened(own) is not used and own.connection is not also
            ends_well = is_own and not is_closed(used) and not is_closed(also)
        finally:
            os._exit(0 if ends_well else 1)

    assert os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) == 0
    assert opened(wrapper()) is used


def test_transactions_still_take_the_lock_as_they_begin(wrapper, file):
    first = wrapper()
    opened(first)
    first.close()

    second = wrapper()
    opened(second)
    second._start_transaction_under_autocommit()
    with closing(sqlite3.connect(file, timeout=0)) as other, pytest.raises(sqlite3.OperationalError):
        other.execute("BEGIN IMMEDIATE")


def test_pool_that_is_closed_leaves_no_file_open(wrapper):
    first = wrapper()
    used = opened(first)
    first.close()

    first.close_pool()

    assert is_closed(used)
