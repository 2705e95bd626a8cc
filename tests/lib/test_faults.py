"""Mails on faults: through the queue, one an hour a kind, with nothing of what the visitor sent."""

import logging
import sys
from datetime import timedelta

import pytest
import time_machine
from django.contrib.auth.decorators import login_not_required
from django.core.cache import cache
from django.db import OperationalError, transaction
from django.http import HttpRequest, HttpResponse
from django.test import Client
from django.urls import include, path
from django.utils import timezone

from multifactory import settings as portal_settings
from multifactory.lib.busy import BusyError
from multifactory.lib.mail_queue.models import QueuedMail

pytestmark = pytest.mark.django_db

SECRET = "open-sesame-2026"


@login_not_required
def failing(request: HttpRequest, token: str = "", pk: int = 0) -> HttpResponse:
    password = request.POST.get("password", "")
    raise ValueError(f"cannot use {password} {request.GET.get('q')}")


@login_not_required
def failing_otherwise(request: HttpRequest) -> HttpResponse:
    with transaction.atomic():
        raise KeyError(SECRET)


@login_not_required
def without_database(request: HttpRequest) -> HttpResponse:
    raise OperationalError("could not connect to server")


@login_not_required
def hidden_without_database(request: HttpRequest) -> HttpResponse:
    try:
        raise OperationalError("could not connect to server")
    except OperationalError:
        raise AttributeError from None


@login_not_required
def busy(request: HttpRequest) -> HttpResponse:
    raise BusyError


@login_not_required
def unavailable(request: HttpRequest) -> HttpResponse:
    return HttpResponse(status=503)


urlpatterns = [
    path("failing/", failing),
    path("failing/<int:pk>/<str:token>/", failing),
    path("failing-otherwise/", failing_otherwise),
    path("without-database/", without_database),
    path("hidden-without-database/", hidden_without_database),
    path("busy/", busy),
    path("unavailable/", unavailable),
    path("", include("multifactory.urls")),
]
handler500 = "multifactory.portal.views.server_error"


@pytest.fixture
def visitor(settings) -> Client:
    settings.ROOT_URLCONF = __name__
    settings.EMAIL_BACKEND = portal_settings.EMAIL_BACKEND
    settings.ADMINS = [("Administrator", "admin@example.org"), ("Administrator", "other@example.org")]
    cache.clear()
    return Client(raise_request_exception=False)


def test_a_fault_is_queued_in_one_mail_to_all_administrators(visitor, mailoutbox):
    assert visitor.get("/failing/").status_code == 500

    mail = QueuedMail.objects.get()
    assert (mail.status, mail.to) == ("queued", "admin@example.org\nother@example.org")
    assert mail.subject.startswith("Fault: ValueError in tests/lib/test_faults.py:")
    assert mail.subject.endswith(" failing")
    assert mailoutbox == []


def test_nobody_is_told_where_there_is_no_administrator(visitor, settings):
    settings.ADMINS = []

    assert visitor.get("/failing/").status_code == 500

    assert not QueuedMail.objects.exists()


def test_a_fault_mail_carries_nothing_of_what_was_sent(visitor):
    visitor.cookies["sessionid"] = SECRET
    address = f"/failing/12/{SECRET}/?q={SECRET}"
    form = {"password": SECRET, "login": f"{SECRET}@example.org"}

    visitor.post(address, form, headers={"authorization": SECRET, "referer": f"http://x/{SECRET}"})

    mail = QueuedMail.objects.get()
    assert SECRET not in f"{mail.subject} {mail.message} {mail.html_message} {mail.headers}"
    lines = mail.message.splitlines()
    assert lines[1] == "Request: POST /failing/<int:pk>/<str:token>/ pk=12"
    assert lines[3] == "builtins.ValueError"
    assert "raise ValueError(" in mail.message


def test_a_failing_log_in_mails_no_password(visitor, monkeypatch):
    def fail(*args: object, **kwargs: object) -> None:
        raise RuntimeError(SECRET)

    monkeypatch.setattr("allauth.account.adapter.authenticate", fail)

    answer = visitor.post("/account/login/", {"login": "a@example.org", "password": SECRET})

    mail = QueuedMail.objects.get()
    assert answer.status_code == 500
    assert "Request: POST /account/login/\n" in mail.message
    assert SECRET not in mail.message + mail.subject
    assert "a@example.org" not in mail.message + mail.subject


def test_a_kind_of_fault_is_told_once_an_hour(visitor):
    now = timezone.now()
    with time_machine.travel(now, tick=False):
        for address in ("/failing/", "/failing/?q=1", "/failing/3/x/", "/failing-otherwise/"):
            visitor.get(address)
        assert QueuedMail.objects.count() == 2
    with time_machine.travel(now + timedelta(minutes=59), tick=False):
        visitor.get("/failing/")
        assert QueuedMail.objects.count() == 2
    with time_machine.travel(now + timedelta(minutes=61), tick=False):
        visitor.get("/failing/")
        assert QueuedMail.objects.count() == 3


def test_a_cache_that_forgets_repeats_no_mail(visitor):
    visitor.get("/failing/")
    cache.clear()
    visitor.get("/failing/")

    assert QueuedMail.objects.count() == 1


def test_a_cache_that_is_away_does_not_hide_a_fault(visitor, settings):
    settings.CACHES = {
        "default": {
            "BACKEND": "django.core.cache.backends.redis.RedisCache",
            "LOCATION": "redis://127.0.0.1:1/0",
        }
    }

    visitor.get("/failing/")
    visitor.get("/failing/")

    assert QueuedMail.objects.count() == 1


@pytest.mark.parametrize(
    ("address", "status"),
    [
        ("/without-database/", 503),
        ("/hidden-without-database/", 500),
        ("/busy/", 503),
        ("/unavailable/", 503),
    ],
)
def test_a_database_that_is_away_or_a_busy_portal_mails_nobody(visitor, address, status):
    assert visitor.get(address).status_code == status

    assert not QueuedMail.objects.exists()


def test_a_refused_mail_does_not_become_a_second_fault(visitor, settings):
    settings.SERVER_EMAIL = "no address"

    assert visitor.get("/failing/").status_code == 500

    assert not QueuedMail.objects.exists()


def test_a_fault_outside_a_request_is_told_too(visitor):
    logger = logging.getLogger("django.request")
    try:
        raise LookupError(SECRET)
    except LookupError:
        logger.error("Failed: %s", SECRET, exc_info=sys.exc_info())

    mail = QueuedMail.objects.get()
    assert mail.subject.startswith("Fault: LookupError in tests/lib/test_faults.py:")
    assert SECRET not in mail.message
