"""Two companies accept one swap at once, and two workers plan at once."""

import pytest
from django.core.exceptions import ValidationError
from django.utils import timezone

from members.people.models import Membership
from spaces.upkeep.duties.models import Duty
from spaces.upkeep.duties.services import accept_swap, ask_swap, create_duty, plan_turns, tell_of_turns
from spaces.upkeep.duties.turn_models import Turn
from tests.factories.members import MembershipFactory
from tests.spaces.test_races import at_once, split


@pytest.mark.django_db(transaction=True)
def test_of_two_who_accept_a_swap_at_once_one_has_the_turn_and_the_other_reads_why():
    places = MembershipFactory.create_batch(3, role=Membership.Role.REPRESENTATIVE)
    duty = create_duty(Duty(name="Bins", minutes=30, starts_on=timezone.localdate()))
    turn = duty.turns.order_by("day")[3]
    asker = next(place for place in places if place.company_id == turn.company_id)
    others = [place for place in places if place != asker]
    swap = ask_swap(turn, by=asker.user)

    won, lost = split(
        at_once([lambda one=one: accept_swap(swap, company=one.company, by=one.user) for one in others])
    )

    assert len(won) == 1
    assert [type(error) for error in lost] == [ValidationError]
    assert "faster" in lost[0].messages[0]
    turn.refresh_from_db()
    assert turn.company == won[0].taken_by


@pytest.mark.django_db(transaction=True)
def test_two_workers_plan_and_tell_as_one():
    MembershipFactory.create_batch(3, role=Membership.Role.REPRESENTATIVE)
    duty = Duty.objects.create(name="Bins", minutes=30, starts_on=timezone.localdate())

    planned = at_once([lambda: plan_turns(duty), lambda: plan_turns(duty)])
    told = at_once([tell_of_turns, tell_of_turns])

    assert sorted(planned) == [0, 57]
    assert Turn.objects.count() == 57
    assert sum(told) == 4
