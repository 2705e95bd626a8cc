"""What the page of an application shows members of this app: its proposal, and the room it asks for."""

from collections.abc import Sequence
from datetime import timedelta
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _

from governance.proposals.rules import can_propose
from members.applications.models import Application
from members.applications.rules import can_be_proposed
from members.hooks import Section
from members.people.models import Membership, User
from spaces.admission.models import ProposedAdmission
from spaces.building.formats import format_area
from spaces.requests.vacancy import Vacancy, listed_units, vacancies

MOST_UNITS = 8  # in the list; the page of all free units is a link away


def decision_section(application: Application, _user: User, membership: Membership | None) -> Section | None:
    """The proposals about it, and who may put it to the vote from when. One query, or two."""
    proposals = [row.proposal for row in ProposedAdmission.objects.of_application(application)]
    if not proposals and not application.is_open:
        return None
    is_ripe = can_be_proposed(application, timezone.localdate())
    can = is_ripe and can_propose(membership)
    context: dict[str, Any] = {
        "proposals": proposals,
        "can_propose": can,
        "is_ripe": is_ripe,
        "units": _fitting(application, vacancies(listed_units())) if can else (),
    }
    return Section(_("Decision"), "spaces/_application_decision.html", context, anchor="decision")


def room_section(application: Application, _user: User, _membership: Membership | None) -> Section | None:
    """How much it asks for and how much is free, with the units that would do. One query."""
    if not (application.least_m2 or application.most_m2):
        return None
    found = vacancies(listed_units())
    fitting = _fitting(application, found)
    context = {
        "fitting": fitting[:MOST_UNITS],
        "more": len(fitting) - MOST_UNITS,
        "free": format_area(sum((one.unit.area_m2 or 0) for one in found if one.is_free)),
        "frozen": _frozen_area(application),
    }
    return Section(_("Room"), "spaces/_application_room.html", context, anchor="room")


def _frozen_area(application: Application) -> str:
    """What was free when it was opened; empty where that was not kept."""
    parts = (application.figures or {}).get("parts", {})
    return format_area(parts["free_m2"]) if "free_m2" in parts else ""


def room_figures(application: Application) -> dict[str, int]:
    """Kept at the opening: square metres asked for, free in all, and units that would do. One query."""
    found = vacancies(listed_units())
    return {
        "asked_m2": application.most_m2 or application.least_m2 or 0,
        "free_m2": round(sum((one.unit.area_m2 or 0) for one in found if one.is_free)),
        "fitting_units": len(_fitting(application, found)),
    }


def _fitting(application: Application, found: Sequence[Vacancy]) -> list[Vacancy]:
    """Those of its size, promised to nobody, and free in its time."""
    wanted = application.wanted_from or timezone.localdate()
    by = wanted + timedelta(days=90)
    return [
        one
        for one in found
        if (application.least_m2 or 0) <= (one.unit.area_m2 or 0)
        and (application.most_m2 is None or (one.unit.area_m2 or 0) <= application.most_m2)
        and not one.is_promised
        and (one.is_free or one.day is None or one.day <= by)
    ]
