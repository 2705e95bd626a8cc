"""Real threads that start at the same moment, each with a connection of its own."""

import threading
from collections.abc import Callable

from django.core.exceptions import ValidationError
from django.db import connection


def at_once(*actions: Callable[[], object]) -> list[object]:
    """What each action answers, or the ValidationError it raises, when all start at the same moment."""
    barrier = threading.Barrier(len(actions))
    answers: list[object] = [None] * len(actions)

    def run(place: int, action: Callable[[], object]) -> None:
        try:
            connection.ensure_connection()
            barrier.wait(timeout=30)
            answers[place] = action()
        except Exception as error:
            answers[place] = error
        finally:
            connection.close()

    threads = [threading.Thread(target=run, args=pair) for pair in enumerate(actions)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(timeout=60)
    unexpected = [
        one for one in answers if isinstance(one, Exception) and not isinstance(one, ValidationError)
    ]
    assert unexpected == []
    return answers
