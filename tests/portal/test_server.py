"""The web server as it is configured: nobody waits for clients that say nothing."""

import contextlib
import http.client
import os
import socket
import time
from concurrent.futures import ThreadPoolExecutor

import pytest

from tests.processes import manage, running_portal

SILENT = 60  # connections; two processes that wait for each would stand still for minutes


@pytest.fixture(scope="module")
def portal(tmp_path_factory):
    url = f"sqlite:///{tmp_path_factory.mktemp('server')}/portal.sqlite3"
    for command in ("migrate", "createcachetable"):
        manage(command, environment=os.environ | {"DATABASE_URL": url})
    with running_portal(url) as running:
        yield running


@pytest.fixture
def connect(portal):
    with contextlib.ExitStack() as lines:
        yield lambda: lines.enter_context(socket.create_connection(("127.0.0.1", portal.port), timeout=20))


def test_clients_that_say_nothing_hold_up_nobody(portal, connect):
    lines = [connect() for _ in range(SILENT)]

    answer = portal.ask("/companies/")

    assert answer.status == 200
    assert len(lines) == SILENT


def test_clients_in_the_midst_of_a_form_hold_up_nobody(portal, connect):
    for _ in range(SILENT):
        head = "POST /account/login/ HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Length: 1000\r\n"
        connect().sendall(f"{head}Content-Type: application/x-www-form-urlencoded\r\n\r\nlogin=a".encode())

    assert portal.ask("/companies/").status == 200


def test_client_without_a_request_is_let_go(connect):
    """So that silent ones never take all the places there are."""
    line = connect()
    begin = time.monotonic()

    assert line.recv(1) == b""
    assert time.monotonic() - begin < 15


def test_connection_serves_one_request_after_another(portal):
    connection = http.client.HTTPConnection("127.0.0.1", portal.port, timeout=20)
    with contextlib.closing(connection):
        answers = []
        for path in ("/health/live", "/companies/", "/health/live"):
            connection.request("GET", path)
            response = connection.getresponse()
            answers.append((response.status, len(response.read()) > 0))

    assert answers == [(200, True)] * 3


@pytest.mark.postgres
def test_more_visitors_than_connections_are_all_served(other_process):
    """A process has ten connections to the database; whoever comes eleventh waits for one."""
    with running_portal(other_process["DATABASE_URL"]) as portal, ThreadPoolExecutor(40) as visitors:
        answers = visitors.map(lambda number: portal.ask(f"/companies/?q={number}"), range(80))

        assert {answer.status for answer in answers} == {200}
