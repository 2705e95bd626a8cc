"""What changed between two texts, line by line and within a line word by word. Pure."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from itertools import zip_longest

KEPT, ADDED, REMOVED, CHANGED = "kept", "added", "removed", "changed"
GAP = "gap"

CONTEXT_LINES = 2  # unchanged lines shown around a change
MAX_LINE_LENGTH = (
    3000  # letters of a line that is compared by words; a longer one is shown as removed and added
)

# Comparing grows with the square of what differs: beyond this many lines a side, whole blocks stand instead.
MAX_LINES = 1500

_TOKEN = re.compile(r"\w+|\s+|[^\w\s]")


@dataclass(frozen=True)
class DiffPiece:
    kind: str  # kept | added | removed
    text: str


@dataclass(frozen=True)
class DiffLine:
    """`kind` says whether it stayed, came, went or has both; of a gap, `skipped` is how many lines it is."""

    kind: str
    pieces: Sequence[DiffPiece] = ()
    skipped: int = 0


def diff_texts(before: str, after: str) -> list[DiffLine]:
    """All lines of both texts: without what was removed they are the new, without what was added the old."""
    old, new = before.split("\n"), after.split("\n")
    if max(len(old), len(new)) > MAX_LINES:
        return [*_whole(REMOVED, old), *_whole(ADDED, new)]
    return [line for part in _blocks(old, new) for line in part]


def _blocks(old: Sequence[str], new: Sequence[str]) -> Iterator[list[DiffLine]]:
    for tag, a, b, c, d in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if tag == "equal":
            yield _whole(KEPT, old[a:b])
        elif tag == "replace":
            yield [_changed(before, after) for before, after in zip_longest(old[a:b], new[c:d])]
        else:
            yield [*_whole(REMOVED, old[a:b]), *_whole(ADDED, new[c:d])]


def _whole(kind: str, lines: Sequence[str]) -> list[DiffLine]:
    return [DiffLine(kind, (DiffPiece(kind, text),)) for text in lines]


def _changed(before: str | None, after: str | None) -> DiffLine:
    if before is None or after is None:
        kind, text = (ADDED, after) if before is None else (REMOVED, before)
        return DiffLine(kind, (DiffPiece(kind, text or ""),))
    if max(len(before), len(after)) > MAX_LINE_LENGTH:
        return DiffLine(CHANGED, (DiffPiece(REMOVED, before), DiffPiece(ADDED, after)))
    old, new = _TOKEN.findall(before), _TOKEN.findall(after)
    pieces = []
    for tag, a, b, c, d in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if tag == "equal":
            pieces.append(DiffPiece(KEPT, "".join(old[a:b])))
            continue
        if b > a:
            pieces.append(DiffPiece(REMOVED, "".join(old[a:b])))
        if d > c:
            pieces.append(DiffPiece(ADDED, "".join(new[c:d])))
    return DiffLine(CHANGED, tuple(pieces))


def fold_unchanged(lines: Sequence[DiffLine]) -> list[DiffLine]:
    """The same with long stretches of unchanged lines folded into gaps."""
    near = {
        place + offset
        for place, line in enumerate(lines)
        if line.kind != KEPT
        for offset in range(-CONTEXT_LINES, CONTEXT_LINES + 1)
    }
    shown: list[DiffLine] = []
    for place, line in enumerate(lines):
        if place in near:
            shown.append(line)
        elif shown and shown[-1].kind == GAP:
            shown[-1] = DiffLine(GAP, skipped=shown[-1].skipped + 1)
        else:
            shown.append(DiffLine(GAP, skipped=1))
    return shown


def distance(before: str, after: str) -> int:
    """How far a text is from another: words added and removed."""
    changed = (piece for line in diff_texts(before, after) for piece in line.pieces if piece.kind != KEPT)
    return sum(len(re.findall(r"\w+", piece.text)) for piece in changed)
