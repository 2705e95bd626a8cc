"""Who writes, signs and corrects minutes, and when signatures are overdue."""

from collections.abc import Mapping
from datetime import date, timedelta

from governance.assemblies.minutes.models import Minutes, MinutesSignature
from governance.attendance.models import Assembly
from members.people.models import User

Role = MinutesSignature.Role
Signers = Mapping[str, int | None]  # who signs as what: ids of people


def roles_of(user: User, signers: Signers) -> list[str]:
    return [role for role, person in signers.items() if person == user.pk]


def can_take_notes(user: User, assembly: Assembly) -> bool:
    """Chair and secretary, from the notice until its end: then the minutes themselves are written."""
    is_over = assembly.state in (Assembly.State.CLOSED, Assembly.State.DESERTED, Assembly.State.CANCELLED)
    return not is_over and user.pk in (assembly.chair_id, assembly.secretary_id)


def can_write_minutes(user: User, minutes: Minutes, signers: Signers) -> bool:
    """The secretary writes the debate, until both have signed."""
    return not minutes.is_signed and signers[Role.SECRETARY] == user.pk


def can_sign_minutes(user: User, minutes: Minutes, signers: Signers) -> bool:
    return not minutes.is_signed and bool(roles_of(user, signers))


def can_correct_minutes(user: User, minutes: Minutes, signers: Signers) -> bool:
    """Those who signed them, by another entry; what is signed stays."""
    return minutes.is_signed and bool(roles_of(user, signers))


def can_read_draft(user: User, signers: Signers) -> bool:
    """Members read what two have signed; until then those who write and sign, and coordinators."""
    return user.is_coordinator or bool(roles_of(user, signers))


def are_signatures_overdue(*, drafted_on: date, today: date, minutes_days: int) -> bool:
    return drafted_on + timedelta(days=minutes_days) < today
