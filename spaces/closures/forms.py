"""What coordinators enter to shut spaces."""

from typing import Any

from django import forms
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _

from multifactory.lib.days import MOMENT_INPUT, LocalDateTimeField
from spaces.bookings.blocks import bookings_in_way
from spaces.bookings.rules import explain_conflict
from spaces.building.forms import choices_of, offer_adopted_resolutions
from spaces.building.models import Space
from spaces.closures.models import Closure


class ClosureForm(forms.ModelForm):
    """With the bookings it would cancel, to be agreed to before anything happens."""

    starts_at = LocalDateTimeField(label=capfirst(_("start")))
    ends_at = LocalDateTimeField(label=capfirst(_("end")))
    cancels = forms.BooleanField(
        label=capfirst(_("cancel what is booked then")),
        required=False,
        help_text=_("Each company gets one e-mail with the reason."),
    )

    class Meta:
        model = Closure
        fields = ["spaces", "starts_at", "ends_at", "reason", "resolution"]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if "spaces" not in self.fields:  # the page of one that stands, to read
            return
        for name in ("starts_at", "ends_at"):
            attrs = {"type": "datetime-local"}
            self.fields[name].widget = forms.DateTimeInput(attrs, format=MOMENT_INPUT)
        common = Space.objects.existing().exclude(kind=Space.Kind.UNIT)
        choices_of(self, "spaces").queryset = common.order_by("code")
        offer_adopted_resolutions(self)

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        if {"spaces", "starts_at", "ends_at"} <= cleaned.keys() and not cleaned.get("cancels"):
            keys = [space.pk for space in cleaned["spaces"]]
            if cleaned["starts_at"] < cleaned["ends_at"]:
                in_way = bookings_in_way(keys, cleaned["starts_at"], cleaned["ends_at"])
                for booking in in_way:
                    self.add_error("cancels", explain_conflict(booking))
        return cleaned
