"""What counts on a day, what is shown, and what the database refuses."""

from datetime import date, timedelta

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone

from members.exchange.collaborations.models import Collaboration, CollaborationKind, CollaborationState
from tests.factories.collaborations import CollaborationFactory
from tests.factories.members import CompanyFactory

pytestmark = pytest.mark.django_db

TODAY = date(2026, 3, 10)


def counted(day):
    return list(Collaboration.objects.confirmed_on(day))


def test_it_counts_from_its_first_day_to_the_day_before_its_end():
    row = CollaborationFactory(started_on=date(2026, 3, 1), ended_on=date(2026, 3, 10))
    assert counted(date(2026, 2, 28)) == []
    assert counted(date(2026, 3, 1)) == [row]
    assert counted(date(2026, 3, 9)) == [row]
    assert counted(date(2026, 3, 10)) == []


def test_what_is_not_confirmed_does_not_count():
    CollaborationFactory(is_waiting=True, started_on=date(2026, 1, 1))
    assert counted(TODAY) == []


def test_it_ends_with_the_membership_of_either_and_comes_back_with_it():
    row = CollaborationFactory(started_on=date(2026, 1, 1))
    row.taker.left_on = TODAY
    row.taker.save()
    assert counted(TODAY - timedelta(days=1)) == [row]
    assert counted(TODAY) == []
    row.taker.left_on = None
    row.taker.save()
    assert counted(TODAY) == [row]


def test_it_is_public_when_both_show_it():
    CollaborationFactory(is_public_by_giver=True)
    CollaborationFactory(is_public_by_taker=True)
    both = CollaborationFactory(is_shown=True)
    assert list(Collaboration.objects.public()) == [both]
    assert list(Collaboration.objects.visible_to(is_member=False)) == [both]
    assert Collaboration.objects.visible_to(is_member=True).count() == 3


def test_a_pair_has_one_live_row_of_a_kind():
    row = CollaborationFactory()
    pair = {"giver": row.giver, "taker": row.taker}
    with pytest.raises(IntegrityError), transaction.atomic():
        CollaborationFactory(**pair)
    CollaborationFactory(giver=row.taker, taker=row.giver)
    CollaborationFactory(**pair, kind=CollaborationKind.WORKS_WITH)
    row.ended_on = timezone.localdate()
    row.save()
    CollaborationFactory(**pair)


@pytest.mark.parametrize(
    "fault",
    [
        {"kind": CollaborationKind.WORKS_WITH, "is_turned": True},
        {"kind": CollaborationKind.PROJECT, "is_turned": True},
        {"started_on": date(2026, 3, 2), "ended_on": date(2026, 3, 1)},
        {"declined_at": timezone.now()},
        {"what": ""},
    ],
)
def test_the_database_refuses(fault):
    one, other = CompanyFactory(), CompanyFactory()
    pair = {"giver": other, "taker": one} if fault.pop("is_turned", False) else {"giver": one, "taker": other}
    with pytest.raises(IntegrityError), transaction.atomic():
        CollaborationFactory(**pair, **fault)


def test_the_database_refuses_a_company_with_itself():
    one = CompanyFactory()
    with pytest.raises(IntegrityError), transaction.atomic():
        CollaborationFactory(giver=one, taker=one)


def test_its_state_is_read_off_the_row():
    assert CollaborationFactory(is_waiting=True).state == CollaborationState.ASKED
    assert CollaborationFactory().state == CollaborationState.CONFIRMED
    assert CollaborationFactory(ended_on=timezone.localdate()).state == CollaborationState.ENDED
    declined = CollaborationFactory(is_waiting=True, declined_at=timezone.now())
    assert declined.state == CollaborationState.DECLINED
    left = CollaborationFactory(taker=CompanyFactory(left_on=timezone.localdate()))
    assert left.state == CollaborationState.ENDED


def test_it_waits_for_the_company_that_was_asked():
    row = CollaborationFactory(is_waiting=True)
    turned = CollaborationFactory(is_waiting=True, is_asked_by_giver=False)
    assert list(Collaboration.objects.waiting_for(row.taker)) == [row]
    assert list(Collaboration.objects.waiting_for(row.giver)) == []
    assert list(Collaboration.objects.waiting_for(turned.giver)) == [turned]
