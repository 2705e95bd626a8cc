"""A long text is not lost when the session ends while it is written, or another begins in another tab."""

import re

import pytest
from django.test import Client
from django.urls import reverse

from events.programme.models import Event
from governance.proposals.models import Proposal
from tests.factories.events import EventFactory

pytestmark = pytest.mark.django_db

TEXT = "We need a new roof & gutters.\r\n\r\n" + "THE LONG TEXT " * 49 + "END"
NEW = "/decisions/new/"
KEPT = "/account/kept-form/"


@pytest.fixture
def tab(representative):
    client = Client(enforce_csrf_checks=True)
    client.force_login(representative)
    return client


def written(client) -> dict[str, str]:
    page = client.get(f"{NEW}?matter=ordinary").content.decode()
    hidden = dict(re.findall(r'<input type="hidden" name="(\w+)" value="([^"]*)"', page))
    return hidden | {"title": "A roof", "matter": "ordinary", "method": "motion", "text": TEXT}


def token_in(response) -> str:
    return re.search(r'name="csrfmiddlewaretoken" value="([^"]+)"', response.content.decode())[1]


def text_in(response) -> str:
    found = re.search(
        r'<textarea id="kept_\d+" name="text"[^>]*>\n(.*?)</textarea>', response.content.decode(), re.S
    )
    return found[1].replace("&amp;", "&") if found else ""


def test_who_was_logged_out_finds_the_text_after_the_log_in(tab, representative):
    """The answer was the log-in page, and the text was gone."""
    form = written(tab)
    tab.post("/account/logout/", {"csrfmiddlewaretoken": form["csrfmiddlewaretoken"]})

    response = tab.post(NEW, form)

    assert response.url == f"/account/login/?next={KEPT}"
    tab.force_login(representative)
    page = tab.get(KEPT)
    assert text_in(page) == TEXT
    assert Proposal.objects.count() == 0
    again = form | {"csrfmiddlewaretoken": token_in(page)}
    sent_on = tab.post(KEPT, again)
    assert (sent_on.status_code, sent_on["Location"]) == (307, NEW)
    assert tab.post(NEW, again).status_code == 302
    assert Proposal.objects.get().text == TEXT
    assert tab.get(KEPT).url == "/dashboard/"


def test_who_logged_in_anew_in_another_tab_finds_the_text_on_the_page_that_says_so(tab, representative):
    """The answer was 403, and the text was gone."""
    form = written(tab)
    tab.cookies.clear()
    tab.force_login(representative)

    response = tab.post(NEW, form, headers={"Origin": "http://testserver"})

    assert response.status_code == 403
    assert text_in(response) == TEXT
    assert "A roof" in response.content.decode()
    assert tab.post(NEW, form | {"csrfmiddlewaretoken": token_in(response)}).status_code == 302
    assert Proposal.objects.get().text == TEXT


@pytest.mark.parametrize(
    "headers",
    [
        {},
        {"Origin": "null"},
        {"Origin": "http://evil.example"},
        {"Referer": "http://evil.example/testserver"},
    ],
)
def test_a_form_of_another_site_is_not_handed_back(tab, headers):
    form = written(tab) | {"csrfmiddlewaretoken": "x" * 64}

    response = tab.post(NEW, form, headers=headers)

    assert response.status_code == 403
    assert "THE LONG TEXT" not in response.content.decode()


def test_nothing_short_and_no_password_is_kept(client):
    assert client.post(NEW, {"title": "A roof"}).url == f"/account/login/?next={NEW}"
    client.post("/decisions/1/", {"text": TEXT, "old_password": "x" * 50})
    assert [name for name, _value in client.session["kept_form"]["fields"]] == ["text"]


def test_text_of_the_back_office_is_kept_too(coordinator):
    client, event = Client(), EventFactory()
    url = f"/admin/events/event/{event.pk}/change/"
    assert client.post(url, {"text": TEXT}).url == f"/account/login/?next={KEPT}"
    client.force_login(coordinator)
    assert text_in(client.get(KEPT)) == TEXT
    assert Event.objects.get().text == event.text


def test_a_visitor_whose_token_is_old_keeps_the_note():
    client = Client(enforce_csrf_checks=True)
    origin = {"Origin": "http://testserver"}

    response = client.post(reverse("spaces:request_new"), {"name": "Ada", "note": TEXT}, headers=origin)

    assert response.status_code == 403
    assert "THE LONG TEXT" in response.content.decode()
