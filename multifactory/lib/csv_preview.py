"""What the page of a `PreviewedLinesForm` says and shows: its words, its columns, a row for each line."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Column:
    name: str
    is_number: bool = False


@dataclass(frozen=True, slots=True)
class Mark:
    """A word beside what a line says: known already, or something to look at."""

    text: str
    is_fault: bool = False


@dataclass(frozen=True, slots=True)
class Cell:
    column: Column
    text: str
    marks: Sequence[Mark] = ()


@dataclass(frozen=True, slots=True)
class Row:
    number: int  # of the line in the file
    cells: Sequence[Cell]


@dataclass(frozen=True, slots=True)
class ImportPage:
    title: str
    lede: str
    up: str  # the page above, and the name of its address
    up_name: str
    caption: str
    columns: Sequence[Column]
    show: str  # what the button says before the preview, and then
    record: str

    def row(self, number: int, *texts: str, marks: dict[int, Sequence[Mark]]) -> Row:
        """`marks` by the place of their column."""
        return Row(number, list(self._cells(texts, marks)))

    def _cells(self, texts: Sequence[str], marks: dict[int, Sequence[Mark]]) -> Iterator[Cell]:
        for place, (column, text) in enumerate(zip(self.columns, texts, strict=True)):
            yield Cell(column, text, marks.get(place, ()))
