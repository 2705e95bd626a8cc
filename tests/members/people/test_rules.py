"""Who may do what to a company."""

import pytest
from django.contrib.auth.models import AnonymousUser

from members.companies.models import Company
from members.people.models import Membership, User
from members.people.rules import (
    can_edit_company,
    can_end_membership,
    can_manage_people,
    can_see_people,
    is_insider,
)

OWN, OTHER = Company(pk=1), Company(pk=2)
COLLABORATOR = Membership(pk=1, company=OWN, role=Membership.Role.COLLABORATOR)
REPRESENTATIVE = Membership(pk=2, company=OWN, role=Membership.Role.REPRESENTATIVE)


@pytest.mark.parametrize(
    ("membership", "company", "edit", "manage"),
    [
        (None, OWN, False, False),
        (COLLABORATOR, OWN, True, False),
        (REPRESENTATIVE, OWN, True, True),
        (COLLABORATOR, OTHER, False, False),
        (REPRESENTATIVE, OTHER, False, False),
    ],
)
def test_rights_on_a_company_come_from_a_place_in_it(membership, company, edit, manage):
    assert can_edit_company(membership, company) is edit
    assert can_see_people(membership, company) is edit
    assert can_manage_people(membership, company) is manage


def test_a_representative_ends_any_place_and_everybody_their_own():
    stranger = Membership(pk=3, company=OTHER, role=Membership.Role.REPRESENTATIVE)
    assert can_end_membership(REPRESENTATIVE, COLLABORATOR) is True
    assert can_end_membership(COLLABORATOR, COLLABORATOR) is True
    assert can_end_membership(COLLABORATOR, REPRESENTATIVE) is False
    assert can_end_membership(stranger, COLLABORATOR) is False
    assert can_end_membership(None, COLLABORATOR) is False


def test_members_and_coordinators_read_what_members_read():
    person, coordinator = User(), User(is_staff=True, is_superuser=True)
    people = [(person, Membership()), (person, None), (coordinator, None), (AnonymousUser(), None)]

    assert [is_insider(user, membership) for user, membership in people] == [True, False, True, False]
