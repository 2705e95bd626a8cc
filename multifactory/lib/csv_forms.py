"""A table that is sent in twice: first it is shown what it would do, then it is done."""

import uuid
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.functional import Promise

from multifactory.lib.csv_lines import decode_csv
from multifactory.lib.text.forms import TextField
from multifactory.lib.uploads import refuse_too_large_document


def csv_file_field(label: Any, help_text: Any) -> forms.FileField:
    return forms.FileField(
        label=label,
        required=False,
        validators=[refuse_too_large_document],
        widget=forms.FileInput({"accept": ".csv,text/csv"}),
        help_text=help_text,
    )


def csv_text_field(label: Any, help_text: Any = "") -> TextField:
    """The same lines typed or pasted; they hold what the file said when it is sent again."""
    return TextField(
        label=label,
        required=False,
        max_length=1_000_000,
        widget=forms.Textarea({"rows": 10}),
        help_text=help_text,
    )


class PreviewedLinesForm(forms.Form):
    """Derive with a field `file`, a field `text` and `read_lines`. Valid and no preview: do it.

    `seen` says which lines the page showed: any others are shown first.
    """

    seen = forms.CharField(required=False, widget=forms.HiddenInput)
    nothing_text: str | Promise  # where neither a file nor lines came
    is_preview = False
    data: Any

    def read_lines(self, text: str) -> object:
        """Keeps what was read; gives back what the page shows of it, told apart by its repr."""
        raise NotImplementedError

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        if self.errors:
            return cleaned
        upload = cleaned.get("file")
        try:
            text = decode_csv(upload.read()) if upload else cleaned.get("text") or ""
            shown = self.read_lines(text) if text.strip() else None
        except ValidationError as error:
            self.add_error("file" if upload else "text", error)
            return cleaned
        if not text.strip():
            self.add_error("file", self.nothing_text)  # type: ignore[arg-type]
            return cleaned
        mark = str(uuid.uuid5(uuid.NAMESPACE_OID, repr(shown)))
        if cleaned["seen"] != mark:
            self.is_preview, self.data = True, self.data.copy()
            self.data["seen"], self.data["text"] = mark, text
        return cleaned
