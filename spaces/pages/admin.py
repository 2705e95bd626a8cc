"""Spaces in the back-office: their page, their table, and the actions on them."""

from typing import Any

from django.contrib import admin
from django.db.models import Prefetch, QuerySet
from django.http import HttpRequest
from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _

from multifactory.lib.admin import CoordinatorAdmin, CoordinatorInline
from multifactory.lib.admin_actions import RefusedMixin
from multifactory.lib.images.admin import PictureInline
from multifactory.lib.table_io.admin import TablesMixin, Words
from spaces.allocations.admin_actions import AllocateUnit, EndUnitAllocation
from spaces.allocations.models import Allocation
from spaces.bookings.rules import explain_conflict
from spaces.bookings.unusable import bookings_between
from spaces.building.features import FEATURES
from spaces.building.formats import format_area
from spaces.building.models import Floor, Space, SpacePicture
from spaces.condition.admin import ConditionFormSet, ConditionInline
from spaces.condition.models import Condition
from spaces.pages.admin_actions import ChangeCondition
from spaces.pages.admin_filters import (
    ConditionFilter,
    EndingFilter,
    FeatureFilter,
    FloorFilter,
    FreeFilter,
    FreeOnFilter,
)
from spaces.pages.forms import SpaceForm
from spaces.pages.resources import SpaceResource, floor_code
from spaces.reshaping.admin_actions import MergeUnits, SplitUnit, SwapUnits


class SpaceTablesMixin(TablesMixin):
    resource_class = SpaceResource
    file_name = "spaces"
    reading = (
        _("Each row updates the space with this code; if there is none, a new space is added."),
        _("Write areas as 62.5 or 62,5. The code and kind of a space never change."),
    )

    def words(self) -> Words:
        floors = [(floor_code(floor), str(floor)) for floor in Floor.objects.select_related("building")]
        return [
            ("floor", floors),
            ("kind", [(code, str(label)) for code, label in Space.Kind.choices]),
        ]

    def told(self, new: int, changed: int) -> str:
        told = [
            ngettext("%(number)d space added.", "%(number)d spaces added.", new) % {"number": new},
            ngettext("%(number)d space changed.", "%(number)d spaces changed.", changed)
            % {"number": changed},
        ]
        return " ".join(told)


BOOKING = _("Booking")


class SpacePictureInline(PictureInline):
    model = SpacePicture
    fields = [*PictureInline.fields, "credit", "position"]


class BookedConditionFormSet(ConditionFormSet):
    """Conditions of a space that is booked: what cancels bookings is said by the action of the list."""

    def clean(self) -> None:
        super().clean()
        for form in self.forms:
            row = form.cleaned_data if form.has_changed() and form.is_valid() else {}
            if not row.get("start_on") or row["state"] == Condition.State.USABLE or row.get("strike_out"):
                continue
            if booking := bookings_between(self.instance, row["start_on"], row["end_on"]).first():
                form.add_error(None, explain_conflict(booking))


class BookedConditionInline(ConditionInline):
    formset = BookedConditionFormSet


class AllocationInline(CoordinatorInline):
    """To read: who held the unit. Allocating and ending are actions of the lists."""

    model = Allocation
    fields = ("company", "kind", "start_on", "end_on", "area_m2", "resolution", "reason")
    readonly_fields = fields
    ordering = ["-start_on"]
    max_num = 0
    can_delete = False

    def has_add_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def get_queryset(self, request: HttpRequest) -> QuerySet[Allocation]:
        allocations: Any = super().get_queryset(request)
        return allocations.valid().select_related("company", "resolution")


@admin.register(Space)
class SpaceAdmin(SpaceTablesMixin, RefusedMixin, CoordinatorAdmin):
    list_display = ["code", "name", "kind", "floor", "area", "condition_now", "holder_now"]
    list_display_links = ["code", "name"]
    list_filter = [
        *("kind", FreeFilter, FreeOnFilter, ConditionFilter, EndingFilter, FloorFilter),
        *(FeatureFilter, "use", "is_bookable"),
    ]
    list_select_related = ["floor__building"]
    search_fields = ["code", "name", "features"]
    ordering = ["code"]
    filter_horizontal = ["takes"]
    form = SpaceForm
    fieldsets = (
        (
            _("What it is"),
            {
                "fields": [
                    ("code", "kind", "floor"),
                    ("name", "area_m2"),
                    ("use", "capacity"),
                    "description",
                ]
            },
        ),
        (_("What it has"), {"fields": [tuple(feature.field for feature in FEATURES), "features"]}),
        (_("From when until when"), {"fields": [("valid_from", "valid_to")]}),
        (BOOKING, {"fields": [("is_bookable", "policy"), "takes"]}),
    )
    inlines = [BookedConditionInline, AllocationInline, SpacePictureInline]
    actions = [
        action.as_action()
        for action in (AllocateUnit, EndUnitAllocation, SwapUnits, SplitUnit, MergeUnits, ChangeCondition)
    ]

    def get_queryset(self, request: HttpRequest) -> QuerySet[Space]:
        held = Allocation.objects.on().select_related("company")
        spaces: Any = super().get_queryset(request)
        return spaces.with_state().prefetch_related(Prefetch("allocations", held, to_attr="held_now"))

    def get_fieldsets(self, request: HttpRequest, obj: Space | None = None) -> Any:
        """A private unit is held, never booked."""
        fieldsets = super().get_fieldsets(request, obj)
        is_unit = obj is not None and obj.kind == Space.Kind.UNIT
        return [one for one in fieldsets if one[0] != BOOKING] if is_unit else fieldsets

    def get_readonly_fields(self, request: HttpRequest, obj: Space | None = None) -> list[str]:
        """A code is never used again for another space, so it never changes."""
        return ["code", "kind"] if obj else []

    @admin.display(description=_("m²"), ordering="area_m2")
    def area(self, space: Space) -> str:
        return format_area(space.area_m2)

    @admin.display(description=_("condition"))
    def condition_now(self, space: Any) -> str:
        return str(Condition.State(space.state).label) if space.state else ""

    @admin.display(description=_("allocated to"))
    def holder_now(self, space: Any) -> str:
        if space.kind != Space.Kind.UNIT:
            return ""
        return str(space.held_now[0].company) if space.held_now else gettext("nobody")
