"""What a plan says of a space: which entry of the key it belongs to, and in which words."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from spaces.building.formats import format_area
from spaces.building.models import Space
from spaces.condition.formats import CONDITION_FORMATS
from spaces.condition.models import Condition

# Six vocations in three tints: nobody tells more apart. The name of the vocation stands in the title.
TINTS = {"craft": "craft", "arts": "arts", "design": "arts"}
UNUSABLE = {state: form for state, form in CONDITION_FORMATS.items() if state != Condition.State.USABLE}
UNUSABLE_KEY = [(form.css, form.on_plan) for form in reversed(UNUSABLE.values())]

KEY = (
    ("craft", gettext_lazy("craft")),
    ("arts", gettext_lazy("arts and design")),
    ("making", gettext_lazy("manufacture, food and services")),
    ("common", gettext_lazy("common")),
    ("free", gettext_lazy("free")),
    *UNUSABLE_KEY,
)

SEARCH_KEY = (("lit", gettext_lazy("matches your selection")), ("faded", gettext_lazy("everything else")))


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
    use: str = ""  # of a common space now: open, busy or shut
    use_word: str = ""  # the same in words, with until when
    is_lit: bool | None = None  # whether it is among those looked for; None where nothing is

    @property
    def is_usable(self) -> bool:
        return self.state is None or self.state == Condition.State.USABLE

    @property
    def is_free(self) -> bool:
        return self.kind == Space.Kind.UNIT and not self.holder and self.is_usable


def css_kind(facts: SpaceFacts) -> str:
    """Which entry of the key a space belongs to."""
    if not facts.is_usable:
        return CONDITION_FORMATS[str(facts.state)].css
    if facts.kind != Space.Kind.UNIT:
        return "common"
    return TINTS.get(facts.vocation, "making") if facts.holder else "free"


def state_word(facts: SpaceFacts) -> str:
    """The state of a space in a word or two."""
    if not facts.is_usable:
        return str(CONDITION_FORMATS[str(facts.state)].on_plan)
    if facts.kind != Space.Kind.UNIT:
        return _("common")
    return _("occupied") if facts.holder else _("free")


def label_of(facts: SpaceFacts) -> str:
    """The few words inside a shape. Where something is looked for, only what fits has any."""
    if facts.is_lit is False:
        return ""
    if facts.holder:
        return facts.holder
    if facts.is_free:
        return _("Free, %(area)s m²") % {"area": format_area(facts.area_m2)}
    if not facts.is_usable:
        return CONDITION_FORMATS[str(facts.state)].caption
    return facts.name


def title_of(facts: SpaceFacts) -> str:
    """The whole sentence for the pointer and for those who listen."""
    values = {"code": facts.code, "state": state_word(facts), "area": format_area(facts.area_m2)}
    values |= {"holder": facts.holder, "vocation": facts.vocation_word, "name": facts.name or facts.code}
    if facts.is_lit:
        return _("%(code)s: %(holder)s, matches your selection; %(vocation)s, %(area)s m²") % values
    if facts.holder and facts.is_usable:
        return _("%(code)s: %(holder)s, %(vocation)s, %(area)s m²") % values
    if facts.holder:
        return _("%(code)s: %(holder)s, %(state)s, %(area)s m²") % values
    if facts.kind == Space.Kind.UNIT:
        return _("%(code)s: %(state)s, %(area)s m²") % values
    return _("%(code)s: %(name)s, %(state)s") % values
