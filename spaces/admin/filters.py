"""Filters of the lists."""

from datetime import timedelta
from typing import Any

from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from spaces.features import BY_CODE, FEATURES
from spaces.models import Condition

ENDING_DAYS = 90


class FreeFilter(admin.SimpleListFilter):
    title = _("held today")
    parameter_name = "free"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, Any]]:
        return [("yes", _("Free and usable")), ("empty", _("Held by nobody")), ("no", _("Held"))]

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
        feature = BY_CODE.get(self.value() or "")
        return queryset.offering(feature.field) if feature else queryset


class TermFilter(admin.SimpleListFilter):
    title = _("when")
    parameter_name = "term"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, Any]]:
        return [
            ("now", _("Held now")),
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
    title = _("decision")
    parameter_name = "decision"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, Any]]:
        return [("yes", _("With a resolution")), ("no", _("Without decision"))]

    def queryset(self, request: HttpRequest, queryset: Any) -> QuerySet:
        if self.value() == "no":
            return queryset.without_decision()
        return queryset.filter(resolution__isnull=False) if self.value() == "yes" else queryset
