"""The back-office: Django's admin for coordinators, with what waits for them on its first page."""

from datetime import timedelta
from typing import Any

from django.contrib import admin
from django.http import HttpRequest
from django.template.response import TemplateResponse
from django.utils import timezone
from django.utils.functional import SimpleLazyObject
from django.utils.translation import gettext_lazy as _

from events.programme.models import Event
from governance.voting.models import VotingRound
from members.changes.models import ChangeRequest
from multifactory.lib.media.models import MediaIdentity
from spaces.allocations.models import Allocation
from spaces.building.models import Space
from spaces.requests.models import UnitRequest

ENDING_DAYS = 90
ROWS = 8


class BackOffice(admin.AdminSite):
    site_header = _("Back-office")
    site_title = _("Back-office")
    index_title = _("Back-office")
    enable_nav_sidebar = False

    def has_permission(self, request: HttpRequest) -> bool:
        return getattr(request.user, "is_coordinator", False)

    def get_app_list(self, request: HttpRequest, app_label: str | None = None) -> Any:
        """Asked for by every page and shown on the first alone, so the database is asked there alone."""
        return SimpleLazyObject(lambda: super(BackOffice, self).get_app_list(request, app_label))

    def index(self, request: HttpRequest, extra_context: dict[str, Any] | None = None) -> TemplateResponse:
        return super().index(request, {"waiting": what_waits(), **(extra_context or {})})


def what_waits() -> dict[str, Any]:
    """The first rows of each pile on the desk."""
    today = timezone.localdate()
    ending = Allocation.objects.ending_before(today + timedelta(days=ENDING_DAYS))
    vacancies = Space.objects.units().existing(today).usable_on(today).free_on(today)
    rounds = VotingRound.objects.open()
    asked = UnitRequest.objects.to_serve().select_related("company", "unit")
    requests = ChangeRequest.objects.filter(state=ChangeRequest.State.OPEN)
    return {
        "media": MediaIdentity.objects.in_trouble().first(),
        "ending_days": ENDING_DAYS,
        "vacancies": vacancies.select_related("floor__building").order_by("code")[:ROWS],
        "ending": ending.select_related("unit", "company").order_by("end_on")[:ROWS],
        "rounds": rounds.select_related("proposal", "amendment").order_by("closes_at")[:ROWS],
        "events": Event.objects.exclude(state="cancelled").upcoming().with_taken()[:ROWS],
        "asked": asked[:ROWS],
        "requests": requests.select_related("company").order_by("requested_at")[:ROWS],
    }
