"""Pictures as rows with two files. The files follow the rows: none before, none after, none in between."""

import logging
import mimetypes
import secrets
import weakref
from collections.abc import Iterable
from datetime import timedelta
from functools import partial
from typing import Any

from django.apps import apps
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.db import models, transaction
from django.db.models.signals import post_delete
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from multifactory.lib.images.reading import CleanImage

logger = logging.getLogger(__name__)

FOLDER = "pictures"
# What a stored picture is called, and the only thing /media/ answers to.
NAME = rf"{FOLDER}/[0-9a-f]{{2}}/[0-9a-f]{{32}}(?:-small)?\.webp"

mimetypes.add_type("image/webp", ".webp")  # unknown to Python 3.11; a bucket keeps what it is told


class Picture(models.Model):
    """A picture in two sizes. Derive a model with a key to what it shows, and fill it with `store`.

    The names of the files are random and never used twice, so browsers may keep a picture for ever.
    """

    large = models.FileField(_("file"), editable=False)
    small = models.FileField(_("small file"), editable=False)
    width = models.PositiveSmallIntegerField(_("width"), editable=False)
    height = models.PositiveSmallIntegerField(_("height"), editable=False)
    small_width = models.PositiveSmallIntegerField(_("small width"), editable=False)
    small_height = models.PositiveSmallIntegerField(_("small height"), editable=False)
    alt = models.CharField(
        _("what it shows"),
        max_length=160,
        blank=True,
        help_text=_("In a few words, for people who cannot see it."),
    )

    class Meta:
        abstract = True

    def __init_subclass__(cls, **kwargs: Any) -> None:
        super().__init_subclass__(**kwargs)
        # The only way to hear of rows that go with their owner, or by the hundred: these call no delete().
        post_delete.connect(_forget, sender=cls)

    def __str__(self) -> str:
        return self.alt or str(_("picture"))

    @property
    def file_names(self) -> list[str]:
        return [name for name in (self.large.name, self.small.name) if name]

    def store(self, clean: CleanImage) -> None:
        """Write both files and save this row. The files it had before go when the transaction is committed;
        the new ones go if it is rolled back."""
        with transaction.atomic():
            _delete_after_commit(self.file_names)
            token = secrets.token_hex(16)
            large, small = (f"{FOLDER}/{token[:2]}/{token}{suffix}.webp" for suffix in ("", "-small"))
            transaction.on_commit(_Written([large, small]).keep)
            self.large.name = default_storage.save(large, ContentFile(clean.large))
            self.small.name = default_storage.save(small, ContentFile(clean.small))
            self.width, self.height = clean.width, clean.height
            self.small_width, self.small_height = clean.small_width, clean.small_height
            self.save()


class _Written:
    """Files whose row is not committed yet.

    Django tells of a commit, not of a rollback: it then only forgets what it was to call. So the last one to
    know this object is the list of these calls, and when that lets go of it the files go too.
    """

    def __init__(self, names: list[str]) -> None:
        self._undo = weakref.finalize(self, _delete_files, names)

    def keep(self) -> None:
        self._undo.detach()


def _forget(instance: Picture, **kwargs: Any) -> None:
    _delete_after_commit(instance.file_names)


def _delete_after_commit(names: list[str]) -> None:
    if names:
        transaction.on_commit(partial(_delete_files, names))


def _delete_files(names: Iterable[str]) -> None:
    """What cannot be deleted now is left to `remove_orphans`: the page has been saved all the same."""
    for name in names:
        try:
            default_storage.delete(name)
        except Exception:  # a bucket has its own errors, a disk others
            logger.exception("A picture that is no longer shown could not be deleted.")


def remove_orphans(*, older_than: timedelta = timedelta(days=1)) -> int:
    """Delete files no row names: what a process that was killed, or a bucket that was away, left behind.

    Younger ones may belong to a transaction under way. Returns how many were deleted.
    """
    stored = _stored_files()  # before the rows are read, so that a picture stored meanwhile is not missed
    for model in apps.get_models():
        if issubclass(model, Picture):
            for names in model._base_manager.values_list("large", "small").iterator():
                stored.difference_update(names)
    limit = timezone.now() - older_than
    orphans = [name for name in stored if default_storage.get_modified_time(name) < limit]
    _delete_files(orphans)
    return len(orphans)


def _stored_files() -> set[str]:
    try:
        folders = [f"{FOLDER}/{folder}" for folder in default_storage.listdir(FOLDER)[0]]
    except FileNotFoundError:  # nothing has been stored yet
        return set()
    return {f"{folder}/{name}" for folder in folders for name in default_storage.listdir(folder)[1]}
