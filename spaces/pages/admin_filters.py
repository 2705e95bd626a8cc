"""Filters of the list of spaces in the back-office."""

from collections.abc import Iterator
from datetime import timedelta
from typing import Any

from django.contrib import admin
from django.core.exceptions import ValidationError
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from multifactory.lib.days import read_day
from spaces.allocations.rules import ENDING_DAYS
from spaces.building.features import FEATURES, FEATURES_BY_CODE
from spaces.building.models import Floor
from spaces.condition.models import Condition


class FloorFilter(admin.SimpleListFilter):
    """The floors in the order of the building; Django's own would not say of which building each is."""

    title = _("floor")
    parameter_name = "floor"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, Any]]:
        return [(str(floor.pk), str(floor)) for floor in Floor.objects.select_related("building")]

    def queryset(self, request: HttpRequest, queryset: Any) -> QuerySet:
        value = self.value() or ""
        return queryset.filter(floor=int(value)) if value.isdecimal() else queryset


class DayFilter(admin.ListFilter):
    """A day to choose, in a box for days: the rows that are so on it."""

    template = "admin/day_filter.html"
    parameter_name = ""
    label: Any = ""

    def __init__(self, request: HttpRequest, params: dict[str, Any], model: Any, model_admin: Any) -> None:
        super().__init__(request, params, model, model_admin)
        given = params.pop(self.parameter_name, [""])
        self.text = given[-1] if isinstance(given, list) else given
        try:
            self.day = read_day(self.text)
        except ValidationError:
            self.day = None
        if self.day:
            self.used_parameters[self.parameter_name] = self.text

    def has_output(self) -> bool:
        return True

    def expected_parameters(self) -> list[str | None]:
        return [self.parameter_name]

    def choices(self, changelist: Any) -> Iterator[dict[str, Any]]:
        """The other filters, to be kept when a day is chosen, and the way back."""
        kept = [
            (name, value)
            for name, values in dict(changelist.filter_params).items()
            if name != self.parameter_name
            for value in values
        ]
        yield {"kept": kept, "without": changelist.get_query_string(remove=[self.parameter_name])}


class FreeOnFilter(DayFilter):
    title = _("free on a day")
    parameter_name = "free_on"

    def queryset(self, request: HttpRequest, queryset: Any) -> QuerySet:
        return queryset.vacant(self.day) if self.day else queryset


class EndingFilter(admin.SimpleListFilter):
    title = _("ending")
    parameter_name = "ending"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, Any]]:
        return [("soon", _("Ending within 90 days")), ("no_decision", _("Allocated without a resolution"))]

    def queryset(self, request: HttpRequest, queryset: Any) -> QuerySet:
        if self.value() == "soon":
            return queryset.ending_before(timezone.localdate() + timedelta(days=ENDING_DAYS))
        return queryset.held_without_decision() if self.value() == "no_decision" else queryset


class FreeFilter(admin.SimpleListFilter):
    title = _("allocated today")
    parameter_name = "free"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, Any]]:
        return [("yes", _("Free and usable")), ("empty", _("Not allocated")), ("no", _("Allocated"))]

    def queryset(self, request: HttpRequest, queryset: Any) -> QuerySet:
        if self.value() == "yes":
            return queryset.vacant()
        if self.value() == "empty":
            return queryset.units().existing().free_on()
        if self.value() == "no":
            return queryset.held_on()
        return queryset


class ConditionFilter(admin.SimpleListFilter):
    title = _("condition today")
    parameter_name = "condition"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, Any]]:
        return [*Condition.State.choices, ("none", _("not written"))]

    def queryset(self, request: HttpRequest, queryset: Any) -> QuerySet:
        value = self.value()
        if not value:
            return queryset
        queryset = queryset.with_state()
        return queryset.filter(state__isnull=True) if value == "none" else queryset.filter(state=value)


class FeatureFilter(admin.SimpleListFilter):
    title = _("what it offers")
    parameter_name = "offers"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, Any]]:
        return [(feature.code, feature.word) for feature in FEATURES]

    def queryset(self, request: HttpRequest, queryset: Any) -> QuerySet:
        feature = FEATURES_BY_CODE.get(self.value() or "")
        return queryset.offering(feature.field) if feature else queryset
