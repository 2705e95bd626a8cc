"""Deadlines that most buildings have, offered to begin with. They are a help, no legal advice.

Lifting gear above 200 kg: D.Lgs. 81/2008, all. VII, by kind and age. Extinguishers: UNI 9994-1. Emergency
lights: UNI CEI 11222. Doors on escape routes: UNI 11473 and the maker's instructions.
"""

from dataclasses import dataclass
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _


@dataclass(frozen=True, slots=True)
class UsualDeadline:
    key: str
    name: str | Promise
    every_months: int
    text: str | Promise
    blocks_when_late: bool = False

    @property
    def initial(self) -> dict[str, Any]:
        """What the form of the back-office begins with."""
        return {
            "name": str(self.name),
            "every_months": self.every_months,
            "text": str(self.text),
            "blocks_when_late": self.blocks_when_late,
        }


USUAL = (
    UsualDeadline("extinguishers", _("Check of the fire extinguishers"), 6, _("UNI 9994-1.")),
    UsualDeadline(
        "lights",
        _("Check of the emergency lights"),
        6,
        _("UNI CEI 11222: do they come on? Once a year: how long do they last?"),
    ),
    UsualDeadline(
        "doors",
        _("Check of the fire doors and emergency exits"),
        6,
        _("UNI 11473 and what the maker asks for: do they open and close automatically?"),
    ),
    UsualDeadline(
        "lifting-12",
        _("Inspection of lifting gear, every year"),
        12,
        _(
            "Over 200 kg, not worked by hand: mobile and more than ten years old, or for building sites"
            " and the like (D.Lgs. 81/2008, annex VII)."
        ),
        blocks_when_late=True,
    ),
    UsualDeadline(
        "lifting-24",
        _("Inspection of lifting gear, every two years"),
        24,
        _(
            "Over 200 kg, not worked by hand: mobile and up to ten years old, or fixed and more than ten"
            " years old (D.Lgs. 81/2008, annex VII)."
        ),
        blocks_when_late=True,
    ),
    UsualDeadline(
        "lifting-36",
        _("Inspection of lifting gear, every three years"),
        36,
        _("Over 200 kg, not worked by hand: fixed and up to ten years old (D.Lgs. 81/2008, annex VII)."),
        blocks_when_late=True,
    ),
)


def usual_by_key(key: str) -> UsualDeadline | None:
    return next((one for one in USUAL if one.key == key), None)
