"""What the portal says of itself, and what it answers while the database is away."""

import os
from concurrent.futures import ThreadPoolExecutor
from itertools import product

import pytest

from multifactory.portal import worker
from tests.processes import free_port, manage, running_portal


@pytest.fixture(scope="module")
def cut_off():
    """A portal whose PostgreSQL server is not there."""
    with running_portal(f"postgres://nobody:nothing@127.0.0.1:{free_port()}/nowhere") as portal:
        yield portal


def test_process_is_alive_without_its_database(cut_off):
    answer = cut_off.ask("/health/live")

    assert (answer.status, answer.body) == (200, '{"status": "ok"}')


def test_readiness_says_the_database_is_away(cut_off):
    answer = cut_off.ask("/health/ready")

    assert (answer.status, answer.body) == (503, '{"status": "database away"}')
    assert answer.headers["Retry-After"] == "30"


PATHS = (
    *("/", "/companies/", "/companies/anna/", "/events/", "/spaces/", "/account/login/", "/dashboard/"),
    "/nowhere/",
)
COOKIES = ("", "sessionid=0123456789abcdefghijklmnopqrstuv")


@pytest.fixture(scope="module")
def answers_cut_off(cut_off):
    """By path and cookie; asked all at once, since each waits some seconds for the database."""
    asked = list(product(PATHS, COOKIES))
    with ThreadPoolExecutor(len(asked)) as visitors:
        return dict(
            zip(asked, visitors.map(lambda one: cut_off.ask(one[0], cookie=one[1]), asked), strict=True)
        )


@pytest.mark.parametrize("cookie", COOKIES)
@pytest.mark.parametrize("path", PATHS)
def test_pages_ask_to_come_back_while_the_database_is_away(answers_cut_off, path, cookie):
    answer = answers_cut_off[path, cookie]

    if (path, cookie) == ("/dashboard/", ""):
        assert (answer.status, answer.headers["Location"]) == (302, "/account/login/?next=/dashboard/")
        return
    assert (answer.status, answer.headers["Retry-After"]) == (503, "30")
    assert "Please try again in a minute" in answer.body
    assert "Traceback" not in answer.body
    assert "default-src 'none'" in answer.headers["Content-Security-Policy"]


def test_readiness_follows_the_database(tmp_path):
    """Away, then empty, then migrated: without a restart."""
    folder = tmp_path / "mounted late"
    url = f"sqlite:///{folder}/portal.sqlite3"
    with running_portal(url) as portal:
        assert (portal.ask("/").status, portal.ask("/health/ready").body) == (
            503,
            '{"status": "database away"}',
        )

        folder.mkdir()
        answer = portal.ask("/health/ready")
        assert (answer.status, answer.body) == (503, '{"status": "migrations waiting"}')
        assert answer.headers["Retry-After"] == "30"

        manage("migrate", "--verbosity", "0", environment=os.environ | {"DATABASE_URL": url})
        assert (portal.ask("/health/ready").status, portal.ask("/").status) == (200, 200)


def test_visitors_learn_nothing_more_than_that_it_is_ready(db, client):
    assert client.get("/health/ready").json() == {"status": "ok"}


def test_members_learn_nothing_more_either(client_of, representative):
    assert client_of(representative).get("/health/ready").json() == {"status": "ok"}


def test_staff_see_how_the_worker_stands(client_of, coordinator):
    worker.do_turn([], lambda: False)

    assert client_of(coordinator).get("/health/ready").json() == {
        "status": "ok",
        "mails_waiting": 0,
        "mails_given_up": 0,
        "worker_seen_seconds_ago": 0,
        "media": None,
        "media_files_aside": 0,
        "media_files_waiting": 0,
    }


def test_probes_are_only_read(db, client):
    assert [client.post(path).status_code for path in ("/health/live", "/health/ready")] == [405, 405]
