"""Duties, their turns and tickets for tests."""

import uuid
from datetime import date, timedelta

import factory
from django.utils import timezone

from spaces.upkeep.duties.models import Duty, DutyLeave, HeadCount, Swap, Turn
from spaces.upkeep.tickets.models import Ticket
from tests.factories.members import CompanyFactory, UserFactory
from tests.factories.spaces import RoomFactory


class DutyFactory(factory.django.DjangoModelFactory):
    """Half an hour every day, without turns: `spaces.upkeep.duties.services` plans those."""

    class Meta:
        model = Duty

    name = factory.Sequence(lambda n: f"Duty {n}")
    minutes = 30
    starts_on = factory.LazyFunction(timezone.localdate)


class TurnFactory(factory.django.DjangoModelFactory):
    """A turn today."""

    class Meta:
        model = Turn

    duty = factory.SubFactory(DutyFactory)
    day = factory.LazyFunction(timezone.localdate)
    company = factory.SubFactory(CompanyFactory)


class SwapFactory(factory.django.DjangoModelFactory):
    """A company asks the others to take its turn."""

    class Meta:
        model = Swap

    turn = factory.SubFactory(TurnFactory)
    asked_by = factory.SelfAttribute("turn.company")


class HeadCountFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = HeadCount

    company = factory.SubFactory(CompanyFactory)
    from_day = date(2024, 1, 1)
    heads = 3


class DutyLeaveFactory(factory.django.DjangoModelFactory):
    """A week from today on."""

    class Meta:
        model = DutyLeave

    company = factory.SubFactory(CompanyFactory)
    start_on = factory.LazyFunction(timezone.localdate)
    end_on = factory.LazyAttribute(lambda leave: leave.start_on + timedelta(days=7))


class TicketFactory(factory.django.DjangoModelFactory):
    """A normal ticket that nobody sees to yet, without its events: the services write those."""

    class Meta:
        model = Ticket

    number = factory.Sequence(lambda n: n + 1)
    request_id = factory.LazyFunction(uuid.uuid4)
    space = factory.SubFactory(RoomFactory)
    title = factory.Sequence(lambda n: f"Lamp {n} is broken")
    company = factory.SubFactory(CompanyFactory)
    reported_by = factory.SubFactory(UserFactory)
