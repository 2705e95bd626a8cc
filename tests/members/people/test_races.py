"""Two at once, on real threads."""

import pytest

from members.people import services
from members.people.models import Invitation, Membership
from members.people.services import accept_invitation, change_role, end_membership, withdraw_invitation
from tests.factories.members import CompanyFactory, InvitationFactory, MembershipFactory, UserFactory
from tests.members.helpers import at_once

pytestmark = pytest.mark.django_db(transaction=True)
ROUNDS = 10


def test_the_last_two_representatives_do_not_both_go():
    for _round in range(ROUNDS):
        company = CompanyFactory()
        pair = MembershipFactory.create_batch(2, company=company, role=Membership.Role.REPRESENTATIVE)
        outcomes = at_once(
            *(lambda one=one: end_membership(one, by=one.user) for one in pair),
        )
        assert outcomes == [
            "A company keeps at least one representative: make someone else a representative first.",
            "done",
        ]
        assert company.memberships.current().representatives().count() == 1


def test_one_goes_while_the_other_becomes_a_collaborator():
    for _round in range(ROUNDS):
        company = CompanyFactory()
        first, second = MembershipFactory.create_batch(
            2, company=company, role=Membership.Role.REPRESENTATIVE
        )
        outcomes = at_once(
            lambda one=first: end_membership(one, by=one.user),
            lambda one=second: change_role(one, role=Membership.Role.COLLABORATOR, by=one.user),
        )
        assert outcomes[1] == "done"
        assert company.memberships.current().representatives().count() == 1


def test_a_link_used_twice_at_once_makes_one_membership():
    for _round in range(ROUNDS):
        user = UserFactory()
        invitation = InvitationFactory(email=user.email)
        outcomes = at_once(*[lambda one=invitation, u=user: accept_invitation(one, user=u)] * 4)
        assert outcomes == ["This invitation is no longer open."] * 3 + ["done"]
        assert Membership.objects.filter(user=user).count() == 1


def test_an_address_invited_twice_at_once_is_invited_once():
    invite = {"email": "new@example.org", "role": "collaborator", "by": UserFactory()}
    for _round in range(ROUNDS):
        company = CompanyFactory()
        outcomes = at_once(*[lambda one=company: services.invite(one, **invite)] * 2)
        assert outcomes == ["This address has already been invited.", "done"]
        assert company.invitations.count() == 1


def test_an_invitation_is_either_used_or_withdrawn():
    for _round in range(ROUNDS):
        user = UserFactory()
        invitation = InvitationFactory(email=user.email)
        outcomes = at_once(
            lambda one=invitation, u=user: accept_invitation(one, user=u),
            lambda one=invitation: withdraw_invitation(one),
        )
        after = Invitation.objects.get(pk=invitation.pk)
        assert (after.accepted_at is None) != (after.withdrawn_at is None)
        assert Membership.objects.filter(user=user).exists() == (after.accepted_at is not None)
        assert outcomes[-1] == "done"
