"""Turns planned, told, recorded and swapped."""

from datetime import date, timedelta

import pytest
from django.core import mail
from django.core.exceptions import ValidationError
from django.utils import timezone

from members.people.models import Membership
from spaces.upkeep.duties.contribution import contributions
from spaces.upkeep.duties.models import Duty, DutyLeave, HeadCount
from spaces.upkeep.duties.services import (
    accept_swap,
    ask_swap,
    create_duty,
    plan_all_turns,
    plan_turns,
    record_turn,
    tell_of_turns,
    undo_swap,
)
from spaces.upkeep.duties.turn_models import Swap, Turn
from tests.factories.members import CompanyFactory, MembershipFactory, UserFactory

pytestmark = pytest.mark.django_db

TODAY = timezone.localdate()


@pytest.fixture
def places() -> list[Membership]:
    """Three companies, from the oldest member to the youngest, with a representative each."""
    companies = [CompanyFactory(joined_on=date(2020, 1, number)) for number in (1, 2, 3)]
    return [MembershipFactory(company=one, role=Membership.Role.REPRESENTATIVE) for one in companies]


@pytest.fixture
def duty(places) -> Duty:
    return create_duty(Duty(name="Bins", minutes=30, starts_on=TODAY))


def whose(duty: Duty) -> list[int]:
    return list(duty.turns.order_by("day").values_list("company", flat=True))


def test_eight_weeks_are_planned_alike_on_every_run(duty, places):
    a, b, c = (place.company_id for place in places)
    assert whose(duty) == ([a, b, c] * 19)[:57]

    assert plan_turns(duty) == 0
    assert plan_all_turns() == 0
    assert whose(duty) == ([a, b, c] * 19)[:57]


def test_what_was_planned_is_not_moved_by_who_joins(duty):
    before = whose(duty)
    CompanyFactory(joined_on=TODAY)

    assert plan_turns(duty, today=TODAY + timedelta(days=7)) == 7
    assert whose(duty)[: len(before)] == before


def test_turns_in_a_leave_go_to_others_and_count_for_nobody(duty, places):
    away = places[0].company
    DutyLeave.objects.create(company=away, start_on=TODAY, end_on=TODAY + timedelta(days=28))

    assert plan_turns(duty) == 10
    assert away.turns.filter(day__lt=TODAY + timedelta(days=28)).count() == 0
    assert plan_turns(duty) == 0


def test_heads_weigh_the_turns(places):
    for place, heads in zip(places, (3, 2, 1), strict=True):
        HeadCount.objects.create(company=place.company, from_day=date(2021, 1, 1), heads=heads)
    duty = create_duty(Duty(name="Yard", minutes=30, key="heads", starts_on=TODAY))
    a, b, c = (place.company_id for place in places)

    assert whose(duty)[:12] == [a, b, c, a, b, a, a, b, c, a, b, a]


def test_a_duty_that_ends_has_no_turns_from_then_on(duty):
    Duty.objects.filter(pk=duty.pk).update(ends_on=TODAY + timedelta(days=3))

    plan_all_turns()
    assert duty.turns.count() == 3


def test_a_company_is_told_three_days_before_once(duty, places):
    assert tell_of_turns() == 4
    assert tell_of_turns() == 0
    told = [message.to[0] for message in mail.outbox]
    assert told == [places[0].user.email, places[1].user.email, places[2].user.email, places[0].user.email]
    assert "Bins" in mail.outbox[0].subject


def test_who_did_it_is_counted(duty, places, coordinator):
    turn = duty.turns.order_by("day").first()
    Turn.objects.filter(pk=turn.pk).update(day=TODAY - timedelta(days=1))
    record_turn(turn, done_by=places[1].company, by=coordinator)

    rows = {row.company: (row.due, row.done) for row in contributions(duty, TODAY)}
    assert rows == {
        places[0].company: (10, 0),
        places[1].company: (10, 30),
        places[2].company: (10, 0),
    }


def test_only_the_company_itself_and_coordinators_record_a_turn(duty, places):
    turn = duty.turns.order_by("day").first()

    with pytest.raises(ValidationError, match="can say that its turn is done"):
        record_turn(turn, done_by=places[0].company, by=places[1].user)
    done = record_turn(turn, done_by=places[0].company, by=places[0].user)
    assert (done.state, done.recorded_by) == ("done", places[0].user)
    with pytest.raises(ValidationError):
        record_turn(duty.turns.order_by("day")[1], done_by=places[1].company, by=places[1].user)


def test_a_swap_is_asked_accepted_in_return_for_another_and_undone(duty, places):
    a, b, _c = places
    own, other = duty.turns.order_by("day")[3], duty.turns.order_by("day")[4]
    swap = ask_swap(own, by=a.user)
    assert ask_swap(own, by=a.user) == swap
    assert sorted(message.to[0] for message in mail.outbox) == sorted(
        place.user.email for place in places[1:]
    )

    accept_swap(swap, company=b.company, by=b.user, in_return=other)
    own.refresh_from_db(), other.refresh_from_db()
    assert (own.company, other.company) == (b.company, a.company)
    assert mail.outbox[-1].to == [a.user.email]

    undo_swap(swap, by=b.user)
    own.refresh_from_db(), other.refresh_from_db()
    assert (own.company, other.company) == (a.company, b.company)
    assert undo_swap(swap, by=b.user).state == Swap.State.UNDONE


def test_a_swap_is_not_undone_when_one_of_its_turns_has_gone_on(duty, places):
    a, b, c = places
    own, other = duty.turns.order_by("day")[3], duty.turns.order_by("day")[4]
    swap = accept_swap(ask_swap(own, by=a.user), company=b.company, by=b.user, in_return=other)
    accept_swap(ask_swap(other, by=a.user), company=c.company, by=c.user)

    with pytest.raises(ValidationError, match="gone on to another company"):
        undo_swap(swap, by=b.user)

    own.refresh_from_db(), other.refresh_from_db()
    assert (own.company, other.company) == (b.company, c.company)


def test_a_swap_is_not_undone_when_its_turn_went_to_another_in_a_leave(duty, places):
    a, b, _c = places
    own, other = duty.turns.order_by("day")[3], duty.turns.order_by("day")[4]
    swap = accept_swap(ask_swap(own, by=a.user), company=b.company, by=b.user, in_return=other)
    DutyLeave.objects.create(company=a.company, start_on=other.day, end_on=other.day + timedelta(days=1))
    plan_turns(duty)
    other.refresh_from_db()
    given_to = other.company

    with pytest.raises(ValidationError, match="gone on to another company"):
        undo_swap(swap, by=b.user)

    other.refresh_from_db()
    assert (other.company, given_to != a.company) == (given_to, True)


def test_a_turn_given_in_return_is_not_taken_from_its_new_company(duty, places):
    a, b, c = places
    own, other = duty.turns.order_by("day")[3], duty.turns.order_by("day")[4]
    asked = ask_swap(other, by=b.user)
    accept_swap(ask_swap(own, by=a.user), company=b.company, by=b.user, in_return=other)

    with pytest.raises(ValidationError, match="faster"):
        accept_swap(asked, company=c.company, by=c.user)

    other.refresh_from_db()
    assert other.company == a.company


def test_a_swap_is_taken_once_and_stays_from_its_day_on(duty, places):
    a, b, c = places
    swap = ask_swap(duty.turns.order_by("day").first(), by=a.user)
    accept_swap(swap, company=b.company, by=b.user)

    with pytest.raises(ValidationError, match="faster"):
        accept_swap(swap, company=c.company, by=c.user)
    with pytest.raises(ValidationError, match="day has arrived"):
        undo_swap(swap, by=a.user)


def test_strangers_neither_ask_nor_accept_nor_undo(duty, places):
    a, b, c = places
    turn = duty.turns.order_by("day")[3]

    with pytest.raises(ValidationError):
        ask_swap(turn, by=b.user)
    swap = ask_swap(turn, by=a.user)
    with pytest.raises(ValidationError):
        accept_swap(swap, company=a.company, by=a.user)
    with pytest.raises(ValidationError):
        accept_swap(swap, company=b.company, by=c.user)
    with pytest.raises(ValidationError):
        accept_swap(swap, company=b.company, by=b.user, in_return=duty.turns.order_by("day")[5])
    with pytest.raises(ValidationError):
        undo_swap(swap, by=UserFactory())
