"""Bookings in the back-office."""

import pytest

from spaces.bookings.models import Booking, Claim
from tests.factories.spaces import (
    BookingFactory,
)
from tests.spaces.back_office import act

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
