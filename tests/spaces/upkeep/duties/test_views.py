"""Pages of duties."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from members.people.models import Membership
from tests.factories.members import MembershipFactory
from tests.factories.upkeep import DutyFactory, SwapFactory, TurnFactory

pytestmark = pytest.mark.django_db


def test_the_page_of_a_duty_shows_what_each_did_against_its_share(client):
    place = MembershipFactory(role=Membership.Role.REPRESENTATIVE)
    yesterday = timezone.localdate() - timedelta(days=1)
    turn = TurnFactory(
        duty=DutyFactory(name="Bins"),
        day=yesterday,
        company=place.company,
        state="done",
        done_by=place.company,
    )
    client.force_login(place.user)

    page = client.get(turn.duty.get_absolute_url()).content.decode()

    assert "Who did how much" in page
    assert f"{turn.duty.minutes} / " in page


def test_a_turn_is_swapped_by_two_companies_on_their_pages(client):
    swap = SwapFactory(turn__day=timezone.localdate() + timedelta(days=5))
    other = MembershipFactory()
    client.force_login(other.user)

    assert "Take it" in client.get(swap.turn.duty.get_absolute_url()).content.decode()
    client.post(reverse("spaces:swap_accept", args=[swap.pk]), {"in_return": ""})
    swap.turn.refresh_from_db()
    assert swap.turn.company == other.company
    client.post(reverse("spaces:swap_undo", args=[swap.pk]))
    swap.turn.refresh_from_db()
    assert swap.turn.company == swap.asked_by


@pytest.mark.parametrize("sent", ["999999", "x", "-1"])
def test_what_is_no_turn_of_ones_own_gives_the_form_again(client, sent):
    swap = SwapFactory(turn__day=timezone.localdate() + timedelta(days=5))
    client.force_login(MembershipFactory().user)

    answer = client.post(reverse("spaces:swap_accept", args=[swap.pk]), {"in_return": sent})
    assert answer.status_code == 200
    assert answer.context["form"].errors
