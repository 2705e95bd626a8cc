import uuid
from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from events.institutions.models import RelationNote
from events.institutions.services import end_agreement, save_agreement
from events.programme.models import Event
from multifactory.lib.papers import CleanPaper, PaperKind
from tests.events.helpers import linked_data, text_of
from tests.factories.events import EventFactory
from tests.factories.institutions import (
    AgreementFactory,
    ContactFactory,
    EventPartnerFactory,
    InstitutionFactory,
    RelationNoteFactory,
    RenewalPartnerFactory,
)

pytestmark = pytest.mark.django_db

TODAY = timezone.localdate()
LIST = reverse("events:institution_list")


@pytest.fixture
def school():
    return InstitutionFactory(name="School of Crafts", slug="school-of-crafts", line="Wood and metal")


@pytest.fixture
def member(client_of, representative):
    return client_of(representative)


def notes_url(institution) -> str:
    return reverse("events:institution_notes", args=[institution.slug])


def test_everybody_reads_what_is_in_force_and_done_together(client, school):
    AgreementFactory(institution=school, title="Apprentices")
    AgreementFactory(institution=school, title="An idea", starts_on=None)
    AgreementFactory(institution=school, title="Long ago", ends_on=TODAY)
    EventPartnerFactory(institution=school, event__title="Open day")
    RenewalPartnerFactory(institution=school)

    text = text_of(client.get(LIST))
    assert "School of Crafts Wood and metal Apprentices , from" in text
    assert "1 event together 1 work on the building" in text
    assert ("An idea" in text, "Long ago" in text) == (False, False)


def test_the_page_tells_a_visitor_what_was_agreed_and_a_member_also_whom_to_ask(client, member, school):
    agreement = AgreementFactory(institution=school, title="Apprentices")
    save_agreement(agreement, document=CleanPaper(PaperKind.PDF, b"%PDF-1.7"))
    AgreementFactory(institution=school, title="An idea", starts_on=None)
    ContactFactory(institution=school, person="Ines Sala")
    RelationNoteFactory(institution=school, text="They ask for <b>twelve</b> places.")

    visitor, insider = (
        text_of(client.get(school.get_absolute_url())),
        text_of(member.get(school.get_absolute_url())),
    )
    for words in ("An idea", "Ines Sala", "They ask for <b>twelve</b> places.", "Read the agreement"):
        assert (words in visitor, words in insider) == (False, True)
    assert "Apprentices" in visitor


def test_events_a_visitor_may_not_see_stand_on_no_page(client, member, school):
    EventPartnerFactory(
        institution=school, event__title="For us", event__visibility=Event.Visibility.INTERNAL
    )
    EventPartnerFactory(institution=school, event__title="Not yet", event__state=Event.State.DRAFT)

    visitor, insider = client.get(school.get_absolute_url()), member.get(school.get_absolute_url())
    assert ("For us" in text_of(visitor), "For us" in text_of(insider)) == (False, True)
    assert "Not yet" not in text_of(insider)


def test_a_hidden_institution_is_named_on_no_public_page(client, member):
    event = EventFactory()
    hidden = InstitutionFactory(name="Quiet owner", is_public=False)
    EventPartnerFactory(institution=hidden, event=event)
    works = RenewalPartnerFactory(institution=hidden).renewal

    for url in (LIST, event.get_absolute_url(), works.get_absolute_url(), reverse("about")):
        assert "Quiet owner" not in text_of(client.get(url))
    assert client.get(hidden.get_absolute_url()).status_code == 404
    assert "Quiet owner" in text_of(member.get(LIST))


def test_an_event_and_works_say_with_whom_in_the_order_of_parts(client, school):
    event = EventFactory()
    EventPartnerFactory(institution=school, event=event, role="c_help")
    EventPartnerFactory(institution__name="Foundation", event=event, role="b_money")
    works = RenewalPartnerFactory(institution=school).renewal

    assert "With Gives money Foundation Gives help School of Crafts" in text_of(
        client.get(event.get_absolute_url())
    )
    assert "Gives money School of Crafts" in text_of(client.get(works.get_absolute_url()))


def test_search_engines_read_what_it_is(client, school):
    data = linked_data(client.get(school.get_absolute_url()))

    assert (data["@type"], data["name"], data["description"]) == (
        "School",
        "School of Crafts",
        "Wood and metal",
    )


def test_why_an_agreement_was_ended_is_for_members(client, member, school, coordinator):
    end_agreement(AgreementFactory(institution=school), ends_on=TODAY, reason="It moves.", by=coordinator)

    visitor, insider = client.get(school.get_absolute_url()), member.get(school.get_absolute_url())
    assert ("It moves." in text_of(visitor), "Ended: It moves." in text_of(insider)) == (False, True)


def test_a_member_notes_something_once_for_the_company(member, school, representative):
    facts = {"text": "Twelve places.", "request_id": str(uuid.uuid4())}

    for _ in range(2):
        assert member.post(notes_url(school), facts).status_code == 302
    note = RelationNote.objects.get()
    assert (note.text, note.author) == ("Twelve places.", representative)
    assert note.company == representative.memberships.get().company


def test_a_coordinator_without_a_company_notes_for_the_coordination(client_of, coordinator, school):
    client_of(coordinator).post(notes_url(school), {"text": "Called.", "request_id": str(uuid.uuid4())})

    note = RelationNote.objects.get()
    assert (note.company, note.author) == (None, coordinator)


@pytest.mark.parametrize("text", ["", " \u200b ", "x" * 2001])
def test_a_note_that_says_nothing_or_too_much_comes_back(member, school, text):
    response = member.post(notes_url(school), {"text": text, "request_id": str(uuid.uuid4())})

    assert (response.status_code, RelationNote.objects.count()) == (200, 0)
    assert list(response.context["form"].errors) == ["text"]


def test_a_member_saves_the_paper_and_it_runs_nothing(member, school):
    agreement = AgreementFactory(institution=school, title="Apprentices")
    save_agreement(agreement, document=CleanPaper(PaperKind.PDF, b"%PDF-1.7"))

    response = member.get(agreement.document_url)
    assert b"".join(response.streaming_content) == b"%PDF-1.7"
    assert response["Content-Disposition"] == 'attachment; filename="Apprentices.pdf"'
    assert response["Content-Security-Policy"].startswith("default-src 'none'; sandbox")
    other = reverse("events:agreement_document", args=[InstitutionFactory().slug, agreement.pk])
    assert member.get(other).status_code == 404


def test_an_agreement_that_ends_soon_stands_on_the_coordinators_desk(client_of, coordinator, member, school):
    AgreementFactory(institution=school, title="Apprentices", ends_on=TODAY + timedelta(days=40))

    desk = client_of(coordinator)
    assert "Apprentices, School of Crafts" in text_of(desk.get(reverse("dashboard")))
    assert "Apprentices" in desk.get(reverse("admin:index")).content.decode()
    assert "Apprentices" not in text_of(member.get(reverse("dashboard")))
