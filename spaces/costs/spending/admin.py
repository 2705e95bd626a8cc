"""Costs in the back-office: entered, shown as they will be shared, then recorded; voided, never changed."""

from typing import Any

from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from members.people.http import request_user
from multifactory.lib.admin import CoordinatorAdmin, ReadOnlyAdmin
from multifactory.lib.admin_actions import Change, ConfirmedAction, RefusedMixin
from multifactory.lib.formats import format_day, format_euro
from spaces.building.forms import VoidForm
from spaces.costs.spending.forms import CostForm, CostPaperForm
from spaces.costs.spending.models import Authorisation, Cost
from spaces.costs.spending.services import add_paper, record_cost, void_cost


class VoidCost(ConfirmedAction):
    name, description = "void", _("Void this cost, entered by mistake")
    form_class = VoidForm
    button = _("Yes, void it")

    @classmethod
    def queryset(cls, model_admin: admin.ModelAdmin, request: HttpRequest) -> QuerySet[Cost]:
        return Cost.objects.select_related("category")

    @property
    def title(self) -> str:
        return gettext("Void “%(cost)s”") % {"cost": self.row}

    @property
    def explanation(self) -> str:
        return gettext("It keeps its number and counts no more. If it was only wrong, record it again.")

    def refusal(self) -> str:
        return gettext("This cost is already voided.") if self.row.is_voided else ""

    def facts(self) -> list[tuple[str, str]]:
        return [
            (gettext("Amount"), self.row.amount),
            (gettext("Days"), f"{format_day(self.row.start_on)} – {format_day(self.row.last_day)}"),
        ]

    def changes(self, form: VoidForm) -> list[Change]:
        void = gettext("void: %(reason)s") % {"reason": form.cleaned_data["reason"]}
        return [(str(self.row), self.row.amount, void)]

    def carry_out(self, form: VoidForm) -> str:
        void_cost(self.row, reason=form.cleaned_data["reason"], by=self.by)
        return gettext("“%(cost)s” has been voided. It stays on record.") % {"cost": self.row}


@admin.register(Cost)
class CostAdmin(RefusedMixin, CoordinatorAdmin):
    change_form_template = "admin/spaces/cost/change_form.html"
    list_display = ["reference", "title", "category", "amount", "start_on", "decision", "state"]
    list_filter = ["category", "year"]
    list_select_related = ["category", "authorisation__resolution", "budget_line__budget__resolution"]
    search_fields = ["title", "supplier", "invoice_number"]
    ordering = ["-year", "-number"]
    autocomplete_fields = ["ticket", "renewal"]
    actions = [VoidCost.as_action()]
    record = [
        *("reference", "title", "category", "amount", "start_on", "end_on", "rule", "authorisation"),
        *("budget_line", "urgent_reason", "over_reason", "supplier", "invoice_number", "invoice_on"),
        *("ticket", "renewal", "recorded_by", "recorded_at"),
    ]

    def get_form(
        self, request: HttpRequest, obj: Cost | None = None, change: bool = False, **more: Any
    ) -> Any:
        form = CostPaperForm if obj else CostForm
        return super().get_form(request, obj, change, **{"form": form, **more})

    def render_change_form(
        self, request: HttpRequest, context: dict[str, Any], *args: Any, **kwargs: Any
    ) -> HttpResponse:
        """A split that is shown is no error."""
        if getattr(context["adminform"].form, "is_preview", False):
            context["errors"] = None
        return super().render_change_form(request, context, *args, **kwargs)

    def get_fields(self, request: HttpRequest, obj: Cost | None = None) -> Any:
        if obj is None:
            return [
                ("title", "category"),
                ("euros", "start_on", "end_on"),
                ("authorisation", "budget_line"),
                ("urgent_reason", "over_reason"),
                "rule",
                ("supplier", "invoice_number", "invoice_on"),
                "is_other_invoice",
                ("paid_on", "ticket", "renewal"),
            ]
        if obj.is_voided:
            return [*self.record, "paid_on", "voided_at", "voided_by", "void_reason"]
        paper = [] if obj.paper else ["document", "for_members"]
        return [*self.record, "paid_on", *paper]

    def get_readonly_fields(self, request: HttpRequest, obj: Cost | None = None) -> list[str]:
        return [*self.record, "voided_at", "voided_by", "void_reason"] if obj else []

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return not (obj is not None and obj.is_voided) and super().has_change_permission(request, obj)

    def save_model(self, request: HttpRequest, obj: Cost, form: Any, change: bool) -> None:
        cleaned = form.cleaned_data
        if not change:
            kept = record_cost(obj, request_id=cleaned["form_id"], by=request_user(request))
            obj.__dict__.update(kept.__dict__)  # sent twice: it is the first one that is shown
            return
        Cost.objects.filter(pk=obj.pk).update(paid_on=cleaned["paid_on"])
        if cleaned.get("document"):
            add_paper(obj, cleaned["document"], for_members=cleaned["for_members"])

    @admin.display(description=_("decision"))
    def decision(self, cost: Cost) -> str:
        return cost.decision.reference if cost.decision else gettext("no decision")

    @admin.display(description=_("state"))
    def state(self, cost: Cost) -> str:
        return gettext("voided") if cost.is_voided else ""

    @admin.display(description=_("number"), ordering="number")
    def reference(self, cost: Cost) -> str:
        return cost.reference

    @admin.display(description=_("amount"), ordering="cents")
    def amount(self, cost: Cost) -> str:
        return cost.amount


@admin.register(Authorisation)
class AuthorisationAdmin(ReadOnlyAdmin):
    """What decisions allow to be spent, and what is left of it. Only an adopted proposal writes one."""

    list_display = ["resolution", "category", "allowed", "left"]
    list_select_related = ["resolution", "category"]
    search_fields = ["resolution__title"]
    ordering = ["-resolution__year", "-resolution__number"]
    fields = ["resolution", "category", "allowed", "left"]

    def get_queryset(self, request: HttpRequest) -> QuerySet[Authorisation]:
        return super().get_queryset(request).with_spent()  # type: ignore[attr-defined]

    @admin.display(description=_("may be spent"))
    def allowed(self, authorisation: Authorisation) -> str:
        return format_euro(authorisation.cents)

    @admin.display(description=_("left"))
    def left(self, authorisation: Authorisation) -> str:
        return format_euro(authorisation.left)
