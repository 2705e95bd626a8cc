"""The files of pictures follow their rows, in a folder and in a bucket, through commits and rollbacks."""

import re
from pathlib import Path

import pytest
from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile
from django.core.files.storage import FileSystemStorage, default_storage
from django.db import IntegrityError, connection, models, transaction
from django.template.loader import render_to_string

from multifactory.lib.images.models import NAME, Picture
from multifactory.lib.images.reading import CleanImage, read_image
from tests.lib import image_corpus
from tests.lib.bucket import running_bucket

pytestmark = pytest.mark.django_db


class Postcard(Picture):
    """A picture of nothing in particular."""

    town = models.CharField(max_length=40, default="Mantua")

    class Meta:
        app_label = "tests"
        constraints = [models.CheckConstraint(condition=~models.Q(town=""), name="postcard_has_town")]


@pytest.fixture(scope="module", autouse=True)
def _table(django_db_setup, django_db_blocker):
    with django_db_blocker.unblock():
        with connection.schema_editor() as editor:
            editor.create_model(Postcard)
        django_db_setup.keep()
        yield
        with connection.schema_editor() as editor:
            editor.delete_model(Postcard)
        django_db_setup.keep()


@pytest.fixture
def folder(settings, tmp_path) -> Path:
    settings.MEDIA_ROOT = str(tmp_path / "media")
    return tmp_path / "media"


@pytest.fixture(params=["folder", "bucket"])
def stored(request, settings, folder):
    """Tells the names of what is stored, in a folder and in a bucket."""
    if request.param == "folder":
        yield lambda: {str(path.relative_to(folder)) for path in folder.rglob("*") if path.is_file()}
        return
    with running_bucket() as (address, objects):
        options = {
            "bucket_name": "pictures",
            "endpoint_url": address,
            "access_key": "key",
            "secret_key": "secret",
            "region_name": "eu-south-1",
            "custom_domain": "testserver/media",
            "addressing_style": "path",
        }
        bucket = {"BACKEND": "storages.backends.s3.S3Storage", "OPTIONS": options}
        settings.STORAGES = settings.STORAGES | {"default": bucket}
        yield lambda: set(objects)


def clean(seed: int = 1) -> CleanImage:
    return read_image(ContentFile(image_corpus.encoded(image_corpus.detailed(60, 40, seed=seed))))


def postcard(**fields) -> Postcard:
    card = Postcard(**fields)
    card.store(clean())
    return card


# --- Stored ----------------------------------------------------------------------------------------------


def test_stored_picture_has_a_row_and_two_files_with_random_names(stored):
    picture = clean()
    card = Postcard(alt="A mill")
    card.store(picture)

    row = Postcard.objects.get(pk=card.pk)
    assert stored() == {row.large.name, row.small.name}
    assert [bool(re.fullmatch(NAME, name)) for name in row.file_names] == [True, True]
    assert default_storage.open(row.large.name).read() == picture.large
    assert default_storage.open(row.small.name).read() == picture.small
    assert (row.width, row.height, row.small_width, row.small_height, str(row)) == (60, 40, 60, 40, "A mill")


@pytest.mark.parametrize(("content", "message"), image_corpus.REFUSED.values(), ids=image_corpus.REFUSED)
def test_refusal_leaves_nothing_behind(folder, content, message):
    with pytest.raises(ValidationError):
        Postcard().store(read_image(ContentFile(content)))

    assert not folder.exists()


@pytest.mark.django_db(transaction=True)
def test_old_files_go_when_the_new_ones_are_committed(stored):
    card = postcard()
    old = stored()
    with transaction.atomic():
        card.store(clean(seed=2))
        during = stored()

    assert old < during
    assert stored() == set(card.file_names) == during - old


@pytest.mark.django_db(transaction=True)
def test_rollback_takes_back_the_new_files_and_keeps_the_old(stored):
    card = postcard()
    old = stored()
    with transaction.atomic():
        card.store(clean(seed=2))
        transaction.set_rollback(True)

    assert stored() == old == set(Postcard.objects.get(pk=card.pk).file_names)


@pytest.mark.django_db(transaction=True)
def test_rollback_of_a_part_takes_back_the_files_of_that_part(stored):
    with transaction.atomic():
        kept = postcard()
        with transaction.atomic():
            postcard()
            transaction.set_rollback(True)

    assert stored() == set(kept.file_names)


def test_row_the_database_refuses_leaves_no_files(stored):
    with pytest.raises(IntegrityError):
        postcard(town="")

    assert stored() == set()


def test_disk_that_fills_up_in_between_leaves_no_files(folder, monkeypatch):
    save = FileSystemStorage._save

    def full(storage, name, content):
        if "small" in name:
            raise OSError(28, "No space left on device")
        return save(storage, name, content)

    monkeypatch.setattr(FileSystemStorage, "_save", full)
    with pytest.raises(OSError, match="No space left"):
        postcard()

    assert [path for path in folder.rglob("*") if path.is_file()] == []
    assert Postcard.objects.count() == 0


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("delete", [lambda card: card.delete(), lambda card: Postcard.objects.all().delete()])
def test_files_go_with_the_row_after_the_commit(stored, delete):
    card = postcard()
    with transaction.atomic():
        delete(card)
        during = stored()

    assert (len(during), stored()) == (2, set())


@pytest.mark.django_db(transaction=True)
def test_deletion_that_is_rolled_back_keeps_the_files(stored):
    card = postcard()
    names = stored()
    with transaction.atomic():
        card.delete()
        transaction.set_rollback(True)

    assert (len(names), stored()) == (2, names)


@pytest.mark.django_db(transaction=True)
def test_storage_that_is_away_does_not_undo_the_deletion(folder, monkeypatch, caplog):
    card = postcard()

    def away(storage, name):
        raise OSError("away")

    monkeypatch.setattr(FileSystemStorage, "delete", away)
    card.delete()

    assert (Postcard.objects.count(), "could not be deleted" in caplog.text) == (0, True)


# --- Shown -----------------------------------------------------------------------------------------------


def test_picture_is_served_as_nothing_but_a_picture(stored, client_of, representative):
    card = postcard()
    for client in (client_of(None), client_of(representative)):
        answer = client.get(card.large.url.removeprefix("https://testserver"))

        assert answer.status_code == 200
        assert b"".join(answer.streaming_content) == default_storage.open(card.large.name).read()
        assert answer.headers["Content-Type"] == "image/webp"
        assert answer.headers["X-Content-Type-Options"] == "nosniff"
        assert answer.headers["Content-Security-Policy"] == "default-src 'none'; sandbox"
        assert answer.headers["Cache-Control"] == "public, max-age=31536000, immutable"
        assert "Set-Cookie" not in answer.headers


def test_picture_that_is_gone_is_not_found(stored, client):
    card = postcard()
    for name in card.file_names:
        default_storage.delete(name)

    assert client.get(f"/media/{card.small.name}").status_code == 404


@pytest.mark.parametrize(
    "path",
    [
        "",
        "pictures/",
        "secret.txt",
        "pictures/ab/secret.webp",
        "pictures/../secret.txt",
        "pictures/ab/..%2f..%2fsecret.txt",
        f"pictures/ab/{'a' * 32}.svg",
        f"pictures/ab/{'a' * 32}.webp%00",
        f"pictures/ab/{'a' * 32}.webp%0a",
        f"Pictures/ab/{'a' * 32}.webp",
    ],
)
def test_no_other_file_is_served(folder, client, path):
    for name in ("secret.txt", "pictures/ab/secret.webp"):
        default_storage.save(name, ContentFile(b"secret"))

    assert client.get(f"/media/{path}").status_code == 404


def test_component_lets_the_browser_choose_and_keeps_the_place(folder):
    card = Postcard(alt='A "mill"')
    card.store(read_image(ContentFile(image_corpus.encoded(image_corpus.drawn(3000, 2000)))))

    html = render_to_string("components/picture.html", {"picture": card, "sizes": "50vw"})

    assert " ".join(html.split()) == (
        f'<img src="/media/{card.small.name}" '
        f'srcset="/media/{card.small.name} 480w, /media/{card.large.name} 1440w" sizes="50vw" '
        'width="1440" height="960" alt="A &quot;mill&quot;" loading="lazy" decoding="async">'
    )


def test_component_offers_no_choice_where_there_is_none(folder):
    html = render_to_string("components/picture.html", {"picture": postcard(), "is_first": True})

    assert ("srcset" in html, "lazy" in html) == (False, False)


def test_bucket_keeps_the_type_of_the_picture(settings):
    with running_bucket() as (address, objects):
        options = {"bucket_name": "b", "endpoint_url": address, "access_key": "k", "secret_key": "s"}
        settings.STORAGES = settings.STORAGES | {
            "default": {"BACKEND": "storages.backends.s3.S3Storage", "OPTIONS": options}
        }
        postcard()

        assert [kind for _content, kind, _time in objects.values()] == ["image/webp"] * 2
