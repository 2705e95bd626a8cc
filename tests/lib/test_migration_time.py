"""A migration is no request: it is not broken off because it takes long."""

import pytest
from django.db import connection

from multifactory.lib.migration_time import lift_limits, restore_limits

pytestmark = [pytest.mark.django_db, pytest.mark.postgres]


def limits() -> list[str]:
    with connection.cursor() as cursor:
        shown = []
        for name in ("statement_timeout", "idle_in_transaction_session_timeout", "lock_timeout"):
            cursor.execute(f"SHOW {name}")
            shown += cursor.fetchone()
        return shown


def test_limits_of_requests_are_lifted_and_come_back():
    as_set = limits()

    lift_limits("default")
    assert limits() == ["0", "0", as_set[2]]

    restore_limits("default")
    assert limits() == as_set
    assert "0" not in as_set
