"""What people write in one language or in two: pages show the reader's, or the other, marked (`lang`)."""

from collections.abc import Mapping
from typing import Any, ClassVar

from django import forms
from django.conf import settings
from django.db import models
from django.utils.text import capfirst
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

IN_LANGUAGE = {"en": _("in English"), "it": _("in Italian")}


class Words(str):
    """A text that knows its language where it is not the reader's: pages name it (`lang`)."""

    lang: str

    def __new__(cls, text: str, lang: str = "") -> "Words":
        words = super().__new__(cls, text)
        words.lang = lang
        return words


def words_for_reader(texts: Mapping[str, str], language: str = "") -> Words:
    """Of the texts by language, the reader's; where that is empty, the first there is."""
    wanted = (language or get_language() or "").partition("-")[0]
    if texts.get(wanted):
        return Words(texts[wanted])
    return next((Words(text, code) for code, text in texts.items() if text), Words(""))


def other_language(language: str) -> str:
    return next(code for code, _name in settings.LANGUAGES if code != language)


class InTwoLanguages(models.Model):
    """Each text that `in_two_languages` names has a column beside it, `other_…`, for the other language."""

    in_two_languages: ClassVar[tuple[str, ...]]

    language = models.CharField(
        _("language of the first texts"),
        max_length=5,
        choices=settings.LANGUAGES,
        blank=True,
        help_text=_("Needed where a text stands in the other language too."),
    )

    class Meta:
        abstract = True

    @property
    def written_in(self) -> str:
        """Empty where nobody has said it: then no text is in a second language, and none is marked."""
        return self.language or settings.CONTENT_LANGUAGE

    @property
    def shown(self) -> dict[str, Words]:
        """Its texts for the reader, by name."""
        own = self.written_in
        return {
            name: words_for_reader(
                {own: getattr(self, name), other_language(own): getattr(self, f"other_{name}")}
            )
            for name in self.in_two_languages
        }


class TwoLanguagesForm(forms.ModelForm):
    """The texts side by side, each under the name of its language as soon as that is known."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        own = self.instance.written_in
        if not own:
            return
        for name in self.instance.in_two_languages:
            label = capfirst(str(self.fields[name].label))
            for box, code in ((name, own), (f"other_{name}", other_language(own))):
                self.fields[box].label = f"{label} ({IN_LANGUAGE[code]})"
