"""The back-office of decisions. Votes are not in it: partial results would leak, and nobody edits a vote."""

from typing import Any

from django import forms
from django.contrib import admin
from django.core.exceptions import ValidationError
from django.db.models import QuerySet
from django.forms import BaseInlineFormSet
from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from governance.models import (
    EDITABLE_STATES,
    Matter,
    MatterRule,
    Outcome,
    Proposal,
    Recusal,
    Resolution,
    RollEntry,
    Rulebook,
    VotingRound,
    VotingSuspension,
)
from governance.services import edit_proposal
from members.types import person
from multifactory.lib.admin import CoordinatorAdmin, CoordinatorInline, ReadOnlyAdmin, ReadOnlyInline
from multifactory.lib.confirm import RefusedMixin


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
    """Companies have voted by these numbers, or vote on them: they stay."""
    if rulebook is None:
        return False
    is_put = rulebook.changes.exclude(
        proposal__state__in=[*EDITABLE_STATES, Proposal.State.WITHDRAWN]
    ).exists()
    return is_put or VotingRound.objects.filter(rulebook=rulebook).exists()


@admin.register(Rulebook)
class RulebookAdmin(CoordinatorAdmin):
    """Only the first comes into force by hand; later ones are drafts that a proposal puts in force."""

    list_display = ("__str__", "in_force_from", "note", "resolution")
    list_select_related = ("resolution",)
    inlines = (MatterRuleInline,)

    def get_readonly_fields(self, request: HttpRequest, obj: Rulebook | None = None) -> tuple[str, ...]:
        others = Rulebook.objects.in_force(timezone.localdate())
        is_first = not (others.exclude(pk=obj.pk) if obj else others).exists()
        return () if is_first else ("in_force_from", "resolution")

    def has_change_permission(self, request: HttpRequest, obj: Rulebook | None = None) -> bool:
        return super().has_change_permission(request, obj) and not is_cited(obj)


class RecusalInline(CoordinatorInline):
    """Who stands aside, until the roll is frozen; companies declare it themselves on the page."""

    model = Recusal
    fields = ("company", "reason")

    def has_add_permission(self, request: HttpRequest, obj: Proposal | None = None) -> bool:
        return super().has_add_permission(request, obj) and can_still_stand_aside(obj)

    def has_change_permission(self, request: HttpRequest, obj: Proposal | None = None) -> bool:
        return super().has_change_permission(request, obj) and can_still_stand_aside(obj)

    def has_delete_permission(self, request: HttpRequest, obj: Proposal | None = None) -> bool:
        return can_still_stand_aside(obj)


def can_still_stand_aside(proposal: Proposal | None) -> bool:
    return proposal is not None and proposal.state in (Proposal.State.DISCUSSION, Proposal.State.FROZEN)


@admin.register(VotingSuspension)
class VotingSuspensionAdmin(CoordinatorAdmin):
    list_display = ("company", "start_on", "end_on", "reason", "resolution")
    list_select_related = ("company", "resolution")
    search_fields = ("company__name", "reason")
    autocomplete_fields = ("company", "resolution")


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
        words = {name: getattr(obj, name) for name in ("title", "text", "matter")}
        note = gettext("mended by a coordinator")
        edit_proposal(Proposal.objects.get(pk=obj.pk), by=person(request), note=note, **words)

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
        words = () if obj is None or obj.is_editable else ("title", "matter", "text")
        return (*words, *self.readonly_fields)

    def has_change_permission(self, request: HttpRequest, obj: Proposal | None = None) -> bool:
        """A fixed text stays; who stands aside can be entered until voting opens."""
        return super().has_change_permission(request, obj) and (
            obj is None or obj.is_editable or can_still_stand_aside(obj)
        )


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
        *("entitled", "recused", "taken_part", "outcome"),
    )
    inlines = (RollEntryInline,)


class ResolutionForm(forms.ModelForm):
    def clean(self) -> dict[str, Any]:
        """The days of what follows come after the decision, and nothing is done tomorrow."""
        data = super().clean() or {}
        for name in ("due_on", "review_on", "done_on"):
            if data.get(name) and data[name] < self.instance.decided_on:
                self.add_error(name, _("This day lies before the decision."))
        if data.get("done_on") and data["done_on"] > timezone.localdate():
            self.add_error("done_on", _("This day has not come yet."))
        return data


@admin.register(Resolution)
class ResolutionAdmin(CoordinatorAdmin):
    """The book is written by closing a round. A coordinator adds what came of it, who sees to it and by when,
    and decides what visitors may read."""

    form = ResolutionForm
    list_display = (
        "reference",
        "title",
        "outcome",
        "decided_on",
        "responsible",
        "due_on",
        "done_on",
        "is_published",
    )
    list_filter = ("year", "outcome", "matter", "is_published", "effect_state")
    list_select_related = ("responsible",)
    search_fields = ("title", "text", "statement")
    autocomplete_fields = ("responsible",)
    what_follows = ("responsible", "due_on", "review_on", "done_on")
    fixed = (
        *("year", "number", "title", "text", "matter", "outcome", "decided_on", "proposal", "round"),
        *("supersedes", "done_by", "effect_state", "effect_note", "effect_at"),
    )
    fieldsets = (
        (None, {"fields": ("statement", "is_published")}),
        (_("What follows"), {"fields": (*what_follows, "done_by")}),
        (
            _("As it was decided"),
            {"fields": tuple(name for name in fixed if name != "done_by")},
        ),
    )

    def get_readonly_fields(self, request: HttpRequest, obj: Resolution | None = None) -> tuple[str, ...]:
        """Nothing follows from what was not adopted."""
        is_adopted = obj is not None and obj.outcome == Outcome.ADOPTED
        return self.fixed if is_adopted else (*self.fixed, *self.what_follows)

    def has_add_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def save_model(self, request: HttpRequest, obj: Resolution, form: Any, change: bool) -> None:
        if "done_on" in form.changed_data:
            obj.done_by = request.user if obj.done_on else None  # type: ignore[assignment]
        super().save_model(request, obj, form, change)
