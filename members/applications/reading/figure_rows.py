"""The figures of a candidate as a table says them: at the opening without and with it, and the same today."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from django.utils.formats import number_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from members.profile.models import Stage

Frozen = Mapping[str, Any]
Number = Callable[[Frozen], int | float | None]

UNKNOWN = "–"  # too few companies stand behind it
STAGES = len(Stage.values)


@dataclass(frozen=True)
class FigureRow:
    label: Any
    before: str
    after: str
    change: str
    today: str


def _of(part: str, key: str) -> Number:
    """Reads a figure of a frozen record; what so few companies do not allow to be said is not in it."""
    return lambda frozen: frozen.get(part, {}).get(key)


def _companies(frozen: Frozen) -> int:
    return int(frozen["companies"])


def _craft(frozen: Frozen) -> int | None:
    craft = frozen.get("craft")
    return None if craft is None else craft["registered"] + craft["self_declared"]


def _whole(value: int | float, _frozen: Frozen) -> str:
    return str(value)


def _effective(value: int | float, _frozen: Frozen) -> str:
    return number_format(round(value, 1), 1)


def _of_companies(value: int | float, frozen: Frozen) -> str:
    return _("%(number)d of %(all)d") % {"number": value, "all": frozen["companies"]}


def _of_stages(value: int | float, _frozen: Frozen) -> str:
    return _("%(number)d of %(all)d") % {"number": value, "all": STAGES}


# Label, number, how it is written, decimal places of its change.
FIGURES: tuple[tuple[Any, Number, Callable[[int | float, Frozen], str], int], ...] = (
    (gettext_lazy("Companies"), _companies, _whole, 0),
    (gettext_lazy("Fields of activity"), _of("fields", "richness"), _whole, 0),
    (gettext_lazy("Fields, if all were equally common"), _of("fields", "effective_number"), _effective, 2),
    (gettext_lazy("Craft businesses"), _craft, _of_companies, 0),
    (gettext_lazy("Stages that someone does"), _of("stages", "cover"), _of_stages, 0),
    (gettext_lazy("Stages that two or more do"), _of("stages", "robust"), _of_stages, 0),
)


def figure_rows(frozen: Frozen, today: Frozen) -> list[FigureRow]:
    """N, S, ¹D, craft, cover and robust stages."""
    rows = []
    for label, number, write, places in FIGURES:
        sides = [one[side] for one in (frozen, today) for side in ("before", "after")]
        values = [number(side) for side in sides]
        before, after, now, with_it = (
            UNKNOWN if value is None else write(value, side)
            for value, side in zip(values, sides, strict=True)
        )
        words = _("%(before)s → %(after)s") % {"before": now, "after": with_it}
        rows.append(FigureRow(label, before, after, _change(values[0], values[1], places), words))
    return rows


def _change(before: int | float | None, after: int | float | None, places: int) -> str:
    if before is None or after is None:
        return UNKNOWN
    difference = round(after - before, places)
    if not difference:
        return _("no change")
    return f"{'+' if difference > 0 else '−'}{number_format(abs(difference), places)}"


def kept_rows(frozen: Frozen) -> list[tuple[Any, str]]:
    """What was kept besides: needs met both ways, m² asked for and free. What is not known is left out."""
    parts = frozen.get("parts", {})
    rows: list[tuple[Any, str]] = []
    if parts.get("needs"):
        text = _("%(number)d of %(all)d") % {"number": parts["needs_met"], "all": parts["needs"]}
        rows.append((_("Its needs that someone here meets"), text))
    if parts.get("needs_it_meets"):
        rows.append((_("Needs of companies here that it meets"), str(parts["needs_it_meets"])))
    if parts.get("asked_m2"):
        text = _("%(asked)s of %(free)s m² free")
        values = {name: number_format(parts.get(f"{name}_m2", 0), 0) for name in ("asked", "free")}
        rows.append((_("Area it asks for"), text % values))
    return rows
