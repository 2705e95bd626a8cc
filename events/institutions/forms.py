"""What coordinators write of institutions, members note, and a proposal would put in force."""

import uuid
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import UploadedFile
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _

from events.institutions.agreement_models import Agreement, ProposedAgreement
from events.institutions.models import Institution, InstitutionLogo
from events.institutions.rules import check_start
from multifactory.lib.days import DayField, DayInput
from multifactory.lib.forms import add_errors
from multifactory.lib.images.admin import PictureForm
from multifactory.lib.images.forms import ImageUploadField
from multifactory.lib.papers import CleanPaper, read_paper
from multifactory.lib.stamps import StampedMixin
from multifactory.lib.text.forms import LineField, TextField, URLField
from multifactory.lib.uploads import refuse_too_large
from spaces.building.forms import SkipConstraintsForm, choices_of, offer_adopted_resolutions


class InstitutionForm(forms.ModelForm):
    website = URLField(label=capfirst(_("website")), required=False, max_length=200, assume_scheme="https")

    class Meta:
        model = Institution
        fields = ("name", "slug", "kind", "line", "website", "address", "is_public")

    def clean_website(self) -> str:
        website = str(self.cleaned_data["website"])
        if website and not website.startswith(("http://", "https://")):
            raise ValidationError(_("A website begins with http:// or https://."))
        return website


class LogoForm(PictureForm):
    image = ImageUploadField(label=capfirst(_("logo")), fit="logo")

    class Meta:
        model = InstitutionLogo
        fields = ("alt",)


class PdfField(forms.FileField):
    """A PDF; `cleaned_data` has the CleanPaper."""

    widget = forms.FileInput(attrs={"accept": "application/pdf"})

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(allow_empty_file=True, validators=[refuse_too_large], **kwargs)

    def clean(self, data: Any, initial: Any = None) -> CleanPaper | None:
        upload = super().clean(data, initial)
        return read_paper(upload, is_picture_taken=False) if isinstance(upload, UploadedFile) else None


class AgreementForm(forms.ModelForm):
    upload = PdfField(
        label=capfirst(_("document")),
        required=False,
        help_text=_("A PDF of at most 5 MB; members can read it."),
    )

    class Meta:
        model = Agreement
        fields = (
            *("institution", "title", "signed_on", "starts_on", "ends_on", "notice_months", "resolution"),
        )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if "resolution" in self.fields:  # fixed once a resolution has put it in force
            offer_adopted_resolutions(self)

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        start, end = cleaned.get("starts_on"), cleaned.get("ends_on")
        if start and end and end <= start:
            self.add_error(
                "ends_on", _("The first day it is no longer in force must be after the day it starts.")
            )
        if cleaned.get("resolution") and not start and "starts_on" in self.fields:
            self.add_error("starts_on", _("Write from which day the resolution puts it in force."))
        return cleaned


class DecidedAgreementForm(AgreementForm):
    """Its document is the one that was decided on."""

    upload = None  # type: ignore[assignment]


class EndForm(forms.Form):
    ends_on = DayField(
        label=_("No longer in force from"), help_text=_("The first day it is no longer in force.")
    )
    reason = LineField(label=_("Reason"), max_length=200, help_text=_("Members can read it on the page."))


class NoteForm(forms.Form):
    request_id = forms.UUIDField(widget=forms.HiddenInput)
    text = TextField(
        label=_("What was discussed"),
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=_("All members can read it. It cannot be changed afterwards."),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **{"initial": {"request_id": uuid.uuid4()}, **kwargs})


class ProposedAgreementForm(StampedMixin, SkipConstraintsForm):
    class Meta:
        model = ProposedAgreement
        fields = ("agreement", "start_on")
        widgets = {"start_on": DayInput()}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        agreements = Agreement.objects.to_decide().select_related("institution").order_by("pk")
        field: Any = choices_of(self, "agreement")
        field.queryset = agreements
        field.label_from_instance = lambda row: f"{row}, {row.institution}"
        field.help_text = _("Coordinators enter an agreement before it is proposed.")

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        if not self.errors:
            try:
                check_start(cleaned["agreement"], cleaned["start_on"])
            except ValidationError as error:
                add_errors(self, error)
        return self.cleaned_data
