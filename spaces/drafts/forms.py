"""Sending in the drawing of a floor, saying which shape is which space, publishing it."""

from decimal import Decimal
from pathlib import PurePath
from typing import Any, cast

from django import forms
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import UploadedFile
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from multifactory.lib.days import DayField
from multifactory.lib.numbers import CommaDecimalField
from multifactory.lib.text.forms import LineField
from spaces.building.forms import SkipConstraintsForm
from spaces.building.models import Space
from spaces.drafts.models import PlanDraft
from spaces.drafts.new_spaces import NewSpace
from spaces.drafts.plan_preview import PlanPreview, ShapeCandidate
from spaces.drafts.sheet import Sheet
from spaces.drafts.svg_reader import MOST_BYTES, TOO_LARGE, read_drawing


class DrawingField(forms.FileField):
    """An SVG file; `cleaned_data` has the Sheet that was read from it."""

    widget = forms.FileInput(attrs={"accept": ".svg,image/svg+xml"})
    default_error_messages = {"too_large": TOO_LARGE}

    def clean(self, data: Any, initial: Any = None) -> Sheet | None:
        upload: UploadedFile | None = super().clean(data, initial)
        if upload is None:
            return None
        if (upload.size or 0) > MOST_BYTES:
            raise ValidationError(self.error_messages["too_large"], code="too_large")
        return read_drawing(upload.read())


class PlanUploadForm(SkipConstraintsForm):
    file = DrawingField(
        label=_("Drawing"),
        allow_empty_file=True,
        help_text=_(
            "SVG from Inkscape, LibreOffice Draw, Illustrator, Affinity, Figma and others, at most 1 MB"
            " and 5,000 elements."
        ),
    )

    class Meta:
        model = PlanDraft
        fields = ["floor"]

    @property
    def file_name(self) -> str:
        """Only the name, and only as much as fits."""
        upload = cast(UploadedFile, self.files["file"])
        return PurePath(upload.name or "").name[:100]


class ChooseForm(forms.Form):
    """Which shape a code has. One field for each code without a shape, with several, or chosen before."""

    required_css_class = "required"

    revision = forms.IntegerField(widget=forms.HiddenInput)

    def __init__(self, *args: Any, view: PlanPreview, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.view = view
        shapes = view.draft.sheet.shapes
        self.codes = {f"code_{number}": code for number, code in enumerate(view.open_codes)}
        self.fields["revision"].initial = view.draft.revision
        for name, code in self.codes.items():
            chosen = view.draft.chosen.get(code)
            choices = [(str(candidate.place), candidate.caption) for candidate in view.candidates]
            if chosen is not None and str(chosen) not in dict(choices):
                choices.append((str(chosen), " ".join([f"#{chosen + 1}", *shapes[chosen].names[-1:]])))
            self.fields[name] = forms.ChoiceField(
                label=code,
                choices=[("", _("no shape")), *choices],
                required=False,
                initial="" if chosen is None else str(chosen),
            )

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        seen: dict[str, str] = {}
        for name, code in self.codes.items():
            place = cleaned.get(name)
            if place and place in seen:
                text = _("This shape is already chosen for %(code)s.")
                self.add_error(name, ValidationError(text, params={"code": seen[place]}))
            elif place:
                seen[place] = code
        return cleaned

    @property
    def chosen(self) -> dict[str, int]:
        return {code: int(place) for name, code in self.codes.items() if (place := self.cleaned_data[name])}


class NewSpacesForm(forms.Form):
    """Code and kind of each shape that matches no space; a row without a code makes none."""

    required_css_class = "required"

    revision = forms.IntegerField(widget=forms.HiddenInput)
    wide = CommaDecimalField(
        label=_("Width of all shapes together, in metres"),
        min_value=Decimal("0.1"),
        max_value=Decimal(10_000),
        help_text=_(
            "From the left side of the leftmost shape to the right side of the rightmost, as built. The areas"
            " are calculated from it."
        ),
    )

    def __init__(self, *args: Any, view: PlanPreview, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.view = view
        self.fields["revision"].initial = view.draft.revision
        self.fields["wide"].initial = view.metres_wide
        for one in view.unknown:
            values = {"sign": one.caption}
            self.fields[f"code_{one.place}"] = LineField(
                label=_("Code of %(sign)s") % values,
                max_length=20,
                required=False,
                initial="" if one.elsewhere else one.code,
            )
            self.fields[f"kind_{one.place}"] = forms.ChoiceField(
                label=_("Kind of %(sign)s") % values, choices=Space.Kind.choices, initial=Space.Kind.UNIT
            )

    def rows(self) -> list[tuple[ShapeCandidate, forms.BoundField, forms.BoundField]]:
        return [(one, self[f"code_{one.place}"], self[f"kind_{one.place}"]) for one in self.view.unknown]

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        if not self.errors and not self.new:
            raise ValidationError(_("Give at least one shape a code."))
        return cleaned

    @property
    def new(self) -> list[NewSpace]:
        return [
            NewSpace(one.place, code, self.cleaned_data[f"kind_{one.place}"])
            for one in self.view.unknown
            if (code := self.cleaned_data[f"code_{one.place}"])
        ]


class PublishForm(forms.Form):
    """`revision` says what the draft was when the page was opened."""

    required_css_class = "required"

    revision = forms.IntegerField(widget=forms.HiddenInput)
    valid_from = DayField(
        label=_("Valid from"),
        initial=timezone.localdate,
        help_text=_("From this day on, this plan is shown; before it, the current one."),
    )
    leaves_missing = forms.BooleanField(
        label=_("Leave the spaces without a shape off the plan"), required=False
    )
    replaces = forms.BooleanField(
        label=_("Replace the plan of the same day"),
        required=False,
        help_text=_("Only where that one was a mistake. It stays on record as withdrawn."),
    )
