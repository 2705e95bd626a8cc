"""Asking, confirming, declining, ending and showing what two companies do together."""

from datetime import date, timedelta

import pytest
from django.core.exceptions import ValidationError
from django.utils import timezone

from members.exchange.collaborations.models import Collaboration, CollaborationKind, CollaborationState
from members.exchange.collaborations.services import (
    confirm_collaboration,
    decline_collaboration,
    end_collaboration,
    propose_collaboration,
    set_public,
)
from tests.factories.members import CompanyFactory, MembershipFactory

pytestmark = pytest.mark.django_db

WORKS_WITH, SUPPLIES = CollaborationKind.WORKS_WITH, CollaborationKind.SUPPLIES


def with_person(**values):
    """A company and a person who represents it."""
    place = MembershipFactory(company=CompanyFactory(**values), role="representative")
    return place.company, place.user


@pytest.fixture
def pair(db):
    """Two companies, each with a person."""
    return (*with_person(name="Oak"), *with_person(name="Table"))


def ask(giver, taker, by, company=None, **more):
    values = {"kind": SUPPLIES, "what": "Boards of oak"} | more
    return propose_collaboration(giver=giver, taker=taker, by=by, company=company or giver, **values)


def test_who_asks_waits_for_the_other(pair):
    oak, ada, table, _bea = pair
    row = ask(oak, table, ada, is_public=True)
    assert (row.state, row.asked, row.asked_by) == (CollaborationState.ASKED, table, ada)
    assert (row.is_public_by_giver, row.is_public_by_taker) == (True, False)
    assert row.started_on == timezone.localdate()


def test_asking_the_same_again_changes_nothing(pair):
    oak, ada, table, _bea = pair
    first = ask(oak, table, ada)
    again = ask(oak, table, ada, what="Other words")
    assert (again.pk, again.what) == (first.pk, "Boards of oak")
    assert Collaboration.objects.count() == 1


def test_works_with_asked_by_both_is_one_row_that_is_confirmed(pair):
    oak, ada, table, bea = pair
    first = ask(table, oak, bea, kind=WORKS_WITH)
    second = ask(oak, table, ada, kind=WORKS_WITH)
    assert (second.pk, second.giver, second.taker) == (first.pk, oak, table)
    assert second.is_confirmed
    assert list(Collaboration.objects.confirmed_on()) == [second]


def test_what_the_taker_says_is_confirmed_when_the_giver_says_it(pair):
    oak, ada, table, bea = pair
    ask(oak, table, bea, company=table)
    assert ask(oak, table, ada).is_confirmed


def test_the_two_directions_are_two(pair):
    oak, ada, table, bea = pair
    ask(oak, table, ada)
    ask(table, oak, bea)
    assert Collaboration.objects.count() == 2
    assert list(Collaboration.objects.confirmed_on()) == []


def test_the_company_that_was_asked_confirms_and_a_second_time_changes_nothing(pair):
    oak, ada, table, bea = pair
    row = confirm_collaboration(ask(oak, table, ada), by=bea, company=table, is_public=True)
    assert (row.state, row.answered_by, row.is_public_by_taker) == (CollaborationState.CONFIRMED, bea, True)
    again = confirm_collaboration(row, by=bea, company=table, is_public=False)
    assert again.is_public_by_taker


def test_nobody_confirms_for_another_company(pair):
    oak, ada, table, bea = pair
    row = ask(oak, table, ada)
    for person, company in ((ada, oak), (ada, table), (bea, oak)):
        with pytest.raises(ValidationError):
            confirm_collaboration(row, by=person, company=company)
    row.refresh_from_db()
    assert row.confirmed_at is None


def test_a_stranger_asks_and_ends_nothing(pair):
    oak, ada, table, _bea = pair
    glass, cleo = with_person(name="Glass")
    with pytest.raises(ValidationError, match="your own company"):
        ask(oak, table, cleo, company=glass)
    with pytest.raises(ValidationError, match="do not belong"):
        ask(oak, table, cleo)
    with pytest.raises(ValidationError, match="cannot end"):
        end_collaboration(ask(oak, table, ada), by=cleo, company=glass)


def test_what_is_declined_is_over_and_may_be_asked_again(pair):
    oak, ada, table, bea = pair
    row = decline_collaboration(ask(oak, table, ada), by=bea, company=table)
    assert (row.state, row.is_live) == (CollaborationState.DECLINED, False)
    with pytest.raises(ValidationError):
        confirm_collaboration(row, by=bea, company=table)
    assert ask(oak, table, ada).pk != row.pk


def test_either_ends_it_from_a_day_on(pair):
    oak, ada, table, bea = pair
    row = confirm_collaboration(ask(oak, table, ada, started_on=date(2026, 1, 1)), by=bea, company=table)
    ended = end_collaboration(row, by=bea, company=table, ended_on=date(2026, 2, 1))
    assert (ended.ended_on, ended.ended_by) == (date(2026, 2, 1), bea)
    assert list(Collaboration.objects.confirmed_on()) == []
    assert end_collaboration(ended, by=ada, company=oak).ended_on == date(2026, 2, 1)


@pytest.mark.parametrize("days", [1, -400])
def test_it_does_not_end_ahead_nor_before_it_began(pair, days):
    oak, ada, table, bea = pair
    row = confirm_collaboration(
        ask(oak, table, ada, started_on=timezone.localdate() - timedelta(days=300)), by=bea, company=table
    )
    with pytest.raises(ValidationError) as refusal:
        end_collaboration(row, by=ada, company=oak, ended_on=timezone.localdate() + timedelta(days=days))
    assert refusal.value.messages != []
    row.refresh_from_db()
    assert row.ended_on is None


def test_who_asked_takes_it_back_and_who_was_asked_cannot(pair):
    oak, ada, table, bea = pair
    row = ask(oak, table, ada)
    with pytest.raises(ValidationError, match="cannot end"):
        end_collaboration(row, by=bea, company=table)
    assert end_collaboration(row, by=ada, company=oak).state == CollaborationState.ENDED


def test_each_shows_it_for_itself_once_it_is_confirmed(pair):
    oak, ada, table, bea = pair
    row = ask(oak, table, ada)
    with pytest.raises(ValidationError):
        set_public(row, by=ada, company=oak, is_public=True)
    row = confirm_collaboration(row, by=bea, company=table, is_public=True)
    assert not row.is_public
    row = set_public(row, by=ada, company=oak, is_public=True)
    assert row.is_public
    assert not set_public(row, by=bea, company=table, is_public=False).is_public


def test_a_company_that_has_left_is_not_asked(pair):
    oak, ada, table, _bea = pair
    table.left_on = timezone.localdate()
    table.save()
    with pytest.raises(ValidationError, match="Table is not a member company"):
        ask(oak, table, ada)


@pytest.mark.parametrize(
    ("values", "words"),
    [
        ({"kind": CollaborationKind.PROJECT}, "its own page"),
        ({"started_on": timezone.localdate() + timedelta(days=1)}, "earlier day"),
        ({"what": "x" * 101}, "at most 100"),
        ({"kind": "eats"}, "not a valid choice"),
    ],
)
def test_bad_input_is_refused_in_words(pair, values, words):
    oak, ada, table, _bea = pair
    with pytest.raises(ValidationError) as refusal:
        ask(oak, table, ada, **values)
    assert words in " ".join(refusal.value.messages)


def test_representatives_of_the_other_company_are_told(pair, mailoutbox):
    oak, ada, table, bea = pair
    row = ask(oak, table, ada)
    confirm_collaboration(row, by=bea, company=table)
    end_collaboration(row, by=ada, company=oak)
    decline_collaboration(ask(oak, table, ada), by=bea, company=table)
    assert [(mail.to, mail.subject) for mail in mailoutbox] == [
        ([bea.email], "Oak asks you to confirm a collaboration"),
        ([ada.email], "Table has confirmed your collaboration"),
        ([bea.email], "Your collaboration with Oak has ended"),
        ([bea.email], "Oak asks you to confirm a collaboration"),
        ([ada.email], "Table has not confirmed your collaboration"),
    ]
    assert "Oak → Table: Boards of oak\n\nConfirm it or say that it is not so:\n" in mailoutbox[0].body
