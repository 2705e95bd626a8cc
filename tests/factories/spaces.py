"""Buildings, spaces and bookings for tests."""

import uuid
from datetime import date, datetime, time, timedelta
from decimal import Decimal

import factory
from django.utils import timezone

from spaces.allocations.models import Allocation
from spaces.bookings.models import Booking, Claim
from spaces.building.models import Building, Floor, Space
from spaces.condition.models import Condition
from spaces.drafts.models import PlanDraft
from spaces.drafts.sheet import Sheet, TracedShape, sheet_to_json
from spaces.plans.models import FloorPlan
from spaces.policies.models import BookingPolicy
from spaces.requests.models import Offer, UnitRequest
from spaces.reshaping.models import Reshaping
from spaces.series.models import Series
from spaces.works.models import Renewal
from tests.factories.members import CompanyFactory, UserFactory


class BuildingFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Building

    name = factory.Sequence(lambda n: f"House {n}")
    slug = factory.Sequence(lambda n: f"house-{n}")


class FloorFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Floor

    building = factory.SubFactory(BuildingFactory)
    level = 0
    name = "Ground floor"


class FloorPlanFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = FloorPlan

    floor = factory.SubFactory(FloorFactory)
    valid_from = date(2017, 1, 1)
    width = 740
    height = 400
    shapes = factory.LazyFunction(dict)


class PlanDraftFactory(factory.django.DjangoModelFactory):
    """A drawing of one square without a code."""

    class Meta:
        model = PlanDraft

    floor = factory.SubFactory(FloorFactory)
    file_name = "ground-floor.svg"
    found = factory.LazyFunction(
        lambda: sheet_to_json(
            Sheet(
                width=740,
                height=400,
                shapes=[
                    TracedShape(["square"], [], [(10.0, 10.0), (110.0, 10.0), (110.0, 110.0), (10.0, 110.0)])
                ],
            )
        )
    )


class SpaceFactory(factory.django.DjangoModelFactory):
    """A private unit of 50 m²."""

    class Meta:
        model = Space

    code = factory.Sequence(lambda n: f"U{n:04}")
    kind = Space.Kind.UNIT
    floor = factory.SubFactory(FloorFactory)
    area_m2 = Decimal("50.00")


class BookingPolicyFactory(factory.django.DjangoModelFactory):
    """A quarter of an hour to twelve hours, half a year ahead."""

    class Meta:
        model = BookingPolicy

    name = factory.Sequence(lambda n: f"Rules {n}")


class RoomFactory(SpaceFactory):
    """A common room that can be booked."""

    code = factory.Sequence(lambda n: f"R{n:04}")
    kind = Space.Kind.ROOM
    name = factory.Sequence(lambda n: f"Room {n}")
    is_bookable = True
    policy = factory.SubFactory(BookingPolicyFactory)


class ConditionFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Condition

    space = factory.SubFactory(SpaceFactory)
    state = Condition.State.USABLE
    start_on = date(2017, 1, 1)


class RenewalFactory(factory.django.DjangoModelFactory):
    """Works that are done: 50 m² in half a year, for € 10,000 and 40 hours."""

    class Meta:
        model = Renewal
        skip_postgeneration_save = True

    title = factory.Sequence(lambda n: f"Works {n}")
    slug = factory.Sequence(lambda n: f"works-{n}")
    start_on = date(2019, 1, 1)
    end_on = date(2019, 7, 1)
    renewed_m2 = Decimal("50.00")
    hours_given = Decimal("40.0")
    cost_cents = 1_000_000

    @factory.post_generation
    def spaces(self, create, extracted):
        if create and extracted:
            self.spaces.set(extracted)


class AllocationFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Allocation

    unit = factory.SubFactory(SpaceFactory)
    company = factory.SubFactory(CompanyFactory)
    start_on = date(2021, 1, 1)
    area_m2 = Decimal("50.00")
    reason = "Founding member"


class BookingFactory(factory.django.DjangoModelFactory):
    """A confirmed booking of an hour tomorrow, without its claims: `spaces.services` makes those."""

    class Meta:
        model = Booking

    request_id = factory.LazyFunction(uuid.uuid4)
    space = factory.SubFactory(RoomFactory)
    company = factory.SubFactory(CompanyFactory)
    booked_by = factory.SubFactory(UserFactory)
    purpose = "Meeting"
    starts_at = factory.LazyFunction(
        lambda: timezone.now().replace(minute=0, second=0, microsecond=0) + timedelta(days=1)
    )
    ends_at = factory.LazyAttribute(lambda booking: booking.starts_at + timedelta(hours=1))


class SeriesFactory(factory.django.DjangoModelFactory):
    """A weekly series of four dates from tomorrow, without its bookings: its services make those."""

    class Meta:
        model = Series

    request_id = factory.LazyFunction(uuid.uuid4)
    space = factory.SubFactory(RoomFactory)
    company = factory.SubFactory(CompanyFactory)
    booked_by = factory.SubFactory(UserFactory)
    purpose = "Rehearsal"
    every = Series.Every.WEEK
    first_day = factory.LazyFunction(lambda: timezone.localdate() + timedelta(days=1))
    until = factory.LazyAttribute(lambda series: series.first_day + timedelta(days=21))
    start_time = time(9)
    end_time = time(10)


class ClaimFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Claim

    booking = factory.SubFactory(BookingFactory)
    space = factory.SelfAttribute("booking.space")
    starts_at = factory.SelfAttribute("booking.starts_at")
    ends_at = factory.SelfAttribute("booking.ends_at")


class ReshapingFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Reshaping

    kind = Reshaping.Kind.SPLIT
    day = date(2022, 1, 1)
    reason = "A wall"


class UnitRequestFactory(factory.django.DjangoModelFactory):
    """A candidate who waits for any unit."""

    class Meta:
        model = UnitRequest

    name = factory.Sequence(lambda n: f"Candidate {n}")
    email = factory.Sequence(lambda n: f"candidate-{n}@example.org")
    asked_at = factory.Sequence(lambda n: timezone.now() - timedelta(days=100) + timedelta(minutes=n))


class OfferFactory(factory.django.DjangoModelFactory):
    """An offer to be answered within a week."""

    class Meta:
        model = Offer

    request = factory.SubFactory(UnitRequestFactory)
    unit = factory.SubFactory(SpaceFactory)
    free_from = factory.LazyFunction(timezone.localdate)
    expires_at = factory.LazyFunction(lambda: timezone.now() + timedelta(days=7))


def local(text: str) -> datetime:
    """A moment on the clock of the multifactory: local("2026-12-04 16:00")."""
    return timezone.make_aware(datetime.fromisoformat(text), timezone.get_default_timezone())
