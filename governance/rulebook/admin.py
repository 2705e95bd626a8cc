"""The rulebook in the back-office."""

from typing import Any

from django import forms
from django.contrib import admin
from django.core.exceptions import ValidationError
from django.forms import BaseInlineFormSet
from django.http import HttpRequest
from django.utils import timezone
from django.utils.text import capfirst
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from governance.rulebook.effects import COMPARED_FIELDS, SHORT_WAYS
from governance.rulebook.floors import WAYS_TO_GRANT, sort_ways
from governance.rulebook.majority_text import majority_text
from governance.rulebook.models import REQUIRED_MATTERS, MatterRule, Rulebook
from multifactory.lib.admin import CoordinatorAdmin, CoordinatorInline
from multifactory.lib.admin_actions import ConfirmedAction


class MatterRuleFormSet(BaseInlineFormSet):
    def clean(self) -> None:
        """The rule of ordinary matters stands in for those not named, but for what the law asks more of."""
        super().clean()
        matters = {form.cleaned_data.get("matter") for form in self.forms if form.is_valid()}
        missing = [str(matter.label) for matter in REQUIRED_MATTERS if matter not in matters]
        if not any(self.errors) and missing:
            text = _("Add a rule for each of these: %(matters)s.")
            raise ValidationError(text % {"matters": ", ".join(missing)})


MAJORITY = ("base", "numerator", "denominator", "is_strict")


class MatterRuleForm(forms.ModelForm):
    """A motion can always decide; the other ways are ticked."""

    ways = forms.MultipleChoiceField(
        label=capfirst(_("besides yes or no")),
        choices=[(way.value, SHORT_WAYS[way]) for way in WAYS_TO_GRANT],
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )

    class Meta:
        model = MatterRule
        fields = (
            *("matter", "base", "numerator", "denominator", "is_strict", "quorum_of", "quorum_numerator"),
            *("quorum_denominator", "second_quorum_numerator", "second_quorum_denominator", "ways"),
            *("is_online", "discussion_days"),
        )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if self.instance._state.adding:  # of a new version: the column of words reads what it takes over
            for name in MAJORITY:
                setattr(self.instance, name, self.initial.get(name))
        self.initial["ways"] = [way for way in self.initial.get("ways") or [] if way in WAYS_TO_GRANT]

    def has_changed(self) -> bool:
        """A row that a new version takes over is saved as it stands, unless its matter is emptied."""
        if self.instance._state.adding and self.initial.get("matter"):
            return bool(self["matter"].value())
        return super().has_changed()

    def clean_ways(self) -> list[str]:
        return sort_ways(self.cleaned_data["ways"])


class MatterRuleInline(CoordinatorInline):
    model = MatterRule
    form = MatterRuleForm
    formset = MatterRuleFormSet
    readonly_fields = ("majority",)

    @admin.display(description=_("as saved, this needs"))
    def majority(self, rule: MatterRule) -> str:
        base, numerator, denominator, is_strict = (getattr(rule, name) for name in MAJORITY)
        if not (base and numerator and denominator):
            return "–"
        return majority_text(base, numerator, denominator, is_strict=bool(is_strict))

    def get_extra(self, request: HttpRequest, obj: Rulebook | None = None, **kwargs: Any) -> int:
        return super().get_extra(request, obj, **kwargs) if obj else max(3, len(rules_to_take_over()))

    def has_add_permission(self, request: HttpRequest, obj: Rulebook | None = None) -> bool:
        return super().has_add_permission(request, obj) and not is_cited(obj)

    def has_change_permission(self, request: HttpRequest, obj: Rulebook | None = None) -> bool:
        return super().has_change_permission(request, obj) and not is_cited(obj)


def rules_to_take_over() -> list[dict[str, Any]]:
    """The rules of the latest version, with which the next one begins."""
    latest = Rulebook.objects.order_by("-version").first()
    rules = latest.rules.order_by("pk") if latest else ()
    return [{name: getattr(rule, name) for name in MatterRuleForm.Meta.fields} for rule in rules]


def is_cited(rulebook: Rulebook | None) -> bool:
    """Companies have voted by these numbers, or vote on them: they stay."""
    return rulebook is not None and Rulebook.objects.cited().filter(pk=rulebook.pk).exists()


class MarkRead(ConfirmedAction):
    """The rulebook in force on the first day is the law's; whoever starts a portal says they know it."""

    name, description = "mark_read", _("I have read it")
    button = _("Yes, I have read it")
    explanation = _(
        "These numbers decide how the companies vote. Compare them with your statute; to change "
        "them, write a new version before the first vote, or make a proposal after it."
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

    def get_changeform_initial_data(self, request: HttpRequest) -> dict[str, Any]:
        latest = Rulebook.objects.order_by("-version").first()
        numbers = {name: getattr(latest, name) for name in COMPARED_FIELDS} if latest else {}
        return numbers | {"version": latest.version + 1 if latest else 1}

    def get_formset_kwargs(self, request: HttpRequest, obj: Any, inline: Any, prefix: str) -> dict[str, Any]:
        kwargs = super().get_formset_kwargs(request, obj, inline, prefix)
        return kwargs if obj.pk else kwargs | {"initial": rules_to_take_over()}

    def get_readonly_fields(self, request: HttpRequest, obj: Rulebook | None = None) -> tuple[str, ...]:
        others = Rulebook.objects.in_force(timezone.localdate())
        is_first = not (others.exclude(pk=obj.pk) if obj else others).exists()
        return () if is_first else ("in_force_from", "resolution")

    def has_change_permission(self, request: HttpRequest, obj: Rulebook | None = None) -> bool:
        return super().has_change_permission(request, obj) and not is_cited(obj)
