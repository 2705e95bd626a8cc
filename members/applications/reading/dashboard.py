"""What the dashboard and the desk say of applications: those that want my question or my proposal."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from django.db.models import Exists, OuterRef, QuerySet

from members.applications.models import Application
from members.applications.part_models import ApplicationMessage
from members.companies.models import Company

ROWS = 5


def waiting_applications(company: Company | None, today: date) -> Sequence[Application]:
    """In their open days without a question of my company, and those any company may put to the vote; the
    one to be decided first stands first. One query."""
    mine = ApplicationMessage.objects.filter(application=OuterRef("pk"), company=company)
    rows = Application.objects.in_open_days().for_list().annotate(have_we_asked=Exists(mine))
    waiting = [
        one
        for one in rows.order_by("due_on", "pk")[: 4 * ROWS]
        if not one.have_we_asked or (one.open_until and one.open_until <= today)
    ]
    return waiting[:ROWS]


def desk_applications() -> QuerySet[Application]:
    """What waits for a coordinator: to be taken up, checked, or given its reasons."""
    states = [Application.State.SUBMITTED, Application.State.CHECKING, Application.State.TURNED_DOWN]
    return Application.objects.filter(state__in=states).order_by("due_on", "pk")


def dashboard_applications(company: Company | None, *, is_coordinator: bool, today: date) -> dict[str, Any]:
    context: dict[str, Any] = {"applications": waiting_applications(company, today), "today": today}
    if is_coordinator:
        context["desk_applications"] = desk_applications()[:ROWS]
    return context
