"""Buildings and floors."""

from typing import Any

from django.contrib import admin
from django.http import HttpRequest
from django.urls import reverse
from django.utils.html import format_html
from django.utils.translation import gettext_lazy as _

from multifactory.lib.admin import CoordinatorAdmin, CoordinatorInline
from multifactory.lib.images.admin import PictureInline
from spaces.building.models import Building, BuildingPicture, Floor
from spaces.building.wing_models import Wing


class FloorInline(CoordinatorInline):
    model = Floor
    fields = ["level", "name"]
    ordering = ["level"]

    def get_extra(self, request: HttpRequest, obj: Building | None = None, **kwargs: Any) -> int:
        """A new building has a floor at once: nothing stands in it without one."""
        return self.extra if obj else 1


class BuildingPictureInline(PictureInline):
    model = BuildingPicture
    fields = [*PictureInline.fields, "position"]


class WingInline(CoordinatorInline):
    """The rectangles the drawing of the site shows the building as."""

    model = Wing
    fields = ["x", "y", "width", "depth", "roof"]

    def has_delete_permission(self, request: HttpRequest, obj: Building | None = None) -> bool:
        return self.has_change_permission(request, obj)


@admin.register(Building)
class BuildingAdmin(CoordinatorAdmin):
    list_display = ["name", "built", "position"]
    search_fields = ["name"]
    prepopulated_fields = {"slug": ["name"]}
    inlines = [FloorInline, WingInline, BuildingPictureInline]


@admin.register(Floor)
class FloorAdmin(CoordinatorAdmin):
    list_display = ["name", "building", "level"]
    list_filter = ["building"]
    list_select_related = ["building"]
    search_fields = ["name", "building__name"]
    ordering = ["building__position", "level"]
    fields = ["building", "level", "name", "drawing"]
    readonly_fields = ["drawing"]

    @admin.display(description=_("plan"))
    def drawing(self, floor: Floor) -> str:
        """Where it is shown, and where a new one is sent in."""
        if floor.pk is None:
            return "–"
        return format_html(
            '<a href="{}">{}</a> · <a href="{}?floor={}">{}</a>',
            floor.get_absolute_url(),
            _("See the plan"),
            reverse("admin:spaces_plandraft_add"),
            floor.pk,
            _("Upload a drawing"),
        )
