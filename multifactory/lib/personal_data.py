"""With what a subject gathers and empties what it holds about a person."""

import json
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.contrib.admin.models import LogEntry
from django.contrib.contenttypes.models import ContentType
from django.db.models import Model, Q, QuerySet
from django.utils.translation import gettext, override

# Plain values by stable keys: text, numbers, dates; one section a model.
Sections = Mapping[str, Any]


def any_case(field: str, addresses: set[str]) -> Q:
    """Rows whose field is one of the addresses, however it was written."""
    return Q(*[(f"{field}__iexact", address) for address in sorted(addresses)], _connector=Q.OR)


def rows_of(queryset: QuerySet, *fields: str, **renamed: str) -> list[dict[str, Any]]:
    """These fields of the rows, oldest first; `company__name` comes under `company_name`, or a better key."""
    names = {
        **{field: field.replace("__", "_") for field in fields},
        **{f: key for key, f in renamed.items()},
    }
    return [{names[field]: row[field] for field in names} for row in queryset.order_by("pk").values(*names)]


NO_NAME = "–"


def clear_log_names(model: type[Model], pks: Iterable[int]) -> None:
    """Take the name of a person's row out of the diary of the back-office."""
    kind = ContentType.objects.get_for_model(model)
    entries = LogEntry.objects.filter(content_type=kind, object_id__in=[str(pk) for pk in pks])
    entries.update(object_repr=NO_NAME)


@dataclass(frozen=True)
class Names:
    """What a person is called in texts of others: the whole name and each address, in whatever case."""

    texts: tuple[str, ...]

    def __post_init__(self) -> None:
        if not all(self.texts):
            raise ValueError("An empty name stands everywhere.")

    @property
    def _pattern(self) -> re.Pattern[str]:
        # As written, and as JSON writes letters with accents.
        spellings = {*self.texts, *(json.dumps(text)[1:-1] for text in self.texts)}
        words = "|".join(re.escape(text) for text in sorted(spellings, key=len, reverse=True))
        return re.compile(rf"(?<!\w)(?:{words})(?!\w)", re.IGNORECASE)

    def are_in(self, *texts: str) -> bool:
        return any(self._pattern.search(text) for text in texts)

    def replaced_in(self, text: str) -> str:
        with override(settings.LANGUAGE_CODE):
            nobody = gettext("a former member")
        return self._pattern.sub(lambda _found: nobody, text)


def erase_names(rows: QuerySet, names: Names, *fields: str) -> None:
    """Put "a former member" in the place of the names, in these texts of these rows."""
    for pk, *texts in rows.values_list("pk", *fields).iterator(chunk_size=500):
        if names.are_in(*texts):
            room = {name: getattr(rows.model._meta.get_field(name), "max_length", None) for name in fields}
            changed = {
                name: names.replaced_in(text)[: room[name]] for name, text in zip(fields, texts, strict=True)
            }
            rows.model._base_manager.filter(pk=pk).update(**changed)
