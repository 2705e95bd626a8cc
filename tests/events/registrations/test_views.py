"""Registering, and cancelling by the link in the mail."""

import icalendar
import pytest
import time_machine
from allauth.account.models import EmailAddress
from django.core import mail
from django.utils import timezone

from events.registrations.models import Registration
from events.registrations.question_models import Answer
from multifactory.lib.signed_links import SignedLink, hash_token
from tests.events.helpers import (
    GUEST,
    confirmed,
    held,
    later,
    offered,
    register_url,
    states,
    subjects,
    text_of,
    waiting,
)
from tests.factories.events import EventFactory, QuestionFactory, RegistrationFactory

pytestmark = pytest.mark.django_db
CHECK_INBOX = (
    "Check your inbox: the e-mail we have sent to %s tells you what to do next. At most 5 registrations with "
    "one e-mail address can wait to be confirmed: a further one is not recorded until you have confirmed "
    "them."
)


def test_a_visitor_registers_and_sees_the_confirmation(client):
    event = EventFactory(capacity=5)

    response = client.post(register_url(event), GUEST, follow=True)

    assert response.redirect_chain == [(event.get_absolute_url(), 302)]
    assert [str(message) for message in response.context["messages"]] == [CHECK_INBOX % "ann@example.org"]
    assert list(Registration.objects.values_list("name", "email", "language")) == [
        ("Ann", "ann@example.org", "en")
    ]
    assert "4 available, of 5" in text_of(response)


def test_the_registration_remembers_the_language_of_the_page(client):
    client.post(register_url(EventFactory()), GUEST, headers={"Accept-Language": "it"})

    assert Registration.objects.get().language == "it"


def test_a_double_click_is_one_registration_with_the_same_confirmation(client):
    """Without a number of its own in the form, which is the same for all visitors."""
    event = EventFactory(capacity=1)

    with time_machine.travel(timezone.now(), tick=False):
        answers = [client.post(register_url(event), GUEST, follow=True) for _ in range(2)]

    assert len({str(message) for answer in answers for message in answer.context["messages"]}) == 1
    assert (Registration.objects.count(), len(mail.outbox)) == (1, 1)


def test_an_address_that_is_registered_gets_the_answer_a_new_one_gets(client):
    event = EventFactory(capacity=5)
    RegistrationFactory(event=event, email="ann@example.org", name="Ann")

    known, new = (
        client.post(register_url(event), GUEST | {"email": email}, follow=True)
        for email in ("Ann@example.org", "new@example.org")
    )

    def said(response) -> list[str]:
        return [str(message).replace("new@", "ann@") for message in response.context["messages"]]

    assert (known.redirect_chain, said(known)) == (new.redirect_chain, said(new))
    assert event.registrations.live().count() == 2


def test_a_full_event_answers_a_known_address_and_a_stranger_alike(client):
    event = EventFactory(capacity=1)
    RegistrationFactory(event=event, email="ann@example.org", name="Ann")
    for number in range(5):
        RegistrationFactory(email="five@example.org", state="unconfirmed", name=f"F{number}")

    answers = {
        (
            response.status_code,
            str(next(iter(response.context["messages"]))).replace(email, "…"),
            text_of(response).replace(email, "…"),
        )
        for email in ("ann@example.org", "new@example.org", "five@example.org")
        for response in [client.post(register_url(event), GUEST | {"email": email}, follow=True)]
    }

    assert len(answers) == 1


@pytest.mark.parametrize(
    ("data", "errors"),
    [
        ({}, {name: ["This field is required."] for name in ("name", "email", "party")}),
        (
            {"name": "  ", "email": "nobody", "party": "1"},
            {"name": ["This field is required."], "email": ["Enter a valid email address."]},
        ),
        (
            {"name": "x" * 121, "email": "a@example.org", "party": "1"},
            {"name": ["Ensure this value has at most 120 characters (it has 121)."]},
        ),
        (
            {"name": "A", "email": "a@example.org\nBcc: b@example.org", "party": "1"},
            {"email": ["Enter a valid email address."]},
        ),
        (
            GUEST | {"name": "x" * 10000},
            {"name": ["Ensure this value has at most 120 characters (it has 10000)."]},
        ),
        (GUEST | {"party": "0"}, {"party": ["Ensure this value is greater than or equal to 1."]}),
        (GUEST | {"party": "11"}, {"party": ["You can register 10 people at most."]}),
        (GUEST | {"party": "99999999999"}, {"party": ["You can register 10 people at most."]}),
        (GUEST | {"request_id": "x"}, {"request_id": ["Enter a valid UUID."]}),
    ],
)
def test_bad_input_gives_the_form_again_with_the_reason(client, data, errors):
    response = client.post(register_url(EventFactory()), data)

    assert (response.status_code, response.context["form"].errors) == (200, errors)
    assert Registration.objects.count() == 0


def test_who_comes_to_a_full_event_joins_the_waiting_list(client):
    event = EventFactory(capacity=1)
    RegistrationFactory(event=event)

    assert "All seats are taken. Join the waiting list" in text_of(client.get(register_url(event)))
    client.post(register_url(event), GUEST)

    assert states(event)["Ann"] == "waiting"
    assert subjects() == [("ann@example.org", "You are on the waiting list")]


def test_a_member_finds_name_and_address_filled_in(client_of, collaborator):
    form = client_of(collaborator).get(EventFactory().get_absolute_url()).context["form"]

    assert (form["name"].value(), form["email"].value()) == (collaborator.name, collaborator.email)


def pupil(number: int) -> dict[str, str]:
    return GUEST | {"name": f"Pupil {number}", "email": f"pupil{number}@school.example"}


def test_two_classes_of_30_register_for_two_events_from_the_network_of_their_school(client):
    """Was: five of the first class refused for an hour."""
    events = [EventFactory(), EventFactory()]
    answers = [client.post(register_url(event), pupil(n)) for event in events for n in range(60)]

    assert {answer.status_code for answer in answers} == {302}
    assert [event.registrations.live().count() for event in events] == [60, 60]


def test_what_is_confirmed_by_the_log_in_counts_for_no_network(client, client_of, collaborator, settings):
    settings.ACCOUNT_RATE_LIMITS = settings.ACCOUNT_RATE_LIMITS | {"event_registration": "1/h/ip"}
    EmailAddress.objects.create(user=collaborator, email=collaborator.email, verified=True, primary=True)
    me = GUEST | {"name": collaborator.name, "email": collaborator.email}
    member = client_of(collaborator)

    answers = [member.post(register_url(EventFactory()), me).status_code for _ in range(3)]
    stranger = client.post(register_url(EventFactory()), GUEST).status_code

    assert (answers, stranger) == ([302] * 3, 302)


def test_everybody_reads_that_five_of_an_address_can_wait(client):
    """The sixth is not recorded: a teacher who registers a class with the school's address must know."""
    event = EventFactory()
    said = set()
    for number in range(6):
        guest = pupil(number) | {"email": "office@school.example"}
        page = client.post(register_url(event), guest, follow=True)
        said |= {str(message) for message in page.context["messages"]}

    assert said == {CHECK_INBOX % "office@school.example"}
    assert event.registrations.count() == 5


def test_a_network_has_its_limit_and_what_was_typed_stays(client, settings):
    settings.ACCOUNT_RATE_LIMITS = settings.ACCOUNT_RATE_LIMITS | {"event_registration": "2/h/ip"}
    event = EventFactory()
    for name in ("A", "B"):
        client.post(register_url(event), GUEST | {"name": name})

    response = client.post(register_url(event), GUEST)

    assert response.status_code == 429
    assert "Too many registrations from your network. Try again later." in text_of(response)
    assert event.registrations.count() == 2
    assert response.context["form"]["name"].value() == "Ann"  # what was typed stays


def page_of(registration, do="", client=None, **data):
    if do:
        return client.post(registration.get_absolute_url(), {"do": do} | data, follow=True)
    return client.get(registration.get_absolute_url())


def test_a_mail_scanner_that_opens_every_link_changes_nothing(client):
    event = EventFactory(capacity=10)
    makers = {"Reserved": held, "Waiting": waiting, "Offered": offered, "Confirmed": confirmed}
    entries = [make(event, name) for name, make in makers.items()]
    before = states(event)

    for entry in entries:
        page = client.get(entry.get_absolute_url())
        assert (page.status_code, client.head(entry.get_absolute_url()).status_code) == (200, 200)
        client.get(f"{entry.get_absolute_url()}ticket.ics")
        assert entry.email not in page.content.decode()
        assert {name: page[name] for name in ("X-Robots-Tag", "Referrer-Policy")} == {
            "X-Robots-Tag": "noindex",
            "Referrer-Policy": "same-origin",
        }
        assert "no-store" in page["Cache-Control"]

    assert states(event) == before
    assert mail.outbox == []


def test_the_button_of_the_mail_gives_the_ticket_with_its_code_and_picture(client):
    entry = held(EventFactory(capacity=10), "Ann", 2)
    assert "Your seats are reserved until" in text_of(page_of(entry, client=client))

    page = page_of(entry, "confirm", client)

    assert "Your ticket" in text_of(page)
    assert entry.code in text_of(page)
    assert "For 2 people" in text_of(page)
    assert page.content.decode().count('<svg role="img"') == 1
    assert 'style="' not in page.content.decode()


def test_an_offer_is_accepted_or_declined_on_its_page(client):
    event = EventFactory(capacity=2)
    first, second = offered(event, "A"), offered(event, "B")
    assert "A seat is free for you" in text_of(page_of(first, client=client))

    page_of(first, "confirm", client)
    page_of(second, "cancel", client)

    assert states(event) == {"A": "confirmed", "B": "cancelled"}


def test_a_hold_and_an_offer_that_are_over_say_so_without_the_worker(client):
    event = EventFactory(capacity=2)
    hold, offer = held(event, "A", minutes_ago=61), offered(event, "B", minutes_left=-1)
    assert "if seats are free they are yours" in text_of(page_of(hold, client=client))
    assert "This registration is no longer valid" in text_of(page_of(offer, client=client))


def test_the_waiting_page_says_the_number_and_that_a_group_may_be_passed(client):
    event = EventFactory(capacity=1)
    waiting(event, "A", minutes_ago=9)
    group = waiting(event, "B", 3, minutes_ago=8)
    text = text_of(page_of(group, client=client))
    assert "You are number 2 on the waiting list" in text
    assert "A group has to wait until enough seats are free" in text


def test_the_party_is_made_smaller_and_more_needs_free_seats(client):
    event = EventFactory(capacity=3)
    entry = confirmed(event, "Ann", 3)
    page_of(entry, "party", client, party="1")
    entry.refresh_from_db()
    assert entry.party == 1
    waiting(event, "B", 3)
    page = page_of(entry, "party", client, party="2")
    assert "You can add seats only while some are free and nobody is on the waiting list." in text_of(page)
    for bad in ("0", "x", "", "11"):
        assert page_of(entry, "party", client, party=bad).status_code == 200
    entry.refresh_from_db()
    assert entry.party == 1


def test_of_a_cancelled_event_the_link_says_so_and_asks_nothing(client):
    event = EventFactory(state="cancelled", cancel_reason="Rain")
    for entry in (confirmed(event, "A"), waiting(event, "B"), offered(event, "C")):
        page = page_of(entry, client=client)
        assert "This event has been cancelled" in text_of(page)
        assert "The reason: Rain" in text_of(page)
        assert "<form" not in page.content.decode().split("<main", 1)[1].split("</main>", 1)[0]


@pytest.mark.parametrize(
    ("make", "words"), [(confirmed, "stays valid"), (waiting, "keep your place"), (held, "once")]
)
def test_of_a_postponed_event_the_link_says_so_and_cancels(client, make, words):
    entry = make(EventFactory(state="postponed", starts_at=later(hours=-1), ends_at=later(hours=1)), "A")

    page = page_of(entry, client=client)

    assert "This event is postponed" in text_of(page)
    assert words in text_of(page)
    assert ("Change the number of people" in text_of(page), "Cancel my registration" in text_of(page)) == (
        False,
        True,
    )
    client.post(entry.get_absolute_url(), {"do": "cancel"})
    entry.refresh_from_db()
    assert entry.state == "cancelled"


def test_an_unknown_button_changes_nothing(client):
    entry = confirmed(EventFactory(), "Ann")
    page = page_of(entry, "destroy", client)
    assert str(next(iter(page.context["messages"]))) == "This button no longer exists. Reload the page."
    entry.refresh_from_db()
    assert entry.state == "confirmed"


def test_the_file_for_a_calendar_has_the_identity_of_the_feed(client):
    entry = confirmed(EventFactory(), "Ann")
    answer = client.get(f"{entry.get_absolute_url()}ticket.ics")
    (event,) = icalendar.Calendar.from_ical(answer.content).events
    assert (answer["Content-Type"], event["UID"]) == (
        "text/calendar; charset=utf-8",
        f"{entry.event.uid}@multifactory-portal",
    )


@pytest.mark.parametrize("link", ["wrong", "x" * 300, hash_token("secret"), "%00"])
def test_another_link_is_a_404(client, link):
    registration = RegistrationFactory(cancel_token_hash=hash_token("secret"))

    for address in (f"/events/registrations/{link}/", f"/events/registrations/{link}/cancel/"):
        assert (client.get(address).status_code, client.post(address).status_code) == (404, 404)
    registration.refresh_from_db()
    assert registration.state == "confirmed"


def test_a_link_of_another_purpose_is_a_404(client):
    registration = RegistrationFactory()
    other = SignedLink("events.registration").token(str(registration.uid))
    assert client.get(f"/events/registrations/{other}/").status_code == 404


def test_a_link_mailed_by_an_earlier_version_still_leads_to_the_ticket_and_cancels(client):
    stored = "022b1211cd32792faeb051c756b80ac9f2a09e8aa183a429e90aafd76e8d7e91"
    registration = RegistrationFactory(cancel_token_hash=stored)
    old = "/events/registrations/Qm9va2luZyBhIHBsYWNlIQ/cancel/"

    page = client.get(old, follow=True)
    registration.refresh_from_db()
    assert (registration.state, page.redirect_chain) == (
        "confirmed",
        [(registration.get_absolute_url(), 302)],
    )

    response = client.post(old, follow=True)
    registration.refresh_from_db()
    assert (response.status_code, registration.state) == (200, "cancelled")


def test_questions_are_asked_required_and_checked_against_their_own_options(client):
    event = EventFactory()
    food = QuestionFactory(event=event, kind="choice", options_en="Soup\nBread", is_required=True)
    other = QuestionFactory(kind="choice", options_en="A\nB\nC", is_required=True)
    page = client.get(register_url(event))
    assert "For: the kitchen. Erased 7 days after the event." in text_of(page)

    for data in ({}, {f"question_{food.pk}": "3"}, {f"question_{other.pk}": "3"}):
        response = client.post(register_url(event), GUEST | data)
        assert list(response.context["form"].errors) == [f"question_{food.pk}"]
    client.post(register_url(event), GUEST | {f"question_{food.pk}": "2"})

    assert [one.in_words("en") for one in Answer.objects.all()] == ["Bread"]
    entry = event.registrations.get()
    page_of(entry, "answers", client, **{f"question_{food.pk}": "1"})
    assert [one.in_words("en") for one in Answer.objects.all()] == ["Soup"]


def test_who_is_logged_in_with_a_confirmed_address_sees_the_ticket_at_once(client_of, collaborator):
    EmailAddress.objects.update_or_create(
        user=collaborator, email=collaborator.email, defaults={"verified": True, "primary": True}
    )
    client, event = client_of(collaborator), EventFactory(capacity=1)
    page = client.post(register_url(event), GUEST | {"email": collaborator.email}, follow=True)
    assert "Your ticket" in text_of(page)
    page = client.post(register_url(event), GUEST | {"email": "another@example.org"}, follow=True)
    assert "Check your inbox" in str(next(iter(page.context["messages"])))
