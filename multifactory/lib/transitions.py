"""What every table of transitions says of one step from state to state; each subject adds who may take it.

The table of a subject is one module with its steps, which services, pages and the back-office read.
"""

from dataclasses import dataclass, field
from typing import Any, Generic, Protocol, TypeVar

from django.core.exceptions import ValidationError


class HasState(Protocol):
    """A row that stands in one state of its table."""

    state: Any  # a column with choices


Row = TypeVar("Row", bound=HasState)


@dataclass(frozen=True)
class Transition(Generic[Row]):
    name: str
    sources: tuple[str, ...]
    target: str
    label: Any = field(default="", kw_only=True)  # on its button
    done: Any = field(default="", kw_only=True)  # said when it has been made
    refusal: Any = field(default="", kw_only=True)  # why it cannot be made

    def is_possible(self, row: Row) -> bool:
        """The state allows it, whoever asks."""
        return row.state in self.sources

    def ensure_possible(self, row: Row) -> None:
        """ValidationError where the row does not allow it."""
        if not self.is_possible(row):
            raise ValidationError(str(self.refusal), code="state")
