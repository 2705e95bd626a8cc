"""Drafts of budgets in the back-office. An adopted one is only looked at."""

from typing import Any

from django.contrib import admin
from django.db.models import QuerySet, Sum
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from multifactory.lib.admin import CoordinatorAdmin, CoordinatorInline
from multifactory.lib.admin_actions import RefusedMixin
from multifactory.lib.formats import format_euro
from spaces.costs.budgets.forms import BudgetLineForm, LineFormSet
from spaces.costs.budgets.models import Budget, BudgetLine
from spaces.costs.sharing.admin_actions import DeleteDraft


def _is_draft(budget: Any) -> bool:
    return budget is None or budget.is_draft


class BudgetLineInline(CoordinatorInline):
    model = BudgetLine
    form = BudgetLineForm
    formset = LineFormSet
    extra = 3

    def get_queryset(self, request: HttpRequest) -> QuerySet[BudgetLine]:
        return super().get_queryset(request).select_related("category", "rule", "budget")

    def get_fields(self, request: HttpRequest, obj: Budget | None = None) -> Any:
        return ["category", "euros", "rule"] if _is_draft(obj) else ["category", "amount", "rule"]

    def get_readonly_fields(self, request: HttpRequest, obj: Budget | None = None) -> list[str]:
        return [] if _is_draft(obj) else ["amount"]

    def has_add_permission(self, request: HttpRequest, obj: Budget | None = None) -> bool:
        return super().has_add_permission(request, obj) and _is_draft(obj)

    def has_change_permission(self, request: HttpRequest, obj: Budget | None = None) -> bool:
        return super().has_change_permission(request, obj) and _is_draft(obj)

    def has_delete_permission(self, request: HttpRequest, obj: Budget | None = None) -> bool:
        """A line of a draft is of no record yet."""
        return super().has_change_permission(request, obj) and _is_draft(obj)

    @admin.display(description=_("amount"))
    def amount(self, line: BudgetLine) -> str:
        return line.amount


@admin.register(Budget)
class BudgetAdmin(RefusedMixin, CoordinatorAdmin):
    list_display = ["year", "state", "total", "resolution"]
    list_select_related = ["resolution"]
    search_fields = ["year"]
    ordering = ["-year"]
    actions = [DeleteDraft.as_action()]
    fields = ["year"]
    inlines = [BudgetLineInline]

    def get_fields(self, request: HttpRequest, obj: Budget | None = None) -> Any:
        return ["year"] if _is_draft(obj) else ["year", "state", "resolution"]

    def get_readonly_fields(self, request: HttpRequest, obj: Budget | None = None) -> list[str]:
        return ["state", "resolution"]

    def get_queryset(self, request: HttpRequest) -> QuerySet[Budget]:
        return super().get_queryset(request).annotate(cents=Sum("lines__cents", default=0))

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return super().has_change_permission(request, obj) and _is_draft(obj)

    @admin.display(description=_("in all"))
    def total(self, budget: Any) -> str:
        return format_euro(budget.cents, with_cents=True)
