"""What the page of an assembly says of where it is held: its board, and the desk for those who work there."""

from django.utils.translation import gettext as _

from governance.assemblies.attending.keepers import works_at_desk
from governance.assemblies.hall.overview import results_of
from governance.attendance.models import Assembly
from governance.attendance.rules import has_ended
from members.hooks import Section
from members.people.models import Membership, User


def hall_section(assembly: Assembly, user: User, _acting: Membership | None) -> Section | None:
    """From the notice on; once it is over, what came of each item. Two queries at most."""
    if assembly.number is None or assembly.state == Assembly.State.CANCELLED:
        return None
    if has_ended(assembly):
        results = {"rows": results_of(assembly)}
        return Section(_("Results"), "governance/assemblies/_results.html", results, anchor="results")
    context = {"assembly": assembly, "can_work_at_desk": works_at_desk(user, assembly)}
    return Section(_("In the hall"), "governance/assemblies/_hall_section.html", context, anchor="hall")
