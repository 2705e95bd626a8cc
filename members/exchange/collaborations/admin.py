"""Collaborations in the back-office: looked at, and ended where something is wrong."""

from django import forms
from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from members.exchange.collaborations.models import Collaboration, CollaborationKind, CollaborationState
from members.exchange.collaborations.services import stop_collaboration
from multifactory.lib.admin import ReadOnlyAdmin
from multifactory.lib.admin_actions import Change, ConfirmedAction


class StopCollaboration(ConfirmedAction):
    name, description = "stop", _("End the collaboration")
    button = _("End it for both companies")

    @classmethod
    def queryset(cls, model_admin: admin.ModelAdmin, request: HttpRequest) -> QuerySet[Collaboration]:
        return Collaboration.objects.for_list()

    def concerns(self, row: Collaboration) -> bool:
        return row.is_live and row.kind != CollaborationKind.PROJECT

    @property
    def title(self) -> str:
        return gettext("End: %(collaboration)s") % {"collaboration": self.row}

    def changes(self, form: forms.BaseForm) -> list[Change]:
        return [(gettext("State"), str(self.row.state.label), str(CollaborationState.ENDED.label))]

    def carry_out(self, form: forms.BaseForm) -> str:
        stop_collaboration(self.row, by=self.by)
        return gettext("Ended. Both companies have been told.")


@admin.register(Collaboration)
class CollaborationAdmin(ReadOnlyAdmin):
    list_display = ["giver", "kind", "taker", "what", "started_on", "in_words", "is_shown"]
    list_filter = ["kind"]
    list_select_related = ["giver", "taker"]
    search_fields = ["giver__name", "taker__name", "what"]
    ordering = ["-pk"]
    fields = [
        ("giver", "kind", "taker"),
        "what",
        ("started_on", "ended_on", "ended_by"),
        ("is_asked_by_giver", "asked_by", "asked_at"),
        ("confirmed_at", "declined_at", "answered_by"),
        ("is_public_by_giver", "is_public_by_taker"),
    ]
    actions = [StopCollaboration.as_action()]

    @admin.display(description=_("state"))
    def in_words(self, collaboration: Collaboration) -> str:
        return str(collaboration.state.label)

    @admin.display(description=_("public"), boolean=True)
    def is_shown(self, collaboration: Collaboration) -> bool:
        return collaboration.is_public
