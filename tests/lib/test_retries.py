"""What PostgreSQL breaks off because of others is done once more, and only that."""

import pytest
from django.db import OperationalError

from multifactory.lib.retries import retry_once


class BrokenOffError(Exception):
    def __init__(self, sqlstate: str) -> None:
        self.sqlstate = sqlstate


def broken_off(times: int, sqlstate: str):
    """An action that is broken off so many times, and then says how often it was tried."""
    tried = []

    def action() -> int:
        tried.append(1)
        if len(tried) <= times:
            raise OperationalError from BrokenOffError(sqlstate)
        return len(tried)

    return action


@pytest.mark.parametrize("sqlstate", ["40P01", "40001", "55P03"])
def test_a_deadlock_or_a_lock_waited_for_too_long_is_tried_once_more(sqlstate):
    assert retry_once(broken_off(1, sqlstate)) == 2
    with pytest.raises(OperationalError):
        retry_once(broken_off(2, sqlstate))


def test_a_database_that_is_away_is_not_asked_again():
    action = broken_off(1, "08006")

    with pytest.raises(OperationalError):
        retry_once(action)
    assert action() == 2
