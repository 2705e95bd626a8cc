"""Pages of the people of a company, as each of the roles meets them."""

import pytest
from django.utils import timezone

from members.people.models import Invitation, Membership
from members.people.services import note_undelivered_mail
from multifactory.lib.mail_queue.models import QueuedMail
from tests.factories.members import (
    InvitationFactory,
    MembershipFactory,
)
from tests.members.helpers import messages_of, url

pytestmark = pytest.mark.django_db


@pytest.fixture
def stranger() -> Membership:
    """A representative of another company."""
    return MembershipFactory(role=Membership.Role.REPRESENTATIVE)


@pytest.mark.parametrize("name", ["company_edit", "product_list", "people_list", "invitation_new"])
def test_pages_of_a_company_are_closed_to_others(client_of, company, stranger, coordinator, name):
    address = url(name, company.slug)
    assert client_of(None).get(address).url == f"/account/login/?next={address}"
    assert client_of(stranger.user).get(address).status_code == 403
    assert client_of(coordinator).get(address).status_code == 403


@pytest.mark.parametrize("name", ["company_edit", "product_list", "people_list"])
def test_who_has_left_edits_no_more(client_of, company, collaborator, name):
    collaborator.memberships.update(ended_on=timezone.localdate())
    assert client_of(collaborator).get(url(name, company.slug)).status_code == 403


def test_people_see_one_another_and_representatives_the_invitations(
    client_of, company, representative, collaborator
):
    InvitationFactory(company=company, email="open@example.org")
    InvitationFactory(company=company, email="used@example.org", accepted_at=timezone.now())
    address = url("people_list", company.slug)
    for_representative = client_of(representative).get(address).content.decode()
    for_collaborator = client_of(collaborator).get(address).content.decode()
    for page in (for_representative, for_collaborator):
        assert representative.email in page
        assert collaborator.email in page
    assert ("open@example.org" in for_representative, "open@example.org" in for_collaborator) == (True, False)
    assert "used@example.org" not in for_representative


@pytest.mark.parametrize("number", [1, 3])
def test_the_people_take_the_same_queries_whatever_their_number(
    client_of, company, representative, number, django_assert_num_queries
):
    MembershipFactory.create_batch(number, company=company)
    InvitationFactory.create_batch(number, company=company)
    browser = client_of(representative)
    with django_assert_num_queries(8):
        browser.get(url("people_list", company.slug))


def test_a_representative_invites(client_of, company, representative, mailoutbox):
    data = {"emails": "new@example.org", "role": "collaborator"}
    response = client_of(representative).post(url("invitation_new", company.slug), data, follow=True)
    invitation = Invitation.objects.get()
    assert (invitation.company, invitation.email, invitation.invited_by) == (
        company,
        "new@example.org",
        representative,
    )
    assert messages_of(response) == ["Invitation sent to new@example.org."]
    assert [mail.to for mail in mailoutbox] == [["new@example.org"]]


def test_a_collaborator_does_not_invite(client_of, company, collaborator):
    data = {"emails": "new@example.org", "role": "representative"}
    assert client_of(collaborator).post(url("invitation_new", company.slug), data).status_code == 403
    assert Invitation.objects.count() == 0


@pytest.mark.parametrize(
    ("data", "field"),
    [
        ({"emails": "no", "role": "collaborator"}, "emails"),
        ({"emails": " , ;", "role": "collaborator"}, "emails"),
        ({"emails": "new@example.org", "role": "boss"}, "role"),
        ({"emails": "taken@example.org", "role": "collaborator"}, "emails"),
        ({"emails": f"{'x' * 250}@example.org", "role": "collaborator"}, "emails"),
        ({"emails": ",".join(f"p{n}@example.org" for n in range(41)), "role": "collaborator"}, "emails"),
    ],
)
def test_an_invitation_that_does_not_fit_gets_the_form_again(client_of, company, representative, data, field):
    InvitationFactory(company=company, email="taken@example.org")
    response = client_of(representative).post(url("invitation_new", company.slug), data)
    assert list(response.context["form"].errors) == [field]
    assert Invitation.objects.count() == 1


def test_several_people_are_invited_at_once_with_a_word_on_each(
    client_of, company, representative, mailoutbox
):
    InvitationFactory(company=company, email="taken@example.org")
    emails = (
        "Ada <ada@example.org>, bea@example.org;no\nADA@example.org\n"
        f"{representative.email}\ntaken@example.org"
    )
    data = {"emails": emails, "role": "collaborator"}
    response = client_of(representative).post(url("invitation_new", company.slug), data)
    assert response.context["outcomes"] == [
        ("ada@example.org", ""),
        ("bea@example.org", ""),
        ("no", "Enter a valid email address."),
        (representative.email, "This person is already in the company."),
        ("taken@example.org", "This address has already been invited."),
    ]
    assert sorted(mail.to[0] for mail in mailoutbox) == ["ada@example.org", "bea@example.org"]
    refused = f"no\n{representative.email}\ntaken@example.org"
    assert response.context["form"]["emails"].value() == refused
    assert "Result for each address" in response.content.decode()


def test_a_mail_that_was_refused_is_told_to_who_invited_and_on_the_page(
    client_of, company, representative, mailoutbox
):
    """Was: nobody heard that the invitation never arrived."""
    invitation = InvitationFactory(company=company, email="gone@example.org", invited_by=representative)
    mail = QueuedMail(to="Gone@example.org")
    note_undelivered_mail(mail)
    note_undelivered_mail(mail)
    assert [(one.to, one.subject) for one in mailoutbox] == [
        ([representative.email], "The invitation to gone@example.org could not be delivered")
    ]
    page = client_of(representative).get(url("people_list", company.slug)).content.decode()
    assert "The mail server refused this address." in page
    invitation.refresh_from_db()
    assert invitation.is_open


def test_a_representative_withdraws_an_invitation(client_of, company, representative):
    invitation = InvitationFactory(company=company)
    address = url("invitation_withdraw", company.slug, invitation.pk)
    browser = client_of(representative)
    assert messages_of(browser.post(address, follow=True)) == [f"Invitation to {invitation.email} withdrawn."]
    assert messages_of(browser.post(address, follow=True)) == ["This invitation was no longer open."]
    assert Invitation.objects.open().count() == 0


def test_nobody_withdraws_the_invitation_of_another_company(client_of, company, representative, collaborator):
    foreign = InvitationFactory()
    mine = url("invitation_withdraw", company.slug, foreign.pk)
    theirs = url("invitation_withdraw", foreign.company.slug, foreign.pk)
    assert client_of(representative).post(mine).status_code == 404
    assert client_of(representative).post(theirs).status_code == 403
    assert client_of(collaborator).post(mine).status_code == 403
    assert Invitation.objects.open().count() == 1


def test_a_representative_ends_a_membership_after_a_question(
    client_of, company, representative, collaborator
):
    membership = collaborator.memberships.get()
    address = url("membership_end", company.slug, membership.pk)
    browser = client_of(representative)
    assert f"Remove {collaborator} from {company}?" in browser.get(address).content.decode()
    assert collaborator.memberships.current().count() == 1
    assert browser.post(address).url == url("people_list", company.slug)
    assert collaborator.memberships.current().count() == 0


def test_a_collaborator_leaves_but_ends_nobody_else(client_of, company, representative, collaborator):
    browser = client_of(collaborator)
    theirs = url("membership_end", company.slug, representative.memberships.get().pk)
    assert browser.post(theirs).status_code == 403
    assert (
        browser.post(url("membership_end", company.slug, collaborator.memberships.get().pk)).url
        == "/dashboard/"
    )
    assert collaborator.memberships.current().count() == 0


def test_the_last_representative_stays_and_reads_why(client_of, company, representative):
    address = url("membership_end", company.slug, representative.memberships.get().pk)
    response = client_of(representative).post(address)
    assert messages_of(response) == [
        "A company keeps at least one representative: make someone else a representative first."
    ]
    assert representative.memberships.current().count() == 1


def test_a_membership_of_another_company_is_not_found(client_of, company, representative, stranger):
    for name in ("membership_end", "role_change"):
        address = url(name, company.slug, stranger.pk)
        assert client_of(representative).post(address, {"role": "collaborator"}).status_code == 404


def test_a_representative_changes_roles(client_of, company, representative, collaborator):
    membership = collaborator.memberships.get()
    address = url("role_change", company.slug, membership.pk)
    response = client_of(representative).post(address, {"role": "representative"}, follow=True)
    assert messages_of(response) == [f"{collaborator}: now representative."]
    membership.refresh_from_db()
    assert membership.is_representative


def test_a_role_that_does_not_exist_changes_nothing(client_of, company, representative, collaborator):
    membership = collaborator.memberships.get()
    address = url("role_change", company.slug, membership.pk)
    response = client_of(representative).post(address, {"role": "boss"}, follow=True)
    assert messages_of(response) == ["There is no such role."]
    assert client_of(collaborator).post(address, {"role": "representative"}).status_code == 403
    membership.refresh_from_db()
    assert membership.role == "collaborator"


@pytest.mark.parametrize("name", ["invitation_withdraw", "role_change"])
def test_buttons_are_not_links(client_of, company, representative, name):
    assert client_of(representative).get(url(name, company.slug, 1)).status_code == 405
