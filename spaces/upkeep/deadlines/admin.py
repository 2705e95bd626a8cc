"""Deadlines in the back-office: written, recorded as done; the usual ones are offered to begin with."""

from typing import Any

from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from multifactory.lib.admin import CoordinatorAdmin, ReadOnlyInline
from multifactory.lib.admin_actions import ConfirmedAction
from multifactory.lib.formats import format_day
from spaces.building.dry_run import dry_run
from spaces.upkeep.deadlines.forms import DeadlineForm, DoneForm
from spaces.upkeep.deadlines.models import Deadline, DeadlineDone
from spaces.upkeep.deadlines.rules import next_day
from spaces.upkeep.deadlines.services import record_done, save_deadline
from spaces.upkeep.deadlines.usual import USUAL, usual_by_key


class RecordDone(ConfirmedAction):
    name, description = "record_done", _("Record that it was done")
    button = _("Record it")

    @classmethod
    def queryset(cls, model_admin: admin.ModelAdmin, request: HttpRequest) -> QuerySet[Deadline]:
        return Deadline.objects.for_list()

    def concerns(self, row: Deadline) -> bool:
        return not row.is_over

    @property
    def title(self) -> str:
        return gettext("Record that it was done: %(deadline)s") % {"deadline": self.row}

    @property
    def explanation(self) -> str:
        return gettext("A report or receipt can be attached on its page in the portal.")

    def make_form(self, data: Any = None) -> DoneForm:
        return DoneForm(data, deadline=self.row)

    def facts(self) -> list[tuple[str, str]]:
        return [
            (gettext("Where"), str(self.row.place)),
            (gettext("Due on"), format_day(self.row.next_on)),
            (gettext("Done last"), format_day(self.row.last_done) if self.row.last_done else "–"),
        ]

    def changes(self, form: DoneForm) -> list[tuple[str, str, str]]:
        dry_run(lambda: record_done(self.row, by=self.by, **form.cleaned_data), lambda: None)
        after = next_day(form.cleaned_data["day"], self.row.every_months)
        return [(gettext("Due on"), format_day(self.row.next_on), format_day(after))]

    def carry_out(self, form: DoneForm) -> str:
        record_done(self.row, by=self.by, **form.cleaned_data)
        return gettext("It is recorded.")


class DeadlineDoneInline(ReadOnlyInline):
    model = DeadlineDone
    fields = ["day", "due_on", "company", "note", "recorded_by"]
    readonly_fields = ["recorded_by"]

    def get_queryset(self, request: HttpRequest) -> QuerySet[DeadlineDone]:
        return super().get_queryset(request).select_related("company", "recorded_by", "deadline")


@admin.register(Deadline)
class DeadlineAdmin(CoordinatorAdmin):
    change_list_template = "admin/spaces/deadline/change_list.html"
    form = DeadlineForm
    list_display = ["name", "place", "next_on", "responsible", "blocks_when_late", "ended_on"]
    list_filter = ["blocks_when_late", "building"]
    list_select_related = ["space", "building", "responsible"]
    search_fields = ["name", "space__code", "space__name"]
    ordering = ["next_on", "pk"]
    fields = [
        "name",
        "text",
        ("space", "building"),
        ("every_months", "next_on"),
        "responsible",
        "blocks_when_late",
        "ended_on",
    ]
    inlines = [DeadlineDoneInline]
    actions = [RecordDone.as_action()]

    def get_inlines(self, request: HttpRequest, obj: Deadline | None) -> list[Any]:
        return self.inlines if obj else []

    def get_changeform_initial_data(self, request: HttpRequest) -> dict[str, Any]:
        """`?usual=` begins with one of the usual deadlines."""
        usual = usual_by_key(request.GET.get("usual", ""))
        return usual.initial if usual else super().get_changeform_initial_data(request)

    def changelist_view(
        self, request: HttpRequest, extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        return super().changelist_view(request, {"usual": USUAL} | (extra_context or {}))

    def save_model(self, request: HttpRequest, obj: Deadline, form: Any, change: bool) -> None:
        save_deadline(obj)

    @admin.display(description=_("where"))
    def place(self, deadline: Deadline) -> str:
        return str(deadline.place)
