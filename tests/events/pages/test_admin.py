import csv
import io
from datetime import datetime, timedelta

import pytest
from django.core import mail
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.forms import model_to_dict
from django.urls import reverse
from django.utils import timezone

from events.programme.models import Event
from events.programme.parts import EventPicture
from tests.events.helpers import EVENTS, REGISTRATIONS, act, said
from tests.factories.events import EventFactory, EventHostFactory, RegistrationFactory
from tests.factories.members import CompanyFactory
from tests.factories.pictures import stored
from tests.lib.image_corpus import drawn, encoded

pytestmark = pytest.mark.django_db

ADD = reverse("admin:events_event_add")


def change_url(event: Event) -> str:
    return reverse("admin:events_event_change", args=[event.pk])


def form_data(**changes) -> dict[str, str]:
    return {
        "title": "Open day",
        "slug": "open-day",
        "summary": "See how it is made.",
        "text": "",
        "starts_at_0": "2030-12-05",
        "starts_at_1": "10:00",
        "ends_at_0": "2030-12-05",
        "ends_at_1": "18:00",
        "space": "",
        "place": "Town square",
        "is_common": "on",
        "visibility": "public",
        "capacity": "",
        "language": "en",
        "kind": "other",
        "max_party": "1",
        "texts-TOTAL_FORMS": "0",
        "texts-INITIAL_FORMS": "0",
        "registrations-TOTAL_FORMS": "0",
        "registrations-INITIAL_FORMS": "0",
        "hosts-TOTAL_FORMS": "0",
        "hosts-INITIAL_FORMS": "0",
        "picture-TOTAL_FORMS": "0",
        "picture-INITIAL_FORMS": "0",
    } | changes


def test_a_coordinator_writes_an_event_in_local_time_and_it_is_a_draft(office):
    office.post(ADD, form_data())

    event = Event.objects.get()
    assert (event.state, event.is_common, event.place) == ("draft", True, "Town square")
    assert timezone.localtime(event.starts_at).strftime("%Y-%m-%d %H:%M") == "2030-12-05 10:00"
    assert [office.get(url).status_code for url in (EVENTS, ADD, change_url(event), REGISTRATIONS)] == [
        200
    ] * 4


@pytest.mark.parametrize(("day", "hour"), [("2027-03-28", "02:30"), ("2026-10-25", "02:30")])
def test_a_local_time_that_does_not_exist_or_exists_twice_is_refused(office, day, hour):
    response = office.post(
        ADD, form_data(starts_at_0=day, starts_at_1=hour, ends_at_0=day, ends_at_1="23:00")
    )

    (error,) = response.context["adminform"].form.errors["starts_at"]
    assert "may be ambiguous or it may not exist" in error
    assert Event.objects.count() == 0


def test_an_event_that_ends_before_it_starts_is_refused(office):
    response = office.post(ADD, form_data(ends_at_1="09:00"))

    assert response.context["adminform"].form.non_field_errors() == ["The event must end after it starts."]


def test_a_published_event_keeps_its_address_its_place_and_its_organiser(office):
    event = EventFactory(slug="open-day", is_common=True)

    response = office.post(change_url(event), form_data(place="", is_common="", slug="another"))

    assert response.context["adminform"].form.errors == {
        "place": ["A published event needs a space or a location."],
    }
    (hosts, *_others) = response.context["inline_admin_formsets"]
    assert hosts.formset.non_form_errors() == ["A published event needs an organiser."]
    office.post(change_url(event), form_data(slug="another", title="New title"))
    event.refresh_from_db()
    assert (event.slug, event.title) == ("open-day", "New title")


def test_moving_an_event_in_the_form_raises_its_sequence_and_tells_those_who_come(office):
    event = EventFactory(is_common=True)
    RegistrationFactory(event=event)

    office.post(change_url(event), form_data(place="The hall"))

    event.refresh_from_db()
    assert (event.sequence, len(mail.outbox)) == (1, 1)


def test_lowering_the_capacity_below_the_registered_warns_and_removes_nobody(office):
    event = EventFactory(is_common=True, capacity=5)
    RegistrationFactory.create_batch(3, event=event)

    response = office.post(change_url(event), form_data(capacity="2"), follow=True)

    assert said(response)[0] == "3 people are registered for 2 places. Nobody has been removed."
    assert event.registrations.confirmed().count() == 3


def test_publishing_names_what_is_missing(office):
    ready, bare = (
        EventFactory(state="draft", is_common=common, title=f"Common {common}") for common in (True, False)
    )

    response = act(office, EVENTS, "publish", ready, bare, do="1")

    assert said(response) == [
        "Common False: Choose an organiser, or tick “organised by the whole community”.",
        "1 event published.",
    ]
    assert set(Event.objects.values_list("title", "state")) == {
        ("Common True", "published"),
        ("Common False", "draft"),
    }


def test_cancelling_asks_first_and_names_the_number_of_registered_people(office):
    event = EventFactory(title="Open day")
    RegistrationFactory.create_batch(2, event=event)

    asked = act(office, EVENTS, "cancel", event)
    event.refresh_from_db()
    assert (event.state, asked.context["lines"]) == (
        "published",
        ["Open day: 2 people are registered and will be notified by e-mail."],
    )

    done = act(office, EVENTS, "cancel", event, do="1", reason="The roof leaks.")
    event.refresh_from_db()
    assert (event.state, said(done), len(mail.outbox)) == (
        "cancelled",
        ["Cancelled. 2 people will be notified by e-mail."],
        2,
    )


def test_cancelling_asks_a_reason_that_the_mails_and_the_page_say(office, client):
    event = EventFactory(title="Open day")
    RegistrationFactory(event=event, language="en")

    without = act(office, EVENTS, "cancel", event, do="1", reason=" ")
    assert without.context["form"].errors == {"reason": ["This field is required."]}
    act(office, EVENTS, "cancel", event, do="1", reason="The roof leaks.")

    assert "The reason: The roof leaks." in mail.outbox[0].body
    assert "The reason: The roof leaks." in client.get(event.get_absolute_url()).content.decode()


def buttons(office, event: Event) -> list[str]:
    page = office.get(change_url(event))
    return [str(label) for _name, label in page.context["page_actions"]]


def test_the_page_of_an_event_publishes_previews_and_cancels(office, client_of, representative):
    """The form had no such buttons: they were actions of the list alone."""
    draft = EventFactory(title="Open day", state="draft", is_common=True)
    assert buttons(office, draft) == ["Publish"]
    preview = office.get(draft.get_absolute_url())
    assert "and coordinators see this page" in preview.content.decode()
    assert client_of(representative).get(draft.get_absolute_url()).status_code == 404

    back = act(office, EVENTS, "publish", draft, do="1", from_page="1")
    assert (back.redirect_chain, said(back)) == ([(change_url(draft), 302)], ["1 event published."])
    assert buttons(office, draft) == ["Postpone", "Cancel the event"]
    act(office, EVENTS, "cancel", draft, do="1", reason="Rain", from_page="1")
    assert buttons(office, draft) == []


def test_what_is_refused_on_the_page_of_an_event_is_said_there(office):
    bare = EventFactory(title="Bare", state="draft", is_common=False)

    back = act(office, EVENTS, "publish", bare, do="1", from_page="1")

    assert back.redirect_chain == [(change_url(bare), 302)]
    assert said(back)[0] == "Bare: Choose an organiser, or tick “organised by the whole community”."


def test_a_draft_or_a_past_event_is_not_cancelled(office):
    draft = EventFactory(state="draft")
    past = EventFactory(starts_at=timezone.now() - timedelta(days=2))

    response = act(office, EVENTS, "cancel", draft, past, do="1")

    assert said(response) == ["Only a published event that is not over can be cancelled."]


def test_a_draft_can_be_deleted_and_what_is_out_cannot(office):
    draft, published = EventFactory(state="draft"), EventFactory()

    statuses = [
        office.post(reverse("admin:events_event_delete", args=[event.pk]), {"post": "yes"}).status_code
        for event in (draft, published)
    ]

    assert statuses == [302, 403]
    assert list(Event.objects.all()) == [published]
    assert "delete_selected" not in office.get(EVENTS).content.decode()


def test_the_download_holds_who_comes_and_no_formula(office):
    event = EventFactory(title="=HYPERLINK(1)", starts_at=datetime.fromisoformat("2030-12-05T09:00:00+00:00"))
    registered_at = datetime.fromisoformat("2030-11-01T09:00:00+00:00")
    RegistrationFactory(event=event, name="@Ann", email="ann@example.org", created_at=registered_at)
    RegistrationFactory(event=event, state="cancelled")
    RegistrationFactory()

    response = act(office, EVENTS, "download_registrants", event)

    assert list(csv.reader(io.StringIO(response.content.decode("utf-8-sig")))) == [
        ["Event", "Starts", "Name", "E-mail address", "People", "State", "Registered on"],
        [
            *("'=HYPERLINK(1)", "2030-12-05 10:00", "'@Ann", "ann@example.org", "1", "confirmed"),
            "2030-11-01 10:00",
        ],
    ]


def test_the_lists_ask_the_database_a_fixed_number_of_times(office, django_assert_max_num_queries):
    for event in EventFactory.create_batch(3):
        RegistrationFactory.create_batch(3, event=event)
        EventHostFactory(event=event, company=CompanyFactory())
    for url in (EVENTS, REGISTRATIONS, change_url(event)):
        with django_assert_max_num_queries(18):
            office.get(url)


def test_people_who_are_no_coordinators_stay_outside(client_of, representative, db):
    assert [client_of(person).get(EVENTS).status_code for person in (None, representative)] == [302, 302]


def send_picture(office, event: Event, **changes):
    data = form_data(**{"picture-TOTAL_FORMS": "1", "picture-0-event": str(event.pk)})
    data |= model_to_dict(event, fields=["title", "slug", "summary", "place"])
    picture = ContentFile(encoded(drawn(600, 400)), name="yard.png")
    return office.post(
        change_url(event), data | {"picture-0-image": picture, "picture-0-alt": "The yard"} | changes
    )


def picture_errors(response) -> list[dict[str, list[str]]]:
    sets = {one.formset.prefix: one.formset for one in response.context["inline_admin_formsets"]}
    return sets["picture"].errors


def test_a_coordinator_gives_an_event_its_picture(office):
    event = EventFactory(is_common=True)
    send_picture(office, event)
    picture = EventPicture.objects.get(event=event)
    assert (picture.alt, picture.width, picture.height) == ("The yard", 600, 400)
    assert default_storage.exists(picture.large.name)


def test_a_picture_says_what_it_shows(office):
    event = EventFactory(is_common=True)
    response = send_picture(office, event, **{"picture-0-alt": ""})
    assert picture_errors(response) == [{"alt": ["This field is required."]}]
    assert not EventPicture.objects.exists()


def test_a_file_that_is_no_picture_is_refused_in_words(office):
    event = EventFactory(is_common=True)
    drawing = ContentFile(b"<svg xmlns='http://www.w3.org/2000/svg'/>", name="yard.png")
    response = send_picture(office, event, **{"picture-0-image": drawing})
    assert picture_errors(response) == [{"image": ["This is an SVG drawing: save it as PNG and try again."]}]


def test_new_words_keep_the_picture_and_a_new_picture_takes_the_place_of_the_old(office):
    event = EventFactory(is_common=True)
    old = stored(EventPicture(event=event, alt="The yard"))
    name = old.large.name
    kept = {"picture-INITIAL_FORMS": "1", "picture-0-id": str(old.pk), "picture-0-alt": "The gate"}
    send_picture(office, event, **kept, **{"picture-0-image": ""})
    picture = EventPicture.objects.get()
    assert (picture.alt, picture.large.name) == ("The gate", name)

    send_picture(office, event, **kept)
    picture.refresh_from_db()
    assert (picture.width, picture.large.name == name) == (600, False)
