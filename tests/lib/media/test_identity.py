"""Media of another database, or of a newer version, are left alone and told of."""

from datetime import timedelta
from pathlib import Path

import pytest
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.core.management import call_command
from django.db.migrations.recorder import MigrationRecorder
from django.utils import timezone

from multifactory.lib.media import storage
from multifactory.lib.media.cleaning import claim_media, clean_media, clean_media_when_due
from multifactory.lib.media.models import MediaIdentity
from tests.lib.media.files import (
    empty_the_database,
    in_place,
    list_in_rows,
    store,
    told,
    turn,
)

pytestmark = pytest.mark.django_db

State = MediaIdentity.State
MONTH = timedelta(days=30)
UNKNOWN = "nothing says that this database wrote them, and it does not know them all"


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

    queue = client_of(coordinator).get("/admin/").context["queue"]
    assert [row.title for group in queue for row in group.rows] == []


def test_neither_files_aside_nor_the_identity_are_served(client, settings):
    claim_media()
    [name] = store(1)
    assert client.get(f"/media/{name}").status_code == 200
    clean_media()
    [aside] = storage.files_aside()

    assert Path(settings.MEDIA_ROOT, aside).exists()
    paths = (name, aside, storage.MARK, f"pictures/../{aside}", f"pictures/../{storage.MARK}")
    assert [client.get(f"/media/{path}").status_code for path in paths] == [404] * len(paths)
