"""Two people at the same moment, on connections of their own."""

import pytest
from django.core.exceptions import ValidationError

from members.exchange.collaborations.models import Collaboration, CollaborationKind, CollaborationState
from members.exchange.collaborations.services import (
    confirm_collaboration,
    decline_collaboration,
    end_collaboration,
    propose_collaboration,
)
from tests.factories.members import CompanyFactory, MembershipFactory
from tests.threads import at_once

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def pair():
    places = [MembershipFactory(company=CompanyFactory(), role="representative") for _ in range(2)]
    return [(place.company, place.user) for place in places]


def ask(pair, who, kind=CollaborationKind.WORKS_WITH):
    company, person = pair[who]
    return propose_collaboration(
        giver=company, taker=pair[1 - who][0], kind=kind, what="A table", by=person, company=company
    )


def test_both_ask_each_other_at_once_and_it_is_one_confirmed(pair):
    at_once(lambda: ask(pair, 0), lambda: ask(pair, 1))
    assert [one.state for one in Collaboration.objects.all()] == [CollaborationState.CONFIRMED]


def test_one_asks_twice_at_once_and_it_is_one(pair):
    at_once(lambda: ask(pair, 0), lambda: ask(pair, 0))
    assert [one.state for one in Collaboration.objects.all()] == [CollaborationState.ASKED]


def test_one_confirms_while_the_other_takes_it_back(pair):
    row = ask(pair, 0)
    (oak, ada), (table, bea) = pair
    confirmed, ended = at_once(
        lambda: confirm_collaboration(row, by=bea, company=table),
        lambda: end_collaboration(row, by=ada, company=oak),
    )
    row.refresh_from_db()
    assert row.state == CollaborationState.ENDED
    assert not isinstance(ended, ValidationError)
    assert (row.confirmed_at is None) == isinstance(confirmed, ValidationError)
    assert list(Collaboration.objects.confirmed_on()) == []


def test_both_confirm_and_one_ends_it(pair):
    row = ask(pair, 0)
    (oak, ada), (table, bea) = pair
    at_once(
        lambda: confirm_collaboration(row, by=bea, company=table),
        lambda: ask(pair, 1),
        lambda: end_collaboration(row, by=ada, company=oak),
    )
    live = list(Collaboration.objects.live())
    assert len(live) <= 1
    assert all(one.pk != row.pk for one in live)


def test_confirmed_and_declined_at_once_has_one_answer(pair):
    row = ask(pair, 0)
    table, bea = pair[1]
    answers = at_once(
        lambda: confirm_collaboration(row, by=bea, company=table),
        lambda: decline_collaboration(row, by=bea, company=table),
    )
    assert [isinstance(one, ValidationError) for one in answers].count(True) == 1
