"""Offices in the back-office: entered with their resolution, ended or voided, never rewritten."""

from datetime import date
from typing import Any

from django import forms
from django.contrib import admin
from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from governance.offices.models import Office
from governance.offices.services import end_office, enter_office, void_office
from governance.proposals.forms import ReasonForm
from members.people.http import request_user
from multifactory.lib.admin import CoordinatorAdmin
from multifactory.lib.admin_actions import Change, ConfirmedAction, RefusedMixin
from multifactory.lib.days import DayField
from multifactory.lib.formats import format_day


class EndForm(forms.Form):
    end_on = DayField(label=_("The first day without the office"), initial=timezone.localdate)


class EndOffice(ConfirmedAction):
    name, description = "end_office", _("End a term of office")
    title, button = _("End a term of office"), _("End the term")
    form_class = EndForm

    def concerns(self, row: Office) -> bool:
        return row.voided_at is None

    def facts(self) -> list[tuple[str, str]]:
        return _facts(self.row)

    def changes(self, form: Any) -> list[Change]:
        return [(gettext("Until"), _day(self.row.end_on), _day(form.cleaned_data["end_on"]))]

    def carry_out(self, form: Any) -> str:
        office = end_office(self.row, by=self.by, **form.cleaned_data)
        values = {"office": office, "day": _day(office.end_on)}
        return gettext("%(office)s. First day without the office: %(day)s.") % values


class VoidOffice(ConfirmedAction):
    name, description = "void_office", _("Void a term entered by mistake")
    title, button = _("Void a term entered by mistake"), _("Void the term")
    explanation = _("It stays in the list, with your reason, and counts as if it had never been entered.")
    form_class = ReasonForm

    def concerns(self, row: Office) -> bool:
        return row.voided_at is None

    def facts(self) -> list[tuple[str, str]]:
        return _facts(self.row)

    def carry_out(self, form: Any) -> str:
        office = void_office(self.row, by=self.by, **form.cleaned_data)
        return gettext("%(office)s: voided.") % {"office": office}


def _facts(office: Office) -> list[tuple[str, str]]:
    return [
        (gettext("Office"), str(office)),
        (gettext("Company"), str(office.company)),
        (gettext("From"), format_day(office.start_on)),
        (gettext("Until"), _day(office.end_on)),
    ]


def _day(day: date | None) -> str:
    return format_day(day) if day else "–"


@admin.register(Office)
class OfficeAdmin(RefusedMixin, CoordinatorAdmin):
    """The first officers are entered here, by a resolution from before the portal; later ones are elected."""

    list_display = ("kind", "user", "company", "start_on", "end_on", "resolution", "entered_by", "voided_at")
    list_filter = ("kind",)
    list_select_related = ("user", "company", "resolution", "entered_by")
    search_fields = ("user__name", "company__name")
    autocomplete_fields = ("user", "company", "resolution")
    actions = [EndOffice.as_action(), VoidOffice.as_action()]
    fields = ("kind", "user", "company", "start_on", "end_on", "resolution")

    def has_change_permission(self, request: HttpRequest, obj: Office | None = None) -> bool:
        return False

    def get_fields(self, request: HttpRequest, obj: Office | None = None) -> tuple[str, ...]:
        return (*self.fields, *EXTRA_FIELDS) if obj else self.fields

    def save_model(self, request: HttpRequest, obj: Office, form: Any, change: bool) -> None:
        saved = enter_office(by=request_user(request), **form.cleaned_data)
        obj.pk = saved.pk
        obj._state.adding = False


EXTRA_FIELDS = ("entered_by", "ended_by", "voided_at", "voided_by", "void_reason")
