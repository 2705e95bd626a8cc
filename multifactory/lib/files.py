"""Files that follow their rows: none before the row is committed, none after it is gone, none in between."""

import logging
import secrets
import weakref
from collections.abc import Iterable
from functools import partial

from django.core.files.storage import default_storage
from django.db import transaction

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
    """What cannot be deleted now is left to `multifactory.lib.media`: the page has been saved."""
    for name in names:
        try:
            default_storage.delete(name)
        except Exception:  # a bucket has its own errors, a disk others
            logger.exception("A file that is no longer shown could not be deleted.")
