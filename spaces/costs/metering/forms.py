"""What coordinators enter about meters."""

import uuid
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from multifactory.lib.csv_lines import MOST_FAULTS, decode_csv, line_fault
from multifactory.lib.days import DayField, DayInput
from multifactory.lib.numbers import ThousandthsField
from multifactory.lib.papers import PaperKind
from multifactory.lib.text.forms import TextField
from multifactory.lib.uploads import refuse_too_large_document
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


class ReadingsForm(forms.Form):
    """Readings of many meters. Sent once, they come back with what was used since; sent again, they are kept.

    `seen` says which lines the page showed: any others are shown first.
    """

    file = forms.FileField(
        label=_("File with readings"),
        required=False,
        validators=[refuse_too_large_document],
        widget=forms.FileInput({"accept": ".csv,text/csv"}),
        help_text=_(
            "CSV with meter, day and value; where a meter was exchanged its last value, too; and a note."
        ),
    )
    text = TextField(
        label=_("Or type them, a meter a line"),
        required=False,
        max_length=1_000_000,
        widget=forms.Textarea({"rows": 10}),
        help_text=_("H-A1;2026-11-30;12345,678"),
    )
    seen = forms.CharField(required=False, widget=forms.HiddenInput)
    lines: list[ReadingLine] = []
    checked = Checked()
    is_preview = False
    data: Any

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        if self.errors:
            return cleaned
        upload = cleaned.get("file")
        text = decode_csv(upload.read()) if upload else cleaned.get("text") or ""
        if not text.strip():
            self.add_error("file", _("Choose a file, or type the readings."))
            return cleaned
        try:
            lines = read_readings(text, _meters())
            self.checked = _checked(lines)
        except ValidationError as error:
            self.add_error("file" if upload else "text", error)
            return cleaned
        self.lines = lines
        rows = [(one.reading.meter_id, one.reading.day, one.reading.value) for one in lines]
        mark = str(uuid.uuid5(uuid.NAMESPACE_OID, repr((rows, self.checked))))
        if cleaned["seen"] != mark:
            self.is_preview, self.data = True, self.data.copy()
            self.data["seen"], self.data["text"] = mark, text
        return cleaned


def _meters() -> dict[str, Meter]:
    return {meter.code.casefold(): meter for meter in Meter.objects.all()}


def _checked(lines: list[ReadingLine]) -> Checked:
    checked = check_readings([line.reading for line in lines])
    if checked.faults:
        texts = [line_fault(lines[place].number, text) for place, _name, text in checked.faults]
        raise ValidationError(texts[:MOST_FAULTS])
    return checked
