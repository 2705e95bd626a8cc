"""Bookings in the back-office."""

from datetime import timedelta

import pytest

from spaces.bookings.changes import change_booking
from spaces.bookings.models import Booking, Claim
from tests.factories.members import MembershipFactory
from tests.factories.spaces import BookingFactory, RoomFactory
from tests.spaces.back_office import act

HOUR = timedelta(hours=1)

pytestmark = pytest.mark.django_db


def test_a_booking_is_looked_at_and_cancelled(office):
    booking = BookingFactory()

    page = office.get(f"/admin/spaces/booking/{booking.pk}/change/")
    asked = act(office, "/admin/spaces/booking/", "cancel", booking)
    act(office, "/admin/spaces/booking/", "cancel", booking, do="1", reason="Painters come")

    assert (page.status_code, asked.status_code) == (200, 200)
    assert 'name="_save"' not in page.content.decode()
    cancelled = Booking.objects.get()
    assert (cancelled.state, cancelled.cancel_reason) == ("cancelled", "Painters come")


def test_claims_are_not_in_the_back_office(office):
    from django.contrib import admin  # noqa: PLC0415

    assert Claim not in admin.site._registry


@pytest.mark.parametrize(
    "answer", [{"action": "approve"}, {"action": "reject", "reason": "The roof is open"}]
)
def test_what_moved_after_the_page_was_shown_is_looked_at_again(office, booked, tomorrow, answer):
    room = RoomFactory(policy__needs_approval=True)
    place = MembershipFactory()
    booking = booked(room, tomorrow, membership=place)
    more = {name: value for name, value in answer.items() if name != "action"}
    shown = act(office, "/admin/spaces/booking/", answer["action"], booking).context["form"]["stamp"].value()
    facts = {"space": room, "starts_at": tomorrow + HOUR, "ends_at": tomorrow + 2 * HOUR, "purpose": "Party"}
    change_booking(booking, by=place.user, **facts)

    sent = {"do": "1", "stamp": shown} | more
    refused = act(office, "/admin/spaces/booking/", answer["action"], booking, **sent)
    booking.refresh_from_db()
    waiting = booking.state
    sent["stamp"] = refused.context["form"]["stamp"].value()
    act(office, "/admin/spaces/booking/", answer["action"], booking, **sent)

    text = "Someone changed this booking after you opened the page. Check it again."
    assert (waiting, refused.context["form"].non_field_errors()) == ("pending", [text])
    booking.refresh_from_db()
    assert booking.state == {"approve": "confirmed", "reject": "rejected"}[answer["action"]]
