import pytest
from django.core import mail
from django.urls import reverse

from tests.events.helpers import REGISTRATIONS, act, said
from tests.factories.events import RegistrationFactory

pytestmark = pytest.mark.django_db


def test_registrations_are_read_only_and_cancelled_by_an_action_that_asks(office):
    registration = RegistrationFactory()
    change = reverse("admin:events_registration_change", args=[registration.pk])

    assert office.post(change, {"name": "Changed"}).status_code == 403
    assert office.get(reverse("admin:events_registration_add")).status_code == 403
    act(office, REGISTRATIONS, "cancel", registration)
    registration.refresh_from_db()
    assert registration.state == "confirmed"

    response = act(office, REGISTRATIONS, "cancel", registration, do="1")

    registration.refresh_from_db()
    assert (registration.state, said(response)) == ("cancelled", ["1 registration cancelled."])
    assert mail.outbox[0].to == [registration.email]


def test_the_list_of_registrations_can_be_narrowed_to_one_event(office):
    registration, other = RegistrationFactory(), RegistrationFactory()

    response = office.get(REGISTRATIONS, {"event__id__exact": registration.event_id})

    assert list(response.context["cl"].result_list) == [registration] != [other]
