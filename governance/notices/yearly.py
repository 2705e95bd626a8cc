"""The accounts are approved every year (c.c., art. 20): eleven months later officers are told."""

from dataclasses import dataclass
from datetime import date

from django.db import transaction
from django.utils import timezone

from governance.attendance.models import AgendaItem, Assembly
from governance.notices import emails
from governance.notices.models import AccountsNotice
from governance.offices.rules import current_offices
from governance.proposals.choices import Matter, Outcome
from governance.resolutions.models import Resolution
from governance.resolutions.services import add_months
from members.people.models import User
from members.people.recipients import coordinators

FIRST_SAID_AFTER, YEAR = 11, 12  # months
UNDER_WAY = (Assembly.State.CALLED, Assembly.State.OPEN, Assembly.State.SUSPENDED)


@dataclass(frozen=True)
class AccountsDue:
    """The resolution that approved the accounts last, and the day a year later."""

    resolution: Resolution
    until: date


def accounts_due(day: date) -> AccountsDue | None:
    """None while the last accounts are younger, or once an assembly is called for the next."""
    adopted = Resolution.objects.filter(matter=Matter.ACCOUNTS, outcome=Outcome.ADOPTED)
    last = adopted.order_by("-decided_on", "-pk").first()
    if last is None or day < add_months(last.decided_on, FIRST_SAID_AFTER):
        return None
    items = AgendaItem.objects.filter(proposal__matter=Matter.ACCOUNTS, assembly__state__in=UNDER_WAY)
    return None if items.exists() else AccountsDue(last, add_months(last.decided_on, YEAR))


@transaction.atomic
def tell_of_yearly_assembly() -> int:
    """Write once to whoever is in office and to the coordinators. Of two workers one writes the row."""
    due = accounts_due(timezone.localdate())
    if due is None or AccountsNotice.objects.filter(resolution=due.resolution).exists():
        return 0
    values = {"sent_at": timezone.now()}
    _notice, is_new = AccountsNotice.objects.get_or_create(resolution=due.resolution, defaults=values)
    for person in _leaders() if is_new else ():
        emails.send_assembly_yearly(due.resolution, due.until, person)
    return int(is_new)


def _leaders() -> list[User]:
    officers = [office.user for office in current_offices() if office.user.is_active]
    return list({person.pk: person for person in [*officers, *coordinators().order_by("pk")]}.values())
