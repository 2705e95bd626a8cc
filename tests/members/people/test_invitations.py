"""From the mail to the place in the company."""

import re
from datetime import date, timedelta

import pytest
from allauth.account.models import EmailAddress
from django.core import signing
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from members.people.invitations import invitation_from_token, invitation_path, invitation_token
from members.people.models import Invitation, Membership, User
from members.people.services import invite, withdraw_invitation
from tests.factories.members import PASSWORD, InvitationFactory, UserFactory

pytestmark = pytest.mark.django_db
SIGNUP, LOGIN = "/account/signup/", "/account/login/"
YESTERDAY = timezone.now() - timedelta(days=1)
NEW_PASSWORD = "planes, chisels and glue"


@pytest.fixture
def invitation(company, representative) -> Invitation:
    return InvitationFactory(
        company=company, email="new@example.org", role="representative", invited_by=representative
    )


def signup_form(**changes) -> dict[str, str]:
    data = {"name": "Nina Neri", "email": "new@example.org"}
    return data | {"password1": NEW_PASSWORD, "password2": NEW_PASSWORD} | changes


def account(email: str = "new@example.org") -> User:
    user = UserFactory(email=email)
    EmailAddress.objects.create(user=user, email=email, verified=True, primary=True)
    return user


def test_from_the_mail_to_the_place_in_the_company(company, representative, client_of, mailoutbox):
    data = {"emails": "new@example.org", "role": "collaborator"}
    client_of(representative).post(reverse("members:invitation_new", args=[company.slug]), data)
    path = re.search(r"https?://[^/\s]+(/invitations/\S+)", mailoutbox[0].body).group(1)
    visitor = Client()

    page = visitor.get(path).content.decode()
    assert f"Your invitation to {company.name}" in page
    assert representative.name in page
    assert Invitation.objects.open().count() == 1

    assert visitor.post(path).url == SIGNUP
    assert 'value="new@example.org"' in visitor.get(SIGNUP).content.decode()
    assert visitor.post(SIGNUP, signup_form()).url == "/dashboard/"

    user = User.objects.get(email="new@example.org")
    assert (user.name, user.is_staff, user.check_password(NEW_PASSWORD)) == ("Nina Neri", False, True)
    membership = user.memberships.current().get()
    assert (membership.company, membership.role) == (company, "collaborator")
    assert visitor.get("/companies/").context["acting"] == membership
    assert EmailAddress.objects.get(user=user).verified is True
    assert [mail.to for mail in mailoutbox] == [["new@example.org"], [representative.email]]


def test_opening_the_link_changes_nothing(client, invitation):
    for method in (client.get, client.head, client.get):
        assert method(invitation_path(invitation)).status_code == 200
    assert (Invitation.objects.open().count(), "invitation" in client.session) == (1, False)
    assert client.get(SIGNUP).templates[0].name == "account/signup_closed.html"


def test_without_an_invitation_nobody_signs_up(client):
    response = client.post(SIGNUP, signup_form())
    assert "Accounts are by invitation" in response.content.decode()
    assert User.objects.count() == 0


@pytest.mark.parametrize("email", ["other@example.org", "new@example.org.evil.example", ""])
def test_the_account_is_for_the_invited_address_only(client, invitation, email):
    client.post(invitation_path(invitation))
    response = client.post(SIGNUP, signup_form(email=email))
    assert list(response.context["form"].errors) == ["email"]
    assert not User.objects.filter(name="Nina Neri").exists()


def test_the_invited_address_may_be_written_in_capitals(client, invitation):
    client.post(invitation_path(invitation))
    client.post(SIGNUP, signup_form(email="NEW@Example.org"))
    assert User.objects.get(name="Nina Neri").email == "new@example.org"


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"name": ""}, "name"),
        ({"password1": "short", "password2": "short"}, "password1"),
        ({"password1": "new@example.org", "password2": "new@example.org"}, "password1"),
        ({"password2": "another password"}, "password2"),
    ],
)
def test_a_sign_up_that_does_not_fit_gets_the_form_again(client, invitation, changes, field):
    client.post(invitation_path(invitation))
    response = client.post(SIGNUP, signup_form(**changes))
    assert list(response.context["form"].errors) == [field]
    assert Invitation.objects.open().count() == 1


def test_an_invitation_withdrawn_during_the_sign_up_makes_no_account(client, invitation):
    client.post(invitation_path(invitation))
    withdraw_invitation(invitation)
    assert "Accounts are by invitation" in client.post(SIGNUP, signup_form()).content.decode()
    assert not User.objects.filter(email="new@example.org").exists()


def test_who_has_an_account_logs_in_and_is_in(client, invitation):
    user = account()
    assert client.post(invitation_path(invitation)).url == LOGIN
    assert client.post(LOGIN, {"login": user.email, "password": PASSWORD}).url == "/dashboard/"
    assert user.memberships.current().get().role == "representative"
    assert "Welcome to" in client.get("/companies/").content.decode()


def test_logging_in_as_somebody_else_asks_before_it_takes_the_place(client, invitation):
    account()
    other = account("other@example.org")
    client.post(invitation_path(invitation))
    response = client.post(LOGIN, {"login": other.email, "password": PASSWORD})
    assert response.url == invitation_path(invitation)
    assert other.memberships.count() == 0
    assert Invitation.objects.open().count() == 1
    page = client.get(response.url).content.decode()
    assert "You are logged in as other@example.org; the invitation was sent to new@example.org." in page


def test_an_account_with_another_address_accepts(client, company, representative, invitation, mailoutbox):
    """Was: 404, and a second account for one person."""
    other = account("other@example.org")
    assert client.post(invitation_path(invitation), {"log_in": "1"}).url == LOGIN
    client.post(LOGIN, {"login": other.email, "password": PASSWORD})
    assert client.post(invitation_path(invitation)).url == company.get_absolute_url()
    assert other.memberships.current().get().role == "representative"
    assert "(other@example.org) has accepted your invitation" in mailoutbox[-1].body
    assert client.post(invitation_path(invitation)).status_code == 410


def test_who_is_in_the_company_does_not_use_up_a_colleagues_invitation(client_of, invitation, collaborator):
    browser = client_of(collaborator)
    response = browser.post(invitation_path(invitation), follow=True)
    assert [str(message) for message in response.context["messages"]] == [
        "You already belong to this company: this invitation is for someone else."
    ]
    assert invitation.is_open
    assert collaborator.memberships.get().role == "collaborator"


def test_who_is_logged_in_with_that_address_is_in_at_once(client_of, invitation, company):
    user = account()
    browser = client_of(user)
    assert browser.post(invitation_path(invitation)).url == company.get_absolute_url()
    assert user.memberships.current().get().company == company
    assert browser.post(invitation_path(invitation)).status_code == 410
    assert Membership.objects.filter(user=user).count() == 1


@pytest.mark.parametrize(
    ("state", "words"),
    [
        ({"accepted_at": YESTERDAY}, "This invitation has been used"),
        ({"withdrawn_at": YESTERDAY}, "This invitation has been withdrawn"),
        ({"expires_at": YESTERDAY}, "This invitation has expired"),
        ({"company__left_on": date(2021, 1, 1)}, "This invitation has been withdrawn"),
    ],
)
@pytest.mark.parametrize("method", ["get", "post"])
def test_a_link_that_is_over_says_so(client, state, words, method):
    response = getattr(client, method)(invitation_path(InvitationFactory(**state)))
    assert response.status_code == 410
    assert words in response.content.decode()
    assert "invitation" not in client.session


def test_a_link_we_did_not_write_is_not_found(client, invitation):
    token = invitation_token(invitation)
    forged = [
        token[:-1],
        token[:-1] + ("A" if token[-1] != "A" else "B"),
        signing.dumps(invitation.pk, salt="another purpose"),
        signing.dumps(invitation.pk + 1, salt="members.invitation"),
        "x",
        "è%00",
    ]
    for wrong in forged:
        response = client.get(f"/invitations/{wrong}/")
        assert response.status_code == 404
        assert "There is no such invitation" in response.content.decode()


def test_the_mail_is_in_the_language_of_the_account(company, representative, mailoutbox):
    UserFactory(email="new@example.org", language="en")
    invite(company, email="new@example.org", role="collaborator", by=representative)
    assert mailoutbox[0].subject == f"{representative.name} invites you to {company.name}"


MAILED = "Nw:1xXPBX:O6BPxViBzE5F2BsSAaKYSiKYymo4tPjCiiYzeYPaBE4"  # of invitation 7, under this key:
KEY = "only-for-tests-0123456789abcdefghijklmnopqrstuvwxyz"


def test_a_link_of_an_earlier_version_still_opens(settings):
    settings.SECRET_KEY = KEY
    invitation = InvitationFactory(pk=7)

    assert invitation_from_token(MAILED) == invitation


def test_a_link_stands_for_its_invitation():
    invitation = InvitationFactory()

    assert invitation_from_token(invitation_token(invitation)) == invitation


def test_a_link_that_carries_no_number_stands_for_nothing():
    assert invitation_from_token(signing.Signer(salt="members.invitation").sign("7a")) is None
