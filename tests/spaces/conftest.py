"""What the tests of the building share."""

from datetime import UTC, date, datetime, time, timedelta
from uuid import uuid4

import pytest
from django.utils import timezone

from spaces.bookings.models import Booking
from spaces.bookings.services import create_booking
from spaces.building.models import Space
from tests.factories.members import MembershipFactory
from tests.factories.spaces import RoomFactory


@pytest.fixture
def tomorrow() -> datetime:
    """Nine o'clock UTC of the day after the local one, which is not always the day of UTC."""
    return datetime.combine(timezone.localdate() + timedelta(days=1), time(9), UTC)


@pytest.fixture
def booked():
    """Book a space for an hour, by somebody of a company of their own where no membership is given."""

    def _book(space: Space, start: datetime, hours: float = 1, membership=None, **kwargs) -> Booking:
        membership = membership or MembershipFactory()
        return create_booking(
            space,
            company=membership.company,
            by=membership.user,
            starts_at=start,
            ends_at=start + timedelta(hours=hours),
            purpose=kwargs.get("purpose", "Meeting"),
            request_id=kwargs.get("request_id") or uuid4(),
            **{
                name: kwargs[name]
                for name in ("is_private", "operators", "override_reason")
                if name in kwargs
            },
        )

    return _book


@pytest.fixture
def hall(db) -> tuple[Space, Space, Space, Space]:
    """A hall of two halves, and a machine in the first that takes it too."""
    half_a, half_b = RoomFactory(code="HA", name="Half A"), RoomFactory(code="HB", name="Half B")
    whole = RoomFactory(code="H", name="Hall")
    whole.takes.set([half_a, half_b])
    machine = RoomFactory(code="HM", name="Loom", kind=Space.Kind.MACHINE, area_m2=None)
    machine.takes.set([machine, half_a])
    return whole, half_a, half_b, machine


@pytest.fixture
def first_of_may() -> date:
    return date(2025, 5, 1)


@pytest.fixture
def rome():
    """A local moment of Rome from its UTC hour."""

    def _moment(*parts: int) -> datetime:
        return datetime(*parts, tzinfo=UTC)

    return _moment


@pytest.fixture
def office(client_of, coordinator):
    """The browser of a coordinator, in the back-office."""
    return client_of(coordinator)
