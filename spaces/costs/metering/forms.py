"""What coordinators enter about meters."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from multifactory.lib.csv_forms import PreviewedLinesForm, csv_file_field, csv_text_field
from multifactory.lib.csv_lines import MOST_FAULTS, line_fault
from multifactory.lib.days import DayField, DayInput
from multifactory.lib.numbers import ThousandthsField
from multifactory.lib.papers import PaperKind
from spaces.building.forms import SkipConstraintsForm, choices_of
from spaces.building.models import Space
from spaces.costs.metering.models import Meter, Reading
from spaces.costs.metering.reading_csv import ReadingLine, read_readings
from spaces.costs.metering.validation import Checked, check_readings
from spaces.upkeep.deadlines.forms import PaperField


class MeterForm(forms.ModelForm):
    class Meta:
        model = Meter
        fields = ("code", "kind", "space", "company", "start_on", "end_on")
        widgets = {name: DayInput() for name in ("start_on", "end_on")}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if "space" in self.fields:
            choices_of(self, "space").queryset = Space.objects.order_by("code")


class ReadingForm(SkipConstraintsForm):
    """What one meter shows. Its checks say what the constraints of the row say."""

    day = DayField(label=_("Read on"), initial=timezone.localdate)
    value = ThousandthsField(label=_("Value"), help_text=_("As the meter shows it, with its decimals."))
    last_value = ThousandthsField(
        label=_("Last value of the old meter"),
        required=False,
        help_text=_(
            "Only where the meter was exchanged that day; above then stands the first of the new one."
        ),
    )
    photo_file = PaperField(label=_("Photo"), required=False)

    class Meta:
        model = Reading
        fields = ("meter", "day", "value", "last_value", "note")

    field_order = ["meter", "day", "value", "last_value", "note", "photo_file"]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if "meter" in self.fields:
            choices_of(self, "meter").queryset = Meter.objects.for_list()

    def clean_photo_file(self) -> Any:
        photo = self.cleaned_data["photo_file"]
        if photo and photo.kind != PaperKind.IMAGE:
            raise ValidationError(gettext("Send a picture of the meter."))
        return photo

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        if self.errors:
            return cleaned
        self.instance.is_exchange = cleaned["last_value"] is not None
        names = ("meter", "day", "value", "last_value", "note")
        reading = Reading(is_exchange=self.instance.is_exchange, **{name: cleaned[name] for name in names})
        for _place, name, text in check_readings([reading]).faults:
            self.add_error(name, text)
        return cleaned


class ReadingsForm(PreviewedLinesForm):
    """Readings of many meters, shown with what was used since before they are kept."""

    file = csv_file_field(
        _("File with readings"),
        _("CSV with meter, day and value; where a meter was exchanged its last value, too; and a note."),
    )
    text = csv_text_field(_("Or type them, a meter a line"), _("H-A1;2026-11-30;12345,678"))
    nothing_text = _("Choose a file, or type the readings.")
    lines: list[ReadingLine] = []
    checked = Checked()

    def read_lines(self, text: str) -> object:
        lines = read_readings(text, _meters())
        self.checked = _checked(lines)
        self.lines = lines
        return [(one.reading.meter_id, one.reading.day, one.reading.value) for one in lines], self.checked


def _meters() -> dict[str, Meter]:
    return {meter.code.casefold(): meter for meter in Meter.objects.all()}


def _checked(lines: list[ReadingLine]) -> Checked:
    checked = check_readings([line.reading for line in lines])
    if checked.faults:
        texts = [line_fault(lines[place].number, text) for place, _name, text in checked.faults]
        raise ValidationError(texts[:MOST_FAULTS])
    return checked
