"""What coordinators enter about a space."""

from datetime import date, datetime, time
from typing import Any

from django import forms
from django.db.models import Q
from django.utils import timezone

from multifactory.lib.numbers import CommaDecimalField
from spaces.models import Space
from spaces.rules import explain_conflict, explain_holder


class SpaceForm(forms.ModelForm):
    """A space cannot be out of use on a day on which somebody holds it or has booked it."""

    class Meta:
        model = Space
        fields = "__all__"  # noqa: DJ007  the back-office lists them
        field_classes = {"area_m2": CommaDecimalField}

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        if self.instance.pk and not self.errors:
            if start := cleaned.get("valid_from"):
                self._refuse_use("valid_from", Q(start_on__lt=start))
            if end := cleaned.get("valid_to"):
                self._refuse_use("valid_to", Q(end_on__isnull=True) | Q(end_on__gt=end))
                self._refuse_bookings(end)
        return cleaned

    def _refuse_use(self, field: str, outside: Q) -> None:
        held = self.instance.allocations.valid().filter(outside).select_related("company").first()
        if held is not None:
            self.add_error(field, explain_holder(self.instance, held))

    def _refuse_bookings(self, day: date) -> None:
        midnight = timezone.make_aware(datetime.combine(day, time.min))
        bookings = self.instance.bookings.upcoming().filter(ends_at__gt=midnight)
        if booking := bookings.select_related("space", "company").first():
            self.add_error("valid_to", explain_conflict(booking))
