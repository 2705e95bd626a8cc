"""Writing a proposal, giving a reason, declaring a recusal, comparing versions."""

import uuid
from typing import Any, cast

from django import forms
from django.core.exceptions import ValidationError
from django.db.models import Q, QuerySet
from django.utils.translation import gettext_lazy as _

from governance.hooks import Effect, cost_keys, decision_faults, ways_in_matter
from governance.proposals.choices import Matter, Method, Outcome
from governance.proposals.models import MAX_CANDIDATES, MAX_OPTIONS, Proposal, ProposalOption
from governance.proposals.services import TOO_MANY_SEATS
from members.companies.models import Company
from multifactory.lib.days import DayInput
from multifactory.lib.numbers import MoneyField
from multifactory.lib.stamps import StampedMixin
from multifactory.lib.text.forms import LineField, TextField

ONLY_ADVICE = _("The rulebook has no rule for this matter: here it only asks for advice.")
MAX_OPTION_LENGTH = ProposalOption._meta.get_field("title").max_length or 0
# Left empty, what the row has.
FIELDS_WITH_DEFAULT = ("method", "cost_key", "seats", "dots", "dots_per_option")


class LinesField(TextField):
    """One entry a line; a list of them, without empty lines."""

    widget = forms.Textarea(attrs={"rows": 4})

    def prepare_value(self, value: Any) -> Any:
        return "\n".join(value) if isinstance(value, (list, tuple)) else value

    def clean(self, value: Any) -> list[str]:
        return [" ".join(line.split()) for line in super().clean(value).splitlines() if line.strip()]


def group_ways(matter: str) -> list[tuple[Any, list[tuple[str, Any]]]]:
    """The ways of voting that decide in a matter, and those by which it can only ask for advice."""
    deciding = {way for ways_of in ways_in_matter for way in ways_of(matter)} if matter in Matter else set()
    groups = [
        (_("It decides"), [(way.value, way.label) for way in Method if way in deciding]),
        (_("It only asks for advice"), [(way.value, way.label) for way in Method if way not in deciding]),
    ]
    return [(label, ways) for label, ways in groups if ways]


class ProposalForm(StampedMixin, forms.ModelForm):
    """The text, how it is voted on and what follows. `note` is asked of a text in discussion."""

    request_id = forms.UUIDField(required=False, initial=uuid.uuid4, widget=forms.HiddenInput)
    seen_version = forms.IntegerField(required=False, widget=forms.HiddenInput)
    note = LineField(label=_("What you changed"), max_length=200, required=False)
    options = LinesField(
        label=_("Options"),
        required=False,
        max_length=2000,
        help_text=_(
            "For ranking, approval or points voting: one option per line, two to ten. “None of "
            "these” is added automatically."
        ),
    )
    cost_cents = MoneyField(label=_("What it costs, in euro"), required=False)
    cost_key = forms.ChoiceField(
        label=_("How it is shared"),
        choices=lambda: [(one.key, one.label) for one in cost_keys],
        help_text=_("Each company sees its share before it votes."),
    )

    class Meta:
        model = Proposal
        fields = (
            *("title", "matter", "text", "method", "is_advisory", "is_choice", "seats", "dots"),
            *("dots_per_option",),
            *("cost_cents", "cost_key", "responsible", "due_on", "review_months", "supersedes"),
        )
        widgets = {
            "text": forms.Textarea(attrs={"rows": 14}),
            "due_on": DayInput(),
        }
        help_texts = {
            "title": _("What is to be done, in a few words."),
            "matter": _("This determines which rule of the rulebook applies."),
            "text": _(
                "What, why, who is responsible, what it costs, from when. Markdown: **bold**, lists, links."
            ),
        }

    def __init__(self, *args: Any, effect: Effect | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        matter = cast(forms.ChoiceField, self.fields["matter"])
        if effect:
            matter.choices = [(one.value, one.label) for one in effect.matters]
        matter_value = self["matter"].value()
        cast(forms.ChoiceField, self.fields["method"]).choices = group_ways(matter_value)
        if matter_value in Matter and not any(ways_of(matter_value) for ways_of in ways_in_matter):
            self.fields["is_advisory"].help_text = ONLY_ADVICE
            self.initial.setdefault("is_advisory", True)
        if self.instance.pk:
            self.fields["options"].initial = [option.title for option in self.instance.options.all()]
            self.fields["seen_version"].initial = self.instance.versions.latest("number").number
        for name in FIELDS_WITH_DEFAULT:
            self.fields[name].required = False
        self.takes_candidates = effect is not None and effect.has_candidates
        if self.takes_candidates:
            self._ask_for_persons()
        responsible = cast(forms.ModelChoiceField, self.fields["responsible"])
        responsible.queryset, responsible.empty_label = Company.objects.current(), _("the proposing company")
        supersedes = cast(forms.ModelChoiceField, self.fields["supersedes"])
        resolutions = cast(QuerySet, supersedes.queryset)
        is_in_force = Q(outcome=Outcome.ADOPTED, superseded_by=None)
        supersedes.queryset = resolutions.filter(is_in_force | Q(pk=self.instance.supersedes_id))
        supersedes.empty_label = _("none")
        if not self.has_note:
            del self.fields["note"]

    def _ask_for_persons(self) -> None:
        """Candidates stand on the page of the proposal; companies approve of them."""
        del self.fields["options"]
        method = cast(forms.ChoiceField, self.fields["method"])
        method.choices, self.initial["method"] = (
            [(Method.APPROVAL.value, Method.APPROVAL.label)],
            Method.APPROVAL,
        )
        self.fields["seats"].label = _("How many are elected")
        self.fields["seats"].help_text = _("A company can name as many; who has the most votes is elected.")

    @property
    def has_note(self) -> bool:
        return self.instance.state == Proposal.State.DISCUSSION

    @property
    def is_special(self) -> bool:
        """Voted on otherwise than by yes or no, or with a fault in what says so: shown unfolded then."""
        names = ("method", "is_advisory", "is_choice", "options", "seats", "dots", "dots_per_option")
        is_usual = self["method"].value() in ("", None, Method.MOTION) and not self["is_advisory"].value()
        return not is_usual or any(name in self.errors for name in names)

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        for name in FIELDS_WITH_DEFAULT:
            if name not in self.errors and not cleaned.get(name):
                cleaned[name] = getattr(Proposal(), name)
        if self.takes_candidates:
            cleaned |= {"method": Method.APPROVAL, "is_advisory": False}
        method, options = cleaned.get("method"), cleaned.get("options") or []
        if method and Method(method).has_options and not self.takes_candidates:
            self._check_options(options)
        elif options:
            self.add_error(
                "options",
                _("Options are only for ranking, approval or points voting. Choose one of these above."),
            )
        if method == Method.DOTS and not cleaned.get("is_advisory"):
            self.add_error(
                "is_advisory",
                _("Points voting is only advisory: tick this box, or choose another way of voting."),
            )
        elif not {"matter", "method", "is_advisory", "is_choice", "seats"} & self.errors.keys():
            self._check_decision(cleaned, len(options))
        return cleaned

    def _check_decision(self, cleaned: dict[str, Any], option_count: int) -> None:
        """What the rulebook says of a proposal like this; several are chosen by approval only."""
        if cleaned["method"] != Method.APPROVAL:
            cleaned["seats"] = 1
        elif cleaned["seats"] > (MAX_CANDIDATES if self.takes_candidates else option_count):
            if "options" not in self.errors:
                self.add_error("seats", TOO_MANY_SEATS)
            return
        terms = {name: cleaned[name] for name in ("matter", "method", "is_advisory", "is_choice", "seats")}
        for faults_of in decision_faults:
            for name, fault in faults_of(Proposal(**terms)).items():
                self.add_error(name, fault)

    def _check_options(self, options: list[str]) -> None:
        if not 2 <= len(options) <= MAX_OPTIONS:
            text = _("Enter two to %(most)s options, one per line.")
            self.add_error("options", ValidationError(text, params={"most": MAX_OPTIONS}))
        if len({option.casefold() for option in options}) < len(options):
            self.add_error("options", _("Two options are the same."))
        if any(len(option) > MAX_OPTION_LENGTH for option in options):
            text = _("An option has at most %(most)s characters.")
            self.add_error("options", ValidationError(text, params={"most": MAX_OPTION_LENGTH}))

    def values(self) -> dict[str, Any]:
        """What people filled in, without the marks of the request."""
        options = [] if self.takes_candidates else ["options"]
        names = [*self.Meta.fields, *options, *(["note"] if self.has_note else [])]
        return {name: self.cleaned_data[name] for name in names}


class ActingCompanyForm(forms.Form):
    """Spoken for the company the page named, even if the person has switched to another one since."""

    company = forms.ModelChoiceField(queryset=Company.objects.all(), widget=forms.HiddenInput)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        # Two of these stand on one page, and no two elements may share an id.
        super().__init__(*args, **{"auto_id": f"{type(self).__name__.lower()}_%s"} | kwargs)


class ReasonForm(forms.Form):
    """A reason that everybody reads."""

    reason = LineField(label=_("Reason"), max_length=300, help_text=_("All companies read it."), strip=True)


class RecusalForm(ActingCompanyForm):
    reason = LineField(label=_("Why your company has a conflict of interest"), max_length=200)


class VersionComparisonForm(forms.Form):
    """Two versions of a proposal, by their numbers."""

    before = forms.TypedChoiceField(label=_("From version"), coerce=int)
    after = forms.TypedChoiceField(label=_("to version"), coerce=int)

    def __init__(self, data: Any, *, numbers: list[int]) -> None:
        latest = numbers[-1]
        usual = {"before": str(max(latest - 1, numbers[0])), "after": str(latest)}
        super().__init__({name: data.get(name, value) for name, value in usual.items()})
        for name in usual:
            field = self.fields[name]
            field.choices = [(number, str(number)) for number in numbers]  # type: ignore[attr-defined]
