"""What people enter about deadlines."""

from typing import Any

from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from multifactory.lib.days import DayField, DayInput
from multifactory.lib.images.forms import ACCEPT
from multifactory.lib.papers import CleanPaper, read_paper
from multifactory.lib.text.forms import LineField
from multifactory.lib.uploads import refuse_too_large
from spaces.building.forms import choices_of
from spaces.building.models import Space
from spaces.upkeep.deadlines.models import Deadline

TERMS = ("name", "text", "space", "building", "every_months", "next_on", "responsible", "blocks_when_late")


class DeadlineForm(forms.ModelForm):
    """What coordinators write in the back-office."""

    class Meta:
        model = Deadline
        fields = (*TERMS, "ended_on")
        widgets = {"next_on": DayInput(), "ended_on": DayInput()}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if "space" in self.fields:
            choices_of(self, "space").queryset = Space.objects.order_by("code")


class PaperField(forms.FileField):
    """A PDF or a picture; `cleaned_data` has the CleanPaper."""

    widget = forms.FileInput(attrs={"accept": f"application/pdf,{ACCEPT}"})

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(allow_empty_file=True, validators=[refuse_too_large], **kwargs)

    def clean(self, data: Any, initial: Any = None) -> CleanPaper | None:
        upload = super().clean(data, initial)
        return read_paper(upload) if isinstance(upload, UploadedFile) else None


class DoneForm(forms.Form):
    """It was done on a day. `due_on` is the day that was due when the page was opened."""

    due_on = DayField(widget=forms.HiddenInput)
    day = DayField(label=_("Done on"))
    note = LineField(
        label=_("Note"),
        max_length=300,
        required=False,
        help_text=_("Who did it, what was found. All members read it."),
    )

    def __init__(self, *args: Any, deadline: Deadline, **kwargs: Any) -> None:
        initial = {"due_on": deadline.next_on, "day": timezone.localdate()}
        super().__init__(*args, **{"initial": initial, **kwargs})


class DoneWithPaperForm(DoneForm):
    paper = PaperField(
        label=_("Report or receipt"),
        required=False,
        help_text=_(
            "A PDF of at most 5 MB, or a picture as JPEG, HEIC, PNG or WebP of at most 20 MB."
            " Members can read it."
        ),
    )
