"""What a person wrote on institutions and ended, and what is known of them as somebody's contact."""

from django.db.models import QuerySet

from events.institutions.agreement_models import Agreement
from events.institutions.models import Contact, RelationNote
from members.people.models import User
from members.people.personal_data import addresses_of
from multifactory.lib.personal_data import Sections, any_case, rows_of


def _contacts_of(user: User) -> QuerySet[Contact]:
    return Contact.objects.filter(any_case("email", addresses_of(user)))


def collect(user: User) -> Sections:
    notes = RelationNote.objects.filter(author=user)
    ended = Agreement.objects.filter(ended_by=user)
    columns = ("institution__name", "person", "role", "email", "phone", "known_from")
    return {
        "institution_contacts": rows_of(_contacts_of(user), *columns),
        "institution_notes": rows_of(notes, "institution__name", "company__name", "text", "written_at"),
        "agreements_ended": rows_of(ended, "title", "institution__name", "ended_at", "ended_reason"),
    }


def erase(user: User) -> None:
    """A contact goes; a note stays without its author, because it is the company's word."""
    _contacts_of(user).delete()
