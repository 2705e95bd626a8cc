"""What waits for the reader of the dashboard, each thing as one row, by the time that is left."""

from dataclasses import dataclass
from datetime import datetime, time
from itertools import groupby
from typing import Any

from django.utils import timezone

from members.people.models import Membership
from multifactory.portal.today import governance, house
from multifactory.portal.today.rows import Waiting


@dataclass(frozen=True, slots=True)
class Group:
    name: str
    rows: list[Waiting]


def queue(found: dict[str, Any], acting: Membership | None, *, is_coordinator: bool) -> list[Group]:
    """Of what the dashboard has `found`; asks the database nothing more. What cannot wait stands first, what
    has no date last."""
    represents = bool(acting and acting.is_representative)  # lazy where it is none
    rows = [
        *governance.rows(found, represents=represents, is_coordinator=is_coordinator),
        *house.rows(found, is_coordinator=is_coordinator),
    ]
    return by_time_left_in_groups(rows)


def by_time_left_in_groups(rows: list[Waiting]) -> list[Group]:
    in_order = sorted(rows, key=by_time_left)
    return [Group(name, list(some)) for name, some in groupby(in_order, lambda row: row.left.group)]


def by_time_left(row: Waiting) -> tuple[bool, bool, int, time]:
    """Of one day the earlier hour first; what is due on a day as a whole ends it."""
    days = row.left.days
    hour = timezone.localtime(row.at).time() if isinstance(row.at, datetime) else time.max
    return not row.is_now, days is None, days or 0, hour
