"""Meters and their readings in the back-office. What was read is voided, never changed."""

from typing import Any

from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest
from django.urls import reverse
from django.utils.html import format_html
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from members.people.http import request_user
from multifactory.lib.admin import CoordinatorAdmin
from multifactory.lib.admin_actions import Change, ConfirmedAction, RefusedMixin
from multifactory.lib.formats import format_day
from spaces.building.forms import VoidForm
from spaces.costs.metering.forms import MeterForm, ReadingForm
from spaces.costs.metering.models import Meter, Reading
from spaces.costs.metering.services import record_reading, void_reading


@admin.register(Meter)
class MeterAdmin(CoordinatorAdmin):
    form = MeterForm
    list_display = ["code", "kind", "space", "company", "start_on", "end_on"]
    list_filter = ["kind"]
    list_select_related = ["space", "company"]
    search_fields = ["code", "company__name"]
    ordering = ["kind", "code"]
    autocomplete_fields = ["company"]
    fields = [("code", "kind"), ("space", "company"), ("start_on", "end_on")]

    def get_readonly_fields(self, request: HttpRequest, obj: Meter | None = None) -> list[str]:
        """What was read of it was read of this."""
        return ["kind", "space", "company"] if obj and obj.readings.exists() else []


class VoidReading(ConfirmedAction):
    name, description = "void", _("Void this reading, entered by mistake")
    form_class = VoidForm
    button = _("Yes, void it")

    @classmethod
    def queryset(cls, model_admin: admin.ModelAdmin, request: HttpRequest) -> QuerySet[Reading]:
        return Reading.objects.select_related("meter")

    @property
    def title(self) -> str:
        return gettext("Void “%(reading)s”") % {"reading": self.row}

    @property
    def explanation(self) -> str:
        return gettext("It counts no more. Costs that were shared by it stay as they were recorded.")

    def refusal(self) -> str:
        return gettext("This reading is already voided.") if self.row.is_voided else ""

    def facts(self) -> list[tuple[str, str]]:
        return [(gettext("Value"), self.row.amount), (gettext("Read on"), format_day(self.row.day))]

    def changes(self, form: VoidForm) -> list[Change]:
        void = gettext("void: %(reason)s") % {"reason": form.cleaned_data["reason"]}
        return [(str(self.row), self.row.amount, void)]

    def carry_out(self, form: VoidForm) -> str:
        void_reading(self.row, reason=form.cleaned_data["reason"], by=self.by)
        return gettext("“%(reading)s” has been voided. It stays on record.") % {"reading": self.row}


@admin.register(Reading)
class ReadingAdmin(RefusedMixin, CoordinatorAdmin):
    form = ReadingForm
    list_display = ["meter", "day", "amount", "note", "state"]
    list_filter = ["meter__kind"]
    list_select_related = ["meter"]
    search_fields = ["meter__code"]
    ordering = ["-day", "meter__code"]
    actions = [VoidReading.as_action()]
    readonly = ["amount", "old_amount", "picture", "recorded_by", "recorded_at"]

    def get_fields(self, request: HttpRequest, obj: Reading | None = None) -> Any:
        if obj is None:
            return [("meter", "day"), ("value", "last_value"), "note", "photo_file"]
        void = ["voided_at", "voided_by", "void_reason"] if obj.is_voided else []
        return [
            "meter",
            "day",
            "amount",
            "old_amount",
            "note",
            "picture",
            "recorded_by",
            "recorded_at",
            *void,
        ]

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def get_readonly_fields(self, request: HttpRequest, obj: Reading | None = None) -> list[str]:
        return [*self.readonly, "voided_at", "voided_by", "void_reason"] if obj else []

    def save_model(self, request: HttpRequest, obj: Reading, form: Any, change: bool) -> None:
        kept = record_reading(obj, by=request_user(request), photo=form.cleaned_data["photo_file"])
        obj.__dict__.update(kept.__dict__)  # sent twice: it is the first one that is shown

    @admin.display(description=_("value"), ordering="value")
    def amount(self, reading: Reading) -> str:
        return reading.amount

    @admin.display(description=_("last value of the old one"))
    def old_amount(self, reading: Reading) -> str:
        return reading.old_amount or "–"

    @admin.display(description=_("photo"))
    def picture(self, reading: Reading) -> str:
        if not reading.photo:
            return "–"
        url = reverse("spaces:reading_photo", args=[reading.meter.code, reading.pk])
        return format_html('<a href="{}">{}</a>', url, gettext("The photo"))

    @admin.display(description=_("state"))
    def state(self, reading: Reading) -> str:
        return gettext("voided") if reading.is_voided else ""
