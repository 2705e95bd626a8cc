"""What the page of an assembly says to a company of its own: its answer, its proxies, the way in."""

from django.utils import timezone
from django.utils.translation import gettext as _

from governance.attendance.models import Assembly, AssemblyEntry, Proxy
from governance.attendance.rules import is_on_roll, takes_answers, takes_presence
from governance.attendance.tokens import check_in_path
from members.hooks import Section
from members.people.models import Membership, User


def own_answer_section(assembly: Assembly, user: User, acting: Membership | None) -> Section | None:
    """None for whoever acts for no company on the roll, and once the assembly is over. Two queries."""
    if not acting or not takes_answers(assembly):
        return None
    entry = AssemblyEntry.objects.filter(assembly=assembly, company=acting.company_id).first()
    if entry is None or not is_on_roll(entry):
        return None
    of_assembly = Proxy.objects.filter(grantor__assembly=assembly).standing()
    proxies = list(of_assembly.of_company(acting.company).for_list())
    can_check_in = acting.is_representative and takes_presence(assembly, timezone.now())
    context = {
        "assembly": assembly,
        "entry": entry,
        "given": [one for one in proxies if one.grantor_id == entry.pk],
        "held": [one for one in proxies if one.holder_id == entry.pk],
        "can_answer": acting.is_representative,
        "check_in": check_in_path(assembly, user) if can_check_in else "",
    }
    return Section(_("Your company"), "governance/assemblies/_own_answer.html", context, anchor="answer")
