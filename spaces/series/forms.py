"""What people enter about a series."""

import uuid
from datetime import date
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from members.companies.models import Company
from members.people.models import User
from multifactory.lib.days import DayField, read_day
from multifactory.lib.recurrence import nths_of
from multifactory.lib.stamps import StampedMixin
from multifactory.lib.text.forms import LineField
from spaces.bookings.forms import NOTHING_BOOKABLE, offer_companies, offer_operators
from spaces.bookings.rules import SLOT
from spaces.building.forms import choices_of
from spaces.building.models import Space
from spaces.series.models import MOST_DATES, TERMS, Series
from spaces.series.rules import Timing

MOST_NIGHTS = 14


class HourInput(forms.TimeInput):
    """The browser's own picker of hours, on the quarters."""

    def __init__(self) -> None:
        super().__init__({"type": "time", "step": int(SLOT.total_seconds())}, format="%H:%M")


class TimingForm(forms.Form):
    """Where and when each date is, and what for; `skip` are the dates ticked in the preview."""

    choices_missing_texts = {"space": NOTHING_BOOKABLE}

    space = forms.ModelChoiceField(Space.objects.none(), label=gettext_lazy("Space"))
    start_time = forms.TimeField(label=gettext_lazy("From"), widget=HourInput)
    end_time = forms.TimeField(label=gettext_lazy("Until"), widget=HourInput)
    nights = forms.IntegerField(
        label=gettext_lazy("Nights"),
        min_value=0,
        max_value=MOST_NIGHTS,
        initial=0,
        help_text=gettext_lazy("0 if it ends on the same day; 1 if it goes past midnight."),
    )
    purpose = LineField(label=gettext_lazy("What for"), max_length=100)
    is_private = forms.BooleanField(label=gettext_lazy("Keep the purpose private"), required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        spaces = Space.objects.bookable().select_related("policy__certificate", "policy__quota")
        choices_of(self, "space").queryset = spaces.order_by("code")

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        start, end = cleaned.get("start_time"), cleaned.get("end_time")
        if start and end and end <= start and cleaned.get("nights") == 0:
            cleaned["nights"] = 1
        return cleaned

    def timing(self) -> Timing:
        names = ("space", "start_time", "end_time", "nights")
        return Timing(**{name: self.cleaned_data[name] for name in names})

    def skipped(self) -> set[date]:
        """The dates ticked; what is no day is left out."""
        found = set()
        for text in self.data.getlist("skip")[:MOST_DATES]:  # type: ignore[attr-defined]
            try:
                day = read_day(text)
            except ValidationError:
                continue
            if day is not None:
                found.add(day)
        return found

    def terms(self) -> dict[str, Any]:
        return dict(self.cleaned_data)


class SeriesChangeForm(StampedMixin, TimingForm):
    """Other terms for a series; the stamp keeps two people from overwriting each other."""

    def __init__(self, *args: Any, instance: Series, **kwargs: Any) -> None:
        self.instance = instance
        super().__init__(*args, initial={name: getattr(instance, name) for name in TERMS}, **kwargs)


class SeriesForm(TimingForm):
    """A new series of a person for one of their companies; `request_id` makes sending it twice one series."""

    company = forms.ModelChoiceField(Company.objects.none(), label=gettext_lazy("For"))
    every = forms.ChoiceField(
        label=gettext_lazy("Repeats"), choices=Series.Every, widget=forms.RadioSelect, initial="week"
    )
    nth = forms.TypedChoiceField(
        label=gettext_lazy("Which of the month"),
        choices=[("", "–"), *Series.Nth.choices],
        coerce=int,
        empty_value=None,
        required=False,
        help_text=gettext_lazy("Only if it repeats every month."),
    )
    first_day = DayField(label=gettext_lazy("First day"))
    until = DayField(label=gettext_lazy("Last possible day"))
    operators = forms.ModelMultipleChoiceField(
        User.objects.none(),
        label=gettext_lazy("Who works the machine"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=gettext_lazy("People with the certificate, if the space requires one."),
    )
    request_id = forms.UUIDField(widget=forms.HiddenInput, initial=uuid.uuid4)

    def __init__(self, *args: Any, user: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offer_companies(self, user)
        offer_operators(self, user)

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        day = cleaned.get("first_day")
        if cleaned.get("every") != Series.Every.MONTH:
            cleaned["nth"] = None
        elif day and cleaned.get("nth") not in nths_of(day):
            offered = ", ".join(str(Series.Nth(nth).label) for nth in nths_of(day))
            text = _("The first day is this one of its month: %(offered)s. Choose it, or another first day.")
            self.add_error("nth", text % {"offered": offered})
        if day and day < timezone.localdate():
            self.add_error("first_day", _("This day is past."))
        return cleaned

    def rule(self) -> dict[str, Any]:
        """What the preview is asked about beside the timing."""
        names = ("company", "every", "nth", "first_day", "until")
        operators = self.cleaned_data.get("operators") or ()
        return {name: self.cleaned_data[name] for name in names} | {"operators": operators}
