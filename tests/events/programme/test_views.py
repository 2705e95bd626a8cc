"""The list of events."""

from datetime import timedelta

import pytest
from django.utils import timezone

from events.programme.parts import EventText
from tests.events.helpers import GUEST, LIST, register_url, text_of, titles
from tests.factories.events import EventFactory, EventHostFactory, RegistrationFactory
from tests.factories.members import CompanyFactory

pytestmark = pytest.mark.django_db


def test_the_list_shows_coming_events_soonest_first_and_past_ones_latest_first(client):
    for title, days in [("Far", 60), ("Near", 2), ("Old", -60), ("Yesterday", -1)]:
        EventFactory(title=title, starts_at=timezone.now() + timedelta(days=days))

    assert titles(client.get(LIST)) == ["Near", "Far"]
    assert titles(client.get(LIST, {"past": "1"})) == ["Yesterday", "Old"]


def test_an_event_that_is_going_on_is_still_coming(client):
    EventFactory(title="Now", starts_at=timezone.now() - timedelta(hours=1))

    assert titles(client.get(LIST)) == ["Now"]


def test_visitors_see_public_events_members_the_internal_ones_too_and_drafts_only_coordinators(
    client, client_of, collaborator, coordinator
):
    soon = timezone.now() + timedelta(days=1)
    EventFactory(title="Public", starts_at=soon)
    internal = EventFactory(title="Internal", visibility="internal", starts_at=soon + timedelta(days=1))
    draft = EventFactory(title="Draft", state="draft")

    for person, seen, status, preview in [
        (None, ["Public"], 404, 404),
        (collaborator, ["Public", "Internal"], 200, 404),
        (coordinator, ["Public", "Internal"], 200, 200),
    ]:
        browser = client_of(person)
        assert titles(browser.get(LIST)) == seen
        assert browser.get(internal.get_absolute_url()).status_code == status
        assert browser.get(register_url(internal)).status_code == status
        assert browser.get(draft.get_absolute_url()).status_code == preview
        assert browser.post(register_url(draft), GUEST).status_code == 404


def test_a_person_whose_membership_has_ended_sees_no_internal_event(client_of, collaborator):
    EventFactory(title="Internal", visibility="internal")
    collaborator.memberships.update(ended_on=timezone.localdate())

    assert titles(client_of(collaborator).get(LIST)) == []


def test_the_list_is_narrowed_by_words_and_by_organiser(client):
    joiner = CompanyFactory(name="Joinery", slug="joinery")
    bread = EventFactory(title="Bread day")
    wood = EventFactory(title="Chairs", summary="Made of wood")
    EventHostFactory(event=wood, company=joiner)

    assert titles(client.get(LIST, {"q": "BREAD"})) == [bread.title]
    assert titles(client.get(LIST, {"q": "wood"})) == [wood.title]
    assert titles(client.get(LIST, {"company": "joinery"})) == [wood.title]
    assert titles(client.get(LIST, {"company": "joinery", "q": "bread"})) == []


@pytest.mark.parametrize(
    "words",
    ["perche", "PERCHÉ L'AQUILA", "l’aquila vola", "eagle", "eagle perche", "Eagle À vola", "yard aquila"],
)
def test_words_find_an_event_in_the_texts_of_both_languages(client, words):
    event = EventFactory(title="Why the eagle flies", place="The yard", text="Bring Zoë")
    EventText.objects.create(event=event, language="it", title="Perché l'aquila vola", summary="À la carte")
    other = EventFactory(title="Why not")
    EventText.objects.create(event=other, language="it", title="Perche no")

    found = titles(client.get(LIST, {"q": words}))
    assert event.title in found
    assert (other.title in found) == (words == "perche")
    assert titles(client.get(LIST, {"q": f"{words} elsewhere"})) == []


def test_only_companies_with_an_event_that_is_out_can_be_chosen(client):
    joiner, baker, _idle = CompanyFactory(name="Joiner"), CompanyFactory(name="Baker"), CompanyFactory()
    EventHostFactory(event=EventFactory(), company=joiner)
    EventHostFactory(event=EventFactory(state="draft"), company=baker)

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
        ({"q": "x"}, "No matching events"),
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
        ({"capacity": None}, 0, "Unlimited places"),
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
