"""What minutes hold of a person: their signatures, and their name until they are erased."""

from governance.assemblies.minutes.models import Minutes, MinutesSignature
from members.people.models import User
from multifactory.lib.personal_data import Sections, rows_of


def collect_minutes(user: User) -> Sections:
    """Signatures, and the minutes that name the person."""
    signed = MinutesSignature.objects.filter(user=user)
    naming = Minutes.objects.filter(names__has_key=str(user.pk))
    return {
        "minutes_signed": rows_of(signed, "role", "at", assembly_year="minutes__assembly__year"),
        "minutes_naming": rows_of(naming, "year", "number", "call", assembly="assembly__place"),
    }


def erase_names_in_minutes(user: User) -> None:
    """They stay in them by their office: what was signed holds only a commitment to the name."""
    for minutes in Minutes.objects.filter(names__has_key=str(user.pk)):
        minutes.names.pop(str(user.pk))
        minutes.save(update_fields=["names"])
