"""The rulebook and suspensions of votes in the back-office."""

from django import forms
from django.contrib import admin
from django.core.exceptions import ValidationError
from django.forms import BaseInlineFormSet
from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from governance.proposals.choices import Matter
from governance.rulebook.models import MatterRule, Rulebook, VotingSuspension
from multifactory.lib.admin import CoordinatorAdmin, CoordinatorInline
from multifactory.lib.admin_actions import ConfirmedAction


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
    return rulebook is not None and Rulebook.objects.cited().filter(pk=rulebook.pk).exists()


class MarkRead(ConfirmedAction):
    """The rulebook in force on the first day is the law's; whoever starts a portal says they know it."""

    name, description = "mark_read", _("I have read it")
    button = _("Yes, I have read it")
    explanation = _(
        "The companies vote by these numbers. Compare them with your statute; other numbers are written as a"
        " new version before the first vote, and by a proposal after it."
    )

    @property
    def title(self) -> str:
        return str(self.row)

    def refusal(self) -> str:
        is_new = not self.row.is_draft and self.row.read_on is None
        return "" if is_new else gettext("Only a rulebook in force is marked as read, and once.")

    def carry_out(self, form: forms.BaseForm) -> str:
        Rulebook.objects.filter(pk=self.row.pk).update(read_on=timezone.localdate())
        self.model_admin.log_change(self.request, self.row, gettext("Read."))
        return gettext("%(rulebook)s is marked as read.") % {"rulebook": self.row}


@admin.register(Rulebook)
class RulebookAdmin(CoordinatorAdmin):
    """Only the first comes into force by hand; later ones are drafts that a proposal puts in force."""

    list_display = ("__str__", "in_force_from", "note", "resolution")
    list_select_related = ("resolution",)
    inlines = (MatterRuleInline,)
    actions = [MarkRead.as_action()]

    def get_readonly_fields(self, request: HttpRequest, obj: Rulebook | None = None) -> tuple[str, ...]:
        others = Rulebook.objects.in_force(timezone.localdate())
        is_first = not (others.exclude(pk=obj.pk) if obj else others).exists()
        return () if is_first else ("in_force_from", "resolution")

    def has_change_permission(self, request: HttpRequest, obj: Rulebook | None = None) -> bool:
        return super().has_change_permission(request, obj) and not is_cited(obj)


@admin.register(VotingSuspension)
class VotingSuspensionAdmin(CoordinatorAdmin):
    list_display = ("company", "start_on", "end_on", "reason", "resolution")
    list_select_related = ("company", "resolution")
    search_fields = ("company__name", "reason")
    autocomplete_fields = ("company", "resolution")
