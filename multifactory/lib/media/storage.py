"""What lies in the storage of media: files, files moved aside, and the mark of the database that wrote them.

Only by Django's own calls, so that a folder and a bucket are the same. Neither the mark nor what lies aside
is ever served: `/media/` answers to the names of pictures alone.
"""

import json
from collections.abc import Iterable
from contextlib import suppress
from dataclasses import dataclass
from datetime import date

from django.core.files.base import ContentFile
from django.core.files.storage import default_storage

from multifactory.lib.files import FOLDERS

MARK = ".portal-identity"
ASIDE = "aside"


@dataclass(frozen=True)
class Mark:
    identity: str
    columns: frozenset[str]  # `table.column` with files, as the newest version that ran knew them


def read_mark() -> Mark | None:
    if not default_storage.exists(MARK):
        return None
    with default_storage.open(MARK) as file, suppress(ValueError, KeyError, TypeError):
        content = json.loads(file.read())
        return Mark(content["identity"], frozenset(content["columns"]))
    return Mark("", frozenset())  # unreadable: nobody's


def write_mark(mark: Mark) -> None:
    content = json.dumps({"identity": mark.identity, "columns": sorted(mark.columns)}, indent=1)
    _replace(MARK, ContentFile(content.encode()))


def stored_files() -> set[str]:
    return {name for folder in FOLDERS for name in _files_below(folder)}


def files_aside() -> set[str]:
    """As `aside/<day>/<name of the file>`."""
    days = [f"{ASIDE}/{day}" for day in _list(ASIDE)[0] if _is_day(day)]
    return {path for day in days for folder in FOLDERS for path in _files_below(f"{day}/{folder}")}


def aside_path(name: str, day: date) -> str:
    return f"{ASIDE}/{day.isoformat()}/{name}"


def aside_since(path: str) -> date:
    return date.fromisoformat(path.split("/")[1])


def name_of(path: str) -> str:
    """The name a row would give, of a file aside or in its place."""
    return path.split("/", 2)[2] if path.startswith(f"{ASIDE}/") else path


def folder_of(path: str) -> str:
    return name_of(path).split("/")[0]


def move(source: str, target: str) -> None:
    """Copied, then deleted: a process killed in between leaves both, and the next one does it again."""
    with default_storage.open(source) as file:
        _replace(target, file)
    default_storage.delete(source)


def _replace(name: str, content: object) -> None:
    if default_storage.exists(name):  # a folder would store it under another name
        default_storage.delete(name)
    default_storage.save(name, content)  # type: ignore[arg-type]


def _is_day(text: str) -> bool:
    with suppress(ValueError):
        return date.fromisoformat(text).isoformat() == text
    return False


def _files_below(folder: str) -> Iterable[str]:
    for part in _list(folder)[0]:
        yield from (f"{folder}/{part}/{name}" for name in _list(f"{folder}/{part}")[1])


def _list(folder: str) -> tuple[list[str], list[str]]:
    try:
        return default_storage.listdir(folder)
    except FileNotFoundError:  # nothing has been stored yet
        return [], []
