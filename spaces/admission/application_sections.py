"""What the page of an application shows members of this app: its proposal, and the room it asks for."""

from collections.abc import Sequence
from datetime import timedelta
from decimal import Decimal
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
    today = timezone.localdate()
    is_ripe = can_be_proposed(application, today)
    can = is_ripe and can_propose(membership)
    context: dict[str, Any] = {
        "proposals": proposals,
        "can_propose": can,
        "is_ripe": is_ripe,
        "first_day": max(application.wanted_from or today, today + timedelta(days=1)),
        "units": _fitting(application, vacancies(listed_units())) if can else (),
    }
    return Section(
        _("Put it to the vote") if can else _("Decision"),
        "spaces/_application_decision.html",
        context,
        anchor="decision",
        call=_("It can be proposed now.") if can else "",
    )


def room_section(application: Application, _user: User, _membership: Membership | None) -> Section | None:
    """How much it asks for and how much is free, with the units that would do. One query."""
    if not (application.least_m2 or application.most_m2):
        return None
    found = vacancies(listed_units())
    fitting = _fitting(application, found)
    context = {
        "fitting": fitting[:MOST_UNITS],
        "more": len(fitting) - MOST_UNITS,
        "free": format_area(_free_m2(found)),
    }
    return Section(_("Room"), "spaces/_application_room.html", context, anchor="room")


def room_figures(application: Application) -> dict[str, int]:
    """Kept at the opening: square metres asked for, free in all, and units that would do. One query."""
    found = vacancies(listed_units())
    return {
        "asked_m2": application.most_m2 or application.least_m2 or 0,
        "free_m2": round(_free_m2(found)),
        "fitting_units": len(_fitting(application, found)),
    }


def _free_m2(found: Sequence[Vacancy]) -> Decimal:
    return sum((one.unit.area_m2 or Decimal(0) for one in found if one.is_free), Decimal(0))


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
