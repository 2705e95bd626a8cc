"""A database on a full disk: reading goes on, whoever writes is told to come back, all is well after."""

from contextlib import contextmanager
from uuid import uuid4

import pytest
from django.contrib.messages import success
from django.contrib.messages.storage.session import SessionStorage
from django.contrib.sessions.exceptions import SessionInterrupted
from django.contrib.sessions.models import Session
from django.core.cache import cache
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import OperationalError, connection
from django.http import HttpResponse
from django.test import RequestFactory
from django.urls import reverse

from governance.discussion.models import Comment
from multifactory.lib.sessions import SparingSessionMiddleware
from multifactory.portal.worker import jobs
from tests.factories.governance import ProposalFactory
from tests.factories.members import MembershipFactory
from tests.lib.image_corpus import drawn, encoded


@contextmanager
def full_disk():
    """Every statement that writes is refused, as SQLite and PostgreSQL refuse it."""

    def refuse(execute, sql, params, many, context):
        if sql.lstrip().split(" ", 1)[0].upper() in ("INSERT", "UPDATE", "DELETE"):
            raise OperationalError("database or disk is full")
        return execute(sql, params, many, context)

    with connection.execute_wrapper(refuse):
        yield


@pytest.fixture
def representative(db):
    return MembershipFactory(role="representative")


@pytest.fixture
def reader(client, representative):
    client.force_login(representative.user)
    client.raise_request_exception = False
    return client


@pytest.fixture
def waiting_message(reader):
    """A message is said at the next page."""
    request = RequestFactory().get("/")
    request.session = reader.session
    request._messages = SessionStorage(request)
    success(request, "Event saved.")
    request._messages.update(None)
    request.session.save()


@pytest.mark.usefixtures("waiting_message")
def test_pages_are_read_on_a_full_disk(reader):
    """Today a waiting message made every page a 400, since it could not be forgotten."""
    with full_disk():
        pages = [reader.get("/companies/") for _ in range(2)]
    after = [reader.get("/companies/") for _ in range(2)]

    assert [page.status_code for page in pages] == [200, 200]
    assert ["Event saved." in page.text for page in (*pages, *after)] == [True, True, True, False]


def test_what_is_sent_on_a_full_disk_is_to_be_sent_again(reader, representative):
    address = reverse("governance:comment_new", args=[ProposalFactory(state="discussion").pk])
    form = {"kind": "question", "text": "When?", "company": representative.company_id, "request_id": uuid4()}
    with full_disk():
        refused = reader.post(address, form)
    accepted = reader.post(address, form)

    assert (refused.status_code, refused["Retry-After"]) == (503, "30")
    assert (accepted.status_code, Comment.objects.count()) == (302, 1)


def test_picture_sent_on_a_full_disk_is_to_be_sent_again(reader, representative):
    address = reverse("members:logo_edit", args=[representative.company.slug])
    photo = SimpleUploadedFile("photo.png", encoded(drawn()), "image/png")
    with full_disk():
        refused = reader.post(address, {"image": photo})

    assert (refused.status_code, refused["Retry-After"]) == (503, "30")


def test_right_password_on_a_full_disk_is_no_guess_too_many(client, representative):
    """The limit of the log-in could not be written, and 429 said that somebody had tried too often."""
    representative.user.set_password("a long password")
    representative.user.save()
    client.raise_request_exception = False
    form = {"login": representative.user.email, "password": "a long password"}
    with full_disk():
        refused = client.post(reverse("account_login"), form)
    accepted = client.post(reverse("account_login"), form)

    assert (refused.status_code, refused["Retry-After"]) == (503, "30")
    assert accepted.status_code == 302


def test_session_ended_meanwhile_is_still_told(reader):
    """The other reason why a session cannot be saved: the person logged out in another tab."""
    request = RequestFactory().get("/")
    request.session = reader.session
    request.session["seen"] = True
    Session.objects.all().delete()

    with pytest.raises(SessionInterrupted):
        SparingSessionMiddleware(lambda request: HttpResponse()).process_response(request, HttpResponse())


class TestTableCache:
    pytestmark = pytest.mark.django_db

    def test_limits_are_not_pushed_out_by_others(self):
        """Of 300 rows the table dropped a third."""
        cache.set("limit", [1.0])
        for number in range(400):
            cache.set(f"other-{number}", number)

        assert cache.get("limit") == [1.0]

    def test_add_says_what_another_process_has_written(self):
        assert [cache.add("lock", 1), cache.add("lock", 2), cache.get("lock")] == [True, False, 1]

    @pytest.mark.parametrize("write", [cache.set, cache.add])
    def test_row_that_cannot_be_written_is_a_fault(self, write):
        with full_disk(), pytest.raises(OperationalError):
            write("key", 1)

    def test_worker_deletes_what_is_out_of_date(self):
        job = next(job for job in jobs() if job.name == "expired cache rows deleted")
        cache.set("stays", 1, 3600)
        with connection.cursor() as cursor:
            cache.set("goes", 1, 3600)
            cursor.execute("UPDATE django_cache SET expires = '2020-01-01' WHERE cache_key LIKE '%goes'")

        assert (job.run(lambda: False), cache.get("stays"), cache.get("goes")) == (1, 1, None)
