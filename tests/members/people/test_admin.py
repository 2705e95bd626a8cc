"""Invitations and memberships in the back-office."""

import pytest
from django.utils import timezone

from members.people.models import Invitation, Membership
from members.people.place_models import PlaceChange
from members.people.services import change_role
from tests.factories.members import InvitationFactory, MembershipFactory
from tests.members.helpers import messages_of

pytestmark = pytest.mark.django_db
ADMIN = "/admin/members"
REPRESENTATIVE = Membership.Role.REPRESENTATIVE
OWN = "You cannot add yourself to a company. Ask one of its representatives, or another coordinator."


def test_a_coordinator_invites_for_any_company(backoffice, company, coordinator, mailoutbox):
    data = {"company": company.pk, "email": "New@example.org", "role": "representative"}
    backoffice.post(f"{ADMIN}/invitation/add/", data)
    invitation = Invitation.objects.get()
    assert (invitation.email, invitation.role, invitation.invited_by) == (
        "new@example.org",
        REPRESENTATIVE,
        coordinator,
    )
    assert [mail.to for mail in mailoutbox] == [["new@example.org"]]
    assert invitation.is_by_staff


def test_an_address_invited_already_gets_the_form_again(backoffice, company):
    InvitationFactory(company=company, email="new@example.org")
    data = {"company": company.pk, "email": "New@example.org", "role": "collaborator"}
    response = backoffice.post(f"{ADMIN}/invitation/add/", data)
    assert "This address has already been invited." in response.content.decode()
    assert Invitation.objects.count() == 1


def test_an_invitation_out_of_date_makes_room_for_a_new_one(backoffice, company):
    InvitationFactory(company=company, email="new@example.org", expires_at=timezone.now())
    data = {"company": company.pk, "email": "new@example.org", "role": "collaborator"}
    backoffice.post(f"{ADMIN}/invitation/add/", data)
    assert Invitation.objects.open().count() == 1


def test_an_invitation_is_only_withdrawn_never_changed(backoffice):
    invitation = InvitationFactory()
    address = f"{ADMIN}/invitation/{invitation.pk}/change/"
    assert backoffice.post(address, {"email": "x@example.org"}).status_code == 403
    assert backoffice.post(f"{ADMIN}/invitation/{invitation.pk}/delete/", {"post": "yes"}).status_code == 403
    data = {"action": "withdraw", "_selected_action": [invitation.pk]}
    response = backoffice.post(f"{ADMIN}/invitation/", data, follow=True)
    assert messages_of(response) == ["1 invitation withdrawn."]
    invitation.refresh_from_db()
    assert (invitation.is_open, invitation.email.startswith("invited")) == (False, True)


def test_ending_memberships_asks_first(backoffice, company, representative, collaborator):
    data = {"action": "end_memberships", "_selected_action": [m.pk for m in company.memberships.all()]}
    question = backoffice.post(f"{ADMIN}/membership/", data)
    assert question.context["title"] == "End these memberships?"
    assert company.memberships.current().count() == 2
    again = backoffice.post(f"{ADMIN}/membership/", data | {"do": "1", "reason": " "})
    assert again.context["form"].errors == {"reason": ["This field is required."]}
    sent = data | {"do": "1", "reason": "They have left the building"}
    response = backoffice.post(f"{ADMIN}/membership/", sent, follow=True)
    assert messages_of(response) == ["2 memberships ended."]
    assert [membership.user for membership in company.memberships.current()] == [representative]


def test_a_coordinator_makes_a_representative(backoffice, collaborator):
    data = {"action": "make_representatives", "_selected_action": [collaborator.memberships.get().pk]}
    response = backoffice.post(f"{ADMIN}/membership/", data, follow=True)
    membership = collaborator.memberships.get()
    assert messages_of(response) == [f"{membership}: now a representative."]
    assert membership.is_representative


def test_a_coordinator_does_not_make_themselves_a_representative(backoffice, coordinator):
    membership = MembershipFactory(user=coordinator)
    data = {"action": "make_representatives", "_selected_action": [membership.pk]}
    response = backoffice.post(f"{ADMIN}/membership/", data, follow=True)
    assert messages_of(response) == [f"{membership}: {OWN}"]
    membership.refresh_from_db()
    assert membership.role == "collaborator"


def test_the_log_of_changes_is_read_only(backoffice, company, representative, coordinator):
    place = MembershipFactory(company=company)
    change_role(place, role=REPRESENTATIVE, by=coordinator)
    change = PlaceChange.objects.get()
    page = backoffice.get(f"{ADMIN}/placechange/{change.pk}/change/").content.decode()
    assert "waiting for an answer" in page
    assert backoffice.post(f"{ADMIN}/placechange/{change.pk}/change/", {"state": "passed"}).status_code == 403
    assert backoffice.get(f"{ADMIN}/placechange/add/").status_code == 403


def test_memberships_are_not_typed(backoffice, collaborator):
    membership = collaborator.memberships.get()
    assert backoffice.get(f"{ADMIN}/membership/add/").status_code == 403
    assert (
        backoffice.post(f"{ADMIN}/membership/{membership.pk}/change/", {"role": "representative"}).status_code
        == 403
    )
    assert membership.role == "collaborator"
