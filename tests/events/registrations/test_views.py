"""Registering, and cancelling by the link in the mail."""

import pytest
from django.core import mail

from events.registrations.models import Registration
from multifactory.lib.signed_links import hash_token
from tests.events.helpers import GUEST, cancel_url, register_url, text_of
from tests.factories.events import EventFactory, RegistrationFactory

pytestmark = pytest.mark.django_db


def test_a_visitor_registers_and_sees_the_confirmation(client):
    event = EventFactory(capacity=5)

    response = client.post(register_url(event), GUEST, follow=True)

    assert response.redirect_chain == [(event.get_absolute_url(), 302)]
    assert [str(message) for message in response.context["messages"]] == [
        "You are registered. We have sent a mail to ann@example.org with a link to cancel, in case."
    ]
    assert list(Registration.objects.values_list("name", "email", "language")) == [
        ("Ann", "ann@example.org", "en")
    ]
    assert "4 free, of 5" in text_of(response)


def test_the_registration_remembers_the_language_of_the_page(client):
    client.post(register_url(EventFactory()), GUEST, headers={"Accept-Language": "it"})

    assert Registration.objects.get().language == "it"


def test_a_double_click_is_one_registration_with_the_same_confirmation(client):
    event = EventFactory(capacity=1)
    form = client.get(event.get_absolute_url()).context["form"]
    data = GUEST | {"request_id": str(form["request_id"].value())}

    answers = [client.post(register_url(event), data, follow=True) for _ in range(2)]

    assert len({str(message) for answer in answers for message in answer.context["messages"]}) == 1
    assert (Registration.objects.count(), len(mail.outbox)) == (1, 1)


def test_an_address_that_is_registered_gets_the_answer_a_new_one_gets(client):
    event = EventFactory(capacity=5)
    RegistrationFactory(event=event, email="ann@example.org", name="Ann")

    known, new = (
        client.post(register_url(event), {"name": "Ann", "email": email}, follow=True)
        for email in ("Ann@example.org", "new@example.org")
    )

    def said(response) -> list[str]:
        return [str(message).replace("new@", "ann@") for message in response.context["messages"]]

    assert (known.redirect_chain, said(known)) == (new.redirect_chain, said(new))
    assert event.registrations.confirmed().count() == 2


@pytest.mark.parametrize(
    ("data", "errors"),
    [
        ({}, {"name": ["This field is required."], "email": ["This field is required."]}),
        (
            {"name": "  ", "email": "nobody"},
            {"name": ["This field is required."], "email": ["Enter a valid email address."]},
        ),
        (
            {"name": "x" * 121, "email": "a@example.org"},
            {"name": ["Ensure this value has at most 120 characters (it has 121)."]},
        ),
        (
            {"name": "A", "email": "a@example.org\nBcc: b@example.org"},
            {"email": ["Enter a valid email address."]},
        ),
        (GUEST | {"request_id": "x"}, {"request_id": ["Enter a valid UUID."]}),
    ],
)
def test_bad_input_gives_the_form_again_with_the_reason(client, data, errors):
    response = client.post(register_url(EventFactory()), data)

    assert (response.status_code, response.context["form"].errors) == (200, errors)
    assert Registration.objects.count() == 0


def test_who_is_too_late_sees_why(client):
    event = EventFactory(capacity=1)
    RegistrationFactory(event=event)

    response = client.post(register_url(event), GUEST)

    assert "All places are taken." in text_of(response)
    assert event.registrations.count() == 1


def test_a_member_finds_name_and_address_filled_in(client_of, collaborator):
    form = client_of(collaborator).get(EventFactory().get_absolute_url()).context["form"]

    assert (form["name"].value(), form["email"].value()) == (collaborator.name, collaborator.email)


def test_a_class_of_25_registers_from_the_network_of_its_school(client):
    """Was: five of them refused for an hour."""
    event = EventFactory()
    answers = [
        client.post(register_url(event), {"name": f"Pupil {n}", "email": f"pupil{n}@school.example"})
        for n in range(25)
    ]

    assert {answer.status_code for answer in answers} == {302}
    assert event.registrations.confirmed().count() == 25


@pytest.mark.parametrize("limit", ["2/h/ip,9/d/key", "9/h/ip,2/d/key"])
def test_a_network_and_a_mail_address_have_each_a_limit(client, settings, limit):
    settings.ACCOUNT_RATE_LIMITS = settings.ACCOUNT_RATE_LIMITS | {"event_registration": limit}
    event = EventFactory()
    for name in ("A", "B"):
        client.post(register_url(event), GUEST | {"name": name})

    response = client.post(register_url(event), GUEST)

    assert response.status_code == 429
    assert "Too many registrations from your network or with this address. Try again later." in text_of(
        response
    )
    assert event.registrations.count() == 2


def test_following_the_link_frees_nothing_pressing_the_button_does(client):
    registration = RegistrationFactory(cancel_token_hash=hash_token("secret"))

    page = client.get(cancel_url("secret"))
    registration.refresh_from_db()
    assert registration.state == "confirmed"
    assert "Cancel your registration?" in text_of(page)
    assert registration.email not in page.content.decode()
    assert {name: page[name] for name in ("X-Robots-Tag", "Referrer-Policy")} == {
        "X-Robots-Tag": "noindex",
        "Referrer-Policy": "same-origin",
    }
    assert "no-store" in page["Cache-Control"]

    for _ in range(2):
        response = client.post(cancel_url("secret"), follow=True)
        assert "Your registration is cancelled" in text_of(response)
    registration.refresh_from_db()
    assert registration.state == "cancelled"


@pytest.mark.parametrize("token", ["wrong", "x" * 300, hash_token("secret")])
def test_another_token_is_a_404(client, token):
    registration = RegistrationFactory(cancel_token_hash=hash_token("secret"))

    assert (client.get(cancel_url(token)).status_code, client.post(cancel_url(token)).status_code) == (
        404,
        404,
    )
    registration.refresh_from_db()
    assert registration.state == "confirmed"


def test_a_link_mailed_by_an_earlier_version_still_cancels(client):
    stored = "022b1211cd32792faeb051c756b80ac9f2a09e8aa183a429e90aafd76e8d7e91"
    registration = RegistrationFactory(cancel_token_hash=stored)

    response = client.post("/events/registrations/Qm9va2luZyBhIHBsYWNlIQ/cancel/", follow=True)

    registration.refresh_from_db()
    assert (response.status_code, registration.state) == (200, "cancelled")
