"""Duties and what they are shared by; who did a turn."""

from typing import Any

from django.contrib import admin
from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from multifactory.lib.admin import CoordinatorAdmin, CoordinatorInline, ReadOnlyAdmin
from multifactory.lib.admin_actions import ConfirmedAction
from multifactory.lib.formats import format_day
from spaces.upkeep.duties.forms import WhoDidForm
from spaces.upkeep.duties.models import Duty, DutyLeave, DutyWeight, HeadCount
from spaces.upkeep.duties.services import plan_turns, record_turn
from spaces.upkeep.duties.turn_models import Turn


class DutyWeightInline(CoordinatorInline):
    model = DutyWeight

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return self.has_change_permission(request, obj)


@admin.register(Duty)
class DutyAdmin(CoordinatorAdmin):
    list_display = ["name", "minutes", "key", "starts_on", "ends_on", "resolution"]
    list_filter = ["key"]
    list_select_related = ["resolution"]
    search_fields = ["name"]
    fields = [
        "name",
        "text",
        ("minutes", "least_minutes"),
        "weekdays",
        "key",
        "spaces",
        ("starts_on", "ends_on"),
        "resolution",
    ]
    filter_horizontal = ["spaces"]
    inlines = [DutyWeightInline]

    def save_related(self, request: HttpRequest, form: Any, formsets: Any, change: bool) -> None:
        """Its turns are planned with the weights that have just been saved."""
        super().save_related(request, form, formsets, change)
        plan_turns(form.instance)


@admin.register(HeadCount)
class HeadCountAdmin(CoordinatorAdmin):
    list_display = ["company", "from_day", "heads"]
    list_select_related = ["company"]
    search_fields = ["company__name"]


@admin.register(DutyLeave)
class DutyLeaveAdmin(CoordinatorAdmin):
    list_display = ["company", "start_on", "end_on"]
    list_select_related = ["company"]
    search_fields = ["company__name"]


class RecordTurn(ConfirmedAction):
    name, description = "record", _("Say who did this turn")
    form_class = WhoDidForm
    button = _("Save")

    @property
    def title(self) -> str:
        return gettext("Who did the turn of %(day)s?") % {"day": format_day(self.row.day)}

    def refusal(self) -> str:
        if self.rows and self.row.day > timezone.localdate():
            return gettext("The date of this turn is in the future.")
        return ""

    def facts(self) -> list[tuple[str, str]]:
        return [
            (gettext("Duty"), str(self.row.duty)),
            (gettext("Whose turn"), str(self.row.company)),
            (gettext("State"), self.row.get_state_display()),
        ]

    def changes(self, form: WhoDidForm) -> list[tuple[str, str, str]]:
        before = str(self.row.done_by or self.row.get_state_display())
        after = form.cleaned_data["done_by"] or gettext("Nobody: it was missed")
        return [(gettext("Done by"), before, str(after))]

    def carry_out(self, form: WhoDidForm) -> str:
        record_turn(self.row, done_by=form.cleaned_data["done_by"], by=self.by)
        return gettext("The turn is recorded.")


@admin.register(Turn)
class TurnAdmin(ReadOnlyAdmin):
    list_display = ["day", "duty", "company", "state", "done_by"]
    list_filter = ["state", "duty"]
    list_select_related = ["duty", "company", "done_by"]
    search_fields = ["company__name", "duty__name"]
    date_hierarchy = "day"
    ordering = ["-day"]
    actions = [RecordTurn.as_action()]
