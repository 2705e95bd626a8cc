"""Hosts who act at the same moment: an event that is out is always somebody's."""

import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse

from events.programme.hosting import answer_host, ask_host, withdraw_host
from events.programme.models import Event
from events.programme.parts import EventHost
from events.programme.rooms import RoomPlan
from events.programme.services import write_event
from tests.factories.events import EventFactory, EventHostFactory
from tests.factories.members import CompanyFactory, MembershipFactory, UserFactory
from tests.threads import at_once

pytestmark = pytest.mark.django_db(transaction=True)


def leaving(host: EventHost):
    by = MembershipFactory(company=host.company).user
    return lambda: answer_host(host, confirms=False, by=by)


def test_the_last_host_declines_while_another_leaves_one_is_refused():
    event = EventFactory()
    hosts = [EventHostFactory(event=event) for _ in range(2)]

    answers = at_once(*map(leaving, hosts))

    (refused,) = [one for one in answers if isinstance(one, ValidationError)]
    assert refused.code == "last"
    assert EventHost.objects.confirmed().count() == 1


def test_the_last_host_declines_while_the_event_is_made_no_longer_common_one_is_refused():
    event, by = EventFactory(is_common=True), UserFactory()
    host = EventHostFactory(event=event)

    def make_it_theirs() -> None:
        row = Event.objects.get(pk=event.pk)
        row.is_common = False
        write_event(row, by=by, rooms=RoomPlan(), words={})

    answers = at_once(leaving(host), make_it_theirs)

    assert [isinstance(one, ValidationError) for one in answers].count(True) == 1
    event.refresh_from_db()
    assert event.is_common or event.hosts.confirmed().exists()


def test_a_company_asked_by_two_at_once_is_asked_once(mailoutbox):
    event, company, by = EventFactory(), CompanyFactory(), UserFactory()
    MembershipFactory(company=company, role="representative")

    at_once(*(lambda: ask_host(event, company=company, by=by),) * 2)

    assert EventHost.objects.get().state == "asked"
    assert len(mailoutbox) == 1


def test_who_answers_a_question_that_was_taken_back_reads_so(client_of, representative):
    company = representative.memberships.get().company
    host = EventHostFactory(event=EventFactory(), company=company, state="asked")
    withdraw_host(host)

    for act in (lambda: answer_host(host, confirms=True, by=representative), lambda: withdraw_host(host)):
        with pytest.raises(ValidationError, match="no longer asked"):
            act()


def test_an_event_that_is_out_without_hosts_stays_the_communitys(client_of, coordinator):
    event = EventFactory(is_common=True, place="Yard")
    edit = reverse("events:event_edit", args=[event.slug])
    client = client_of(coordinator)
    form = client.get(edit).context["form"]
    data = {name: form[name].value() for name in form.fields if form[name].value() is not None}
    del data["is_common"]

    page = client.post(edit, {name: value for name, value in data.items() if value != ""})

    assert "Choose an organiser" in page.content.decode()
    assert Event.objects.get().is_common
