"""Two answer or ask at once, on real threads."""

import pytest

from members.changes.models import ChangeRequest
from members.changes.services import accept_change_request, refuse_change_request, request_change
from tests.factories.members import CompanyFactory, UserFactory
from tests.members.helpers import at_once

pytestmark = pytest.mark.django_db(transaction=True)
ROUNDS = 5


def test_one_request_is_open_at_a_time():
    by = UserFactory()
    for _round in range(ROUNDS):
        company = CompanyFactory()
        outcomes = at_once(*[lambda one=company: request_change(one, by=by, name=f"New {one.pk}")] * 3)
        assert outcomes == ["This company already has an open request."] * 2 + ["done"]


def test_a_request_is_accepted_or_refused():
    by = UserFactory()
    for number in range(ROUNDS):
        asked = request_change(CompanyFactory(), by=by, name=f"New {number}")
        outcomes = at_once(
            lambda one=asked: accept_change_request(one, by=by),
            lambda one=asked: refuse_change_request(one, by=by, reason="No"),
        )
        after = ChangeRequest.objects.get(pk=asked.pk)
        assert outcomes == ["This request has already been answered.", "done"]
        assert (after.company.name == f"New {number}") == (after.state == "accepted")


def test_two_companies_do_not_get_one_name():
    by = UserFactory()
    for number in range(ROUNDS):
        asked = [
            request_change(CompanyFactory(), by=by, name=f"Sedie {number}"),
            request_change(CompanyFactory(), by=by, name=f"Sedie {number}"),
        ]
        outcomes = at_once(*(lambda one=one: accept_change_request(one, by=by) for one in asked))
        assert outcomes == ["Another company has this name.", "done"]
