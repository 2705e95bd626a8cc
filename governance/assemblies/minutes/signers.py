"""Who signs minutes, and whose signature is missing."""

from collections.abc import Iterable, Mapping

from django.utils import timezone

from governance.assemblies.minutes.models import Minutes, MinutesSignature
from governance.assemblies.minutes.rules import roles_of
from governance.offices.models import Office
from members.people.models import User

Role = MinutesSignature.Role
OFFICE_OF_ROLE = {Role.CHAIR: Office.Kind.PRESIDENT, Role.SECRETARY: Office.Kind.SECRETARY}


def signers_of(minutes: Minutes) -> dict[str, int | None]:
    """Chair and secretary of the assembly. Whoever has an account no more, or was never chosen (nobody came),
    is stood in for by the president, or the secretary, in office today."""
    return _signers(minutes, None)


def signers_of_all(drafts: Iterable[Minutes]) -> dict[int, dict[str, int | None]]:
    """By the id of the minutes, in one query however many they are."""
    drafts = list(drafts)
    in_office = _in_office() if drafts else {}
    return {one.pk: _signers(one, in_office) for one in drafts}


def _signers(minutes: Minutes, in_office: Mapping[str, int] | None) -> dict[str, int | None]:
    assembly = minutes.assembly
    found: dict[str, int | None] = {
        role: person.pk if person and person.is_active else None
        for role, person in ((Role.CHAIR, assembly.chair), (Role.SECRETARY, assembly.secretary))
    }
    if None in found.values():
        in_office = _in_office() if in_office is None else in_office
        for role, kind in OFFICE_OF_ROLE.items():
            found[role] = found[role] or in_office.get(kind)
    return found


def _in_office() -> dict[str, int]:
    offices = Office.objects.on(timezone.localdate()).filter(kind__in=OFFICE_OF_ROLE.values())
    return dict(offices.filter(voided_at=None, user__is_active=True).values_list("kind", "user"))


def drafts_waiting_for(user: User) -> list[Minutes]:
    """What this person has to sign and has not, the oldest first. One query where no draft waits."""
    drafts = Minutes.objects.drafts().select_related("assembly__chair", "assembly__secretary")
    waiting = list(drafts.exclude(signatures__user=user).order_by("drafted_at", "pk"))
    signers = signers_of_all(waiting)
    return [one for one in waiting if roles_of(user, signers[one.pk])]
