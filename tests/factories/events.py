"""Events and registrations for tests."""

from datetime import timedelta

import factory
from django.utils import timezone

from events.programme.models import Event
from events.programme.parts import EventHost
from events.programme.rules import OUT
from events.registrations.models import Registration
from events.registrations.question_models import EventQuestion
from tests.factories.members import CompanyFactory


class EventFactory(factory.django.DjangoModelFactory):
    """A published public event of two hours, next week, elsewhere, with unlimited places."""

    class Meta:
        model = Event
        skip_postgeneration_save = True

    title = factory.Sequence(lambda n: f"Open day {n}")
    slug = factory.Sequence(lambda n: f"open-day-{n}")
    summary = "See how it is made."
    starts_at = factory.LazyFunction(lambda: timezone.now() + timedelta(days=7))
    ends_at = factory.LazyAttribute(lambda event: event.starts_at + timedelta(hours=2))
    place = "Town square"
    max_party = 10
    state = Event.State.PUBLISHED
    public_since = factory.LazyAttribute(
        lambda event: (
            timezone.now() - timedelta(days=1)
            if event.state in OUT and getattr(event, "visibility", "public") == "public"
            else None
        )
    )


class EventHostFactory(factory.django.DjangoModelFactory):
    """A company that has confirmed that it makes the event."""

    class Meta:
        model = EventHost

    event = factory.SubFactory(EventFactory)
    company = factory.SubFactory(CompanyFactory)


class RegistrationFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Registration

    event = factory.SubFactory(EventFactory)
    name = factory.Sequence(lambda n: f"Guest {n}")
    email = factory.Sequence(lambda n: f"guest{n}@example.org")
    language = "en"
    code = factory.Sequence(lambda n: f"{n:06}")
    confirmed_at = factory.LazyAttribute(lambda one: timezone.now() if one.state == "confirmed" else None)
    state = Registration.State.CONFIRMED


class QuestionFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = EventQuestion

    event = factory.SubFactory(EventFactory)
    position = 1
    label_en = "What do you eat?"
    purpose = "the kitchen"
