"""Who holds which unit: recording, ending, voiding. Nothing is deleted or rewritten."""

from datetime import timedelta
from typing import Any

from django.contrib import admin, messages
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from members.people.http import request_user
from multifactory.lib.admin import CoordinatorAdmin
from multifactory.lib.admin_actions import RefusedMixin
from multifactory.lib.table_io.admin import TablesMixin, Words
from spaces.allocations.admin_actions import EndAllocation, ExtendAllocation, VoidAllocation
from spaces.allocations.forms import AllocateForm, EndForm
from spaces.allocations.models import Allocation
from spaces.allocations.resources import AllocationResource
from spaces.allocations.rules import ENDING_DAYS
from spaces.allocations.services import allocate, end_allocation
from spaces.hooks import claims_of_unit


class TermFilter(admin.SimpleListFilter):
    title = _("when")
    parameter_name = "term"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, Any]]:
        return [
            ("now", _("Allocated now")),
            ("ending", _("Ending within 90 days")),
            ("coming", _("Not begun yet")),
            ("voided", _("Voided")),
        ]

    def queryset(self, request: HttpRequest, queryset: Any) -> QuerySet:
        today = timezone.localdate()
        return {
            "now": queryset.on(),
            "ending": queryset.ending_before(today + timedelta(days=ENDING_DAYS)),
            "coming": queryset.valid().filter(start_on__gt=today),
            "voided": queryset.filter(voided_at__isnull=False),
        }.get(self.value() or "", queryset)


class DecisionFilter(admin.SimpleListFilter):
    title = _("resolution")
    parameter_name = "decision"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, Any]]:
        return [("yes", _("With a resolution")), ("no", _("Without a resolution"))]

    def queryset(self, request: HttpRequest, queryset: Any) -> QuerySet:
        if self.value() == "no":
            return queryset.without_decision()
        return queryset.filter(resolution__isnull=False) if self.value() == "yes" else queryset


class AllocationTablesMixin(TablesMixin):
    resource_class = AllocationResource
    file_name = "allocations"
    reading = (
        _(
            "Each row is an allocation of this unit from this day on. Allocations already recorded "
            "stay as they are."
        ),
        _("Each row gives its resolution, such as 2026/14, or a reason. The area is taken from the unit."),
    )

    def words(self) -> Words:
        return [("kind", [(code, str(label)) for code, label in Allocation.Kind.choices])]

    def told(self, new: int, changed: int) -> str:
        text = ngettext("%(number)d allocation added.", "%(number)d allocations added.", new)
        return text % {"number": new}

    def get_export_queryset(self, request: HttpRequest) -> QuerySet[Allocation]:
        """Those that count: a voided one would be read as a new one."""
        allocations: Any = super().get_export_queryset(request)
        return allocations.valid().for_list()


BEGIN = ["unit", "company", "kind", "start_on"]
DECIDED = ["resolution", "reason"]
END = ["end_on", "end_resolution", "end_reason"]
RECORD = ["area_m2", "recorded_by", "recorded_at", "ended_by", "voided_at", "voided_by", "void_reason"]


@admin.register(Allocation)
class AllocationAdmin(AllocationTablesMixin, RefusedMixin, CoordinatorAdmin):
    list_display = ["unit", "company", "kind", "start_on", "end_on", "decision", "is_valid"]
    list_filter = [TermFilter, DecisionFilter, "kind", "unit__floor__building"]
    list_select_related = ["unit", "company", "resolution"]
    search_fields = ["unit__code", "unit__name", "company__name", "reason"]
    ordering = ["unit__code", "-start_on"]
    date_hierarchy = "start_on"
    actions = [EndAllocation.as_action(), ExtendAllocation.as_action(), VoidAllocation.as_action()]

    @admin.display(description=_("decided by"))
    def decision(self, allocation: Allocation) -> str:
        return allocation.resolution.reference if allocation.resolution else allocation.reason

    @admin.display(description=_("valid"), boolean=True)
    def is_valid(self, allocation: Allocation) -> bool:
        return allocation.voided_at is None

    # A new one is entered whole; of one on record only its end can be given, as long as it runs.

    def get_form(
        self, request: HttpRequest, obj: Allocation | None = None, change: bool = False, **kwargs: Any
    ) -> Any:
        return super().get_form(request, obj, change, **kwargs | {"form": EndForm if obj else AllocateForm})

    def get_fields(self, request: HttpRequest, obj: Allocation | None = None) -> Any:
        return [*BEGIN, *DECIDED, *END, *RECORD] if obj else [*BEGIN, "end_on", *DECIDED]

    def get_readonly_fields(self, request: HttpRequest, obj: Allocation | None = None) -> list[str]:
        if obj is None:
            return []
        is_running = obj.voided_at is None and (obj.end_on is None or obj.end_on > timezone.localdate())
        return [*BEGIN, *DECIDED, *RECORD, *([] if is_running else END)]

    def save_model(self, request: HttpRequest, obj: Allocation, form: Any, change: bool) -> None:
        cleaned = form.cleaned_data
        if not change:
            names = ("company", "kind", "start_on", "end_on", "resolution", "reason")
            kept = allocate(
                cleaned["unit"], by=request_user(request), **{name: cleaned[name] for name in names}
            )
            for claim in claims_of_unit(kept.unit):
                messages.warning(request, claim)
        elif form.has_changed():
            kept = end_allocation(
                obj,
                end_on=cleaned["end_on"],
                resolution=cleaned["end_resolution"],
                reason=cleaned["end_reason"],
                by=request_user(request),
            )
        else:
            return
        obj.pk = kept.pk
        obj.refresh_from_db()
