"""What people enter about money spent."""

import uuid
from hashlib import sha256
from typing import Any

from django import forms
from django.core.exceptions import NON_FIELD_ERRORS, ValidationError
from django.forms.utils import ErrorList
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from members.companies.models import Company
from multifactory.lib.days import DayField, DayInput
from multifactory.lib.formats import format_euro
from multifactory.lib.numbers import MoneyField
from multifactory.lib.stamps import StampedMixin
from spaces.building.forms import SkipConstraintsForm, choices_of
from spaces.costs.budgets.models import Budget, BudgetLine
from spaces.costs.sharing.forms import OUT_OF_RANGE
from spaces.costs.sharing.models import SharingRule
from spaces.costs.sharing.rules import MOST_CENTS, Split
from spaces.costs.sharing.weights import weight_of
from spaces.costs.spending.cost_page import common_words, fall_back_words
from spaces.costs.spending.models import Authorisation, Cost, FundKind, ProposedExpense, with_spent
from spaces.costs.spending.services import next_turn
from spaces.costs.spending.split import share_of_cost
from spaces.costs.spending.validation import check_dates, check_year_open, same_invoice
from spaces.upkeep.deadlines.forms import PaperField

NOT_ZERO = _("An amount is not zero and at most 10 million euro.")


class ProposedExpenseForm(StampedMixin, SkipConstraintsForm):
    fund_due_on = DayField(
        label=_("The fund is due on"),
        required=False,
        help_text=_("Only of a fund that is set aside at once."),
    )

    class Meta:
        model = ProposedExpense
        fields = ("category", "fund", "fund_due_on")
        help_texts = {
            "category": _("How much may be spent is what you enter below as the cost of the proposal."),
            "fund": _(
                "For extraordinary works the money is set aside before they are paid (c.c. 1135): each"
                " company pays its share into the fund, at once or part by part. Empty: an ordinary expense."
            ),
        }

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        is_whole = cleaned.get("fund") == FundKind.WHOLE
        if is_whole and "fund_due_on" not in self.errors and not cleaned.get("fund_due_on"):
            self.add_error("fund_due_on", gettext("Say by which day the companies pay into the fund."))
        if not is_whole and cleaned.get("fund_due_on"):
            self.add_error("fund_due_on", gettext("Only a fund that is set aside at once has one day."))
        return cleaned


class AuthorisationField(forms.ModelChoiceField):
    """Each with what is left of it."""

    def label_from_instance(self, obj: Any) -> str:
        values = {"decision": obj, "left": format_euro(obj.left), "allowed": format_euro(obj.cents)}
        return gettext("%(decision)s: %(left)s of %(allowed)s left") % values


class BudgetLineField(forms.ModelChoiceField):
    """Each with what is left of it."""

    def label_from_instance(self, obj: Any) -> str:
        values = {"line": obj, "left": format_euro(obj.left), "allowed": format_euro(obj.cents)}
        return gettext("%(line)s: %(left)s of %(allowed)s left") % values


class CostForm(forms.ModelForm):
    """A cost before it is recorded. Sent once, it comes back with how it is shared; sent again, it is kept.

    `seen` says which split the page showed: any other is shown first.
    """

    form_id = forms.UUIDField(initial=uuid.uuid4, widget=forms.HiddenInput)
    seen = forms.CharField(required=False, widget=forms.HiddenInput)
    euros = MoneyField(
        label=_("Amount in €"),
        min_value=-MOST_CENTS // 100,
        max_value=MOST_CENTS // 100,
        help_text=_("Below zero: money given back."),
        error_messages=dict.fromkeys(OUT_OF_RANGE, NOT_ZERO),
    )
    authorisation = AuthorisationField(
        label=_("Which decision authorises this?"),
        queryset=Authorisation.objects.none(),
        required=False,
        empty_label=_("none"),
    )
    budget_line = BudgetLineField(
        label=_("Or which line of the budget?"),
        queryset=BudgetLine.objects.none(),
        required=False,
        empty_label=_("none"),
        help_text=_("Without another choice it is shared by the rule of this line."),
    )
    is_other_invoice = forms.BooleanField(
        label=_("It is another invoice, although supplier and number are the same"), required=False
    )
    split: Split | None = None
    shared_by: SharingRule | None = None
    data: Any

    class Meta:
        model = Cost
        fields = (
            *("title", "category", "start_on", "end_on", "authorisation", "budget_line", "urgent_reason"),
            "over_reason",
            *("rule", "supplier", "invoice_number", "invoice_on", "paid_on", "ticket", "renewal"),
        )
        widgets = {name: DayInput() for name in ("start_on", "end_on", "invoice_on", "paid_on")}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choices_of(self, "authorisation").queryset = Authorisation.objects.with_spent().for_choice()
        choices_of(self, "budget_line").queryset = _open_lines()
        rule = choices_of(self, "rule")
        rule.queryset = SharingRule.objects.in_force().order_by("name")
        rule.empty_label = _("as it was decided")

    def clean_euros(self) -> int:
        cents: int = self.cleaned_data["euros"]
        if not cents:
            raise ValidationError(NOT_ZERO)
        return cents

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        if self.errors:
            return cleaned
        self.instance.cents = cleaned["euros"]
        try:
            check_dates(cleaned["start_on"], cleaned["end_on"], cleaned["euros"])
            check_year_open(cleaned["start_on"].year)
            self._check_invoice(cleaned)
            self._check_authorisation(cleaned)
            line = cleaned["budget_line"]
            self.shared_by = cleaned["rule"] or (line.rule if line else None)
            self.split = share_of_cost(
                rule=self.shared_by,
                authorisation=cleaned["authorisation"],
                cents=cleaned["euros"],
                start=cleaned["start_on"],
                end=cleaned["end_on"],
                turn=next_turn(),
            )
        except ValidationError as error:
            self.add_error(None, error)
            return cleaned
        self._show_split_first(cleaned)
        return cleaned

    def _check_invoice(self, cleaned: dict[str, Any]) -> None:
        other = same_invoice(cleaned["supplier"], cleaned["invoice_number"])
        if other and not cleaned["is_other_invoice"] and other.request_id != cleaned["form_id"]:
            text = gettext("%(cost)s has the same supplier and invoice number. If it is another, tick this.")
            raise ValidationError({"is_other_invoice": text % {"cost": other}})

    def _check_authorisation(self, cleaned: dict[str, Any]) -> None:
        authorisation, line = cleaned["authorisation"], cleaned["budget_line"]
        if authorisation and line:
            text = gettext("Choose the decision or the line of the budget, not both.")
            raise ValidationError({"budget_line": text})
        if line and line.budget.year != cleaned["start_on"].year:
            text = gettext("Choose a line of the budget adopted for that year.")
            raise ValidationError({"budget_line": text})
        if authorisation is None and line is None and not cleaned["urgent_reason"]:
            text = gettext("Choose the decision, or say why there is none.")
            raise ValidationError({"urgent_reason": text})
        if authorisation and cleaned["euros"] > authorisation.left and not cleaned["over_reason"]:
            text = gettext("Only %(left)s of this decision are left: say why it is more.")
            left = format_euro(max(authorisation.left, 0))
            raise ValidationError({"over_reason": text % {"left": left}})

    def _show_split_first(self, cleaned: dict[str, Any]) -> None:
        mark = _mark_of(self.split)
        if cleaned["seen"] != mark:
            self.data = self.data.copy()
            self.data[self.add_prefix("seen")] = mark
            text = gettext("Nothing is saved yet. Below stands who bears what: check it, then save again.")
            self.add_error(None, ValidationError(text, code="preview"))

    @property
    def is_preview(self) -> bool:
        """Nothing is wrong: the split is shown for the first time, or another than before."""
        return [error.code for error in self.errors.get(NON_FIELD_ERRORS, ErrorList()).as_data()] == [
            "preview"
        ]

    def split_notes(self) -> list[str]:
        """How the cost is divided before it is shared."""
        split, rule = self.split, self.shared_by
        if split is None:
            return []
        used = sum(weight_of(share.variable) for share in split.shares)
        if split.fell_back:
            return [fall_back_words(rule, used)]
        if rule is None or not split.common:
            return []
        return [common_words(rule, split.fixed_cents + split.variable_cents, split.common, used)]

    def split_rows(self) -> list[tuple[str, str]]:
        """Who bears what, the most first, to be shown before it is kept."""
        if self.split is None:
            return []
        payers = [share.payer for share in self.split.shares if share.payer]
        names = dict(Company.objects.filter(pk__in=payers).values_list("pk", "name"))
        ordered = sorted(self.split.shares, key=lambda share: -abs(share.cents))
        community = gettext("The community, for empty units")
        return [
            (names.get(share.payer or 0, community), format_euro(share.cents, with_cents=True))
            for share in ordered
            if share.cents
        ]


def _open_lines() -> Any:
    lines = BudgetLine.objects.filter(budget__state=Budget.State.ADOPTED)
    return with_spent(lines.select_related("budget", "category", "rule")).order_by("-budget__year", "pk")


def _mark_of(split: Split | None) -> str:
    shares = [(share.payer, share.cents) for share in split.shares] if split else []
    return sha256(repr(shares).encode()).hexdigest()[:16]


class CostPaperForm(forms.ModelForm):
    """What is added to a recorded cost: when it was paid, and its document, once."""

    document = PaperField(
        label=_("document"),
        required=False,
        help_text=_("The invoice: a PDF of at most 5 MB, or a picture. It cannot be replaced afterwards."),
    )
    for_members = forms.BooleanField(label=_("members may read the document"), required=False)

    class Meta:
        model = Cost
        fields = ("paid_on",)
        widgets = {"paid_on": DayInput()}

    def clean_document(self) -> Any:
        document = self.cleaned_data["document"]
        if document and self.instance.paper:
            raise ValidationError(gettext("This cost already has its document."))
        return document
