"""What a space takes, and what becomes of bookings when that changes."""

from datetime import date

import pytest
from django.core.exceptions import ValidationError

from spaces.bookings.checks import check_leaves
from spaces.bookings.leaves import change_leaves
from spaces.bookings.models import Booking, Claim
from tests.factories.members import MembershipFactory
from tests.factories.spaces import BookingFactory, RoomFactory, SpaceFactory
from tests.spaces.back_office import NO_LINES

pytestmark = pytest.mark.django_db


@pytest.fixture
def halves():
    """C1, which takes C2 and C3."""
    whole, first, second = (RoomFactory(code=code, name=f"Hall {code}") for code in ("C1", "C2", "C3"))
    change_leaves(whole, parts=[first, second])
    return whole, first, second


def faults_of(space, *parts) -> list[str]:
    with pytest.raises(ValidationError) as refusal:
        change_leaves(space, parts=parts)
    return refusal.value.messages


def test_value_8_a_hall_whose_halves_two_companies_hold_is_refused_naming_both(booked, halves, tomorrow):
    whole, first, second = halves
    for space, name in ((first, "Nodo"), (second, "Torno")):
        booked(space, tomorrow, membership=MembershipFactory(company__name=name))

    with pytest.raises(ValidationError) as refusal:
        booked(whole, tomorrow)

    assert [text.split(":")[0] for text in refusal.value.messages] == [
        "Hall C2 is taken by Nodo",
        "Hall C3 is taken by Torno",
    ]


def test_value_8_a_half_is_refused_naming_the_hall_that_is_booked(booked, halves, tomorrow):
    whole, first, _second = halves
    booked(whole, tomorrow, membership=MembershipFactory(company__name="Nodo"))

    with pytest.raises(ValidationError, match="Hall C1 is taken by Nodo"):
        booked(first, tomorrow)


def test_value_8_booking_the_room_refuses_the_kiln_that_takes_it(booked, tomorrow):
    room, kiln = RoomFactory(code="B5"), RoomFactory(code="B5K", kind="machine", area_m2=None)
    change_leaves(kiln, parts=[room, kiln])
    booked(room, tomorrow)

    with pytest.raises(ValidationError, match="is taken by"):
        booked(kiln, tomorrow)


def test_what_is_taken_takes_nothing_itself(halves):
    """The hall was taken by a larger one, which then was booked beside its halves."""
    whole, first, _second = halves
    larger = RoomFactory(code="C0")

    assert faults_of(larger, whole) == ["Hall C1 itself occupies other spaces: choose those."]
    assert faults_of(first, RoomFactory()) == ["Hall C2 itself occupies other spaces: choose those."]


def test_a_private_unit_is_not_taken(halves):
    assert faults_of(halves[0], SpaceFactory(code="A1")) == [
        "A1 is a private unit: it cannot be occupied by another space."
    ]


def test_what_is_taken_is_there_as_long_as_who_takes_it():
    late, short = RoomFactory(code="L", valid_from=date(2030, 1, 1)), RoomFactory(valid_to=date(2030, 1, 1))
    whole = RoomFactory(code="W", name="Hall W")

    assert "is in use from a later day than Hall W" in faults_of(whole, late)[0]
    assert "goes out of use before Hall W" in faults_of(whole, short)[0]


def test_case_23_coming_bookings_occupy_what_the_space_takes_from_now_on(booked, halves, tomorrow):
    """Two confirmed bookings of C1 stood at one hour after such a change."""
    whole, first, second = halves
    booking = booked(whole, tomorrow)
    third = RoomFactory(code="C4")

    change_leaves(whole, parts=[second, third])

    held = Claim.objects.filter(booking=booking, released_at=None).values_list("space__code", flat=True)
    assert sorted(held) == ["C3", "C4"]
    booked(first, tomorrow)
    with pytest.raises(ValidationError, match="Hall C1 is taken by"):
        booked(third, tomorrow)


def test_case_23_a_change_that_meets_a_booking_is_refused_naming_it_and_nothing_is_kept(
    booked, halves, tomorrow
):
    whole, first, second = halves
    booking = booked(whole, tomorrow)
    third = RoomFactory(code="C4", name="Court C4")
    booked(third, tomorrow, membership=MembershipFactory(company__name="Nodo"))

    assert faults_of(whole, third)[0].startswith("Court C4 is taken by Nodo")

    assert set(whole.takes.all()) == {first, second}
    assert booking.claims.filter(released_at=None).count() == 2


def form_of(space, **changes):
    fields = {"name": space.name, "floor": space.floor_id, "area_m2": "50", "use": "work", "capacity": ""}
    more = {
        "description": "",
        "features": "",
        "valid_from": "",
        "valid_to": "",
        "is_bookable": "on",
        "policy": space.policy_id,
    }
    return fields | more | NO_LINES | changes


def test_the_form_refuses_what_cannot_be_taken_and_changes_the_claims_of_what_can(
    office, booked, halves, tomorrow
):
    whole, first, second = halves
    booking = booked(whole, tomorrow)
    url = f"/admin/spaces/space/{whole.pk}/change/"

    refused = office.post(url, form_of(whole, takes=[first.pk, SpaceFactory(code="A1").pk]))
    saved = office.post(url, form_of(whole, takes=[second.pk]))

    assert refused.context["adminform"].form.errors["takes"] == [
        "A1 is a private unit: it cannot be occupied by another space."
    ]
    assert (saved.status_code, list(whole.takes.all())) == (302, [second])
    assert booking.claims.get(released_at=None).space == second


def test_a_space_stays_bookable_and_in_use_as_long_as_it_is_booked(office, halves, booked, tomorrow):
    """The page let a booked space be closed for booking, and a half of a booked hall go out of use."""
    whole, first, second = halves
    booked(whole, tomorrow, membership=MembershipFactory(company__name="Nodo"))
    data = form_of(whole, takes=[first.pk, second.pk])
    data.pop("is_bookable")

    closed = office.post(f"/admin/spaces/space/{whole.pk}/change/", data)
    gone = office.post(f"/admin/spaces/space/{first.pk}/change/", form_of(first, valid_to=str(date.today())))

    [fault] = closed.context["adminform"].form.errors["is_bookable"]
    assert fault.startswith("Hall C1 is taken by Nodo")
    assert gone.context["adminform"].form.errors["valid_to"][0].startswith("Hall C1 is taken by Nodo")


def test_a_system_check_lists_what_was_written_past_the_form(halves):
    assert check_leaves(["default"]) == []
    _whole, first, _second = halves
    first.takes.set([RoomFactory(code="C9")])

    assert [warning.msg for warning in check_leaves(["default"])] == [
        "Hall C2 itself occupies other spaces: choose those."
    ]


def test_a_cancelled_booking_is_left_alone(halves):
    whole, _first, second = halves
    BookingFactory(space=whole, state="cancelled", cancelled_at="2026-01-01T00:00Z")

    change_leaves(whole, parts=[second])

    assert (Claim.objects.count(), Booking.objects.count()) == (0, 1)
