"""Which notices a person sent, and what they answered for a company: it stays of record when they go."""

from governance.assemblies.calling.models import AssemblyChange
from members.people.models import User
from multifactory.lib.personal_data import Sections, rows_of


def collect_assembly_changes(user: User) -> Sections:
    sent = AssemblyChange.objects.filter(by=user)
    return {
        "assembly_notices_sent": rows_of(
            sent, "kind", "reason", "at", assembly_year="assembly__year", assembly_number="assembly__number"
        )
    }
