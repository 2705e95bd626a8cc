"""One's own account."""

import pytest
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
    assert messages_of(response) == ["You are not in that company any more."]
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
