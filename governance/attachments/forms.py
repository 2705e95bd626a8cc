"""A file for a proposal."""

from django import forms
from django.utils.translation import gettext_lazy as _

from multifactory.lib.images.forms import ACCEPT
from multifactory.lib.text.forms import LineField
from multifactory.lib.uploads import refuse_too_large


class AttachmentForm(forms.Form):
    name = LineField(
        label=_("Name"),
        max_length=120,
        required=False,
        help_text=_("If you leave this empty, the file name is used."),
    )
    upload = forms.FileField(
        label=_("File"),
        allow_empty_file=True,
        validators=[refuse_too_large],
        widget=forms.FileInput(attrs={"accept": f"application/pdf,{ACCEPT}"}),
        help_text=_("A PDF of at most 5 MB, or a picture as JPEG, HEIC, PNG or WebP of at most 20 MB."),
    )
