"""What is missing before a notice can go out."""

from collections.abc import Sequence
from datetime import date

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from governance.assemblies.calling.rules import first_possible_day, notice_days, second_call_fault
from governance.attendance.models import AgendaItem, Assembly
from governance.proposals.models import Proposal
from governance.proposals.transitions import CALL
from governance.rulebook.models import Rulebook
from multifactory.lib.formats import format_day


def faults_before_notice(
    assembly: Assembly, items: Sequence[AgendaItem], rulebook: Rulebook | None, *, today: date, entitled: int
) -> list[str]:
    """In words for people, in the order in which one mends them; empty where it can be sent today."""
    if rulebook is None:
        return [_("No rulebook is in force: nobody can say how many days of notice there are.")]
    faults = list(_faults_of_day(assembly, rulebook, today))
    if assembly.mode != Assembly.Mode.HALL and not rulebook.is_remote_allowed:
        faults.append(_("The rulebook does not allow assemblies by video: choose the hall."))
    if not items:
        faults.append(_("The agenda is empty."))
    for item in items:
        if item.proposal and (fault := fault_of_proposal(item.proposal)):
            faults.append(_("Item %(number)s: %(problem)s") % {"number": item.position, "problem": fault})
    if not entitled:
        faults.append(_("No company is entitled to vote today."))
    return faults


def _faults_of_day(assembly: Assembly, rulebook: Rulebook, today: date) -> list[str]:
    faults = []
    days = notice_days(rulebook, assembly.kind)
    first_day = first_possible_day(today, days)
    if timezone.localdate(assembly.first_call_at) < first_day:
        text = ngettext(
            "Too late for %(number)s clear day of notice. If it is sent today, the first possible day is "
            "%(day)s.",
            "Too late for %(number)s clear days of notice. If it is sent today, the first possible day is "
            "%(day)s.",
            days,
        )
        faults.append(text % {"number": days, "day": format_day(first_day)})
    if later := second_call_fault(assembly, rulebook):
        text = _("The second call is on another day: it can be from %(day)s.")
        faults.append(text % {"day": format_day(later)})
    return faults


def fault_of_proposal(proposal: Proposal) -> str:
    """Why a proposal cannot be on an agenda that goes out; empty where it can."""
    if proposal.state == Proposal.State.CALLED:
        return _("“%(title)s” is already on the notice of another assembly.") % {"title": proposal.title}
    if not CALL.is_possible(proposal):
        return _("The text of “%(title)s” is not final.") % {"title": proposal.title}
    if proposal.is_advisory:
        return _("“%(title)s” only asks for advice: an assembly decides.") % {"title": proposal.title}
    return ""
