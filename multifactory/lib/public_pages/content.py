"""What of the database visitors see: which columns, in which scope, and which of them the clock passes."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import timedelta
from enum import StrEnum
from typing import Any

from django.apps import apps as current_apps

AT_ONCE = (timedelta(0),)  # the page changes when the moment in the column comes


class Scope(StrEnum):
    """Public content that changes together: a page is built anew when one of its scopes was raised."""

    PORTAL = "portal"  # on every page
    MEMBERS = "members"
    GOVERNANCE = "governance"
    SPACES = "spaces"
    EVENTS = "events"


@dataclass(frozen=True)
class Shown:
    """A table visitors see something of. Its rows raise `scope` when one comes, goes, or changes in a column
    that is not among `but`, or in one of `only`. `events`: fewer where a row is seen once
    another cites it.

    `moments`: by column, how long after the moment in it (or before: negative) a page may change by itself.
    Days need no entry: every page is built anew at midnight.
    """

    scope: Scope
    but: Collection[str] = ()
    only: Collection[str] = ()
    events: Collection[str] = ("INSERT", "UPDATE", "DELETE")
    moments: Mapping[str, Iterable[timedelta]] = field(default_factory=dict)

    def columns(self, model: Any) -> list[str]:
        """The columns of the table, as this state of the model has them, that visitors see."""
        unknown = {*self.but, *self.only, *self.moments} - {one.name for one in model._meta.local_fields}
        if unknown and model._meta.apps is current_apps:
            raise LookupError(f"{model._meta.label} has no {', '.join(sorted(unknown))}.")
        fields = [one for one in model._meta.local_concrete_fields if one.name not in self.but]
        return [one.column for one in fields if not self.only or one.primary_key or one.name in self.only]


_shown: dict[str, Shown] = {}


def register_content(shown: Mapping[str, Shown]) -> None:
    """By label of the model; written down above all apps (`multifactory.portal.public_content`)."""
    _shown.update(shown)


def shown_tables(apps: Any = current_apps) -> list[tuple[Any, Shown]]:
    """Every model visitors see something of; in a state of the migrations those that are there."""
    models = {one._meta.label: one for one in apps.get_models(include_auto_created=True)}
    return [(models[label], shown) for label, shown in _shown.items() if label in models]
