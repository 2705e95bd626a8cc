"""People come into companies and leave them."""

from datetime import date, timedelta

import pytest
from django.utils import timezone

from members.people.models import Invitation, Membership
from members.people.services import (
    accept_invitation,
    change_role,
    end_membership,
    invite,
    withdraw_invitation,
)
from tests.factories.members import CompanyFactory, InvitationFactory, MembershipFactory, UserFactory
from tests.members.helpers import refusal

pytestmark = pytest.mark.django_db
REPRESENTATIVE, COLLABORATOR = Membership.Role.REPRESENTATIVE, Membership.Role.COLLABORATOR
YESTERDAY = timezone.now() - timedelta(days=1)


def test_invite_keeps_the_address_in_lower_case_and_says_until_when(company, representative, settings):
    invitation = invite(company, email=" New@Example.ORG ", role=COLLABORATOR, by=representative)
    assert (invitation.email, invitation.role, invitation.invited_by) == (
        "new@example.org",
        COLLABORATOR,
        representative,
    )
    left = invitation.expires_at - timezone.now()
    assert (
        timedelta(days=settings.INVITATION_DAYS, minutes=-1)
        < left
        <= timedelta(days=settings.INVITATION_DAYS)
    )


def test_invite_mails_who_invites_where_and_until_when(company, representative, mailoutbox):
    invitation = invite(company, email="new@example.org", role=REPRESENTATIVE, by=representative)
    [mail] = mailoutbox
    assert mail.to == ["new@example.org"]
    assert mail.subject == f"{representative.name} invites you to {company.name}"
    assert f"{representative.name} ({representative.email}) invites you to join {company.name}" in mail.body
    assert "You would be a representative" in mail.body
    assert "/invitations/" in mail.body
    assert f"{timezone.localtime(invitation.expires_at):%B %Y} and works once." in mail.body


def test_invite_refuses_who_is_in_the_company(company, representative, mailoutbox):
    words = refusal(invite, company, email=representative.email.upper(), role=COLLABORATOR, by=representative)
    assert words == "This person is already in the company."
    assert (Invitation.objects.count(), mailoutbox) == (0, [])


def test_invite_refuses_an_address_with_an_open_invitation(company, representative):
    InvitationFactory(company=company, email="new@example.org")
    words = refusal(invite, company, email="NEW@example.org", role=COLLABORATOR, by=representative)
    assert words == "This address has already been invited."


def test_invite_again_after_the_first_invitation_ran_out(company, representative):
    old = InvitationFactory(company=company, email="new@example.org", expires_at=YESTERDAY)
    new = invite(company, email="new@example.org", role=COLLABORATOR, by=representative)
    old.refresh_from_db()
    assert old.withdrawn_at is not None
    assert (new.is_open, old.is_open) == (True, False)


def test_the_same_address_may_be_invited_by_two_companies(representative):
    for company in CompanyFactory.create_batch(2):
        invite(company, email="new@example.org", role=COLLABORATOR, by=representative)
    assert Invitation.objects.open().count() == 2


def test_invite_again_who_has_left(company, representative):
    gone = MembershipFactory(company=company, ended_on=date(2021, 1, 1)).user
    assert invite(company, email=gone.email, role=COLLABORATOR, by=representative).is_open


def test_invite_refuses_a_company_that_has_left(representative):
    company = CompanyFactory(left_on=date(2021, 1, 1))
    words = refusal(invite, company, email="new@example.org", role=COLLABORATOR, by=representative)
    assert words == "This company is no longer a member."


def test_invite_refuses_what_is_no_address(company, representative):
    assert "valid" in refusal(invite, company, email="new", role=COLLABORATOR, by=representative)


def test_withdraw_closes_the_invitation_once():
    invitation = InvitationFactory()
    assert withdraw_invitation(invitation) is True
    assert withdraw_invitation(invitation) is False
    invitation.refresh_from_db()
    assert invitation.is_open is False


def test_accept_makes_the_membership_and_tells_who_invited(representative, company, mailoutbox):
    user = UserFactory(email="new@example.org")
    invitation = InvitationFactory(
        company=company, email="New@example.org", role=REPRESENTATIVE, invited_by=representative
    )
    membership = accept_invitation(invitation, user=user)
    assert (membership.user, membership.company, membership.role) == (user, company, REPRESENTATIVE)
    assert membership.started_on == timezone.localdate()
    invitation.refresh_from_db()
    assert invitation.accepted_at is not None
    assert [mail.to for mail in mailoutbox] == [[representative.email]]


def test_accept_twice_makes_one_membership():
    user = UserFactory(email="new@example.org")
    invitation = InvitationFactory(email=user.email)
    accept_invitation(invitation, user=user)
    assert refusal(accept_invitation, invitation, user=user) == "This invitation is no longer open."
    assert Membership.objects.count() == 1


@pytest.mark.parametrize(
    "state", [{"accepted_at": YESTERDAY}, {"withdrawn_at": YESTERDAY}, {"expires_at": YESTERDAY}]
)
def test_accept_refuses_an_invitation_that_is_not_open(state):
    user = UserFactory(email="new@example.org")
    invitation = InvitationFactory(email=user.email, **state)
    assert refusal(accept_invitation, invitation, user=user) == "This invitation is no longer open."
    assert Membership.objects.count() == 0


def test_accept_with_the_account_one_has_under_another_address():
    invitation, user = InvitationFactory(), UserFactory()
    assert accept_invitation(invitation, user=user).user == user


def test_accept_refuses_a_colleagues_invitation(company, collaborator):
    invitation = InvitationFactory(company=company)
    words = refusal(accept_invitation, invitation, user=collaborator)
    assert words == "You already belong to this company: this invitation is for someone else."
    invitation.refresh_from_db()
    assert invitation.is_open


def test_accept_refuses_a_company_that_has_left_since():
    user = UserFactory()
    invitation = InvitationFactory(email=user.email, company__left_on=date(2021, 1, 1))
    assert refusal(accept_invitation, invitation, user=user) == "This company is no longer a member."


def test_accept_as_representative_raises_a_collaborator(company, collaborator):
    invitation = InvitationFactory(company=company, email=collaborator.email, role=REPRESENTATIVE)
    membership = accept_invitation(invitation, user=collaborator)
    assert list(Membership.objects.filter(user=collaborator)) == [membership]
    assert membership.role == REPRESENTATIVE


def test_end_takes_the_rights_today_and_tells_the_person(company, representative, collaborator, mailoutbox):
    membership = collaborator.memberships.get()
    assert end_membership(membership, by=representative) is True
    membership.refresh_from_db()
    assert membership.ended_on == timezone.localdate()
    assert collaborator.memberships.current().count() == 0
    assert [mail.subject for mail in mailoutbox] == [f"You no longer belong to {company.name}"]


def test_who_leaves_gets_no_mail_about_it(collaborator, mailoutbox):
    end_membership(collaborator.memberships.get(), by=collaborator)
    assert mailoutbox == []


def test_end_twice_changes_nothing_the_second_time(representative, collaborator, mailoutbox):
    membership = collaborator.memberships.get()
    end_membership(membership, by=representative)
    assert end_membership(membership, by=representative) is False
    assert len(mailoutbox) == 1


def test_end_refuses_the_last_representative(representative, collaborator):
    words = refusal(end_membership, representative.memberships.get(), by=representative)
    assert words == "A company keeps at least one representative: make someone else a representative first."
    assert representative.memberships.current().count() == 1


def test_end_one_of_two_representatives(company, representative):
    second = MembershipFactory(company=company, role=REPRESENTATIVE)
    assert end_membership(second, by=representative) is True
    assert "at least one" in refusal(end_membership, representative.memberships.get(), by=representative)


@pytest.mark.parametrize("other", [{"ended_on": date(2999, 1, 1)}, {"user__is_active": False}])
def test_who_goes_soon_or_cannot_log_in_does_not_keep_the_company(company, representative, other):
    MembershipFactory(company=company, role=REPRESENTATIVE, **other)
    assert "at least one" in refusal(end_membership, representative.memberships.get(), by=representative)


def test_a_company_that_has_left_needs_no_representative():
    membership = MembershipFactory(role=REPRESENTATIVE, company__left_on=date(2021, 1, 1))
    assert end_membership(membership, by=membership.user) is True


def test_end_a_place_that_would_begin_later(company, representative):
    membership = MembershipFactory(company=company, started_on=date(2999, 1, 1))
    end_membership(membership, by=representative)
    membership.refresh_from_db()
    assert membership.ended_on == date(2999, 1, 1)


def test_change_role_up_and_down(representative, collaborator):
    raised = change_role(collaborator.memberships.get(), role=REPRESENTATIVE, by=representative)
    assert raised.is_representative
    lowered = change_role(representative.memberships.get(), role=COLLABORATOR, by=collaborator)
    assert not lowered.is_representative


def test_change_role_refuses_the_last_representative(representative, collaborator):
    words = refusal(change_role, representative.memberships.get(), role=COLLABORATOR, by=representative)
    assert words.startswith("A company keeps at least one representative")


def test_change_role_refuses_a_role_that_does_not_exist(collaborator):
    words = refusal(change_role, collaborator.memberships.get(), role="boss", by=collaborator)
    assert words == "There is no such role."
