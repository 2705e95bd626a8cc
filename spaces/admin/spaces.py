"""Spaces and their condition; allocating a unit."""

from typing import Any

from django.contrib import admin
from django.db.models import Prefetch, QuerySet
from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from members.types import person
from multifactory.lib.admin import CoordinatorAdmin, CoordinatorInline
from multifactory.lib.confirm import Change, Question, RefusedMixin, ask, the_one_chosen
from multifactory.lib.images.admin import PictureInline
from spaces import rules
from spaces.admin.conditions import ConditionInline
from spaces.admin.filters import ConditionFilter, FeatureFilter, FreeFilter
from spaces.drawing import in_m2
from spaces.features import FEATURES
from spaces.forms import AllocateForm
from spaces.models import Allocation, Condition, Space, SpacePicture
from spaces.renewal_forms import SpaceForm
from spaces.services import allocate


class SpacePictureInline(PictureInline):
    model = SpacePicture
    fields = [*PictureInline.fields, "credit", "position"]


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
class SpaceAdmin(RefusedMixin, CoordinatorAdmin):
    list_display = ["code", "name", "kind", "floor", "area", "condition_now", "holder_now"]
    list_display_links = ["code", "name"]
    list_filter = [
        "kind",
        FreeFilter,
        ConditionFilter,
        FeatureFilter,
        "use",
        "floor__building",
        "is_bookable",
    ]
    list_select_related = ["floor__building"]
    search_fields = ["code", "name", "features"]
    ordering = ["code"]
    filter_horizontal = ["takes"]
    form = SpaceForm
    fields = [
        ("code", "kind"),
        ("name", "floor"),
        ("area_m2", "use", "capacity"),
        "description",
        tuple(feature.field for feature in FEATURES),
        "features",
        "is_bookable",
        "takes",
        "valid_to",
    ]
    inlines = [ConditionInline, AllocationInline, SpacePictureInline]
    actions = ["allocate_unit"]

    def get_queryset(self, request: HttpRequest) -> QuerySet[Space]:
        held = Allocation.objects.on().select_related("company")
        spaces: Any = super().get_queryset(request)
        return spaces.with_state().prefetch_related(Prefetch("allocations", held, to_attr="held_now"))

    def get_readonly_fields(self, request: HttpRequest, obj: Space | None = None) -> list[str]:
        """A code is never used again for another space, so it never changes."""
        return ["code", "kind"] if obj else []

    @admin.display(description=_("m²"), ordering="area_m2")
    def area(self, space: Space) -> str:
        return in_m2(space.area_m2)

    @admin.display(description=_("condition"))
    def condition_now(self, space: Any) -> str:
        return str(Condition.State(space.state).label) if space.state else ""

    @admin.display(description=_("held by"))
    def holder_now(self, space: Any) -> str:
        if space.kind != Space.Kind.UNIT:
            return ""
        return str(space.held_now[0].company) if space.held_now else gettext("nobody")

    @admin.action(description=_("Allocate this unit"))
    def allocate_unit(self, request: HttpRequest, queryset: QuerySet[Space]) -> HttpResponse | None:
        unit = the_one_chosen(request, Space.objects.units().select_related("floor__building"))
        if unit is None:
            return None
        return ask(self, request, unit, "allocate_unit", _allocate_question(request, unit))


def _allocate_question(request: HttpRequest, unit: Space) -> Question:
    def make_form(data: Any = None) -> AllocateForm:
        return AllocateForm(data, unit=unit, initial={"start_on": timezone.localdate()})

    def carry_out(cleaned: dict[str, Any]) -> str:
        allocation = allocate(unit, by=person(request), **cleaned)
        values = {
            "unit": unit.code,
            "company": allocation.company,
            "day": rules.day_words(allocation.start_on),
        }
        return gettext("%(unit)s is held by %(company)s from %(day)s.") % values

    def changes(cleaned: dict[str, Any]) -> list[Change]:
        day = cleaned["start_on"]
        figures = rules.figures(day)
        was_free = Space.objects.vacant(day).filter(pk=unit.pk).exists()
        free_after = figures.free_m2 - (unit.area_m2 or 0) if was_free else figures.free_m2
        term = rules.term_words(day, cleaned["end_on"])
        decided = cleaned["resolution"] or cleaned["reason"]
        return [
            (gettext("Held by"), gettext("nobody"), f"{cleaned['company']}, {term}"),
            (gettext("Decided by"), "", str(decided)),
            (
                gettext("m² free on %(day)s") % {"day": rules.day_words(day)},
                in_m2(figures.free_m2),
                in_m2(free_after),
            ),
        ]

    holder = unit.allocations.on().select_related("company").first()
    condition = unit.conditions.on().first()
    return Question(
        title=gettext("Allocate %(unit)s") % {"unit": unit},
        button=gettext("Allocate"),
        make_form=make_form,
        changes=changes,
        carry_out=carry_out,
        now=[
            (gettext("Where"), str(unit.floor)),
            (gettext("Area"), f"{in_m2(unit.area_m2)} m²"),
            (gettext("Condition"), condition.get_state_display() if condition else gettext("not written")),
            (gettext("Held by"), rules.explain_holder(unit, holder) if holder else gettext("nobody")),
        ],
    )
