"""Pictures as rows with two files, which follow the rows (`multifactory.lib.files`)."""

import mimetypes
from typing import Any

from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.db import models, transaction
from django.db.models.signals import post_delete
from django.utils.translation import gettext_lazy as _

from multifactory.lib.files import PICTURES, delete_after_commit, keep_if_committed, new_token, path_of
from multifactory.lib.images.reading import CleanImage
from multifactory.lib.text import fields as texts

# What a stored picture is called, and the only thing /media/ answers to.
NAME = rf"{PICTURES}/[0-9a-f]{{2}}/[0-9a-f]{{32}}(?:-small)?\.webp"

mimetypes.add_type("image/webp", ".webp")  # unknown to Python 3.11; a bucket keeps what it is told


class Picture(models.Model):
    """A picture in two sizes. Derive a model with a key to what it shows, and fill it with `store`.

    The names of the files are random and never used twice, so browsers may keep a picture for ever.
    """

    large = models.FileField(_("file"), editable=False)
    small = models.FileField(_("thumbnail file"), editable=False)
    width = models.PositiveSmallIntegerField(_("width"), editable=False)
    height = models.PositiveSmallIntegerField(_("height"), editable=False)
    small_width = models.PositiveSmallIntegerField(_("thumbnail width"), editable=False)
    small_height = models.PositiveSmallIntegerField(_("thumbnail height"), editable=False)
    alt = texts.CharField(
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
            delete_after_commit(self.file_names)
            token = new_token()
            large, small = (path_of(PICTURES, token, ending) for ending in (".webp", "-small.webp"))
            keep_if_committed([large, small])
            self.large.name = default_storage.save(large, ContentFile(clean.large))
            self.small.name = default_storage.save(small, ContentFile(clean.small))
            self.width, self.height = clean.width, clean.height
            self.small_width, self.small_height = clean.small_width, clean.small_height
            self.save()


def _forget(instance: Picture, **_kwargs: Any) -> None:
    delete_after_commit(instance.file_names)
