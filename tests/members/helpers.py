"""What tests of several subjects do."""

from collections.abc import Callable
from threading import Barrier, Thread

import pytest
from django.core.exceptions import ValidationError
from django.db import connection
from django.urls import reverse


def company_form(**changes) -> dict[str, str]:
    data = {"name": "Legno Vivo", "slug": "legno-vivo", "line": "Joinery", "story": "", "vocation": "craft"}
    data |= {"craft": "registered", "craft_number": "MN-1", "craft_checked_on": "2024-01-01"}
    data |= {"joined_on": "2024-01-01", "website": "legno.example"}
    for prefix in ("products", "machines", "links", "logo", "photos", "memberships"):
        data |= {f"{prefix}-TOTAL_FORMS": "0", f"{prefix}-INITIAL_FORMS": "0"}
    return data | changes


def messages_of(response) -> list[str]:
    return [str(message) for message in response.context["messages"]]


def url(name: str, *args) -> str:
    return reverse(f"members:{name}", args=args)


def refusal(action, *args, **kwargs) -> str:
    with pytest.raises(ValidationError) as caught:
        action(*args, **kwargs)
    return " ".join(caught.value.messages)


def at_once(*actions: Callable[[], object]) -> list[str]:
    """What became of each: "done", or the words of the refusal."""
    barrier, outcomes = Barrier(len(actions)), []

    def run(action: Callable[[], object]) -> None:
        try:
            barrier.wait(timeout=10)
            action()
            outcomes.append("done")
        except ValidationError as error:
            outcomes.append(" ".join(error.messages))
        finally:
            connection.close()

    threads = [Thread(target=run, args=[action]) for action in actions]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(timeout=30)
    return sorted(outcomes)
