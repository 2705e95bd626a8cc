"""The form field for pictures."""

from typing import Any, Literal

from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext_lazy as _

from multifactory.lib.images.reading import CleanImage, read_image

HELP = _(
    "JPEG or HEIC as phones make them (up to 50 megapixels), PNG or WebP (up to 25); at most 20 "
    "MB. If it is an SVG drawing, save it as PNG first."
)
# Some browsers know HEIC by its ending alone.
ACCEPT = "image/jpeg,image/png,image/webp,image/heic,image/heif,.heic"


class ImageUploadField(forms.FileField):
    """A picture; `cleaned_data` has the CleanImage, or what was given as initial when none was sent."""

    widget = forms.FileInput(attrs={"accept": ACCEPT})

    def __init__(self, *, fit: Literal["photo", "logo"] = "photo", **kwargs: Any) -> None:
        self.fit = fit
        # An empty file is told apart from none by the pipeline, with the same words as every other fault.
        kwargs.setdefault("help_text", HELP)
        super().__init__(allow_empty_file=True, **kwargs)

    def to_python(self, data: UploadedFile | None) -> CleanImage | None:  # type: ignore[override]
        upload = super().to_python(data)
        return read_image(upload, fit=self.fit) if upload is not None else None
