"""One search for all pages: without regard to case, accents, apostrophes and the order of words.

A model that is searched keeps a column of the words it is found by (`Searched`): both databases answer alike.
 Companies are found by more than their row holds: `members.profile.search` writes theirs.
"""

import unicodedata
from collections.abc import Iterable, Sequence
from typing import Any, ClassVar

import django_filters
from django.db import models, transaction
from django.db.models import Q

# Letters that Unicode does not take apart into a plain letter and a mark.
LETTERS = str.maketrans(
    {"æ": "ae", "œ": "oe", "ø": "o", "đ": "d", "ð": "d", "ł": "l", "ħ": "h", "ı": "i", "þ": "th"}
)
APOSTROPHES = dict.fromkeys(map(ord, "'`´‘’ʼ′＇"), " ")


def normalise_text(text: str) -> str:
    """The text in small letters without marks (NFKD); an apostrophe separates words, as a space does."""
    taken_apart = unicodedata.normalize("NFKD", text.translate(APOSTROPHES).casefold())
    letters = "".join(letter for letter in taken_apart if not unicodedata.combining(letter))
    return letters.casefold().translate(LETTERS)


def normalised_words(text: str) -> list[str]:
    """The different plain words of a text, in their order. A NUL, which PostgreSQL refuses, separates."""
    return list(dict.fromkeys(normalise_text(text.replace("\0", " ")).split()))


def searchable(texts: Iterable[object]) -> str:
    """What stands in the column of a row with these texts."""
    return " ".join(normalised_words(" ".join(map(str, texts))))


def has_words(text: str, column: str = "search_text") -> Q:
    """Rows with each word, or a longer one that holds it. Django takes % and _ for what they are."""
    found = Q()
    for word in normalised_words(text):
        found &= Q(**{f"{column}__contains": word})
    return found


class WordsFilter(django_filters.CharFilter):
    """Of a list of `Searched` rows."""

    def filter(self, qs: Any, value: str) -> Any:
        return qs.filter(has_words(value)) if value else qs


class SearchedQuerySet(models.QuerySet):
    model: Any

    def update(self, **kwargs: Any) -> int:
        """Keeps the words by which the rows are found too."""
        if set(self.model.found_by).isdisjoint(kwargs):
            return super().update(**kwargs)
        with transaction.atomic():
            keys = list(self.values_list("pk", flat=True))
            done = super().update(**kwargs)
            refresh_search(self.model, keys)
        return done


class SearchTextField(models.TextField):
    """To migrations a column of text; on its way in, what the row is found by."""

    def deconstruct(self) -> Any:
        name, _path, args, kwargs = super().deconstruct()
        return name, "django.db.models.TextField", args, kwargs

    def pre_save(self, model_instance: Any, add: bool) -> str:
        value = searchable(getattr(model_instance, name) for name in model_instance.found_by)
        setattr(model_instance, self.attname, value)
        return value


class Searched(models.Model):
    """Found by the attributes that `found_by` names."""

    found_by: ClassVar[Sequence[str]]

    search_text = SearchTextField(default="", editable=False)

    class Meta:
        abstract = True

    def save(self, *args: Any, **kwargs: Any) -> None:
        names = kwargs.get("update_fields")
        if names is not None and not set(self.found_by).isdisjoint(names):
            kwargs["update_fields"] = [*names, "search_text"]
        super().save(*args, **kwargs)


def refresh_search(model: type[Searched], keys: Sequence[Any]) -> None:
    rows = list(model._base_manager.filter(pk__in=keys))
    for row in rows:
        row.search_text = searchable(getattr(row, name) for name in row.found_by)
    model._base_manager.bulk_update(rows, ["search_text"], batch_size=200)
