"""The lists of the back-office."""

import pytest

from tests.factories.members import (
    CompanyFactory,
    InvitationFactory,
    MembershipFactory,
    UserFactory,
)

pytestmark = pytest.mark.django_db
ADMIN = "/admin/members"


@pytest.mark.parametrize(
    "model", ["multifactory", "field", "term", "company", "changerequest", "membership", "invitation", "user"]
)
def test_lists_open_to_coordinators_and_to_no_other(client_of, backoffice, representative, model):
    rows = backoffice.get(f"{ADMIN}/{model}/").context["cl"].queryset
    assert rows.model._meta.model_name == model
    assert client_of(representative).get(f"{ADMIN}/{model}/").status_code == 302
    staff = UserFactory(is_staff=True)
    assert client_of(staff).get(f"{ADMIN}/{model}/").status_code == 302


@pytest.mark.parametrize("model", ["field", "company", "membership", "invitation", "user"])
def test_lists_take_the_same_queries_whatever_their_length(backoffice, model, django_assert_max_num_queries):
    def rows(number: int) -> None:
        for company in CompanyFactory.create_batch(number):
            MembershipFactory(company=company)
            InvitationFactory(company=company, invited_by=UserFactory())

    counted = []
    for number in (1, 3):
        rows(number)
        with django_assert_max_num_queries(20) as queries:
            backoffice.get(f"{ADMIN}/{model}/")
        counted.append(len(queries))
    assert counted[0] == counted[1]
