"""Joint projects in the back-office: looked at, and ended where something is wrong."""

from django import forms
from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from members.exchange.projects.models import JointProject, ProjectPart, ProjectState
from members.exchange.projects.services import end_project
from multifactory.lib.admin import ReadOnlyAdmin, ReadOnlyInline
from multifactory.lib.admin_actions import Change, ConfirmedAction


class EndProject(ConfirmedAction):
    name, description = "end", _("End the project")
    button = _("End the project")

    @classmethod
    def queryset(cls, model_admin: admin.ModelAdmin, request: HttpRequest) -> QuerySet[JointProject]:
        return JointProject.objects.for_list()

    def concerns(self, row: JointProject) -> bool:
        return not row.is_over

    @property
    def title(self) -> str:
        return gettext("End: %(project)s") % {"project": self.row}

    def changes(self, form: forms.BaseForm) -> list[Change]:
        return [(gettext("State"), str(self.row.state.label), str(ProjectState.ENDED.label))]

    def carry_out(self, form: forms.BaseForm) -> str:
        end_project(self.row, by=self.by)
        return gettext("The project has ended. All partners have been told.")


class ProjectPartInline(ReadOnlyInline):
    model = ProjectPart
    fields = ["company", "role", "share_text", "confirmed_at", "declined_at", "answered_by", "is_public"]
    readonly_fields = fields

    def get_queryset(self, request: HttpRequest) -> QuerySet[ProjectPart]:
        return super().get_queryset(request).select_related("company", "answered_by", "project")

    @admin.display(description=_("share"))
    def share_text(self, part: ProjectPart) -> str:
        return part.share_text


@admin.register(JointProject)
class JointProjectAdmin(ReadOnlyAdmin):
    list_display = ["title", "lead", "starts_on", "ends_on", "in_words"]
    list_select_related = ["lead"]
    search_fields = ["title", "lead__name"]
    ordering = ["-pk"]
    fields = [
        "title",
        "lead",
        "text",
        ("starts_on", "ends_on"),
        ("created_by", "created_at", "started_at"),
    ]
    inlines = [ProjectPartInline]
    actions = [EndProject.as_action()]

    @admin.display(description=_("state"))
    def in_words(self, project: JointProject) -> str:
        return str(project.state.label)
