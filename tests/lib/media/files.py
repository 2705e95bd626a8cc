"""Files with and without rows, for the tests of their cleaning."""

import os
from datetime import timedelta

from django.core.files.base import ContentFile
from django.core.files.storage import FileSystemStorage, default_storage

from members.companies.models import Company
from members.profile.models import Photo
from multifactory.lib.files import path_of
from multifactory.lib.media import storage
from multifactory.lib.media.models import MediaIdentity
from multifactory.portal import worker
from tests.factories.members import CompanyFactory


def store(count: int, *, first: int = 0, folder: str = "pictures") -> list[str]:
    """Files older than a day; their names are numbers."""
    names = [path_of(folder, f"{number:032x}"[::-1], ".webp") for number in range(first, first + count)]
    for name in names:
        default_storage.save(name, ContentFile(name.encode()))
        if isinstance(default_storage._wrapped, FileSystemStorage):
            os.utime(default_storage.path(name), (0, 0))
    return names


def list_in_rows(names: list[str], company: Company | None = None) -> None:
    company, size = company or CompanyFactory(), dict.fromkeys(["width", "height"], 1)
    size |= {f"small_{side}": 1 for side in ("width", "height")}
    Photo.objects.bulk_create([Photo(company=company, large=name, small=name, **size) for name in names])


def forget_rows(names: list[str]) -> None:
    """As an older copy of the database would; the files stay."""
    Photo.objects.filter(large__in=names)._raw_delete("default")


def empty_the_database() -> None:
    """What another database, migrated and empty, would hold."""
    Photo.objects.all()._raw_delete("default")
    MediaIdentity.objects.all().delete()


def in_place() -> int:
    return len(storage.stored_files())


def told() -> tuple[str, int, int]:
    own = MediaIdentity.objects.own()
    return own.state, own.aside, own.waiting


def turn() -> None:
    """The first turn of a worker that has just started."""
    worker.do_turn(worker.jobs(), lambda: False)


def next_day_at(clock) -> None:
    clock.shift(timedelta(days=1))
