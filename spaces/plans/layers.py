"""What a plan can be looked at for: who is where, in which field, what is free, in what condition.

A layer says for each space which entry of its key it belongs to, and in which words. Never colour alone: the
words stand in the shape, in its title and in the table; dashes and hatching tell states apart.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from multifactory.lib.formats import format_day
from spaces.building.formats import format_area
from spaces.building.models import Space
from spaces.condition.formats import CONDITION_FORMATS
from spaces.condition.models import Condition
from spaces.plans.facts import KEY, UNUSABLE_KEY, SpaceFacts, css_kind, label_of, state_word, title_of

Key = list[tuple[str, str]]  # style and word of each entry
TINTED_FIELDS = 4  # tints, told apart further by nothing, dots and rows upon them
FIELD_STYLES = 3 * TINTED_FIELDS
HATCHES = {"works": "works", "safe": "safe", "busy": "rows", "shut": "works"}


HATCHES |= {f"field-{number}": "dots" for number in range(TINTED_FIELDS, 2 * TINTED_FIELDS)}


HATCHES |= {f"field-{number}": "rows" for number in range(2 * TINTED_FIELDS, FIELD_STYLES)}


@dataclass(frozen=True, slots=True)
class Layer:
    """`kinds` gives the entry of the key by code; `key` the entries that occur, in order."""

    name: str
    word: Any
    kinds: Callable[[list[SpaceFacts]], dict[str, str]]
    key: Callable[[list[SpaceFacts], set[str]], Key]
    label: Callable[[SpaceFacts], str]
    title: Callable[[SpaceFacts], str]


def _each(kind: Callable[[SpaceFacts], str]) -> Callable[[list[SpaceFacts]], dict[str, str]]:
    return lambda facts: {space.code: kind(space) for space in facts}


def _fixed(key: Iterable[tuple[str, Any]]) -> Callable[[list[SpaceFacts], set[str]], Key]:
    entries = list(key)
    return lambda _facts, kinds: [(kind, str(word)) for kind, word in entries if kind in kinds]


# --- Field of activity --------------------------------------------------------------------------------


def _fields(facts: Iterable[SpaceFacts]) -> dict[str, str]:
    """The style of each field on the floor, in the order of their names."""
    names = sorted({space.field for space in facts if space.field})
    return {name: f"field-{number % FIELD_STYLES}" for number, name in enumerate(names)}


def _field_kinds(facts: list[SpaceFacts]) -> dict[str, str]:
    styles = _fields(facts)
    return {space.code: styles.get(space.field, "none") for space in facts}


def _field_key(facts: list[SpaceFacts], kinds: set[str]) -> Key:
    entries = [(style, name) for name, style in _fields(facts).items()]
    return [*entries, ("none", _("no company"))] if "none" in kinds else entries


def _field_title(facts: SpaceFacts) -> str:
    if not facts.field:
        return title_of(facts)
    values = {
        "code": facts.code,
        "holder": facts.holder,
        "field": facts.field,
        "area": format_area(facts.area_m2),
    }
    return _("%(code)s: %(holder)s, %(field)s, %(area)s m²") % values


# --- Vacancy ------------------------------------------------------------------------------------------


def _vacancy_kind(facts: SpaceFacts) -> str:
    if facts.kind != Space.Kind.UNIT:
        return "none"
    if not facts.is_usable:
        return css_kind(facts)
    if facts.holder:
        return "leaving" if facts.free_from else "held"
    return "free"


def vacancy_word(facts: SpaceFacts) -> str:
    """Whether a company could have it, in a few words."""
    if facts.kind != Space.Kind.UNIT:
        return _("common")
    if facts.holder and facts.free_from:
        return _("occupied, free from %(day)s") % {"day": format_day(facts.free_from)}
    if facts.holder:
        return _("occupied")
    return state_word(facts)


def _vacancy_label(facts: SpaceFacts) -> str:
    if facts.is_free:
        return label_of(facts)
    word = vacancy_word(facts) if facts.kind == Space.Kind.UNIT else facts.name
    return word[:1].upper() + word[1:]


def _vacancy_title(facts: SpaceFacts) -> str:
    if facts.kind != Space.Kind.UNIT:
        return title_of(facts)
    values = {"code": facts.code, "state": vacancy_word(facts), "area": format_area(facts.area_m2)}
    return _("%(code)s: %(state)s, %(area)s m²") % values


# --- Condition ----------------------------------------------------------------------------------------


def _condition_kind(facts: SpaceFacts) -> str:
    return CONDITION_FORMATS[facts.state].css if facts.state else "none"


def condition_word(facts: SpaceFacts) -> str:
    """The condition of a space in a word or two."""
    if facts.state is None:
        return _("not written")
    return str(CONDITION_FORMATS[facts.state].on_plan)


def _condition_label(facts: SpaceFacts) -> str:
    word = condition_word(facts)
    return word[:1].upper() + word[1:]


def _condition_title(facts: SpaceFacts) -> str:
    values = {"code": facts.code, "state": condition_word(facts)}
    if facts.state_since is None:
        return _("%(code)s: %(state)s") % values
    values["day"] = format_day(facts.state_since)
    return _("%(code)s: %(state)s since %(day)s") % values


WHO = Layer("who", gettext_lazy("Who"), _each(css_kind), _fixed(KEY), label_of, title_of)

FIELD = Layer(
    "field",
    gettext_lazy("Field of activity"),
    _field_kinds,
    _field_key,
    lambda facts: facts.field or ("" if facts.kind == Space.Kind.UNIT else facts.name),
    _field_title,
)

VACANCY = Layer(
    "vacancy",
    gettext_lazy("What is free"),
    _each(_vacancy_kind),
    _fixed(
        (
            ("free", gettext_lazy("free")),
            ("leaving", gettext_lazy("occupied until a set date")),
            ("held", gettext_lazy("occupied")),
            *UNUSABLE_KEY,
            ("none", gettext_lazy("common")),
        )
    ),
    _vacancy_label,
    _vacancy_title,
)

CONDITION = Layer(
    "condition",
    gettext_lazy("Condition"),
    _each(_condition_kind),
    _fixed(
        (
            ("usable", CONDITION_FORMATS[Condition.State.USABLE].on_plan),
            *UNUSABLE_KEY,
            ("none", gettext_lazy("not written")),
        )
    ),
    _condition_label,
    _condition_title,
)

# --- Use now -------------------------------------------------------------------------------------------


def _use_label(facts: SpaceFacts) -> str:
    return facts.use_word[:1].upper() + facts.use_word[1:]


def _use_title(facts: SpaceFacts) -> str:
    if not facts.use:
        return title_of(facts)
    name = f"{facts.code} {facts.name}".strip()
    return _("%(space)s: %(use)s") % {"space": name, "use": facts.use_word}


# For members, and of this moment alone.
USE = Layer(
    "use",
    gettext_lazy("Free now"),
    _each(lambda facts: facts.use or "none"),
    _fixed(
        (
            ("open", gettext_lazy("free")),
            ("busy", gettext_lazy("in use")),
            ("shut", gettext_lazy("closed")),
            ("none", gettext_lazy("not to be booked")),
        )
    ),
    _use_label,
    _use_title,
)

# A drawing that is not published yet: what has a code, and what has none.
DRAFT = Layer(
    "draft",
    gettext_lazy("Drawing"),
    _each(lambda facts: "unknown" if facts.kind == "unknown" else "held"),
    _fixed((("held", gettext_lazy("a space of this floor")), ("unknown", gettext_lazy("matches no space")))),
    lambda facts: facts.name,
    lambda facts: f"{facts.code} {facts.name}".strip(),
)
PUBLIC_LAYERS = (WHO, FIELD, VACANCY, CONDITION)
LAYERS = {layer.name: layer for layer in (*PUBLIC_LAYERS, USE)}


def layers_for(*, is_member: bool) -> dict[str, Layer]:
    """By name: visitors learn nothing of who uses the common spaces when."""
    return LAYERS if is_member else {layer.name: layer for layer in PUBLIC_LAYERS}
