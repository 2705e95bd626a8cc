"""Works of the renewal: written down, corrected, voided; never deleted."""

from typing import Any

from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from members.people.http import request_user
from multifactory.lib.admin import CoordinatorAdmin
from multifactory.lib.admin_actions import Change, ConfirmedAction, RefusedMixin
from multifactory.lib.formats import format_euro
from multifactory.lib.images.admin import PictureInline
from spaces.building.formats import format_area
from spaces.building.forms import VoidForm
from spaces.works.formats import format_months, state_label
from spaces.works.forms import RenewalForm
from spaces.works.models import Renewal, RenewalPicture
from spaces.works.services import void_renewal


class StateFilter(admin.SimpleListFilter):
    title = _("state")
    parameter_name = "state"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, Any]]:
        return [
            ("done", _("Done")),
            ("under_way", _("Under way")),
            ("planned", _("Planned")),
            ("voided", _("Voided")),
        ]

    def queryset(self, request: HttpRequest, queryset: Any) -> QuerySet:
        today = timezone.localdate()
        valid = queryset.filter(voided_at__isnull=True)
        return {
            "done": valid.filter(end_on__lte=today),
            "under_way": valid.filter(start_on__lte=today).exclude(end_on__lte=today),
            "planned": valid.filter(start_on__gt=today),
            "voided": queryset.filter(voided_at__isnull=False),
        }.get(self.value() or "", queryset)


class RenewalPictureInline(PictureInline):
    model = RenewalPicture
    fields = [*PictureInline.fields, "moment", "year", "credit", "position"]


class VoidRenewal(ConfirmedAction):
    name, description = "void", _("Void these works, entered by mistake")
    form_class = VoidForm
    button = _("Yes, void it")

    @classmethod
    def queryset(cls, model_admin: admin.ModelAdmin, request: HttpRequest) -> QuerySet[Renewal]:
        return Renewal.objects.all()

    @property
    def title(self) -> str:
        return gettext("Void “%(works)s”") % {"works": self.row}

    @property
    def months(self) -> str:
        return format_months(self.row.start_on, self.row.end_on, timezone.localdate())

    def refusal(self) -> str:
        return "" if self.row.voided_at is None else gettext("These works have already been voided.")

    def facts(self) -> list[tuple[str, str]]:
        cost = self.row.cost_cents
        return [
            (gettext("When"), self.months),
            (gettext("m² renewed"), format_area(self.row.renewed_m2)),
            (gettext("Spent"), "–" if cost is None else format_euro(cost)),
        ]

    def changes(self, form: VoidForm) -> list[Change]:
        void = gettext("void: %(reason)s") % {"reason": form.cleaned_data["reason"]}
        return [(str(self.row), self.months, void)]

    def carry_out(self, form: VoidForm) -> str:
        void_renewal(self.row, reason=form.cleaned_data["reason"], by=self.by)
        return gettext("“%(works)s” has been voided. It stays on record.") % {"works": self.row}


@admin.register(Renewal)
class RenewalAdmin(RefusedMixin, CoordinatorAdmin):
    form = RenewalForm
    list_display = ["title", "start_on", "end_on", "state", "m2", "company", "decision"]
    list_filter = [StateFilter, "spaces__floor__building"]
    list_select_related = ["company", "resolution"]
    search_fields = ["title", "text", "company__name", "spaces__code"]
    ordering = ["-start_on"]
    date_hierarchy = "start_on"
    autocomplete_fields = ["company", "spaces", "helpers"]
    inlines = [RenewalPictureInline]
    actions = [VoidRenewal.as_action()]

    def get_fields(self, request: HttpRequest, obj: Renewal | None = None) -> Any:
        is_void = obj is not None and obj.voided_at is not None
        return [
            ("title", "slug"),
            "text",
            "spaces",
            ("start_on", "end_on"),
            ("company", "resolution"),
            "helpers",
            ("renewed_m2", "hours_given", "cost" if is_void else "euros"),
            *(["recorded_by", "recorded_at"] if obj else []),
            *(["voided_at", "voided_by", "void_reason"] if is_void else []),
        ]

    def get_readonly_fields(self, request: HttpRequest, obj: Renewal | None = None) -> list[str]:
        """The address of a page does not change: others link to it."""
        record = ["recorded_by", "recorded_at", "voided_at", "voided_by", "void_reason", "cost"]
        return ["slug", *record] if obj else record

    def get_prepopulated_fields(self, request: HttpRequest, obj: Renewal | None = None) -> dict[str, Any]:
        return {} if obj else {"slug": ["title"]}

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        is_void = obj is not None and obj.voided_at is not None
        return not is_void and super().has_change_permission(request, obj)

    def save_model(self, request: HttpRequest, obj: Renewal, form: Any, change: bool) -> None:
        if not change:
            obj.recorded_by = request_user(request)
        super().save_model(request, obj, form, change)

    @admin.display(description=_("state"))
    def state(self, renewal: Renewal) -> str:
        if renewal.voided_at is not None:
            return gettext("voided")
        return state_label(renewal.state_on(timezone.localdate()))[0]

    @admin.display(description=_("money spent in €"))
    def cost(self, renewal: Renewal) -> str:
        return "–" if renewal.cost_cents is None else format_euro(renewal.cost_cents)

    @admin.display(description=_("m²"), ordering="renewed_m2")
    def m2(self, renewal: Renewal) -> str:
        return format_area(renewal.renewed_m2)

    @admin.display(description=_("decided by"))
    def decision(self, renewal: Renewal) -> str:
        return renewal.resolution.reference if renewal.resolution else ""
