"""Links to calendars in the back-office: who made which, when it was last used, and revoking them."""

from typing import Any

from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _

from multifactory.lib.admin import ReadOnlyAdmin
from multifactory.lib.admin_actions import ConfirmedAction
from multifactory.portal.calendars.models import CalendarLink
from multifactory.portal.calendars.services import revoke_link


class RevokeLinks(ConfirmedAction):
    """As many as were ticked: of a person who has lost their telephone, there may be several."""

    name, description, label = "revoke", _("Revoke these links"), _("Revoke this link")
    most = 0
    title = _("Revoke links to calendars")
    explanation = _("They open nothing from now on. Who still needs one makes a new link on their own page.")
    button = _("Revoke")

    @classmethod
    def queryset(cls, model_admin: admin.ModelAdmin, request: HttpRequest) -> QuerySet[CalendarLink]:
        return CalendarLink.objects.for_list()

    def concerns(self, row: CalendarLink) -> bool:
        return row.revoked_at is None

    def lines(self) -> list[str]:
        return [f"{row}, {row.made_by or gettext('a former member')}" for row in self.rows]

    def carry_out(self, form: Any) -> str:
        for row in self.rows:
            revoke_link(row, by=self.by)
        text = ngettext("%(count)d link is revoked.", "%(count)d links are revoked.", len(self.rows))
        return text % {"count": len(self.rows)}


class WorkingFilter(admin.SimpleListFilter):
    title, parameter_name = _("state"), "state"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, Any]]:
        return [("working", _("not revoked")), ("revoked", _("revoked"))]

    def queryset(self, request: HttpRequest, queryset: QuerySet) -> QuerySet:
        if self.value() not in ("working", "revoked"):
            return queryset
        return queryset.filter(revoked_at__isnull=self.value() == "working")


@admin.register(CalendarLink)
class CalendarLinkAdmin(ReadOnlyAdmin):
    """The links themselves are nowhere: the rows keep their hashes alone."""

    list_display = ["kind", "subject", "label", "made_by", "created_at", "last_used_on", "revoked_at"]
    list_filter = [WorkingFilter, "kind"]
    list_select_related = ["company", "space", "made_by"]
    search_fields = ["made_by__name", "made_by__email", "company__name", "space__code", "label"]
    fields = [
        *("kind", "company", "space", "label", "language", "made_by", "created_at"),
        *("last_used_on", "revoked_at"),
    ]
    ordering = ["-created_at"]
    actions = [RevokeLinks.as_action()]

    @admin.display(description=_("calendar of"))
    def subject(self, link: CalendarLink) -> str:
        return link.opens
