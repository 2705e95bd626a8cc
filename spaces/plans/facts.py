"""What a plan says of a space: which entry of the key it belongs to, and in which words."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from spaces.building.formats import format_area

# Six vocations in three tints: more would be told apart by nobody. The word stands in the title.
TINTS = {"craft": "craft", "arts": "arts", "design": "arts"}


KEY = (
    ("craft", gettext_lazy("craft")),
    ("arts", gettext_lazy("arts and design")),
    ("making", gettext_lazy("manufacture, food and services")),
    ("common", gettext_lazy("common")),
    ("free", gettext_lazy("free")),
    ("works", gettext_lazy("under works")),
    ("safe", gettext_lazy("made safe, not yet usable")),
    ("disused", gettext_lazy("disused")),
)


SEARCH_KEY = (("lit", gettext_lazy("fits what was chosen")), ("faded", gettext_lazy("everything else")))


@dataclass(frozen=True, slots=True)
class SpaceFacts:
    """What the plan says of one space. `state` is a value of Condition.State, None where none was written."""

    code: str
    kind: str
    href: str
    name: str = ""
    state: str | None = None
    holder: str = ""
    vocation: str = ""
    vocation_word: str = ""
    area_m2: Decimal | None = None
    field: str = ""  # of activity, of the holder
    free_from: date | None = None  # where the holder's time has an end
    state_since: date | None = None
    is_here: bool = False
    is_lit: bool | None = None  # whether it is among those looked for; None where nothing is

    @property
    def is_usable(self) -> bool:
        return self.state in (None, "usable")

    @property
    def is_free(self) -> bool:
        return self.kind == "unit" and not self.holder and self.is_usable


def css_kind(facts: SpaceFacts) -> str:
    """Which entry of the key a space belongs to."""
    states = {"under_works": "works", "made_safe": "safe", "disused": "disused"}
    if not facts.is_usable:
        return states[str(facts.state)]
    if facts.kind != "unit":
        return "common"
    return TINTS.get(facts.vocation, "making") if facts.holder else "free"


def state_word(facts: SpaceFacts) -> str:
    """The state of a space in a word or two."""
    if facts.state == "under_works":
        return _("under works")
    if facts.state == "made_safe":
        return _("made safe, not yet usable")
    if facts.state == "disused":
        return _("disused")
    if facts.kind != "unit":
        return _("common")
    return _("held") if facts.holder else _("free")


def label_of(facts: SpaceFacts) -> str:
    """The few words inside a shape. Where something is looked for, only what fits has any."""
    if facts.is_lit is False:
        return ""
    if facts.holder:
        return facts.holder
    if facts.is_free:
        return _("Free, %(area)s m²") % {"area": format_area(facts.area_m2)}
    if facts.state in ("under_works", "disused", "made_safe"):
        return {"under_works": _("Under works"), "disused": _("Disused"), "made_safe": _("Made safe")}[
            facts.state
        ]
    return facts.name


def title_of(facts: SpaceFacts) -> str:
    """The whole sentence for the pointer and for those who listen."""
    values = {"code": facts.code, "state": state_word(facts), "area": format_area(facts.area_m2)}
    values |= {"holder": facts.holder, "vocation": facts.vocation_word, "name": facts.name or facts.code}
    if facts.is_lit:
        return _("%(code)s: %(holder)s, fits what was chosen; %(vocation)s, %(area)s m²") % values
    if facts.holder and facts.is_usable:
        return _("%(code)s: %(holder)s, %(vocation)s, %(area)s m²") % values
    if facts.holder:
        return _("%(code)s: %(holder)s, %(state)s, %(area)s m²") % values
    if facts.kind == "unit":
        return _("%(code)s: %(state)s, %(area)s m²") % values
    return _("%(code)s: %(name)s, %(state)s") % values
