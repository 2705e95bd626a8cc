"""Who holds which unit: recording, ending, voiding. Nothing is deleted or rewritten."""

from typing import Any

from django.contrib import admin, messages
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from members.types import person
from multifactory.lib.admin import CoordinatorAdmin
from multifactory.lib.confirm import Change, Question, RefusedMixin, ask, the_one_chosen
from spaces import rules
from spaces.admin.filters import DecisionFilter, TermFilter
from spaces.drawing import in_m2
from spaces.forms import AllocateForm, EndForm, VoidForm
from spaces.models import Allocation
from spaces.services import allocate, end_allocation, void_allocation

BEGIN = ["unit", "company", "kind", "start_on"]
DECIDED = ["resolution", "reason"]
END = ["end_on", "end_resolution", "end_reason"]
RECORD = ["area_m2", "recorded_by", "recorded_at", "voided_at", "void_reason"]


@admin.register(Allocation)
class AllocationAdmin(RefusedMixin, CoordinatorAdmin):
    list_display = ["unit", "company", "kind", "start_on", "end_on", "decision", "is_valid"]
    list_filter = [TermFilter, DecisionFilter, "kind", "unit__floor__building"]
    list_select_related = ["unit", "company", "resolution"]
    search_fields = ["unit__code", "unit__name", "company__name", "reason"]
    ordering = ["unit__code", "-start_on"]
    date_hierarchy = "start_on"
    actions = ["end", "void"]

    @admin.display(description=_("decided by"))
    def decision(self, allocation: Allocation) -> str:
        return allocation.resolution.reference if allocation.resolution else allocation.reason

    @admin.display(description=_("valid"), boolean=True)
    def is_valid(self, allocation: Allocation) -> bool:
        return allocation.voided_at is None

    # A new one is entered whole; of one on record only its end can be given, as long as it runs.

    def get_form(
        self, request: HttpRequest, obj: Allocation | None = None, change: bool = False, **kwargs: Any
    ) -> Any:
        return super().get_form(request, obj, change, **kwargs | {"form": EndForm if obj else AllocateForm})

    def get_fields(self, request: HttpRequest, obj: Allocation | None = None) -> Any:
        return [*BEGIN, *DECIDED, *END, *RECORD] if obj else [*BEGIN, "end_on", *DECIDED]

    def get_readonly_fields(self, request: HttpRequest, obj: Allocation | None = None) -> list[str]:
        if obj is None:
            return []
        is_running = obj.voided_at is None and (obj.end_on is None or obj.end_on > timezone.localdate())
        return [*BEGIN, *DECIDED, *RECORD, *([] if is_running else END)]

    def save_model(self, request: HttpRequest, obj: Allocation, form: Any, change: bool) -> None:
        cleaned = form.cleaned_data
        if not change:
            names = ("company", "kind", "start_on", "end_on", "resolution", "reason")
            kept = allocate(cleaned["unit"], by=person(request), **{name: cleaned[name] for name in names})
        elif form.has_changed():
            kept = end_allocation(
                obj,
                end_on=cleaned["end_on"],
                resolution=cleaned["end_resolution"],
                reason=cleaned["end_reason"],
                by=person(request),
            )
        else:
            return
        obj.__dict__.update(kept.__dict__)

    @admin.action(description=_("End this allocation"))
    def end(self, request: HttpRequest, queryset: QuerySet[Allocation]) -> HttpResponse | None:
        allocation = the_one_chosen(request, Allocation.objects.for_list())
        if allocation is None:
            return None
        if allocation.voided_at is not None:
            messages.warning(request, gettext("This allocation was voided."))
            return None
        return ask(self, request, allocation, "end", _end_question(request, allocation))

    @admin.action(description=_("Void this allocation, entered by mistake"))
    def void(self, request: HttpRequest, queryset: QuerySet[Allocation]) -> HttpResponse | None:
        allocation = the_one_chosen(request, Allocation.objects.for_list())
        if allocation is None:
            return None
        return ask(self, request, allocation, "void", _void_question(request, allocation))


def _facts(allocation: Allocation) -> list[tuple[str, str]]:
    return [
        (gettext("Unit"), str(allocation.unit)),
        (gettext("Held by"), str(allocation.company)),
        (gettext("When"), rules.term_words(allocation.start_on, allocation.end_on)),
        (gettext("Area"), f"{in_m2(allocation.area_m2)} m²"),
    ]


def _end_question(request: HttpRequest, allocation: Allocation) -> Question:
    def make_form(data: Any = None) -> EndForm:
        # A copy: the form writes into its row, and the page still shows the row as it is.
        row = Allocation.objects.get(pk=allocation.pk)
        return EndForm(data, unit=allocation.unit, instance=row)

    def carry_out(cleaned: dict[str, Any]) -> str:
        ended = end_allocation(
            allocation,
            end_on=cleaned["end_on"],
            resolution=cleaned["end_resolution"],
            reason=cleaned["end_reason"],
            stamp=cleaned["stamp"],
            by=person(request),
        )
        values = {"unit": ended.unit.code, "day": rules.day_words(ended.end_on or cleaned["end_on"])}
        return gettext("%(unit)s is free from %(day)s.") % values

    def changes(cleaned: dict[str, Any]) -> list[Change]:
        before = rules.term_words(allocation.start_on, allocation.end_on)
        after = rules.term_words(allocation.start_on, cleaned["end_on"])
        decided = str(cleaned["end_resolution"] or cleaned["end_reason"])
        figures = rules.figures(cleaned["end_on"])
        still_held = Allocation.objects.on(cleaned["end_on"]).filter(pk=allocation.pk).exists()
        free_after = figures.free_m2 + (allocation.area_m2 if still_held else 0)
        day = gettext("m² free on %(day)s") % {"day": rules.day_words(cleaned["end_on"])}
        return [
            (str(allocation.company), before, after),
            (gettext("End decided by"), "", decided),
            (day, in_m2(figures.free_m2), in_m2(free_after)),
        ]

    return Question(
        title=gettext("End the allocation of %(unit)s") % {"unit": allocation.unit},
        button=gettext("End the allocation"),
        make_form=make_form,
        changes=changes,
        carry_out=carry_out,
        now=_facts(allocation),
    )


def _void_question(request: HttpRequest, allocation: Allocation) -> Question:
    def carry_out(cleaned: dict[str, Any]) -> str:
        void_allocation(allocation, reason=cleaned["reason"], by=person(request))
        values = {"unit": allocation.unit.code, "company": allocation.company}
        return gettext("The allocation of %(unit)s to %(company)s is void. It stays on record.") % values

    def changes(cleaned: dict[str, Any]) -> list[Change]:
        term = rules.term_words(allocation.start_on, allocation.end_on)
        return [(str(allocation.company), term, gettext("void: %(reason)s") % {"reason": cleaned["reason"]})]

    return Question(
        title=gettext("Void the allocation of %(unit)s") % {"unit": allocation.unit},
        button=gettext("Void it"),
        make_form=VoidForm,
        changes=changes,
        carry_out=carry_out,
        now=_facts(allocation),
    )
