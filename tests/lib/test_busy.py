"""What a process does once at a time."""

import threading
import time

import pytest
from django.core.files.base import ContentFile

from multifactory.lib.busy import BusyError, Turn
from multifactory.lib.images.reading import decoding, read_image
from tests.lib import image_corpus


def test_one_thread_at_a_time_and_all_get_their_turn():
    turn, inside, seen = Turn(wait_seconds=20), [], []

    def work() -> None:
        with turn.taken():
            inside.append(1)
            time.sleep(0.01)
            seen.append(len(inside))
            inside.pop()

    threads = [threading.Thread(target=work) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert seen == [1] * 8


def test_who_waits_too_long_is_told_and_the_turn_is_free_afterwards():
    turn = Turn(wait_seconds=0.01)

    with turn.taken(), pytest.raises(BusyError), turn.taken():
        pass
    with pytest.raises(ZeroDivisionError), turn.taken():
        raise ZeroDivisionError

    with turn.taken():
        pass


@pytest.mark.parametrize("encode", [image_corpus.heic, image_corpus.encoded], ids=["HEIC", "PNG"])
def test_large_pictures_wait_for_each_other_and_small_ones_pass_by(monkeypatch, encode):
    monkeypatch.setattr(decoding, "wait_seconds", 0.01)
    small, large = (encode(image_corpus.drawn(width, width)) for width in (300, 1200))

    with decoding.taken():
        assert read_image(ContentFile(small)).width == 300
        with pytest.raises(BusyError):
            read_image(ContentFile(large))

    assert read_image(ContentFile(large)).width == 1200
