"""What the dashboard says of events."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from events.programme.hosting import answer_host
from tests.events.helpers import confirmed, text_of, waiting
from tests.factories.events import EventFactory, EventHostFactory

pytestmark = pytest.mark.django_db

TITLE = "We are asked to make an event together"


def test_questions_to_make_an_event_together_wait_on_the_dashboard_until_answered(client_of, representative):
    company = representative.memberships.get().company
    event = EventFactory(title="Open workshops", state="draft", place="")
    host = EventHostFactory(event=event, company=company, state="asked")
    cancelled = EventFactory(title="Called off", state="cancelled")
    EventHostFactory(event=cancelled, company=company, state="asked")
    over = timezone.now() - timedelta(days=1)
    past = EventFactory(title="Over", starts_at=over, ends_at=over + timedelta(hours=1))
    EventHostFactory(event=past, company=company, state="asked")
    client = client_of(representative)

    page = client.get(reverse("dashboard"))
    answers = reverse("events:event_hosts", args=[event.slug])
    assert f'<a href="{answers}">Open workshops</a>' in page.content.decode()
    assert page.context["events_asked"] == [event]

    answer_host(host, confirms=True, by=representative)
    assert TITLE not in text_of(client.get(reverse("dashboard")))


def test_a_collaborator_and_another_company_are_asked_nothing(client_of, collaborator):
    EventHostFactory(company=collaborator.memberships.get().company, state="asked")
    assert TITLE not in text_of(client_of(collaborator).get(reverse("dashboard")))


def test_my_registrations_and_the_events_of_my_company_where_people_wait(
    client_of, representative, coordinator
):
    ours = EventHostFactory(company=representative.memberships.get().company).event
    waiting(ours, "A", 2), waiting(ours, "B")
    theirs, calm = EventFactory(), EventHostFactory(company=representative.memberships.get().company).event
    waiting(theirs, "C")
    mine = confirmed(theirs, "Me", email=representative.email)

    page = client_of(representative).get(reverse("dashboard"))

    [(event, token, state)] = page.context["my_registrations"]
    assert (event, token, state) == (theirs, mine.link, "confirmed")
    assert [(event, event.waiting) for event in page.context["queues"]] == [(ours, 3)]
    assert calm not in page.context["queues"]
    office = client_of(coordinator).get(reverse("dashboard"))
    assert {event.pk for event in office.context["queues"]} == {ours.pk, theirs.pk}
