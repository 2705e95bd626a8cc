"""Duties, their turns, tickets and deadlines for tests."""

import uuid
from datetime import date, timedelta

import factory
from django.utils import timezone

from spaces.upkeep.deadlines.models import Deadline, DeadlineDone
from spaces.upkeep.duties.models import Duty, DutyLeave, HeadCount
from spaces.upkeep.duties.turn_models import Swap, Turn
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


class DeadlineFactory(factory.django.DjangoModelFactory):
    """Twice a year, due today, in a room of its own."""

    class Meta:
        model = Deadline

    name = factory.Sequence(lambda n: f"Check {n}")
    space = factory.SubFactory(RoomFactory)
    every_months = 6
    next_on = factory.LazyFunction(timezone.localdate)
    responsible = factory.SubFactory(CompanyFactory)


class DeadlineDoneFactory(factory.django.DjangoModelFactory):
    """Half a year ago."""

    class Meta:
        model = DeadlineDone

    deadline = factory.SubFactory(DeadlineFactory)
    due_on = factory.LazyAttribute(lambda done: done.day)
    day = factory.LazyFunction(lambda: timezone.localdate() - timedelta(days=180))
    company = factory.SelfAttribute("deadline.responsible")
