"""What an action would change, found by doing it and taking it back."""

from collections.abc import Callable
from datetime import date
from typing import Any, TypeVar

from django.db import transaction
from django.utils.translation import gettext as _

from governance.resolutions.models import Resolution
from multifactory.lib.admin_actions import Change
from multifactory.lib.formats import format_day
from spaces.building.figures import building_figures
from spaces.building.formats import format_area

T = TypeVar("T")


class _RollBack(Exception):  # noqa: N818  no fault
    pass


def dry_run(change: Callable[[], Any], measure: Callable[[], T]) -> T:
    """What one would see after an act; nothing of it stays. Raises what the act would be refused with."""
    measured: list[T] = []
    try:
        with transaction.atomic():
            change()
            measured.append(measure())
            raise _RollBack
    except _RollBack:
        return measured[0]


def figure_changes(change: Callable[[], Any], day: date) -> list[Change]:
    """The figures that an act moves, on a day, before and after; free metres in any case."""
    before = building_figures(day)
    after = dry_run(change, lambda: building_figures(day))
    on = {"day": format_day(day)}
    changes = [(_("m² free on %(day)s") % on, format_area(before.free_m2), format_area(after.free_m2))]
    if before.usable_m2 != after.usable_m2:
        changes.append(
            (_("m² usable on %(day)s") % on, format_area(before.usable_m2), format_area(after.usable_m2))
        )
    if before.units != after.units:
        changes.append((_("Private units on %(day)s") % on, str(before.units), str(after.units)))
    return changes


def decision_change(resolution: Resolution | None, reason: str, what: str = "") -> Change:
    return (what or _("Decided by"), "", str(resolution or reason))
