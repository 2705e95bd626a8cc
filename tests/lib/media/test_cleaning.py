"""Files no row names: moved aside, removed a month later, and never by a database or a version not theirs."""

import os
from collections import Counter
from datetime import timedelta
from pathlib import Path

import pytest
import time_machine
from django.core.files.base import ContentFile
from django.core.files.storage import FileSystemStorage, default_storage
from django.core.management import call_command
from django.db.migrations.recorder import MigrationRecorder
from django.utils import timezone

from members.companies.models import Company
from members.profile.models import Photo
from multifactory.lib.files import path_of
from multifactory.lib.media import storage
from multifactory.lib.media.cleaning import claim_media, clean_media, clean_media_when_due, limit_of_a_day
from multifactory.lib.media.models import MediaIdentity
from multifactory.portal import worker
from tests.factories.members import CompanyFactory
from tests.lib.bucket import running_bucket

pytestmark = pytest.mark.django_db

State = MediaIdentity.State
MONTH = timedelta(days=30)
UNKNOWN = "nothing says that this database wrote them, and it does not know them all"


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


@pytest.fixture
def clock():
    with time_machine.travel(timezone.now(), tick=False) as clock:
        yield clock


@pytest.fixture(params=["folder", "bucket"])
def any_storage(request, settings):
    if request.param == "folder":
        yield
        return
    with running_bucket() as (address, _objects):
        options = {
            "bucket_name": "media",
            "endpoint_url": address,
            "access_key": "key",
            "secret_key": "secret",
            "region_name": "eu-south-1",
            "addressing_style": "path",
        }
        bucket = {"BACKEND": "storages.backends.s3.S3Storage", "OPTIONS": options}
        settings.STORAGES = settings.STORAGES | {"default": bucket}
        yield


# --- Whose the media are -----------------------------------------------------------------------------------


def test_empty_storage_is_claimed(any_storage):
    turn()

    mark = storage.read_mark()
    assert mark.identity == MediaIdentity.objects.own().identity
    assert {"members_photo.large", "members_photo.small", "governance_attachment.file"} <= mark.columns
    assert told() == (State.OWN, 0, 0)


def test_storage_of_a_former_version_is_claimed_where_rows_name_every_file(any_storage):
    list_in_rows(store(3))

    turn()

    assert (storage.read_mark().identity, in_place()) == (MediaIdentity.objects.own().identity, 3)


def test_empty_database_beside_98_files_leaves_98(caplog):
    list_in_rows(store(98))
    turn()
    empty_the_database()

    turn()

    assert (in_place(), storage.files_aside(), told()) == (98, set(), (State.FOREIGN, 0, 0))
    assert "The media are left alone: another database wrote them." in caplog.text


def test_empty_database_beside_98_files_that_bear_no_identity_leaves_98(caplog):
    store(98)

    turn()

    assert (in_place(), storage.files_aside(), storage.read_mark()) == (98, set(), None)
    assert told() == (State.UNKNOWN, 0, 0)
    assert f"The media are left alone: {UNKNOWN}." in caplog.text


def test_media_of_another_database_are_left_alone(any_storage):
    list_in_rows(store(3))
    turn()
    empty_the_database()

    turn()

    assert (in_place(), storage.files_aside(), told()) == (3, set(), (State.FOREIGN, 0, 0))


def test_files_aside_alone_do_not_make_a_storage_empty():
    [name] = store(1)
    storage.move(name, storage.aside_path(name, timezone.localdate() - MONTH))

    assert (clean_media(), len(storage.files_aside()), storage.read_mark()) == (0, 1, None)


def test_identity_that_cannot_be_read_is_nobodys():
    store(1)
    default_storage.save(storage.MARK, ContentFile(b"{"))

    assert (clean_media(), in_place(), told()) == (0, 1, (State.FOREIGN, 0, 0))


def test_media_claimed_by_a_person_are_cleaned(capsys):
    store(98)

    call_command("media")
    call_command("media", "--claim")

    assert capsys.readouterr().out.splitlines() == [
        f"The media are left alone: {UNKNOWN}.",
        *["Files: 98, of them 0 aside. Without a row: 98. To move aside: 98. To remove: 0."] * 2,
    ]
    assert clean_media() == 50


def test_claiming_ends_the_warning_and_lets_the_worker_look_again(clock):
    store(1)
    assert (clean_media_when_due(), told()) == (0, (State.UNKNOWN, 0, 0))

    claim_media()

    assert told() == (State.OWN, 0, 0)
    assert [clean_media_when_due() for _hour in range(2)] == [1, 0]


# --- Which version ---------------------------------------------------------------------------------------


def test_version_that_does_not_know_a_table_with_files_leaves_all_156(caplog):
    list_in_rows(store(98))
    turn()
    store(58, first=98)  # of a table that only a newer version knows
    mark = storage.read_mark()
    storage.write_mark(storage.Mark(mark.identity, mark.columns | {"events_poster.large"}))
    MediaIdentity.objects.update(cleaned_at=None)

    turn()

    assert (in_place(), storage.files_aside(), told()) == (156, set(), (State.VERSION, 0, 0))
    assert "kept files in columns this one does not know (events_poster.large)" in caplog.text


def test_version_that_does_not_know_a_migration_leaves_all_156(caplog):
    list_in_rows(store(98))
    turn()
    store(58, first=98)
    MigrationRecorder.Migration.objects.create(app="events", name="9999_posters")
    MediaIdentity.objects.update(cleaned_at=None)

    turn()

    assert (in_place(), storage.files_aside(), told()) == (156, set(), (State.VERSION, 0, 0))
    assert "migrations this version does not know (events.9999_posters)" in caplog.text


def test_version_newer_than_its_database_leaves_all():
    claim_media()
    store(1)
    MigrationRecorder.Migration.objects.filter(app="multifactory").latest("pk").delete()

    assert (clean_media(), in_place(), told()) == (0, 1, (State.VERSION, 0, 0))


def test_newer_version_writes_down_its_tables_with_files():
    claim_media()
    mark = storage.read_mark()
    storage.write_mark(storage.Mark(mark.identity, mark.columns - {"members_photo.large"}))

    clean_media()

    assert storage.read_mark() == mark


# --- Aside -------------------------------------------------------------------------------------------------


def test_files_without_a_row_are_moved_aside_and_removed_after_30_days(any_storage, clock, caplog):
    claim_media()
    kept, lost = store(2), store(1, first=2)
    list_in_rows(kept)
    default_storage.save("elsewhere/list.csv", ContentFile(b"x"))

    turn()
    aside = f"aside/{timezone.localdate()}/{lost[0]}"
    assert (storage.stored_files(), storage.files_aside()) == (set(kept), {aside})
    with default_storage.open(aside) as file:
        assert file.read() == lost[0].encode()
    assert told() == (State.OWN, 1, 0)
    assert (
        "Files without a row: 1 moved aside, 0 removed after 30 days, 0 waiting; 0 put back." in caplog.text
    )

    clock.shift(MONTH - timedelta(days=1))
    turn()
    assert storage.files_aside() == {aside}

    next_day_at(clock)
    turn()
    assert (storage.stored_files(), storage.files_aside(), told()) == (set(kept), set(), (State.OWN, 0, 0))
    assert default_storage.exists("elsewhere/list.csv")
    assert (
        "Files without a row: 0 moved aside, 1 removed after 30 days, 0 waiting; 0 put back." in caplog.text
    )


def test_files_a_row_names_again_are_put_back(any_storage, clock):
    names = store(3)
    list_in_rows(names)
    turn()
    forget_rows(names)
    next_day_at(clock)
    turn()
    assert (in_place(), told()) == (0, (State.OWN, 3, 0))

    list_in_rows(names)
    clock.shift(MONTH)
    turn()

    assert (storage.stored_files(), storage.files_aside(), told()) == (set(names), set(), (State.OWN, 0, 0))
    with default_storage.open(names[0]) as file:
        assert file.read() == names[0].encode()


def test_files_younger_than_a_day_may_belong_to_a_transaction_under_way():
    claim_media()
    default_storage.save("pictures/ab/young.webp", ContentFile(b"x"))

    assert (clean_media(), in_place()) == (0, 1)


def test_move_that_was_killed_after_copying_is_done_again(any_storage):
    claim_media()
    [name] = store(1)
    aside = storage.aside_path(name, timezone.localdate())
    default_storage.save(aside, ContentFile(b"half"))

    clean_media()

    assert (storage.stored_files(), storage.files_aside()) == (set(), {aside})
    with default_storage.open(aside) as file:
        assert file.read() == name.encode()


def test_file_that_cannot_be_moved_leaves_the_others_alone(monkeypatch, caplog):
    claim_media()
    stuck, _other = store(2)
    delete = FileSystemStorage.delete

    def away(storage, name):
        if name == stuck:
            raise OSError("away")
        delete(storage, name)

    monkeypatch.setattr(FileSystemStorage, "delete", away)

    assert (clean_media(), storage.stored_files()) == (1, {stuck})
    assert "could not be moved or removed" in caplog.text
    assert told()[2] == 1


# --- How many a day ------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("files", "limit"), [(0, 50), (200, 50), (201, 10), (300, 15), (999, 49), (1000, 50), (9000, 50)]
)
def test_limit_of_a_day_is_50_or_5_percent_of_a_large_folder(files, limit):
    assert limit_of_a_day(files) == limit


def test_no_more_than_50_a_day_are_moved_and_removed_however_often_a_worker_starts(clock, caplog):
    claim_media()
    store(60)
    store(60, folder="attachments")

    for _start in range(3):
        turn()
    assert (in_place(), told()) == (70, (State.OWN, 50, 70))
    assert "50 moved aside, 0 removed after 30 days, 70 waiting" in caplog.text

    for left in (20, 0):
        next_day_at(clock)
        turn()
        assert (in_place(), told()[2]) == (left, left)

    clock.shift(MONTH)
    for left in (70, 20, 0):
        for _start in range(2):
            turn()
        assert (len(storage.files_aside()), told()) == (left, (State.OWN, left, left))
        next_day_at(clock)


def test_no_more_than_5_percent_of_a_large_folder_a_day(clock):
    claim_media()
    list_in_rows(store(240))
    store(20, first=240)  # 13 of 260
    store(3, folder="attachments")

    turn()
    assert Counter(map(storage.folder_of, storage.files_aside())) == {"pictures": 13, "attachments": 3}
    assert told() == (State.OWN, 16, 7)


def test_person_may_go_beyond_the_limits(clock, capsys):
    claim_media()
    store(120)

    call_command("media", "--clean")
    assert (in_place(), told()) == (0, (State.OWN, 120, 0))

    clock.shift(MONTH)
    call_command("media", "--clean")
    assert (storage.files_aside(), told()) == (set(), (State.OWN, 0, 0))
    assert [line for line in capsys.readouterr().out.splitlines() if line.startswith("Moved")] == [
        "Moved or removed: 120."
    ] * 2


def test_person_does_not_go_beyond_the_identity():
    store(3)

    call_command("media", "--clean")

    assert in_place() == 3


def test_turn_of_a_day_is_taken_once(clock):
    claim_media()
    store(1)
    assert [clean_media_when_due() for _worker in range(2)] == [1, 0]

    store(1, first=1)
    clock.shift(timedelta(hours=23))
    assert clean_media_when_due() == 0
    clock.shift(timedelta(hours=1))
    assert clean_media_when_due() == 1


# --- Told and not served -----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("state", "waiting", "words"),
    [
        (State.UNKNOWN, 0, "nothing shows that it stored them"),
        (State.FOREIGN, 0, "stored by another database"),
        (State.VERSION, 0, "of another version of the portal"),
        (State.OWN, 70, "Unused files over the daily limit: 70."),
    ],
)
def test_coordinators_are_told_in_the_back_office_and_by_the_probe(
    client_of, coordinator, state, waiting, words
):
    MediaIdentity.objects.create(pk=1, state=state, aside=7, waiting=waiting)
    browser = client_of(coordinator)

    assert words in browser.get("/admin/").content.decode()
    probe = browser.get("/health/ready").json()
    assert (probe["media"], probe["media_files_aside"], probe["media_files_waiting"]) == (state, 7, waiting)


def test_coordinators_are_not_told_of_media_in_order(client_of, coordinator):
    MediaIdentity.objects.create(pk=1, state=State.OWN, aside=7)

    assert (
        "Please tell whoever runs the server." not in client_of(coordinator).get("/admin/").content.decode()
    )


def test_neither_files_aside_nor_the_identity_are_served(client, settings):
    claim_media()
    [name] = store(1)
    assert client.get(f"/media/{name}").status_code == 200
    clean_media()
    [aside] = storage.files_aside()

    assert Path(settings.MEDIA_ROOT, aside).exists()
    paths = (name, aside, storage.MARK, f"pictures/../{aside}", f"pictures/../{storage.MARK}")
    assert [client.get(f"/media/{path}").status_code for path in paths] == [404] * len(paths)
