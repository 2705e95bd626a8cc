"""What the page of an assembly says of its minutes."""

from django.utils.translation import gettext as _

from governance.assemblies.minutes.models import Minutes
from governance.assemblies.minutes.rules import can_read_draft
from governance.assemblies.minutes.signers import signers_of_all
from governance.attendance.models import Assembly
from members.hooks import Section
from members.people.models import Membership, User


def minutes_section(assembly: Assembly, user: User, _acting: Membership | None) -> Section | None:
    """Those that the reader may see, the oldest first. Two queries at most; None where there are none."""
    found = Minutes.objects.filter(assembly=assembly).order_by("pk")
    entries = list(found.select_related("assembly__chair", "assembly__secretary"))
    signers = signers_of_all(one for one in entries if not one.is_signed)
    shown = [one for one in entries if one.is_signed or can_read_draft(user, signers[one.pk])]
    if not shown:
        return None
    template = "governance/assemblies/minutes/_assembly_section.html"
    return Section(_("Minutes"), template, {"entries": shown}, anchor="minutes")
