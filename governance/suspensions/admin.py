"""Suspensions of votes in the back-office: entered once, ended early by an action, never rewritten."""

from datetime import date
from typing import Any

from django import forms
from django.contrib import admin
from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from governance.suspensions.models import VotingSuspension
from governance.suspensions.services import end_suspension, suspend_company
from members.people.http import request_user
from multifactory.lib.admin import CoordinatorAdmin
from multifactory.lib.admin_actions import Change, ConfirmedAction, RefusedMixin
from multifactory.lib.days import DayField
from multifactory.lib.formats import format_day


class EndForm(forms.Form):
    end_on = DayField(label=_("The first day the company votes again"), initial=timezone.localdate)


class EndSuspension(ConfirmedAction):
    name, description = "end_suspension", _("End a suspension early")
    title, button = _("End a suspension early"), _("End the suspension")
    explanation = _("The representatives of the company will be notified straight away.")
    form_class = EndForm

    def facts(self) -> list[tuple[str, str]]:
        return [(gettext("Company"), str(self.row.company)), (gettext("Until"), _day(self.row.end_on))]

    def changes(self, form: Any) -> list[Change]:
        return [(gettext("Until"), _day(self.row.end_on), _day(form.cleaned_data["end_on"]))]

    def carry_out(self, form: Any) -> str:
        suspension = end_suspension(self.row, by=self.by, **form.cleaned_data)
        values = {"company": suspension.company, "day": _day(suspension.end_on)}
        return gettext("%(company)s votes again from %(day)s.") % values


def _day(day: date | None) -> str:
    return format_day(day) if day else "–"


@admin.register(VotingSuspension)
class VotingSuspensionAdmin(RefusedMixin, CoordinatorAdmin):
    """Nobody enters one alone without a resolution or an article, and the company is told at once."""

    list_display = ("company", "start_on", "end_on", "reason", "resolution", "rulebook_entry", "entered_by")
    list_select_related = ("company", "resolution", "entered_by")
    search_fields = ("company__name", "reason")
    autocomplete_fields = ("company", "resolution")
    actions = [EndSuspension.as_action()]
    fields = ("company", "start_on", "end_on", "reason", "resolution", "rulebook_entry")

    def has_change_permission(self, request: HttpRequest, obj: VotingSuspension | None = None) -> bool:
        return False

    def get_fields(self, request: HttpRequest, obj: VotingSuspension | None = None) -> tuple[str, ...]:
        return (*self.fields, "entered_on", "entered_by", "ended_by") if obj else self.fields

    def save_model(self, request: HttpRequest, obj: VotingSuspension, form: Any, change: bool) -> None:
        saved = suspend_company(by=request_user(request), **form.cleaned_data)
        obj.pk = saved.pk
        obj._state.adding = False
