"""The day before a call each representative gets the link to check in."""

from datetime import timedelta

from django.db import transaction
from django.db.models.functions import Now

from governance.assemblies.attending import emails
from governance.assemblies.attending.models import CheckInReminder
from governance.attendance.models import Assembly, AssemblyEntry
from governance.attendance.rules import call_now
from members.people.models import User
from members.people.recipients import representatives_of

BEFORE = timedelta(hours=24)


def send_check_in_links() -> int:
    """For the calls of the next 24 hours, by the clock of the database; returns how many people were told."""
    called = Assembly.objects.filter(state=Assembly.State.CALLED).annotate(clock=Now())
    due = [one for one in called if one.next_call_at and one.clock < one.next_call_at <= one.clock + BEFORE]
    return sum(_send(assembly.pk) for assembly in due)


@transaction.atomic
def _send(pk: int) -> int:
    """0: it was done before. Two workers wait for the assembly's row, and the second finds it done."""
    called = Assembly.objects.filter(pk=pk, state=Assembly.State.CALLED)
    assembly = called.select_for_update().annotate(clock=Now()).first()
    if assembly is None or assembly.next_call_at is None:
        return 0
    _reminder, is_new = CheckInReminder.objects.get_or_create(
        assembly=assembly,
        call=call_now(assembly),
        call_at=assembly.next_call_at,
        defaults={"sent_at": assembly.clock},
    )
    if not is_new:
        return 0
    people = _people_on_roll(assembly)
    for person in people:
        emails.send_check_in_link(assembly, person)
    return len(people)


def _people_on_roll(assembly: Assembly) -> list[User]:
    """Each once, however many companies they represent; of those struck out nobody."""
    entries = assembly.entries.exclude(standing=AssemblyEntry.Standing.LEFT).select_related("company")
    places = representatives_of([entry.company for entry in entries])
    return list({place.user_id: place.user for place in places}.values())
