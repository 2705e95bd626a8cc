"""One's own account."""

import pytest
from django.test import Client
from django.urls import reverse

from members.people.models import Membership
from tests.factories.members import (
    MembershipFactory,
    UserFactory,
)
from tests.members.helpers import messages_of, url

pytestmark = pytest.mark.django_db
LIST = "/companies/"


@pytest.fixture
def stranger() -> Membership:
    """A representative of another company."""
    return MembershipFactory(role=Membership.Role.REPRESENTATIVE)


def test_a_person_of_two_companies_chooses_for_which_to_act(client_of, representative):
    other = MembershipFactory(user=representative, company__name="Zeta")
    browser = client_of(representative)
    response = browser.post(url("membership_switch"), {"membership": other.pk, "next": LIST})
    assert response.url == LIST
    assert browser.get(LIST).context["acting"] == other


@pytest.mark.parametrize("membership", ["", "x", "999999"])
def test_nobody_acts_for_a_company_they_are_not_in(client_of, representative, stranger, membership):
    browser = client_of(representative)
    response = browser.post(
        url("membership_switch"), {"membership": membership or stranger.pk, "next": LIST}, follow=True
    )
    assert messages_of(response) == ["You no longer belong to that company."]
    assert response.context["acting"].user == representative


@pytest.mark.parametrize("target", ["", "https://evil.example/", "//evil.example", "javascript:alert(1)"])
def test_after_switching_one_stays_on_the_portal(client_of, representative, target):
    data = {"membership": representative.memberships.get().pk, "next": target}
    assert client_of(representative).post(url("membership_switch"), data).url == reverse("dashboard")


def test_the_language_chosen_is_kept_by_the_account_and_the_browser(client_of, representative):
    browser = client_of(representative)
    response = browser.post(url("account_edit"), {"name": "Anna Ferri", "language": "it"})
    assert response.url == url("account_edit")
    assert response.cookies["django_language"].value == "it"
    representative.refresh_from_db()
    assert (representative.name, representative.language) == ("Anna Ferri", "it")
    assert '<html lang="it">' in browser.get(url("account_edit")).content.decode()


@pytest.mark.parametrize(("field", "value"), [("name", ""), ("name", "x" * 121), ("language", "tlh")])
def test_a_profile_that_does_not_fit_gets_the_form_again(client_of, representative, field, value):
    data = {"name": "Anna", "language": "en", field: value}
    response = client_of(representative).post(url("account_edit"), data)
    assert list(response.context["form"].errors) == [field]


def test_a_profile_changes_neither_address_nor_rights(client_of):
    user = UserFactory(email="me@example.org")
    data = {
        "name": "Me",
        "language": "en",
        "email": "you@example.org",
        "is_staff": "on",
        "is_superuser": "on",
    }
    client_of(user).post(url("account_edit"), data)
    user.refresh_from_db()
    assert (user.name, user.email, user.is_staff, user.is_superuser) == ("Me", "me@example.org", False, False)


@pytest.mark.parametrize(
    ("target", "to"),
    [
        ("/companies/?q=[", "/companies/?q=["),
        ("http://[", "/dashboard/"),
        ("//[", "/dashboard/"),
        ("//elsewhere.example/", "/dashboard/"),
        ("", "/dashboard/"),
        ("home", "home"),
        ("no-view-of-this-name", "no-view-of-this-name"),
    ],
)
def test_the_page_after_choosing_a_company_is_one_of_ours(client_of, representative, target, to):
    membership = representative.memberships.get()

    answer = client_of(representative).post(
        url("membership_switch"), {"membership": membership.pk, "next": target}
    )

    assert (answer.status_code, answer.url) == (302, to)


@pytest.mark.parametrize("target", ["http://[", "//[", "http://exa\u2100mple/"])
def test_the_page_after_choosing_a_language_is_one_of_ours(client, target):
    answer = client.post(
        url("language_set"), {"language": "it", "next": target}, headers={"referer": "http://["}
    )

    assert (answer.status_code, answer.url) == (302, "/")
    assert answer.cookies["django_language"].value == "it"


def test_a_visitor_chooses_a_language_without_a_token_on_our_pages_only():
    browser = Client(enforce_csrf_checks=True)
    choose = {"path": url("language_set"), "data": {"language": "it"}}

    for headers in ({}, {"origin": "http://elsewhere.example"}, {"origin": "null"}, {"origin": "http://["}):
        assert browser.post(**choose, headers=headers).status_code == 403
    assert browser.get(LIST).headers["Content-Language"] == "en"

    assert browser.post(**choose, headers={"origin": "http://testserver"}).status_code == 302
    assert browser.get(LIST).headers["Content-Language"] == "it"


def test_the_language_form_of_an_account_has_its_token(representative):
    browser = Client(enforce_csrf_checks=True)
    browser.force_login(representative)
    page = browser.get(LIST).content.decode()
    form = page[page.index('class="languages"') :]
    token = form.split('name="csrfmiddlewaretoken" value="')[1].split('"')[0]

    answer = browser.post(url("language_set"), {"language": "it", "csrfmiddlewaretoken": token})

    assert answer.status_code == 302
