"""Categories, tables of shares and rules in the back-office. Nothing adopted or in use is changed."""

from typing import Any

from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from members.people.http import request_user
from multifactory.lib.admin import CoordinatorAdmin, ReadOnlyInline
from multifactory.lib.admin_actions import Change, ConfirmedAction, RefusedMixin
from multifactory.lib.shares import shares
from spaces.building.models import Space
from spaces.costs.sharing.admin_actions import DeleteDraft
from spaces.costs.sharing.forms import ShareTableForm, SharingRuleForm
from spaces.costs.sharing.models import Category, ShareTable, SharingRule, TableRow
from spaces.costs.sharing.rule_text import describe_rule
from spaces.costs.sharing.rules import TABLE_WHOLE
from spaces.costs.sharing.services import adopt_table, fill_table, write_rule
from spaces.costs.sharing.validation import check_table, ensure_says_why


@admin.register(Category)
class CategoryAdmin(CoordinatorAdmin):
    list_display = ["name_en", "name_it", "code", "position"]
    search_fields = ["code", "name_en", "name_it"]
    ordering = ["position", "code"]


class TableRowInline(ReadOnlyInline):
    model = TableRow
    fields = ["unit", "parts"]

    def get_queryset(self, request: HttpRequest) -> QuerySet[TableRow]:
        return super().get_queryset(request).select_related("unit", "table")


class DraftAction(ConfirmedAction):
    """Of a table that is not adopted yet."""

    @classmethod
    def queryset(cls, model_admin: admin.ModelAdmin, request: HttpRequest) -> QuerySet[ShareTable]:
        return ShareTable.objects.all()

    def refusal(self) -> str:
        return gettext("This table is already adopted.") if self.row.adopted_at else ""


class FillFromArea(DraftAction):
    name, description = "fill_from_area", _("Fill the table from the m² of the units")
    button = _("Yes, fill it")

    @property
    def title(self) -> str:
        return gettext("Fill “%(table)s” from the m²") % {"table": self.row}

    @property
    def explanation(self) -> str:
        return gettext("All rows it has now are replaced. Nothing is adopted yet.")

    def _parts(self) -> dict[str, int]:
        units = Space.objects.units().existing(self.row.valid_from).order_by("code")
        areas = {code: int((area or 0) * 100) for code, area in units.values_list("code", "area_m2")}
        if not any(areas.values()):
            return {}
        return dict(zip(areas, shares(TABLE_WHOLE, list(areas.values())), strict=True))

    def changes(self, form: Any) -> list[Change]:
        old = dict(self.row.rows.values_list("unit__code", "parts"))
        return [(code, str(old.get(code, "–")), str(part)) for code, part in self._parts().items()]

    def carry_out(self, form: Any) -> str:
        fill_table(self.row, self._parts())
        return gettext("The table is filled. Check it, then adopt it.")


class AdoptTable(DraftAction):
    name, description = "adopt", _("Adopt the table")
    button = _("Yes, adopt it")

    @property
    def title(self) -> str:
        return gettext("Adopt “%(table)s”") % {"table": self.row}

    @property
    def explanation(self) -> str:
        return gettext("From then on nobody can change it: a later table takes its place.")

    def changes(self, form: Any) -> list[Change]:
        check_table(self.row)
        ensure_says_why(self.row)
        return [(str(self.row), gettext("draft"), gettext("adopted"))]

    def carry_out(self, form: Any) -> str:
        adopt_table(self.row)
        return gettext("The table is adopted.")


@admin.register(ShareTable)
class ShareTableAdmin(RefusedMixin, CoordinatorAdmin):
    form = ShareTableForm
    list_display = ["name", "valid_from", "resolution", "is_adopted"]
    list_select_related = ["resolution"]
    search_fields = ["name"]
    ordering = ["name", "-valid_from"]
    actions = [FillFromArea.as_action(), AdoptTable.as_action(), DeleteDraft.as_action()]
    inlines = [TableRowInline]

    def get_fields(self, request: HttpRequest, obj: ShareTable | None = None) -> Any:
        is_adopted = obj is not None and obj.adopted_at is not None
        rest = ["adopted_at"] if is_adopted else ["lines", "file"]
        return ["name", "valid_from", ("resolution", "reason"), *rest]

    def get_readonly_fields(self, request: HttpRequest, obj: ShareTable | None = None) -> list[str]:
        return ["adopted_at"]

    def get_inlines(self, request: HttpRequest, obj: ShareTable | None) -> list[Any]:
        return self.inlines if obj and obj.adopted_at else []

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        is_adopted = obj is not None and obj.adopted_at is not None
        return not is_adopted and super().has_change_permission(request, obj)

    def save_model(self, request: HttpRequest, obj: ShareTable, form: Any, change: bool) -> None:
        if not change:
            obj.recorded_by = request_user(request)
        super().save_model(request, obj, form, change)
        fill_table(obj, form.cleaned_data["parts"])

    @admin.display(description=_("adopted"), boolean=True)
    def is_adopted(self, table: ShareTable) -> bool:
        return table.adopted_at is not None


@admin.register(SharingRule)
class SharingRuleAdmin(RefusedMixin, CoordinatorAdmin):
    form = SharingRuleForm
    list_display = ["name", "version", "valid_from", "sentence", "resolution"]
    list_select_related = ["resolution", "table", "policy", "floor__building", "building"]
    search_fields = ["name"]
    ordering = ["name", "-version"]
    autocomplete_fields = ["companies"]
    actions = [DeleteDraft.as_action()]
    fields = [
        ("name", "valid_from"),
        "is_draft",
        ("resolution", "reason"),
        ("fixed_percent", "fixed_key", "variable_key"),
        ("meter_kind", "is_for_heating"),
        ("table", "policy"),
        ("among", "floor", "building"),
        "companies",
        ("empty", "unusable"),
    ]

    def get_queryset(self, request: HttpRequest) -> QuerySet[SharingRule]:
        return super().get_queryset(request).prefetch_related("companies")

    def get_fields(self, request: HttpRequest, obj: SharingRule | None = None) -> Any:
        """Of a draft there is, nothing that decided it: the proposal will."""
        if obj is None:
            return self.fields
        left_out = ["is_draft", ("resolution", "reason")] if obj.is_draft else ["is_draft"]
        return [one for one in self.fields if one not in left_out]

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return obj is not None and obj.is_draft and super().has_change_permission(request, obj)

    def save_model(self, request: HttpRequest, obj: SharingRule, form: Any, change: bool) -> None:
        if not obj.is_draft:
            write_rule(obj, companies=form.cleaned_data["companies"], by=request_user(request))
            return
        if not change:
            obj.recorded_by = request_user(request)
        super().save_model(request, obj, form, change)

    @admin.display(description=_("in a sentence"))
    def sentence(self, rule: SharingRule) -> str:
        return describe_rule(rule)
