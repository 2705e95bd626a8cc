"""Texts without a place to break them, in every row."""

from django.apps import apps
from django.db import DatabaseError, models, transaction

from multifactory.lib.text import fields as texts

LONG_WORD = "Donaudampfschifffahrt" * 7 + "end"  # 150 letters, as a web address can have
APPS = ("members", "governance", "spaces", "events")
# What is read by the program, not only by people.
NO_WORDS = ("search_text", "features", "ateco", "country", "phone", "craft_number", "embed_origins")


def fill_with_long_words() -> None:
    """Every text that people wrote is one word as long as it may be, at most 150 letters.

    Rows that nobody can change any more stay as they are.
    """
    for model in apps.get_models():
        if model._meta.app_label in APPS and model._meta.managed:
            for one in model._meta.concrete_fields:
                if _holds_words(one):
                    _fill(model, one)


def _holds_words(field: models.Field) -> bool:
    is_text = type(field) in (texts.CharField, texts.TextField)
    return is_text and not field.unique and not field.choices and field.name not in NO_WORDS


def _fill(model: type[models.Model], field: models.Field) -> None:
    rows = model._base_manager.exclude(**{field.name: ""})
    try:
        with transaction.atomic():
            rows.update(**{field.name: LONG_WORD[: field.max_length or 150]})
    except DatabaseError:
        return
