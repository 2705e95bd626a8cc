"""Doing once more what met others in the database."""

from collections.abc import Callable
from typing import TypeVar

from django.db import OperationalError

Result = TypeVar("Result")

# PostgreSQL: deadlock found, serialization failure, waited too long for a lock.
MET_OTHERS = {"40P01", "40001", "55P03"}


def retry_once(action: Callable[[], Result]) -> Result:
    """Its result. Where PostgreSQL broke it off because of others it is done again: nothing of it stayed.

    For a whole transaction, so not within one.
    """
    try:
        return action()
    except OperationalError as error:
        if getattr(error.__cause__, "sqlstate", None) not in MET_OTHERS:
            raise
        return action()
