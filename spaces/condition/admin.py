"""The condition of a space over time, on the page of the space."""

from itertools import pairwise
from typing import Any

from django.contrib import admin
from django.core.exceptions import ValidationError
from django.db.models import QuerySet
from django.forms.models import BaseInlineFormSet
from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from members.people.http import request_user
from multifactory.lib.admin import CoordinatorInline
from multifactory.lib.formats import format_day
from spaces.condition.forms import ConditionForm
from spaces.condition.models import Condition
from spaces.condition.services import void_condition


class ConditionFormSet(BaseInlineFormSet):
    """Looks at the conditions together: ending one and beginning the next is one change."""

    request: HttpRequest

    def clean(self) -> None:
        super().clean()
        rows = [
            form.cleaned_data
            for form in self.forms
            if form.is_valid() and form.cleaned_data.get("start_on") and not _is_struck_out(form)
        ]
        rows.sort(key=lambda row: row["start_on"])
        for row in rows:
            if row["end_on"] and row["end_on"] <= row["start_on"]:
                raise ValidationError(gettext("The condition must end after the day it begins."))
        for row, following in pairwise(rows):
            if row["end_on"] is None or row["end_on"] > following["start_on"]:
                day = format_day(following["start_on"])
                raise ValidationError(
                    gettext("Two conditions overlap on %(day)s. End the first one.") % {"day": day}
                )

    def save_existing_objects(self, commit: bool = True) -> list[Any]:
        """What is struck out first, then what ends: the days are free for what comes after."""
        for form in self.initial_forms:
            if _is_struck_out(form):
                reason, by = form.cleaned_data["strike_out"], request_user(self.request)
                void_condition(form.instance, reason=reason, by=by)
                form.instance.refresh_from_db()
        return super().save_existing_objects(commit)

    def save_new(self, form: Any, commit: bool = True) -> Condition:
        form.instance.recorded_by, form.instance.recorded_at = request_user(self.request), timezone.now()
        return super().save_new(form, commit)


def _is_struck_out(form: Any) -> bool:
    return bool(form.cleaned_data.get("strike_out", "").strip())


class ConditionInline(CoordinatorInline):
    model = Condition
    form = ConditionForm
    formset = ConditionFormSet
    fields = ["state", "start_on", "end_on", "note", "resolution", "recorded", "strike_out"]
    readonly_fields = ["recorded"]
    ordering = ["start_on"]

    def get_formset(self, request: HttpRequest, obj: Any = None, **kwargs: Any) -> Any:
        formset: Any = super().get_formset(request, obj, **kwargs)
        formset.request = request
        return formset

    @admin.display(description=_("recorded"))
    def recorded(self, condition: Condition) -> str:
        if condition.recorded_at is None:
            return "–"
        values = {"day": format_day(timezone.localdate(condition.recorded_at))}
        if condition.recorded_by is None:
            return values["day"]
        return gettext("%(day)s by %(person)s") % (values | {"person": condition.recorded_by})

    def get_queryset(self, request: HttpRequest) -> QuerySet[Condition]:
        conditions: Any = super().get_queryset(request)
        return conditions.valid().select_related("recorded_by")
