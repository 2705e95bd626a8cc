"""What the secretary writes: the debate, and a note on each item."""

from collections.abc import Mapping, Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from governance.assemblies.minutes.book import hash_of
from governance.assemblies.minutes.models import Minutes
from governance.attendance.models import AgendaItem, Assembly
from multifactory.lib.stamps import StampedMixin
from multifactory.lib.text.forms import TextField

PREFIX = "note_"


class NotesForm(StampedMixin, forms.Form):
    """While the assembly is held: a note for each item, from which its minutes begin.

    Chair and secretary may both write, and the desk adds why a vote was secret.
    """

    def __init__(self, *args: Any, assembly: Assembly, items: Sequence[AgendaItem], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.instance = assembly
        self.before = {item.pk: item.note for item in items}
        for item in items:
            self.fields[f"{PREFIX}{item.pk}"] = _note_field(item.position, item.title, item.note)

    def notes(self) -> dict[int, str]:
        return notes_of(self.cleaned_data)


class MinutesForm(forms.Form):
    seen = forms.CharField(widget=forms.HiddenInput)
    text = TextField(
        label=gettext_lazy("What was said"),
        max_length=40_000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 10}),
        help_text=gettext_lazy(
            "Only what no item below holds. Votes, times and names of companies are there."
        ),
    )

    def __init__(self, *args: Any, minutes: Minutes, **kwargs: Any) -> None:
        kwargs["initial"] = {"text": minutes.text, "seen": hash_of(minutes)}
        super().__init__(*args, **kwargs)
        for item in minutes.facts["items"]:
            position = item["position"]
            self.fields[f"{PREFIX}{position}"] = _note_field(position, item["title"], item["note"])

    def notes(self) -> dict[int, str]:
        """By the position of the item."""
        return notes_of(self.cleaned_data)


class SignatureForm(forms.Form):
    """What somebody signs is what the page showed."""

    seen = forms.CharField(widget=forms.HiddenInput)


def _note_field(position: int, title: str, note: str) -> TextField:
    return TextField(
        label=f"{position}. {title}",
        max_length=20_000,
        required=False,
        initial=note,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=_("Who spoke for it and against it, and what was said."),
    )


def notes_of(values: Mapping[str, Any]) -> dict[int, str]:
    return {int(name.removeprefix(PREFIX)): text for name, text in values.items() if name.startswith(PREFIX)}
