"""The back-office of decisions. Votes are not in it: partial results would leak, and nobody edits a vote."""

from typing import Any

from django.contrib import admin
from django.core.exceptions import ValidationError
from django.db.models import QuerySet
from django.forms import BaseInlineFormSet
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from governance.models import Matter, MatterRule, Proposal, Resolution, RollEntry, Rulebook, VotingRound
from multifactory.lib.admin import CoordinatorAdmin, CoordinatorInline, ReadOnlyAdmin, ReadOnlyInline


class MatterRuleFormSet(BaseInlineFormSet):
    def clean(self) -> None:
        """The rule of ordinary matters stands in for every matter not named, so it cannot be missing."""
        super().clean()
        matters = {form.cleaned_data.get("matter") for form in self.forms if form.is_valid()}
        if not any(self.errors) and Matter.ORDINARY not in matters:
            raise ValidationError(_("Add the rule of ordinary matters: it decides all that are not named."))


class MatterRuleInline(CoordinatorInline):
    model = MatterRule
    formset = MatterRuleFormSet

    def has_add_permission(self, request: HttpRequest, obj: Rulebook | None = None) -> bool:
        return super().has_add_permission(request, obj) and not is_cited(obj)

    def has_change_permission(self, request: HttpRequest, obj: Rulebook | None = None) -> bool:
        return super().has_change_permission(request, obj) and not is_cited(obj)


def is_cited(rulebook: Rulebook | None) -> bool:
    """A round was opened under it: companies have voted by these numbers, and they stay."""
    return rulebook is not None and VotingRound.objects.filter(rulebook=rulebook).exists()


@admin.register(Rulebook)
class RulebookAdmin(CoordinatorAdmin):
    list_display = ("__str__", "in_force_from", "note", "resolution")
    list_select_related = ("resolution",)
    autocomplete_fields = ("resolution",)
    inlines = (MatterRuleInline,)

    def has_change_permission(self, request: HttpRequest, obj: Rulebook | None = None) -> bool:
        return super().has_change_permission(request, obj) and not is_cited(obj)


@admin.register(Proposal)
class ProposalAdmin(CoordinatorAdmin):
    """The words may be mended until voting opens. Drafts are not here: only their company sees them."""

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

    def has_change_permission(self, request: HttpRequest, obj: Proposal | None = None) -> bool:
        return super().has_change_permission(request, obj) and (obj is None or obj.is_editable)


class RollEntryInline(ReadOnlyInline):
    model = RollEntry
    fields = ("company", "standing", "reason")

    def get_queryset(self, request: HttpRequest) -> QuerySet[RollEntry]:
        return super().get_queryset(request).select_related("company")


@admin.register(VotingRound)
class VotingRoundAdmin(ReadOnlyAdmin):
    """The counts are empty until the round closes; `height` would tell how busy the voting is."""

    list_display = ("proposal", "number", "state", "opened_at", "closes_at", "outcome")
    list_filter = ("state", "outcome")
    list_select_related = ("proposal",)
    search_fields = ("proposal__title",)
    fields = (
        *(
            "proposal",
            "number",
            "state",
            "rulebook",
            "rule",
            "opened_at",
            "opened_by",
            "closes_at",
            "closed_at",
        ),
        *("entitled", "recused", "yes", "no", "abstain", "outcome"),
    )
    inlines = (RollEntryInline,)


@admin.register(Resolution)
class ResolutionAdmin(CoordinatorAdmin):
    """The book is written by closing a round. A coordinator decides only what visitors may read."""

    list_display = ("reference", "title", "matter", "outcome", "decided_on", "is_published")
    list_filter = ("year", "outcome", "matter", "is_published")
    search_fields = ("title", "text")
    fields = (
        "year",
        "number",
        "title",
        "text",
        "matter",
        "outcome",
        "decided_on",
        "proposal",
        "round",
        "is_published",
    )
    readonly_fields = tuple(name for name in fields if name != "is_published")

    def has_add_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False
