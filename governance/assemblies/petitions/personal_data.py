"""Which petitions a person signed for a company: its word, so it stays when the person goes."""

from governance.assemblies.petitions.models import PetitionSignature
from members.people.models import User
from multifactory.lib.personal_data import Sections, rows_of


def collect_signatures(user: User) -> Sections:
    signed = PetitionSignature.objects.filter(by=user)
    taken_back = PetitionSignature.objects.filter(withdrawn_by=user)
    return {
        "petitions_signed": rows_of(signed, "petition__title", "company__name", "at"),
        "petitions_unsigned": rows_of(taken_back, "petition__title", "company__name", "withdrawn_at"),
    }
