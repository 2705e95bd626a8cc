"""What somebody enters who comes to an event, and what its hosts enter about guests."""

import uuid
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext_lazy as _

from events.programme.models import Event
from events.registrations.door_models import GuestLetter
from events.registrations.models import Registration
from events.registrations.question_models import EventQuestion
from events.registrations.services import largest_party
from multifactory.lib.stamps import StampedMixin
from multifactory.lib.text.forms import EmailField, LineField

LONGEST_ANSWER = 300


def question_field(question: EventQuestion) -> forms.Field:
    """The field in the reader's language; its help says what the answer is for and how long it is kept."""
    language = get_language() or "en"
    help_text = ngettext(
        "For: %(purpose)s. Erased %(days)d day after the event.",
        "For: %(purpose)s. Erased %(days)d days after the event.",
        question.days_kept,
    ) % {"purpose": question.purpose, "days": question.days_kept}
    common: dict[str, Any] = {
        "label": question.label(language),
        "required": question.is_required,
        "help_text": help_text,
    }
    if question.kind == EventQuestion.Kind.TEXT:
        return LineField(max_length=LONGEST_ANSWER, **common)
    if question.kind == EventQuestion.Kind.YES_NO:
        options: list[tuple[str, Any]] = [("yes", _("Yes")), ("no", _("No"))]
    else:
        options = [(str(number), text) for number, text in enumerate(question.options(language), 1)]
    return forms.ChoiceField(choices=[("", "–"), *options], **common)


class AnswersMixin(forms.Form):
    """A form with the questions of an event below its own fields."""

    def add_questions(self, event: Event, given: dict[int, str] | None = None) -> None:
        self.questions = list(event.questions.all())
        for question in self.questions:
            field = question_field(question)
            field.initial = (given or {}).get(question.pk, "")
            self.fields[f"question_{question.pk}"] = field

    @property
    def question_fields(self) -> list[forms.BoundField]:
        return [self[f"question_{one.pk}"] for one in self.questions]

    def answers(self) -> dict[int, str]:
        """By the question's id."""
        return {one.pk: self.cleaned_data[f"question_{one.pk}"] for one in self.questions}


class RegistrationForm(AnswersMixin):
    name = LineField(label=_("Name"), max_length=120, widget=forms.TextInput(attrs={"autocomplete": "name"}))
    email = EmailField(
        label=_("E-mail address"),
        max_length=254,
        help_text=_("We send your ticket, a reminder and news about the event to this address."),
        widget=forms.EmailInput(attrs={"autocomplete": "email"}),
    )
    party = forms.IntegerField(label=_("How many people, including you"), min_value=1, initial=1)
    request_id = forms.UUIDField(required=False, initial=uuid.uuid4, widget=forms.HiddenInput)

    def __init__(self, *args: Any, event: Event, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _bound_party(self.fields["party"], largest_party(event))
        self.add_questions(event)

    def clean_email(self) -> str:
        return self.cleaned_data["email"].lower()


def _bound_party(field: Any, most: int) -> None:
    """Ask for 1 to `most` people; where only one can come, nothing is asked."""
    field.widget.attrs |= {"max": most, "inputmode": "numeric"}
    if most == 1:
        field.widget, field.required = forms.HiddenInput(), False
        field.clean = lambda value: forms.IntegerField(min_value=1).clean(value or 1)


class PartyForm(forms.Form):
    party = forms.IntegerField(label=_("How many people, including you"), min_value=1)

    def __init__(self, *args: Any, registration: Registration, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["party"].initial = registration.party
        most = max(registration.party, largest_party(registration.event))
        self.fields["party"].widget.attrs |= {"max": most, "inputmode": "numeric"}


class AnswersForm(AnswersMixin):
    """What somebody has answered, to correct it."""

    def __init__(self, *args: Any, registration: Registration, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        given = dict(registration.answers.values_list("question_id", "text"))
        self.add_questions(registration.event, given)


class LetterForm(forms.ModelForm):
    """A letter to the guests: plain text, since their mail programs show it so."""

    request_id = forms.UUIDField(required=False, initial=uuid.uuid4, widget=forms.HiddenInput)

    class Meta:
        model = GuestLetter
        fields = ("readers", "subject", "text")


class QuestionForm(StampedMixin, forms.ModelForm):
    class Meta:
        model = EventQuestion
        fields = (
            *("label_it", "label_en", "kind", "options_it", "options_en"),
            *("is_required", "purpose", "days_kept"),
        )
        widgets = {name: forms.Textarea(attrs={"rows": 4}) for name in ("options_it", "options_en")}
        help_texts = {
            "options_it": _("One answer per line. Only for “one of several”."),
            "options_en": _("The same answers in the same order."),
            "purpose": _("Shown below the question. Do not ask about health or beliefs."),
        }

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        italian, english = (_lines(data.get(f"options_{language}", "")) for language in ("it", "en"))
        if data.get("kind") == EventQuestion.Kind.CHOICE and max(len(italian), len(english)) < 2:
            self.add_error("options_it", ValidationError(_("Write at least two answers, one per line.")))
        elif italian and english and len(italian) != len(english):
            self.add_error(
                "options_en", ValidationError(_("Write the same number of answers in both languages."))
            )
        return data


def _lines(text: str) -> list[str]:
    return [line for line in text.splitlines() if line.strip()]


class WalkInForm(forms.Form):
    name = LineField(label=_("Name"), max_length=120, required=False, help_text=_("Can stay empty."))
    party = forms.IntegerField(label=_("How many people"), min_value=1, max_value=10, initial=1)
    request_id = forms.UUIDField(required=False, initial=uuid.uuid4, widget=forms.HiddenInput)
