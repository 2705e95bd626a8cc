"""Proposals and recusals in the back-office."""

from typing import Any

from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils.translation import gettext

from governance.proposals.models import Proposal, Recusal
from governance.proposals.services import edit_proposal
from members.people.http import request_user
from multifactory.lib.admin import CoordinatorAdmin, ReadOnlyInline
from multifactory.lib.admin_actions import RefusedMixin


class RecusalInline(ReadOnlyInline):
    """Who does not vote: companies say so themselves on the page, or a resolution does when voting opens."""

    model = Recusal
    fields = ("company", "reason", "declared_by", "declared_at", "resolution")


@admin.register(Proposal)
class ProposalAdmin(RefusedMixin, CoordinatorAdmin):
    """The words may be mended until they are fixed. Drafts are not here: only their company sees them."""

    list_display = ("title", "company", "matter", "state", "created_at")
    list_filter = ("state", "matter")
    list_select_related = ("company",)
    search_fields = ("title", "text")
    date_hierarchy = "created_at"
    fields = (
        "title",
        "matter",
        "text",
        *("company", "author", "state", "created_at", "discussion_opened_at"),
    )
    readonly_fields = ("company", "author", "state", "created_at", "discussion_opened_at")
    inlines = (RecusalInline,)

    def save_model(self, request: HttpRequest, obj: Proposal, form: Any, change: bool) -> None:
        """A mended text is a version like any other."""
        if not obj.is_editable:
            return
        values = {name: getattr(obj, name) for name in ("title", "text", "matter")}
        note = gettext("corrected by a coordinator")
        edit_proposal(Proposal.objects.get(pk=obj.pk), by=request_user(request), note=note, **values)

    def get_queryset(self, request: HttpRequest) -> QuerySet[Proposal]:
        return super().get_queryset(request).exclude(state=Proposal.State.DRAFT)

    def get_object(
        self, request: HttpRequest, object_id: str, from_field: str | None = None
    ) -> Proposal | None:
        proposal = super().get_object(request, object_id, from_field)
        if proposal and request.method == "POST":
            # Opening a voting changes this row first: from here it waits, or its new state forbids the edit.
            proposal.refresh_from_db(from_queryset=Proposal.objects.select_for_update())
        return proposal

    def has_add_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def get_readonly_fields(self, request: HttpRequest, obj: Proposal | None = None) -> tuple[str, ...]:
        fixed = () if obj is None or obj.is_editable else ("title", "matter", "text")
        return (*fixed, *self.readonly_fields)

    def has_change_permission(self, request: HttpRequest, obj: Proposal | None = None) -> bool:
        """A fixed text stays."""
        return super().has_change_permission(request, obj) and (obj is None or obj.is_editable)
