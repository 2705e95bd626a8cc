"""What an action would change, found by doing it and taking it back."""

from collections.abc import Callable
from datetime import date
from typing import Any, TypeVar

from django.db import transaction
from django.utils.translation import gettext as _

from governance.models import Resolution
from multifactory.lib.confirm import Change
from spaces import rules
from spaces.drawing import in_m2

T = TypeVar("T")


class _TakenBack(Exception):  # noqa: N818  no fault
    pass


def rehearse(act: Callable[[], Any], look: Callable[[], T]) -> T:
    """What one would see after an act; nothing of it stays. Raises what the act would be refused with."""
    seen: list[T] = []
    try:
        with transaction.atomic():
            act()
            seen.append(look())
            raise _TakenBack
    except _TakenBack:
        return seen[0]


def figure_changes(act: Callable[[], Any], day: date) -> list[Change]:
    """The figures that an act moves, on a day, before and after; free metres in any case."""
    before = rules.figures(day)
    after = rehearse(act, lambda: rules.figures(day))
    on = {"day": rules.day_words(day)}
    changes = [(_("m² free on %(day)s") % on, in_m2(before.free_m2), in_m2(after.free_m2))]
    if before.usable_m2 != after.usable_m2:
        changes.append((_("m² usable on %(day)s") % on, in_m2(before.usable_m2), in_m2(after.usable_m2)))
    if before.units != after.units:
        changes.append((_("Private units on %(day)s") % on, str(before.units), str(after.units)))
    return changes


def decided(resolution: Resolution | None, reason: str, what: str = "") -> Change:
    return (what or _("Decided by"), "", str(resolution or reason))
