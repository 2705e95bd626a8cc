"""Who keeps the roll of an assembly, and who works at its desk."""

from django.utils import timezone

from governance.attendance.models import Assembly
from governance.hooks import desk_helpers
from governance.offices.models import Office
from members.people.models import User
from members.people.recipients import coordinators

OFFICERS = (Office.Kind.PRESIDENT, Office.Kind.VICE, Office.Kind.SECRETARY)


def keepers_of(assembly: Assembly) -> list[User]:
    """Chair, secretary and the officers of today; before there is any of them, the coordinators."""
    offices = Office.objects.on(timezone.localdate()).filter(kind__in=OFFICERS)
    people = [assembly.chair, assembly.secretary, *(one.user for one in offices.select_related("user"))]
    keepers = {person.pk: person for person in people if person and person.is_active}
    return list(keepers.values()) or list(coordinators())


def keeps_roll(user: User, assembly: Assembly) -> bool:
    """May ask for a correction of the roll, and confirm one."""
    if user.pk in (assembly.chair_id, assembly.secretary_id):
        return True
    officers = Office.objects.on(timezone.localdate()).filter(kind__in=OFFICERS)
    people = set(officers.values_list("user", flat=True))
    has_keepers = bool(people or assembly.chair_id or assembly.secretary_id)
    return user.pk in people if has_keepers else user.is_coordinator


def works_at_desk(user: User, assembly: Assembly) -> bool:
    """Checks companies in and out: those who keep the roll, and their helpers."""
    return keeps_roll(user, assembly) or any(helps(user, assembly) for helps in desk_helpers)
