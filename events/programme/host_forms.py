"""What hosts enter beside the event itself: contributions, co-hosts, a reason, a rule."""

import re
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from events.programme.models import Event
from events.programme.parts import EventHost, Programme
from events.programme.repeats import EventSeries
from events.programme.series import weeks_of
from members.companies.models import Company
from multifactory.lib.days import DayField, LocalDateTimeField
from multifactory.lib.stamps import StampedMixin
from multifactory.lib.text.forms import LineField
from spaces.building.forms import choices_of
from spaces.building.models import Space

ORIGIN = re.compile(r"https://[a-z0-9](?:[a-z0-9.-]*[a-z0-9])?(?::[0-9]{1,5})?")


class HostForm(StampedMixin, forms.ModelForm):
    """What a company brings, where, and its own hours inside those of the event."""

    starts_at = LocalDateTimeField(label=_("From"), required=False)
    ends_at = LocalDateTimeField(label=_("Until"), required=False)

    class Meta:
        model = EventHost
        fields = ("contribution", "space", "starts_at", "ends_at")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choices_of(self, "space").queryset = Space.objects.existing().order_by("code")

    def clean(self) -> dict[str, Any]:
        data = super().clean() or self.cleaned_data
        starts_at, ends_at = data.get("starts_at"), data.get("ends_at")
        if bool(starts_at) != bool(ends_at) and not self.errors:
            self.add_error("ends_at", ValidationError(_("Write both hours, or neither.")))
        event = self.instance.event
        if starts_at and ends_at and not event.starts_at <= starts_at < ends_at <= event.ends_at:
            self.add_error(
                "starts_at", ValidationError(_("Its own hours must be within those of the event."))
            )
        return data


class AskHostForm(forms.Form):
    company = forms.ModelChoiceField(label=_("Company"), queryset=Company.objects.none())

    def __init__(self, *args: Any, event: Event, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        there = event.hosts.exclude(state=EventHost.State.DECLINED).values("company")
        choices_of(self, "company").queryset = (
            Company.objects.current().exclude(pk__in=there).order_by("name")
        )


class ReasonForm(forms.Form):
    reason = LineField(label=_("Reason"), max_length=200)


class SeriesForm(forms.ModelForm):
    """How an event repeats: until a day, or so many dates."""

    until = DayField(label=_("Until"), required=False)

    class Meta:
        model = EventSeries
        fields = ("rule", "week", "until", "count")
        labels = {"rule": _("Repeats"), "week": _("Week of the month"), "count": _("Number of dates")}

    def __init__(self, *args: Any, event: Event, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.event = event
        weeks = weeks_of(event)
        self.initial.setdefault("week", weeks[0])
        field: Any = self.fields["week"]
        field.choices = [(week, EventSeries.Week(week).label) for week in weeks]
        field.required = False
        self.fields["count"].help_text = _("Including this one. At most 200, within 18 months.")

    def clean(self) -> dict[str, Any]:
        data = super().clean() or self.cleaned_data
        if data.get("rule") != EventSeries.Rule.MONTHLY_BY_WEEKDAY:
            data["week"] = None
        elif not data.get("week"):
            data["week"] = weeks_of(self.event)[0]
        if data.get("until") and data["until"] <= timezone.localdate(self.event.starts_at):
            self.add_error("until", ValidationError(_("The last day must come after the first date.")))
        return data


class ProgrammeForm(forms.ModelForm):
    class Meta:
        model = Programme
        fields = ("hosts_publish", "embed_origins")

    def clean_embed_origins(self) -> str:
        """One site a line: scheme and host, nothing behind."""
        lines = self.cleaned_data["embed_origins"].split()
        for line in lines:
            if not ORIGIN.fullmatch(line):
                text = _("“%(line)s” is not a website. Write it like https://www.example.org, one per line.")
                raise ValidationError(text % {"line": line})
        return "\n".join(lines)
