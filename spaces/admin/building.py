"""Buildings, floors and their plans."""

from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from multifactory.lib.admin import CoordinatorAdmin, CoordinatorInline
from multifactory.lib.images.admin import PictureInline
from spaces.models import Building, BuildingPicture, Floor, FloorPlan


class FloorInline(CoordinatorInline):
    model = Floor
    fields = ["level", "name"]
    ordering = ["level"]


class BuildingPictureInline(PictureInline):
    model = BuildingPicture
    fields = [*PictureInline.fields, "position"]


@admin.register(Building)
class BuildingAdmin(CoordinatorAdmin):
    list_display = ["name", "built", "position"]
    search_fields = ["name"]
    prepopulated_fields = {"slug": ["name"]}
    inlines = [FloorInline, BuildingPictureInline]


@admin.register(Floor)
class FloorAdmin(CoordinatorAdmin):
    list_display = ["name", "building", "level"]
    list_filter = ["building"]
    list_select_related = ["building"]
    search_fields = ["name", "building__name"]
    ordering = ["building__position", "level"]


@admin.register(FloorPlan)
class FloorPlanAdmin(CoordinatorAdmin):
    """The numbers of a drawing. The floor's page shows it as visitors see it."""

    list_display = ["floor", "valid_from", "shape_count"]
    list_filter = ["floor__building"]
    list_select_related = ["floor__building"]
    date_hierarchy = "valid_from"

    def get_queryset(self, request: HttpRequest) -> QuerySet[FloorPlan]:
        return super().get_queryset(request).select_related("floor__building")

    @admin.display(description=_("shapes"))
    def shape_count(self, plan: FloorPlan) -> int:
        return len(plan.shapes)
