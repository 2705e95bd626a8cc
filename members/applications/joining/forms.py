"""What applicants fill in: who they are, then in a draft all the rest."""

import uuid
from typing import Any, cast

from django import forms
from django.db.models import Q
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from members.applications.call_models import Call, CallQuestion
from members.applications.models import Application
from members.applications.part_models import LONGEST_ANSWER, LONGEST_MESSAGE
from members.companies.models import Field, the_multifactory
from multifactory.lib.days import DayInput
from multifactory.lib.images.forms import ACCEPT
from multifactory.lib.stamps import StampedMixin
from multifactory.lib.text.forms import EmailField, LineField, TextField

FIELDS = ("field", "second_field", "third_field")
LANGUAGES = [("it", "Italiano"), ("en", "English")]


class StartForm(forms.Form):
    """The little that is asked before the link is mailed: the rest is filled in by it, at leisure."""

    name = LineField(
        label=_("Name of the company"),
        max_length=120,
        help_text=_("Of your company, workshop or studio; your own name if it has none."),
    )
    person = LineField(
        label=_("Your name"), max_length=120, widget=forms.TextInput(attrs={"autocomplete": "name"})
    )
    email = EmailField(
        label=_("E-mail address"),
        max_length=254,
        help_text=_("We send a link to this address: by it you fill in the application and follow it."),
        widget=forms.EmailInput(attrs={"autocomplete": "email"}),
    )
    language = forms.ChoiceField(label=_("Language of our e-mails"), choices=LANGUAGES)
    call = forms.ModelChoiceField(
        label=_("Call"),
        queryset=Call.objects.none(),
        required=False,
        to_field_name="slug",
        empty_label=_("without a call"),
    )
    consent = forms.BooleanField(
        label=_("I agree that my data are used to decide on this application"),
        help_text=_(
            "Coordinators read them first, then all members. What is not accepted is erased after 12 months."
        ),
    )
    request_id = forms.UUIDField(widget=forms.HiddenInput, initial=uuid.uuid4)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        call = cast(forms.ModelChoiceField, self.fields["call"])
        call.queryset = Call.objects.open()
        if not the_multifactory().takes_applications:
            call.required, call.empty_label = True, None
        if not Call.objects.open().exists():
            del self.fields["call"]
        self.fields["language"].initial = (get_language() or "it")[:2]

    def service_values(self) -> dict[str, Any]:
        names = ("name", "person", "email", "language", "request_id")
        return {name: self.cleaned_data[name] for name in names} | {"call": self.cleaned_data.get("call")}


class ApplicationForm(StampedMixin, forms.ModelForm):
    """A draft may be as incomplete as it likes; `submit` says what is missing."""

    language = forms.ChoiceField(label=_("Language of our e-mails"), choices=LANGUAGES)

    class Meta:
        model = Application
        fields = (
            *("person", "language", "line", "story", *FIELDS, "vocation", "craft", "founded", "people"),
            *("customers", "least_m2", "most_m2", "needs", "wanted_from", "may_publish"),
        )
        labels = {
            "person": _("Your name"),
            "line": _("What you do, in one line"),
            "story": _("Your story"),
            "field": _("Main field of activity"),
            "customers": _("Who buys from you"),
            "craft": _("Craft business"),
            "founded": _("Year it was founded"),
            "people": _("How many people work in it"),
            "needs": _("What your room needs"),
            "may_publish": _("If we are accepted, our story and products may be published on our page"),
        }
        help_texts = {
            "line": _("At most 100 characters."),
            "story": _("How it began, what you make and how, why here. You can use Markdown."),
            "needs": _("For example three-phase power, extraction, loading, water, step-free"),
            "may_publish": _("Without this tick your page begins empty."),
        }
        widgets = {"story": forms.Textarea(attrs={"rows": 10}), "wanted_from": DayInput()}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        fields = [(field.pk, field.name) for field in Field.objects.all()]  # read once for the three
        for name in FIELDS:
            cast(forms.ChoiceField, self.fields[name]).choices = [("", "---------"), *fields]
        self.fields["person"].required = True

    def clean(self) -> dict[str, Any]:
        """What the database refuses, said beside the field it is about."""
        data = super().clean() or {}
        first, second, third = (data.get(name) for name in FIELDS)
        if second and not first and "field" not in self.errors:
            self.add_error("field", _("Choose the main field first."))
        if third and not second and "second_field" not in self.errors:
            self.add_error("second_field", _("Choose the second field before the third."))
        if second and second == first:
            self.add_error("second_field", _("Choose each field of activity once."))
        if third and third in (first, second):
            self.add_error("third_field", _("Choose each field of activity once."))
        least, most = data.get("least_m2"), data.get("most_m2")
        if least and most and most < least:
            self.add_error("most_m2", _("The maximum cannot be smaller than the minimum."))
        return data

    def validate_constraints(self) -> None:
        """Said above, beside the field each is about."""


class AnswersForm(forms.Form):
    """The questions of a call. None must be answered in a draft."""

    def __init__(self, *args: Any, application: Application, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        given = dict(application.answers.values_list("question", "text"))
        asked = Q(call=application.call_id) if application.call_id else Q(pk__in=[])
        for question in CallQuestion.objects.filter(asked):
            self.fields[f"question_{question.pk}"] = TextField(
                label=question.words,
                help_text=question.help,
                max_length=LONGEST_ANSWER,
                required=False,
                initial=given.get(question.pk, ""),
                widget=forms.Textarea(attrs={"rows": 4, "class": "required" if question.is_required else ""}),
            )

    def answers(self) -> dict[int, str]:
        """By the question's id."""
        return {int(name.removeprefix("question_")): text for name, text in self.cleaned_data.items()}


class DocumentForm(forms.Form):
    name = LineField(
        label=_("Name"),
        max_length=120,
        required=False,
        help_text=_("If you leave this empty, the file name is used."),
    )
    upload = forms.FileField(
        label=_("File"),
        allow_empty_file=True,
        widget=forms.FileInput(attrs={"accept": f"application/pdf,{ACCEPT}"}),
        help_text=_("A PDF, or a picture as JPEG, HEIC, PNG or WebP, of at most 5 MB."),
    )


class AppealForm(forms.Form):
    text = TextField(
        label=_("Why the companies should decide once more"),
        max_length=LONGEST_MESSAGE,
        help_text=_("All members read it."),
        widget=forms.Textarea(attrs={"rows": 8}),
    )
