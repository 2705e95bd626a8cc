"""Trying out a rule; what coordinators enter about tables and rules."""

from decimal import Decimal
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from multifactory.lib.csv_lines import decode_csv
from multifactory.lib.days import DayInput
from multifactory.lib.numbers import MoneyField
from multifactory.lib.text.forms import TextField
from multifactory.lib.uploads import refuse_too_large_document
from spaces.building.forms import choices_of, offer_adopted_resolutions
from spaces.building.models import Space
from spaces.costs.metering.models import MeterKind
from spaces.costs.sharing.models import ProposedRule, ProposedTable, ShareTable, SharingRule
from spaces.costs.sharing.rules import MOST_CENTS
from spaces.costs.sharing.table_csv import read_table, write_table
from spaces.costs.sharing.validation import check_proposed_rule, check_proposed_table
from spaces.effects.forms import ProposedForm

USUAL_FIXED = 30  # percent of a cost by meters, as UNI 10200 has it


OUT_OF_RANGE = ("min_value", "max_value", "max_digits", "max_whole_digits")  # codes of Django's faults


class AmountField(MoneyField):
    """Above zero and at most 10 million euro; what is not is said in one sentence."""

    def __init__(self, **kwargs: Any) -> None:
        text = _("An amount is above zero and at most 10 million euro.")
        limits = {"min_value": Decimal("0.01"), "max_value": MOST_CENTS // 100}
        super().__init__(**limits | {"error_messages": dict.fromkeys(OUT_OF_RANGE, text)} | kwargs)


class TryForm(forms.Form):
    """An amount and a rule; who would bear what if it were spent in the twelve months from today."""

    choices_missing_texts = {
        "rule": _("No sharing rule is in force yet: coordinators enter the first one in the back office."),
    }
    cents = AmountField(label=_("Amount in euro"))
    rule = forms.ModelChoiceField(
        label=_("Sharing rule"), queryset=SharingRule.objects.none(), empty_label=None
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["rule"]
        field.queryset = SharingRule.objects.in_force().for_list().order_by("name")  # type: ignore[attr-defined]


class ProposedRuleForm(ProposedForm):
    class Meta:
        model = ProposedRule
        fields = ("rule",)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        rule = choices_of(self, "rule")
        rule.queryset = SharingRule.objects.drafts().order_by("name", "valid_from")
        rule.empty_label = _("choose a draft")
        rule.help_text = _("Coordinators write drafts in the back office, under Costs.")

    def check(self) -> None:
        check_proposed_rule(self.instance.rule)


class ProposedTableForm(ProposedForm):
    class Meta:
        model = ProposedTable
        fields = ("table",)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        table = choices_of(self, "table")
        table.queryset = ShareTable.objects.drafts().order_by("name", "valid_from")
        table.empty_label = _("choose a draft")
        table.help_text = _("Coordinators write drafts in the back office, under Costs.")

    def check(self) -> None:
        check_proposed_table(self.instance.table)


class ShareTableForm(forms.ModelForm):
    """A draft of a table; its rows as lines, typed, pasted or from a file."""

    lines = TextField(
        label=_("Units and parts"),
        required=False,
        max_length=200_000,
        widget=forms.Textarea({"rows": 12, "cols": 40}),
        help_text=_("One unit a line, with its parts of 100,000: A1;8123. As spreadsheets save it as CSV."),
    )
    file = forms.FileField(
        label=_("Or a file"),
        required=False,
        validators=[refuse_too_large_document],
        widget=forms.FileInput({"accept": ".csv,text/csv"}),
    )

    class Meta:
        model = ShareTable
        fields = ("name", "valid_from", "resolution", "reason")
        widgets = {"valid_from": DayInput()}
        help_texts = {"reason": _("Leave both empty if a proposal is to decide it.")}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if "resolution" in self.fields:  # an adopted one is only looked at
            offer_adopted_resolutions(self)
        if self.instance.pk and "lines" in self.fields:
            rows = self.instance.rows.values_list("unit__code", "parts")
            self.fields["lines"].initial = write_table(list(rows))

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        upload = cleaned.get("file")
        name = "file" if upload else "lines"
        try:
            text = decode_csv(upload.read()) if upload else cleaned.get("lines") or ""
            cleaned["parts"] = read_table(text)
            known = Space.objects.units().filter(code__in=cleaned["parts"]).values_list("code", flat=True)
            if unknown := sorted(set(cleaned["parts"]) - set(known)):
                text = gettext("No unit has the code %(code)s.") % {"code": ", ".join(unknown[:10])}
                raise ValidationError(text)
        except ValidationError as error:
            self.add_error(name, error)
        return cleaned


class SharingRuleForm(forms.ModelForm):
    """A rule, or under the name of one the next version of it; or a draft of it."""

    is_draft = forms.BooleanField(
        label=_("Draft"),
        required=False,
        help_text=_("A proposal puts it in force; until then it shares nothing and can be changed."),
    )

    class Meta:
        model = SharingRule
        fields = (
            *("name", "valid_from", "resolution", "reason", "fixed_percent", "fixed_key", "variable_key"),
            *("meter_kind", "is_for_heating", "table", "policy", "among", "floor", "building", "companies"),
            *("empty", "unusable"),
        )
        widgets = {"valid_from": DayInput()}
        help_texts = {
            "name": _("The name of a rule there is already makes its next version."),
            "fixed_percent": _(
                "100: the first key shares all. Below, choose the key of the rest. Of heating by meters at "
                "most 50; 30 is usual, and taken where this is empty."
            ),
            "meter_kind": _("What the meters of the key of the rest measure."),
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if self.instance.pk:  # a draft stays one until a proposal is adopted
            del self.fields["is_draft"]
        if "table" not in self.fields:  # a version there is, is only looked at
            return
        if "resolution" in self.fields:
            offer_adopted_resolutions(self)
        choices_of(self, "table").queryset = ShareTable.objects.adopted().order_by("name", "-valid_from")
        first: Any = self.fields["fixed_key"]
        first.choices = [one for one in first.choices if one[0] != SharingRule.Key.METERED]
        self.fields["fixed_percent"].required = False
        self.fields["fixed_percent"].initial = None

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        self._clean_draft(cleaned)
        is_metered = cleaned.get("variable_key") == SharingRule.Key.METERED
        if cleaned.get("fixed_percent") is None and "fixed_percent" not in self.errors:
            cleaned["fixed_percent"] = USUAL_FIXED if is_metered else 100
        if cleaned.get("meter_kind") == MeterKind.HEATING:
            cleaned["is_for_heating"] = True
        percent = cleaned.get("fixed_percent")
        if percent is not None and percent > 100:
            self.add_error("fixed_percent", _("At most 100."))
        is_named = cleaned.get("among") == SharingRule.Among.COMPANIES
        if is_named != bool(cleaned.get("companies")):
            text = _("Choose the companies it is for, or another circle.")
            self.add_error("companies", text)
        return cleaned

    def _clean_draft(self, cleaned: dict[str, Any]) -> None:
        """A version says what decided it, a draft is still to be decided."""
        if cleaned.get("is_draft"):
            self.instance.version = None
        is_decided = bool(cleaned.get("resolution") or cleaned.get("reason"))
        if self.instance.is_draft and is_decided:
            self.add_error("reason", _("Of a draft leave both empty: the proposal decides it."))
        elif not self.instance.is_draft and not is_decided and "reason" not in self.errors:
            self.add_error("reason", _("Name the resolution that decided it, or give a reason."))
