"""Plans of floors and their versions."""

from typing import Any

from django.contrib import admin
from django.contrib.admin.utils import unquote
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext_lazy as _

from multifactory.lib.admin import CoordinatorAdmin
from multifactory.lib.images.admin import PictureInline
from spaces.plans.floor_view import plan_view
from spaces.plans.models import FloorPlan, PlanBackground


class PlanBackgroundInline(PictureInline):
    model = PlanBackground
    max_num = 1


@admin.register(FloorPlan)
class FloorPlanAdmin(CoordinatorAdmin):
    """To look at; a new one comes from a drawing. Only the picture beneath it can be changed."""

    list_display = ["floor", "valid_from", "shape_count", "is_valid"]
    list_filter = ["floor__building"]
    list_select_related = ["floor__building"]
    date_hierarchy = "valid_from"
    fields = ["floor", "valid_from", "published_at", "published_by", "withdrawn_at"]
    readonly_fields = ["floor", "valid_from", "published_at", "published_by", "withdrawn_at"]
    inlines = [PlanBackgroundInline]

    def get_queryset(self, request: HttpRequest) -> QuerySet[FloorPlan]:
        return super().get_queryset(request).select_related("floor__building", "published_by")

    def has_add_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    @admin.display(description=_("shapes"))
    def shape_count(self, plan: FloorPlan) -> int:
        return len(plan.shapes)

    @admin.display(description=_("valid"), boolean=True)
    def is_valid(self, plan: FloorPlan) -> bool:
        return plan.withdrawn_at is None

    def change_view(
        self, request: HttpRequest, object_id: str, form_url: str = "", extra_context: Any = None
    ) -> HttpResponse:
        plan = self.get_object(request, unquote(object_id))
        view = {"view": plan_view(plan)} if plan else {}
        return super().change_view(request, object_id, form_url, {**(extra_context or {}), **view})
