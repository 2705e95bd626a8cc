"""What the history of a company says, in words."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.core.paginator import Page
from django.db import models
from django.utils.text import Truncator
from django.utils.translation import gettext as _

from members.companies.models import Field
from members.pages.resources import column_label
from multifactory.lib.formats import format_day


@dataclass(frozen=True, slots=True)
class Edit:
    when: datetime
    who: str
    kind: str
    why: str
    changes: list[tuple[str, str, str]]  # what, before, after


def edits_of(page: Page) -> list[Edit]:
    """The entries of one page, each against the one before it. Two queries more, however many entries."""
    entries = list(page)
    fields = {field.pk: str(field) for field in Field.objects.all()}
    older_ones = [*entries[1:], *map(_before, entries[-1:])]
    edits = []
    for entry, older in zip(entries, older_ones, strict=True):
        changes = list(_changes(older, entry, fields)) if older else []
        who = str(entry.history_user or _("not recorded"))
        edits.append(Edit(entry.history_date, who, _kind(entry), entry.history_change_reason or "", changes))
    return edits


def _before(entry: Any) -> Any:
    older = type(entry).objects.filter(id=entry.id, history_id__lt=entry.history_id)
    return older.order_by("-history_id").first()


def _kind(entry: Any) -> str:
    return {"+": _("added"), "~": _("changed"), "-": _("deleted")}[entry.history_type]


def _changes(older: Any, entry: Any, fields: dict[int, str]) -> Iterable[tuple[str, str, str]]:
    for field in entry.tracked_fields:
        was, now = getattr(older, field.attname), getattr(entry, field.attname)
        if was != now:
            name = column_label(field.name)
            yield name, _in_words(field, was, fields), _in_words(field, now, fields)


def _in_words(field: models.Field, value: Any, fields: dict[int, str]) -> str:
    if value is None or value == "":
        return "–"
    if isinstance(value, bool):
        return _("yes") if value else _("no")
    if isinstance(value, date):
        return format_day(value)
    if field.is_relation:
        return fields.get(value, "–")
    if field.choices:
        return str(dict(field.flatchoices).get(value, value))
    return Truncator(str(value)).chars(200)
