"""Opening and extending a round, and what a company answers, one form a method of voting."""

from collections.abc import Mapping, Sequence
from typing import Any

from django import forms
from django.apps import apps
from django.utils.translation import gettext_lazy as _

from governance.proposals.choices import Method
from governance.proposals.forms import ActingCompanyForm, ReasonForm
from governance.voting.counting.answers import NONE, validate
from governance.voting.models import Vote, VotingRound
from governance.voting.services import Citation
from members.companies.models import Company
from multifactory.lib.days import LocalDateTimeField
from multifactory.lib.text.forms import LineField, TextField

Choice = Vote.Choice

ERROR_MESSAGES = {
    "unknown_choice": _("Choose one of the answers."),
    "reason_missing": _("Say why you object: the others can only respond to what they know."),
    "empty": _("You have not answered. Fill in the ballot, or vote blank."),
    "unknown_option": _("One of the options is not in this vote. Load the page again."),
    "duplicate_option": _("Name each option once."),
    "too_many_names": _("You have ticked too many options."),
    "rank_invalid": _("Enter positions as whole numbers starting from 1: 1 is your first choice."),
    "negative": _("Points cannot be below zero."),
    "dots_exceeded": _("You have used more points than your company has."),
    "dots_per_option_exceeded": _("These are too many points on one option."),
}
MALFORMED_MESSAGE = _("Your answer could not be read. Load the page again.")


class AnswerForm(ActingCompanyForm):
    """`seen_revision` says which vote of the company the page showed: 0 is none."""

    seen_revision = forms.IntegerField(required=False, min_value=0, widget=forms.HiddenInput)

    def __init__(
        self, *args: Any, voting_round: VotingRound, answer: Mapping[str, Any] | None = None, **kwargs: Any
    ) -> None:
        self.voting_round = voting_round
        self.options: list[tuple[str, str]] = [
            (option["key"], option["title"]) for option in voting_round.options
        ]
        initial = (self.initial_of(answer) if answer else {}) | kwargs.pop("initial", {})
        super().__init__(*args, initial=initial, auto_id="vote_%s", **kwargs)
        self.build()

    def build(self) -> None:
        """Add the fields that depend on the options."""

    def initial_of(self, answer: Mapping[str, Any]) -> dict[str, Any]:
        return {"choice": answer["choice"]}

    def answer_of(self, cleaned: dict[str, Any]) -> dict[str, Any]:
        return {"choice": cleaned["choice"]}

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        if self.errors:
            return cleaned
        answer = self.answer_of(cleaned)
        faults = validate(
            self.voting_round.method,
            answer,
            [key for key, _title in self.options],
            seats=self.voting_round.seats,
            dots_total=self.voting_round.dots,
            dots_per_option=self.voting_round.dots_per_option,
        )
        for code in faults:
            self.add_error(self.field_of(code), ERROR_MESSAGES.get(code, MALFORMED_MESSAGE))
        return cleaned | {"answer": answer}

    def field_of(self, code: str) -> str | None:
        return None


class MotionForm(AnswerForm):
    choice = forms.ChoiceField(
        label=_("Your company’s vote"),
        choices=[
            (choice.value, choice.label) for choice in (Choice.YES, Choice.NO, Choice.ABSTAIN, Choice.BLANK)
        ],
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose yes, no, abstain or blank.")},
    )


class ConsentForm(AnswerForm):
    choice = forms.ChoiceField(
        label=_("Your company’s answer"),
        choices=[
            (choice.value, choice.label)
            for choice in (Choice.CONSENT, Choice.CONCERN, Choice.ASIDE, Choice.OBJECTION, Choice.BLANK)
        ],
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose one of the answers.")},
    )
    reason = TextField(
        label=_("Concern or objection, in a few sentences"),
        required=False,
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_(
            "An objection says why the proposal would cause harm. It becomes visible when voting closes."
        ),
    )

    def initial_of(self, answer: Mapping[str, Any]) -> dict[str, Any]:
        return {"choice": answer["choice"], "reason": answer.get("reason", "")}

    def answer_of(self, cleaned: dict[str, Any]) -> dict[str, Any]:
        has_reason = cleaned["choice"] in (Choice.CONCERN, Choice.OBJECTION) and cleaned["reason"]
        return {"choice": cleaned["choice"]} | ({"reason": cleaned["reason"]} if has_reason else {})

    def field_of(self, code: str) -> str | None:
        return "reason" if code == "reason_missing" else None


class BallotForm(AnswerForm):
    """Ways of voting with options; a blank vote is a box to tick."""

    is_blank = forms.BooleanField(
        label=_("Vote blank"),
        required=False,
        help_text=_("Your company takes part without preferring any option."),
    )

    def build(self) -> None:
        self.move_to_end("is_blank")

    def move_to_end(self, name: str) -> None:
        self.fields[name] = self.fields.pop(name)

    def content_of(self, cleaned: dict[str, Any]) -> dict[str, Any]:
        raise NotImplementedError

    def answer_of(self, cleaned: dict[str, Any]) -> dict[str, Any]:
        if cleaned["is_blank"]:
            return {"choice": Choice.BLANK.value}
        return {"choice": Choice.BALLOT.value} | self.content_of(cleaned)

    def initial_of(self, answer: Mapping[str, Any]) -> dict[str, Any]:
        return {"is_blank": answer["choice"] == Choice.BLANK}


class NumbersForm(BallotForm):
    """A number for each option."""

    content_key = ""
    least = 0

    def rows(self) -> Sequence[tuple[str, str]]:
        return self.options

    def build(self) -> None:
        for key, title in self.rows():
            self.fields[f"number_{key}"] = forms.IntegerField(
                label=title,
                required=False,
                min_value=self.least,
                max_value=1000,
                widget=forms.NumberInput(attrs={"inputmode": "numeric", "class": "short"}),
            )
        super().build()

    @property
    def numbers(self) -> list[forms.BoundField]:
        return [self[f"number_{key}"] for key, _title in self.rows()]

    def content_of(self, cleaned: dict[str, Any]) -> dict[str, Any]:
        given = {key: cleaned[f"number_{key}"] for key, _title in self.rows()}
        return {self.content_key: {key: number for key, number in given.items() if number is not None}}

    def initial_of(self, answer: Mapping[str, Any]) -> dict[str, Any]:
        given = {f"number_{key}": number for key, number in answer.get(self.content_key, {}).items()}
        return super().initial_of(answer) | given


class RankedForm(NumbersForm):
    content_key = "ranks"
    least = 1

    def rows(self) -> Sequence[tuple[str, str]]:
        return [*self.options, (NONE, str(_("None of these")))]


class DotsForm(NumbersForm):
    content_key = "dots"

    def content_of(self, cleaned: dict[str, Any]) -> dict[str, Any]:
        content = super().content_of(cleaned)[self.content_key]
        return {self.content_key: {key: number for key, number in content.items() if number}}


class ApprovalForm(BallotForm):
    def build(self) -> None:
        self.fields["names"] = forms.MultipleChoiceField(
            label=_("Options you accept"),
            choices=self.options,
            required=False,
            widget=forms.CheckboxSelectMultiple,
            help_text=_("Tick as many as you like; tick none to accept none.")
            if self.voting_round.seats == 1
            else _("Tick at most %(seats)s.") % {"seats": self.voting_round.seats},
        )
        super().build()

    def content_of(self, cleaned: dict[str, Any]) -> dict[str, Any]:
        return {"options": sorted(cleaned["names"])}

    def initial_of(self, answer: Mapping[str, Any]) -> dict[str, Any]:
        return super().initial_of(answer) | {"names": list(answer.get("options", []))}

    def field_of(self, code: str) -> str | None:
        return "names"


FORM_BY_METHOD: dict[str, type[AnswerForm]] = {
    Method.MOTION: MotionForm,
    Method.CONSENT: ConsentForm,
    Method.RANKED: RankedForm,
    Method.APPROVAL: ApprovalForm,
    Method.DOTS: DotsForm,
}


def answer_form(
    voting_round: VotingRound,
    data: Any = None,
    *,
    answer: Mapping[str, Any] | None = None,
    initial: Mapping[str, Any] | None = None,
) -> AnswerForm:
    """The form of a round's way of voting, filled with what the company answers now."""
    form_class = FORM_BY_METHOD[voting_round.method]
    return form_class(data, voting_round=voting_round, answer=answer, initial=dict(initial or {}))


class OpenVotingForm(forms.Form):
    """With a company that a resolution keeps from voting, if there is one; others say so themselves."""

    closes_at = LocalDateTimeField(label=_("Voting closes on"))
    ends_when_all_voted = forms.BooleanField(
        label=_("It can be counted as soon as all companies have voted"),
        required=False,
        help_text=_("The e-mail says so. If not ticked: nobody can count the votes before the closing time."),
    )
    recused = forms.ModelChoiceField(
        label=_("Company that does not vote"), queryset=Company.objects.none(), required=False
    )
    recusal_resolution = LineField(
        label=_("By the resolution"),
        max_length=20,
        required=False,
        help_text=_("Its number in the book of resolutions, for example 2026/14. It must name the company."),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["recused"].queryset = Company.objects.current()  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        """Adds `cited`: the company and the resolution, or None."""
        cleaned = super().clean() or self.cleaned_data
        company, reference = cleaned.get("recused"), cleaned.get("recusal_resolution", "")
        resolution = find_resolution(reference) if reference else None
        if reference and not resolution:
            self.add_error("recusal_resolution", _("There is no such resolution in the book."))
        elif bool(company) != bool(resolution) and "recused" not in self.errors:
            missing = "recusal_resolution" if company else "recused"
            self.add_error(missing, _("Name both, the company and the resolution, or neither."))
        return cleaned | {"cited": Citation(company, resolution) if company and resolution else None}

    def values(self) -> dict[str, Any]:
        return {name: self.cleaned_data[name] for name in ("closes_at", "ends_when_all_voted", "cited")}

    @property
    def has_citation(self) -> bool:
        """Something was written about a company that does not vote."""
        return bool(self["recused"].value() or self["recusal_resolution"].value())


def find_resolution(reference: str) -> Any:
    """By its number in the book, such as 2026/14; None where there is none."""
    year, _slash, number = reference.strip().partition("/")
    if not (year.isdecimal() and number.isdecimal() and len(year) == 4 and len(number) < 9):
        return None
    resolutions = apps.get_model("governance", "Resolution").objects  # of a higher subject
    return resolutions.filter(year=int(year), number=int(number)).first()


class ExtensionForm(ReasonForm):
    closes_at = LocalDateTimeField(label=_("Voting closes on"))
    field_order = ("closes_at", "reason")
