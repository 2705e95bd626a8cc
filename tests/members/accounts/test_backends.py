"""Who a session belongs to: the person with their places, by one query."""

from datetime import timedelta

import pytest
from django.utils import timezone

from members.accounts.backends import PortalBackend
from tests.factories.members import CompanyFactory, MembershipFactory, UserFactory

pytestmark = pytest.mark.django_db


def test_a_person_comes_with_their_current_places_by_one_query(django_assert_num_queries):
    user, today = UserFactory(), timezone.localdate()
    for name in ("Tela", "Nodo"):
        MembershipFactory(user=user, company__name=name)
    MembershipFactory(user=user, company__name="Over", ended_on=today)
    MembershipFactory(user=user, company=CompanyFactory(name="Gone", left_on=today))
    MembershipFactory(user=user, company__name="Later", started_on=today + timedelta(days=1))
    MembershipFactory(company__name="Of somebody else")

    with django_assert_num_queries(1):
        found = PortalBackend().get_user(user.pk)
        names = [(place.company.name, place.user) for place in found.current_places]
        ids = found.current_company_ids

    assert (found, names) == (user, [("Nodo", user), ("Tela", user)])
    assert ids == sorted(place.company_id for place in user.memberships.current())


def test_who_has_no_place_is_found_too(django_assert_num_queries):
    user = UserFactory()

    with django_assert_num_queries(2):
        found = PortalBackend().get_user(user.pk)
        assert (found, found.current_places, found.current_company_ids) == (user, [], [])


def test_who_is_blocked_or_gone_is_nobody():
    blocked = UserFactory(is_active=False)

    assert PortalBackend().get_user(blocked.pk) is None
    assert PortalBackend().get_user(blocked.pk + 1000) is None
