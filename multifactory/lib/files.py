"""Files that follow their rows: none before the row is committed, none after it is gone, none in between."""

import logging
import secrets
import weakref
from collections.abc import Iterable
from datetime import timedelta
from functools import partial

from django.apps import apps
from django.core.files.storage import default_storage
from django.db import models, transaction
from django.utils import timezone

logger = logging.getLogger(__name__)

PICTURES, ATTACHMENTS = FOLDERS = ("pictures", "attachments")


def new_token() -> str:
    """The name of a file without its folder and ending: random, and never used twice."""
    return secrets.token_hex(16)


def path_of(folder: str, token: str, ending: str) -> str:
    return f"{folder}/{token[:2]}/{token}{ending}"


def keep_if_committed(names: list[str]) -> None:
    """Files about to be written: should their row never be committed, they go too."""
    transaction.on_commit(_Written(names).keep)


class _Written:
    """Files whose row is not committed yet.

    Django tells of a commit, not of a rollback: it then only forgets what it was to call. So the last one to
    know this object is the list of these calls, and when that lets go of it the files go too.
    """

    def __init__(self, names: list[str]) -> None:
        self._undo = weakref.finalize(self, delete_files, names)

    def keep(self) -> None:
        self._undo.detach()


def delete_after_commit(names: list[str]) -> None:
    if names:
        transaction.on_commit(partial(delete_files, names))


def delete_files(names: Iterable[str]) -> None:
    """What cannot be deleted now is left to `remove_orphans`: the page has been saved all the same."""
    for name in names:
        try:
            default_storage.delete(name)
        except Exception:  # a bucket has its own errors, a disk others
            logger.exception("A file that is no longer shown could not be deleted.")


def remove_orphans(*, older_than: timedelta = timedelta(days=1)) -> int:
    """Delete files no row names: what a process that was killed, or a bucket that was away, left behind.

    Younger ones may belong to a transaction under way. Returns how many were deleted.
    """
    stored = {name for folder in FOLDERS for name in _stored_files(folder)}
    # The rows are read after that, so that a file stored meanwhile is not missed.
    for model in apps.get_models():
        fields = [field.name for field in model._meta.fields if isinstance(field, models.FileField)]
        for names in model._base_manager.values_list(*fields).iterator() if fields else ():
            stored.difference_update(names)
    limit = timezone.now() - older_than
    orphans = [name for name in stored if default_storage.get_modified_time(name) < limit]
    delete_files(orphans)
    return len(orphans)


def _stored_files(folder: str) -> set[str]:
    try:
        parts = [f"{folder}/{part}" for part in default_storage.listdir(folder)[0]]
    except FileNotFoundError:  # nothing has been stored yet
        return set()
    return {f"{part}/{name}" for part in parts for name in default_storage.listdir(part)[1]}
