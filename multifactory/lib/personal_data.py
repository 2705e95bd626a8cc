"""With what a subject gathers and empties what it holds about a person."""

from collections.abc import Iterable, Mapping
from typing import Any

from django.contrib.admin.models import LogEntry
from django.contrib.contenttypes.models import ContentType
from django.db.models import Model, Q, QuerySet

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
