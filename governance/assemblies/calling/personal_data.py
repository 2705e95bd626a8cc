"""Which notices a person sent and which assemblies they led: it stays of record when they go."""

from django.db.models import Q

from governance.assemblies.calling.models import AssemblyChange
from governance.attendance.models import Assembly
from members.people.models import User
from multifactory.lib.personal_data import Sections, rows_of


def collect_assembly_changes(user: User) -> Sections:
    sent = AssemblyChange.objects.filter(by=user)
    led = Assembly.objects.filter(Q(chair=user) | Q(secretary=user))
    return {
        "assembly_notices_sent": rows_of(
            sent, "kind", "reason", "at", assembly_year="assembly__year", assembly_number="assembly__number"
        ),
        "assemblies_led": rows_of(led, "year", "number", "first_call_at", "place"),
    }
