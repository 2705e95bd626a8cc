import pytest
from django.utils import timezone

from events.institutions.models import Contact, RelationNote
from events.institutions.personal_data import collect, erase
from events.institutions.services import end_agreement
from tests.factories.institutions import AgreementFactory, ContactFactory, RelationNoteFactory
from tests.factories.members import UserFactory

pytestmark = pytest.mark.django_db


def test_a_person_reads_what_they_wrote_ended_and_are_known_as():
    person = UserFactory(email="ines@example.org")
    ContactFactory(person="Ines Sala", email="INES@example.org")
    ContactFactory()
    RelationNoteFactory(author=person, text="Twelve places.")
    agreement = AgreementFactory()
    end_agreement(agreement, ends_on=timezone.localdate(), reason="The school moves.", by=person)

    data = collect(person)
    assert [row["person"] for row in data["institution_contacts"]] == ["Ines Sala"]
    assert [row["text"] for row in data["institution_notes"]] == ["Twelve places."]
    assert [row["ended_reason"] for row in data["agreements_ended"]] == ["The school moves."]


def test_erasing_a_person_takes_the_contact_off_and_leaves_the_note():
    person = UserFactory(email="ines@example.org")
    ContactFactory(email="INES@example.org")
    kept = ContactFactory()
    note = RelationNoteFactory(author=person)

    erase(person)

    assert list(Contact.objects.all()) == [kept]
    assert list(RelationNote.objects.values_list("text", flat=True)) == [note.text]
