import html
import json
import re
from datetime import timedelta

import pytest
from django.core import mail
from django.urls import reverse
from django.utils import timezone

from events.programme.models import Event
from events.programme.services import cancel_event
from events.registrations.models import Registration
from events.registrations.tokens import hash_token
from tests.factories.events import EventFactory, RegistrationFactory
from tests.factories.members import CompanyFactory, MultifactoryFactory
from tests.factories.spaces import RoomFactory

pytestmark = pytest.mark.django_db

LIST = reverse("events:event_list")
GUEST = {"name": "Ann", "email": "ann@example.org"}


def text_of(response) -> str:
    """What a reader sees: without the elements, in single spaces."""
    body = response.content.decode().split("<main", 1)[1].split("</main>", 1)[0]
    return " ".join(html.unescape(re.sub(r"<[^>]*>", " ", body)).split())


def titles(response) -> list[str]:
    return [event.title for event in response.context["page_obj"]]


def register_url(event: Event) -> str:
    return reverse("events:registration_new", args=[event.slug])


def cancel_url(token: str) -> str:
    return reverse("events:registration_cancel", args=[token])


# --- the list ---


def test_the_list_shows_coming_events_soonest_first_and_past_ones_latest_first(client):
    for title, days in [("Far", 60), ("Near", 2), ("Old", -60), ("Yesterday", -1)]:
        EventFactory(title=title, starts_at=timezone.now() + timedelta(days=days))

    assert titles(client.get(LIST)) == ["Near", "Far"]
    assert titles(client.get(LIST, {"past": "1"})) == ["Yesterday", "Old"]


def test_an_event_that_is_going_on_is_still_coming(client):
    EventFactory(title="Now", starts_at=timezone.now() - timedelta(hours=1))

    assert titles(client.get(LIST)) == ["Now"]


def test_visitors_see_public_events_members_the_internal_ones_too_and_nobody_a_draft(
    client, client_of, collaborator, coordinator
):
    soon = timezone.now() + timedelta(days=1)
    EventFactory(title="Public", starts_at=soon)
    internal = EventFactory(title="Internal", visibility="internal", starts_at=soon + timedelta(days=1))
    draft = EventFactory(title="Draft", state="draft")

    for person, seen, status in [
        (None, ["Public"], 404),
        (collaborator, ["Public", "Internal"], 200),
        (coordinator, ["Public", "Internal"], 200),
    ]:
        browser = client_of(person)
        assert titles(browser.get(LIST)) == seen
        assert browser.get(internal.get_absolute_url()).status_code == status
        assert browser.get(register_url(internal)).status_code == status
        assert browser.get(draft.get_absolute_url()).status_code == 404
        assert browser.post(register_url(draft), GUEST).status_code == 404


def test_a_person_whose_membership_has_ended_sees_no_internal_event(client_of, collaborator):
    EventFactory(title="Internal", visibility="internal")
    collaborator.memberships.update(ended_on=timezone.localdate())

    assert titles(client_of(collaborator).get(LIST)) == []


def test_the_list_is_narrowed_by_words_and_by_organiser(client):
    joiner = CompanyFactory(name="Joinery", slug="joinery")
    bread = EventFactory(title="Bread day")
    wood = EventFactory(title="Chairs", summary="Made of wood")
    wood.organisers.add(joiner)

    assert titles(client.get(LIST, {"q": "BREAD"})) == [bread.title]
    assert titles(client.get(LIST, {"q": "wood"})) == [wood.title]
    assert titles(client.get(LIST, {"company": "joinery"})) == [wood.title]
    assert titles(client.get(LIST, {"company": "joinery", "q": "bread"})) == []


def test_only_companies_with_an_event_that_is_out_can_be_chosen(client):
    joiner, baker, _idle = CompanyFactory(name="Joiner"), CompanyFactory(name="Baker"), CompanyFactory()
    EventFactory().organisers.add(joiner)
    EventFactory(state="draft").organisers.add(baker)

    choices = client.get(LIST).context["filter"].form.fields["company"].queryset

    assert list(choices) == [joiner]


@pytest.mark.parametrize(
    "query",
    [{"company": "nobody"}, {"q": "x" * 500}, {"page": "99"}, {"page": "x"}, {"past": "x"}, {"q": "\x00"}],
)
def test_a_senseless_query_gives_a_page(client, query):
    EventFactory()

    assert client.get(LIST, query).status_code == 200


@pytest.mark.parametrize(
    ("query", "words"),
    [
        ({}, "No event is planned"),
        ({"past": "1"}, "Nothing has taken place"),
        ({"q": "x"}, "No event matches"),
    ],
)
def test_an_empty_list_says_what_to_do(client, query, words):
    assert words in text_of(client.get(LIST, query))


def test_the_list_goes_on_after_twenty(client):
    EventFactory.create_batch(21)

    assert len(titles(client.get(LIST))) == 20
    assert len(titles(client.get(LIST, {"page": "2"}))) == 1


@pytest.mark.parametrize(
    ("facts", "registered", "label"),
    [
        ({"capacity": None}, 0, "Places for all"),
        ({"capacity": 0}, 0, "No registration"),
        ({"capacity": 2}, 1, "1 place"),
        ({"capacity": 3}, 1, "2 places"),
        ({"capacity": 1}, 1, "Full"),
        ({"state": "cancelled"}, 0, "Cancelled"),
    ],
)
def test_each_row_says_what_is_left(client, facts, registered, label):
    RegistrationFactory.create_batch(registered, event=(event := EventFactory(**facts)))
    RegistrationFactory(event=event, state="cancelled")

    assert text_of(client.get(LIST)).split("Town square, ")[1][6:].startswith(label)


# --- the page of an event ---


def test_the_page_tells_when_where_who_and_how_many(client):
    starts_at = timezone.make_aware(timezone.datetime(2030, 12, 5, 10, 0))
    event = EventFactory(
        title="Open day",
        starts_at=starts_at,
        ends_at=starts_at + timedelta(hours=8),
        space=RoomFactory(code="A6", name="Hall"),
        place="",
        capacity=30,
        is_common=True,
        text="Bring **tools**.\n\n<script>alert(1)</script>",
    )
    company = CompanyFactory(name="Joinery")
    event.organisers.add(company)

    response = client.get(event.get_absolute_url())
    text = text_of(response)

    assert "When Thu 5 Dec 2030, 10:00 to 18:00 Where A6 Hall Places 30 free, of 30" in text
    assert "Who makes it The whole community of companies. Joinery" in text
    assert "<strong>tools</strong>" in response.content.decode()
    assert "<script>alert" not in response.content.decode()
    assert f'href="{company.get_absolute_url()}"' in response.content.decode()
    assert f'href="{event.space.get_absolute_url()}"' in response.content.decode()


def test_a_long_event_names_both_days(client):
    starts_at = timezone.make_aware(timezone.datetime(2030, 3, 30, 18, 0))
    event = EventFactory(
        starts_at=starts_at, ends_at=timezone.make_aware(timezone.datetime(2030, 4, 1, 9, 0))
    )

    assert "Sat 30 Mar 2030, 18:00 to Mon 1 Apr 2030, 09:00" in text_of(client.get(event.get_absolute_url()))


def linked_data(response) -> dict:
    (block,) = re.findall(
        r'<script type="application/ld\+json">(.*?)</script>', response.content.decode(), re.S
    )
    return json.loads(block)


def test_search_engines_read_the_event_and_a_title_cannot_break_out(client):
    MultifactoryFactory(address="Via Learco Guerra 1, Mantua")
    title = "</script><script>alert(1)</script> & more"
    event = EventFactory(
        title=title, space=RoomFactory(code="A6", name="Hall"), place="", is_common=True, capacity=4
    )

    data = linked_data(client.get(event.get_absolute_url()))

    assert (data["name"], data["eventStatus"]) == (title, "https://schema.org/EventScheduled")
    assert data["location"] == {"@type": "Place", "name": "A6 Hall", "address": "Via Learco Guerra 1, Mantua"}
    assert data["startDate"] == event.starts_at.isoformat()
    assert data["maximumAttendeeCapacity"] == 4


def test_a_cancelled_event_keeps_its_page_with_a_banner_and_without_a_form(client):
    event = EventFactory()
    cancel_event(event)

    response = client.get(event.get_absolute_url())

    assert "This event does not take place" in text_of(response)
    assert b"<form" not in response.content.split(b"<main", 1)[1].split(b"</main>", 1)[0]
    assert linked_data(response)["eventStatus"] == "https://schema.org/EventCancelled"
    assert linked_data(response)["startDate"] == event.starts_at.isoformat()


@pytest.mark.parametrize(
    ("facts", "words"),
    [
        ({"capacity": 0}, "This event needs no registration."),
        ({"starts_at": timezone.now() - timedelta(minutes=5)}, "Registration closed when the event began."),
    ],
)
def test_where_nobody_can_register_the_page_says_why(client, facts, words):
    event = EventFactory(**facts)

    assert words in text_of(client.get(event.get_absolute_url()))
    assert words in text_of(client.get(register_url(event)))
    assert words in text_of(client.post(register_url(event), GUEST))
    assert Registration.objects.count() == 0


def test_an_internal_event_is_kept_from_search_engines(client_of, collaborator):
    event = EventFactory(visibility="internal")

    body = client_of(collaborator).get(event.get_absolute_url()).content.decode()

    assert '<meta name="robots" content="noindex">' in body
    assert "ld+json" not in body


# --- registering ---


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
    RegistrationFactory(event=event, email="ann@example.org")

    known, new = (
        client.post(register_url(event), {"name": "X", "email": email}, follow=True)
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


def test_the_twenty_first_registration_within_an_hour_from_one_network_must_wait(client):
    event = EventFactory()
    for number in range(20):
        client.post(register_url(event), {"name": "A", "email": f"a{number}@example.org"})

    response = client.post(register_url(event), GUEST)

    assert response.status_code == 429
    assert "Too many registrations from your network. Try again in an hour." in text_of(response)
    assert event.registrations.count() == 20


# --- cancelling ---


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


def test_the_company_page_shows_its_next_events(client):
    company = CompanyFactory()
    EventFactory(title="Open day").organisers.add(company)
    EventFactory(title="Inside", visibility="internal").organisers.add(company)

    text = text_of(client.get(company.get_absolute_url()))

    assert "Open day" in text
    assert "Inside" not in text


@pytest.mark.parametrize("address", ["list", "detail"])
def test_pages_ask_the_database_a_fixed_number_of_times(client, django_assert_num_queries, address):
    event = EventFactory(space=RoomFactory())
    url = LIST if address == "list" else event.get_absolute_url()
    event.organisers.add(CompanyFactory())
    queries = {"list": 5, "detail": 3}[address]
    with django_assert_num_queries(queries):
        client.get(url)
    for one in [event, *EventFactory.create_batch(2, space=RoomFactory())]:
        one.organisers.add(CompanyFactory(), CompanyFactory())
    with django_assert_num_queries(queries):
        client.get(url)
