"""Files no row names: moved aside, removed a month later, a few a day."""

from collections import Counter
from datetime import timedelta

import pytest
from django.core.files.base import ContentFile
from django.core.files.storage import FileSystemStorage, default_storage
from django.core.management import call_command
from django.utils import timezone

from multifactory.lib.media import storage
from multifactory.lib.media.cleaning import claim_media, clean_media, clean_media_when_due, limit_of_a_day
from multifactory.lib.media.models import MediaIdentity
from tests.lib.media.files import (
    forget_rows,
    in_place,
    list_in_rows,
    next_day_at,
    store,
    told,
    turn,
)

pytestmark = pytest.mark.django_db

State = MediaIdentity.State
MONTH = timedelta(days=30)


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
