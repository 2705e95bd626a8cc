"""Who waits for the database: in line before it is asked, holding nothing."""

import threading

import pytest
from django.http import HttpRequest, HttpResponse
from django.test import RequestFactory

from multifactory.lib.middleware import ConnectionsMiddleware

CROWD = 12


@pytest.fixture
def two_at_once(settings):
    settings.DATABASE_CONNECTIONS, settings.DATABASE_CONNECTION_WAIT_SECONDS = 2, 20


def test_all_of_a_crowd_are_answered_and_no_more_are_inside_than_there_are_connections(two_at_once):
    inside, seen, lock = [0], [], threading.Lock()
    both_are_in, answers = threading.Barrier(2), []

    def answer(_request: HttpRequest) -> HttpResponse:
        with lock:
            inside[0] += 1
            seen.append(inside[0])
        both_are_in.wait(timeout=10)
        with lock:
            inside[0] -= 1
        return HttpResponse("done")

    middleware, request = ConnectionsMiddleware(answer), RequestFactory().post("/bookings/new/")
    crowd = [
        threading.Thread(target=lambda: answers.append(middleware(request).status_code))
        for _one in range(CROWD)
    ]
    for one in crowd:
        one.start()
    for one in crowd:
        one.join()

    assert (answers, max(seen)) == ([200] * CROWD, 2)


def test_who_waits_too_long_is_told_when_to_come_back_and_a_probe_of_the_process_never_waits(two_at_once):
    answers = {}

    def answer(request: HttpRequest) -> HttpResponse:
        if request.path == "/outer/":  # while the only connection is in use, two others come
            answers["page"] = middleware(RequestFactory().get("/inner/"))
            answers["probe"] = middleware(RequestFactory().get("/health/live"))
        return HttpResponse("done")

    middleware = ConnectionsMiddleware(answer)
    middleware.turn._places, middleware.turn.wait_seconds = threading.Semaphore(1), 0.01

    answers["outer"] = middleware(RequestFactory().get("/outer/"))

    assert {name: one.status_code for name, one in answers.items()} == {
        "page": 503,
        "probe": 200,
        "outer": 200,
    }
    assert answers["page"]["Retry-After"] == "10"
