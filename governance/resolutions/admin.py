"""The book of resolutions in the back-office."""

from typing import Any

from django import forms
from django.contrib import admin
from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from governance.proposals.choices import Outcome
from governance.resolutions.models import Resolution
from multifactory.lib.admin import CoordinatorAdmin


class ResolutionForm(forms.ModelForm):
    def clean(self) -> dict[str, Any]:
        """The days of what follows come after the decision, and nothing is done tomorrow."""
        data = super().clean() or {}
        for name in ("due_on", "review_on", "done_on"):
            if data.get(name) and data[name] < self.instance.decided_on:
                self.add_error(name, _("This date is before the decision."))
        if data.get("done_on") and data["done_on"] > timezone.localdate():
            self.add_error("done_on", _("This date is in the future."))
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
        "concluded_by",
        *("supersedes", "done_by", "effect_state", "effect_note", "effect_at", "effect_by"),
    )
    fieldsets = (
        (None, {"fields": ("statement", "is_published")}),
        (_("Follow-up"), {"fields": (*what_follows, "done_by")}),
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
        """What was decided is sealed, so that nothing else may stand in the update."""
        changed = set(form.changed_data)
        if "done_on" in changed:
            obj.done_by = request.user if obj.done_on else None  # type: ignore[assignment]
            changed.add("done_by")
        if changed:
            obj.save(update_fields=sorted(changed))
