"""Who signs minutes, and whose signature is missing."""

from collections.abc import Iterable

from django.utils import timezone

from governance.assemblies.minutes.models import Minutes, MinutesSignature
from governance.assemblies.minutes.rules import roles_of
from governance.attendance.models import Assembly
from governance.offices.models import Office
from members.people.models import User

Role = MinutesSignature.Role
OFFICE_OF_ROLE = {Role.CHAIR: Office.Kind.PRESIDENT, Role.SECRETARY: Office.Kind.SECRETARY}


def signers_of(minutes: Minutes) -> dict[str, int | None]:
    """Chair and secretary of the assembly. Whoever has an account no more, or was never chosen (nobody came),
    is stood in for by the president, or the secretary, in office today."""
    return signers_of_all([minutes])[minutes.pk]


def signers_of_all(found: Iterable[Minutes]) -> dict[int, dict[str, int | None]]:
    """By the id of the minutes; in one query at most, however many they are."""
    signers = {one.pk: _leaders(one.assembly) for one in found}
    if any(None in people.values() for people in signers.values()):
        in_office = _in_office()
        for people in signers.values():
            for role, kind in OFFICE_OF_ROLE.items():
                people[role] = people[role] or in_office.get(kind)
    return signers


def _leaders(assembly: Assembly) -> dict[str, int | None]:
    people = ((Role.CHAIR, assembly.chair), (Role.SECRETARY, assembly.secretary))
    return {role: person.pk if person and person.is_active else None for role, person in people}


def _in_office() -> dict[str, int]:
    offices = Office.objects.on(timezone.localdate()).filter(kind__in=OFFICE_OF_ROLE.values())
    return dict(offices.filter(voided_at=None, user__is_active=True).values_list("kind", "user"))


def drafts_waiting_for(user: User) -> list[Minutes]:
    """What this person has to sign and has not, the oldest first. One query where no draft waits."""
    drafts = Minutes.objects.drafts().select_related("assembly__chair", "assembly__secretary")
    waiting = list(drafts.exclude(signatures__user=user).order_by("drafted_at", "pk"))
    signers = signers_of_all(waiting)
    return [one for one in waiting if roles_of(user, signers[one.pk])]
