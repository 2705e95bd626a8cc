"""Files no row names: what a process that was killed, or a bucket that was away, left behind.

They are moved aside, and removed a month later, a few a day. An empty or an older database, or an older
version of the portal, names few files or none: hence the identity, the month, the limits, the list of
columns.
"""

import logging
from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import timedelta

from django.apps import apps
from django.core.files.storage import default_storage
from django.db import connection, models
from django.db.migrations.executor import MigrationExecutor
from django.utils import timezone

from multifactory.lib.media import storage
from multifactory.lib.media.models import MediaIdentity
from multifactory.lib.media.storage import Mark

logger = logging.getLogger(__name__)

State = MediaIdentity.State

KEPT_ASIDE = timedelta(days=30)
# What one day may take without a person's word, each of moving and of removing.
MOST_A_DAY = 50
LARGE_FOLDER = 200  # files, above which no more than this share of it
PERCENT_A_DAY = 5

UNDER_WAY = timedelta(days=1)  # younger files may belong to a transaction that is not committed yet


@dataclass
class Findings:
    """What a look at the media found. Of media that are not this database's or version's, only the state."""

    state: State
    reason: str = ""
    without_row: set[str] = field(default_factory=set)  # of any age, aside or in place
    orphans: list[str] = field(default_factory=list)
    expired: list[str] = field(default_factory=list)
    wanted: list[str] = field(default_factory=list)  # aside, and named by a row again
    aside: set[str] = field(default_factory=set)
    folder_sizes: Counter[str] = field(default_factory=Counter)


def clean_media_when_due() -> int:
    """Once a day, however often workers start."""
    return clean_media() if MediaIdentity.objects.take_turn() else 0


def clean_media(*, under_way: timedelta = UNDER_WAY, is_limited: bool = True) -> int:
    """Move orphans aside, remove what has lain there for a month, put back what a row names again.

    Without limits only at a person's word. Returns how many files were moved or removed.
    """
    own = MediaIdentity.objects.own()
    found = look_at_media(own, under_way=under_way)
    if found.state == State.UNKNOWN and not found.without_row:
        claim_media()  # every file there is named by a row of this database, or there is none
        found.state = State.OWN
    if found.state != State.OWN:
        logger.warning("The media are left alone: %s.", found.reason)
        _note(own, found.state, aside=len(found.aside), waiting=0)
        return 0
    _add_columns(own)
    to_move, to_remove = found.orphans, found.expired
    if is_limited:
        to_move, to_remove = (within_limits(paths, found.folder_sizes) for paths in (to_move, to_remove))
    today = timezone.localdate()
    back = _each(found.wanted, _put_back)
    moved = _each(to_move, lambda name: storage.move(name, storage.aside_path(name, today)))
    removed = _each(to_remove, default_storage.delete)
    waiting = len(found.orphans) + len(found.expired) - moved - removed
    if back or moved or removed or waiting:
        logger.warning(
            "Files without a row: %s moved aside, %s removed after %s days, %s waiting; %s put back.",
            *(moved, removed, KEPT_ASIDE.days, waiting, back),
        )
    _note(own, State.OWN, aside=len(found.aside) - back - removed + moved, waiting=waiting)
    return back + moved + removed


def look_at_media(own: MediaIdentity, *, under_way: timedelta = UNDER_WAY) -> Findings:
    """Changes nothing."""
    mark = storage.read_mark()
    if reason := _version_fault(mark):
        return Findings(State.VERSION, reason)
    if mark and mark.identity != own.identity:
        return Findings(State.FOREIGN, "another database wrote them", aside=storage.files_aside())
    stored, aside = storage.stored_files(), storage.files_aside()
    # The rows are read after that, so that a file stored meanwhile is not missed.
    named = _named_files()
    written_before = timezone.now() - under_way
    aside_before = timezone.localdate() - KEPT_ASIDE
    unnamed_aside = [path for path in sorted(aside) if storage.name_of(path) not in named]
    unnamed = sorted(stored - named)
    without_row = {*unnamed, *unnamed_aside}
    is_unknown = not mark and without_row
    return Findings(
        State.OWN if mark else State.UNKNOWN,
        reason="nothing says that this database wrote them, and it does not know them all"
        if is_unknown
        else "",
        without_row=without_row,
        orphans=[name for name in unnamed if default_storage.get_modified_time(name) < written_before],
        expired=[path for path in unnamed_aside if storage.aside_since(path) <= aside_before],
        wanted=sorted(aside.difference(unnamed_aside)),
        aside=aside,
        folder_sizes=Counter(map(storage.folder_of, stored | aside)),
    )


def claim_media() -> None:
    """Say that this database wrote the media, and that this version knows every table with files."""
    own = MediaIdentity.objects.own()
    storage.write_mark(Mark(own.identity, frozenset(_file_columns())))
    MediaIdentity.objects.filter(state__in=[State.UNKNOWN, State.FOREIGN, State.VERSION]).update(
        state=State.OWN, cleaned_at=None
    )  # so that the worker looks again within the hour


def within_limits(paths: Iterable[str], folder_sizes: Counter[str]) -> list[str]:
    """The first of these files that one day may take."""
    taken: Counter[str] = Counter()
    allowed = []
    for path in paths:
        folder = storage.folder_of(path)
        if taken[folder] < limit_of_a_day(folder_sizes[folder]):
            taken[folder] += 1
            allowed.append(path)
    return allowed[:MOST_A_DAY]


def limit_of_a_day(folder_size: int) -> int:
    if folder_size <= LARGE_FOLDER:
        return MOST_A_DAY
    return min(MOST_A_DAY, folder_size * PERCENT_A_DAY // 100)


def _version_fault(mark: Mark | None) -> str:
    """Why this version may not know every table with files; empty if it does."""
    executor = MigrationExecutor(connection)
    if unknown := set(executor.loader.applied_migrations) - set(executor.loader.disk_migrations):
        names = ", ".join(f"{app}.{name}" for app, name in sorted(unknown))
        return f"the database has migrations this version does not know ({names})"
    if executor.migration_plan(executor.loader.graph.leaf_nodes()):
        return "migrations wait"
    if mark and (missing := mark.columns - _file_columns()):
        names = ", ".join(sorted(missing))
        return f"a version that ran here kept files in columns this one does not know ({names})"
    return ""


def _models_with_files() -> Iterable[tuple[type[models.Model], list[models.FileField]]]:
    for model in apps.get_models():
        if fields := [one for one in model._meta.fields if isinstance(one, models.FileField)]:
            yield model, fields


def _file_columns() -> set[str]:
    return {
        f"{one.model._meta.db_table}.{one.column}"
        for _model, fields in _models_with_files()
        for one in fields
    }


def _named_files() -> set[str]:
    named: set[str] = set()
    for model, fields in _models_with_files():
        for names in model._base_manager.values_list(*(one.name for one in fields)).iterator():
            named.update(names)
    return named


def _add_columns(own: MediaIdentity) -> None:
    """What a newer version knows besides is written down, so that an older one leaves its files alone."""
    mark = storage.read_mark()
    known = frozenset(_file_columns())
    if mark and not known <= mark.columns:
        storage.write_mark(Mark(own.identity, mark.columns | known))


def _put_back(path: str) -> None:
    name = storage.name_of(path)
    if default_storage.exists(name):
        default_storage.delete(path)  # a move was cut short between copying and deleting
    else:
        storage.move(path, name)


def _each(paths: list[str], act: Callable[[str], object]) -> int:
    """One that fails leaves the others alone; it is tried again another day."""
    done = 0
    for path in paths:
        try:
            act(path)
            done += 1
        except Exception:  # a bucket has its own errors, a disk others
            logger.exception("A file without a row could not be moved or removed.")
    return done


def _note(own: MediaIdentity, state: State, *, aside: int, waiting: int) -> None:
    own.state, own.aside, own.waiting = state, aside, waiting
    own.save(update_fields=["state", "aside", "waiting"])
