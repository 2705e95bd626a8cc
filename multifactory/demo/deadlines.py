"""Deadlines of a sample: due in five days, in forty, and overdue; each done before, one with a report."""

from datetime import timedelta
from typing import Any

from dateutil.relativedelta import relativedelta

from members.people.models import User
from multifactory.demo.papers import write_paper
from multifactory.demo.written import Written
from multifactory.lib.papers import CleanPaper
from spaces.building.models import Building
from spaces.upkeep.deadlines.models import Deadline
from spaces.upkeep.deadlines.services import record_done, save_deadline
from spaces.upkeep.deadlines.usual import usual_by_key

# Days from today, a usual deadline, and in which space; without one, in the building.
DEADLINES: dict[str, list[tuple[int, str, str | None]]] = {
    "r84": [(5, "extinguishers", None), (40, "doors", "C1"), (-12, "lights", "F2")],
    "risma11": [(5, "lifting-24", "WLH"), (40, "extinguishers", None), (-12, "lights", "MK")],
    "infatti9": [(5, "lifting-36", "PLC"), (40, "extinguishers", None), (-12, "doors", "N1")],
}


def load_deadlines(written: Written, coordinator: User) -> None:
    """The first log-in's company is responsible for the first and the last, coordinators for the other."""
    own = written.companies[written.case.companies[0].name]
    for place, (days, key, code) in enumerate(DEADLINES[written.case.slug]):
        due_on = written.today + timedelta(days=days)
        space = written.spaces[code] if code else None
        deadline = Deadline(
            **_terms(key),
            space=space,
            building=None if space else Building.objects.first(),
            responsible=own if place != 1 else None,
            next_on=due_on,
        )
        _done_before(deadline, coordinator, with_report=place == 0)


def _done_before(deadline: Deadline, coordinator: User, *, with_report: bool) -> None:
    """Twice, each time on its day."""
    due_on, blocks = deadline.next_on, deadline.blocks_when_late
    deadline.blocks_when_late = False  # it was never late
    for times in (2, 1):
        deadline.next_on = due_on - relativedelta(months=times * deadline.every_months)
        save_deadline(deadline)
        paper = _report(deadline) if with_report and times == 1 else None
        record_done(deadline, day=deadline.next_on, due_on=deadline.next_on, by=coordinator, paper=paper)
    deadline.next_on, deadline.blocks_when_late = due_on, blocks  # as the sticker says
    save_deadline(deadline)


def _report(deadline: Deadline) -> CleanPaper:
    return write_paper("Report of the inspection", str(deadline), "", "All is as it should be.")


def _terms(key: str) -> dict[str, Any]:
    usual = usual_by_key(key)
    return usual.initial if usual else {}
