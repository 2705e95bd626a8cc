"""No visitor gets a cookie before it is needed: reading sets none, and forms for visitors still work."""

import pytest
from django.test import Client

from events.registrations.models import Registration
from tests.test_access import ROWS

pytestmark = pytest.mark.django_db

# Pages that are a form a visitor sends: its token needs a cookie.
FORMS = {
    "account_login": {"csrftoken"},
    "account_request_login_code": {"csrftoken"},
    "account_reset_password": {"csrftoken"},
    "account_reset_password_from_key": {"csrftoken"},
    "events:registration_new": {"csrftoken"},
    "events:registration_detail": {"csrftoken"},
    "members:join_new": {"csrftoken"},
    "members:join_follow": {"csrftoken"},
    "members:join_edit": {"csrftoken"},
    "members:join_document_new": {"csrftoken"},
    "members:listing_renewal": {"csrftoken"},
    "spaces:request_follow": {"csrftoken"},
    "members:invitation_accept": {"csrftoken"},
    "members:place_change": {"csrftoken"},
}


def test_reading_gives_a_visitor_no_cookie(world):
    given = {}
    for row in ROWS:
        client = Client(raise_request_exception=False)
        client.get(row.url(world))
        if client.cookies:
            given[row.name] = set(client.cookies)

    assert given == FORMS


@pytest.mark.parametrize("path", ["/no-such-page/", "/companies/nobody/"])
def test_a_page_that_is_not_there_gives_no_cookie(path):
    client = Client()

    assert client.get(path).status_code == 404
    assert client.cookies == {}


def test_a_visitor_registers_from_the_page_of_an_event_without_a_cookie(world):
    client = Client(enforce_csrf_checks=True)
    page = client.get(world.event.get_absolute_url()).content.decode()
    assert 'name="email"' in page
    form = {"name": "Ada", "email": "ada@example.org", "party": "1"}
    address = f"/events/{world.event.slug}/register/"
    before = Registration.objects.count()

    assert client.post(address, form).status_code == 403
    assert client.post(address, form, headers={"origin": "http://elsewhere.example"}).status_code == 403
    assert Registration.objects.count() == before

    assert client.post(address, form, headers={"origin": "http://testserver"}).status_code == 302
    assert Registration.objects.count() == before + 1
