"""Whether an element of a drawing is seen: its attributes, its style and a simple style sheet. Pure.

Of style sheets, rules for an element, a class or an id are read (`rect.old, .st0 { display: none }`), which
is what drawing programs write. Anything else is passed over: other selectors, `@media`, `@import`.
"""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from xml.etree.ElementTree import Element

from spaces.drafts.svg_outlines import SHAPE_TAGS, UnreadableError
from spaces.drafts.svg_tree import tag_of

MOST_RULES = 1_000
INHERITED = ("visibility", "fill", "stroke")
READ = frozenset(
    (*INHERITED, "display", "opacity", "clip-path", "transform", "transform-origin")
)  # what matters to where a shape lies and whether it is seen

UNITS = re.compile(r"(\d)(?:px|deg)\b", re.IGNORECASE)  # those of a transform in a style
COMMENT = re.compile(r"/\*.*?(?:\*/|\Z)", re.DOTALL)
BRACES = re.compile(r"[{};]")
NAME = r"[^\s.#\[\]:>+~*,(){}]++"
SELECTOR = re.compile(rf"(\*|{NAME})?((?:[.#]{NAME})*+)")
PART = re.compile(rf"([.#])({NAME})")

Weight = tuple[bool, bool, int, int]  # important, of the element itself, specificity, place


class TooManyRulesError(Exception):
    """More rules in the style sheets than a plan needs."""


@dataclass(slots=True)
class Rule:
    """`tag` is empty for any."""

    tag: str
    ids: frozenset[str]
    classes: frozenset[str]
    declarations: dict[str, tuple[str, Weight]] = field(default_factory=dict)

    def fits(self, tag: str, name: str, classes: frozenset[str]) -> bool:
        return self.tag in ("", tag) and self.ids <= {name} and self.classes <= classes


class StyleSheets:
    """All rules of a drawing. Each is kept under one id, class or element that it asks for."""

    def __init__(self, root: Element) -> None:
        self.rules: dict[tuple[str, frozenset[str], frozenset[str]], Rule] = {}
        self.by_key: dict[str, list[Rule]] = {}
        self.place = 0
        for element in root.iter():
            if tag_of(element) == "style" and element.get("type", "text/css").strip().lower() == "text/css":
                for selectors, body in _blocks("".join(element.itertext())):
                    self._add(selectors, body)

    def _add(self, selectors: str, body: str) -> None:
        declarations = dict(_declarations(body))
        if not declarations:
            return
        for selector in selectors.split(","):
            self.place += 1
            if self.place > MOST_RULES:
                raise TooManyRulesError
            match = SELECTOR.fullmatch(selector.strip())
            if match is None or not match[0]:
                continue
            parts = PART.findall(match[2])
            ids = frozenset(name for sign, name in parts if sign == "#")
            classes = frozenset(name for sign, name in parts if sign == ".")
            tag = "" if match[1] in (None, "*") else match[1]
            rule = self._rule(tag, ids, classes)
            specificity = 10_000 * len(ids) + 100 * len(classes) + bool(tag)
            for name, (value, is_important) in declarations.items():
                weight = (is_important, False, specificity, self.place)
                if name not in rule.declarations or rule.declarations[name][1] <= weight:
                    rule.declarations[name] = (value, weight)

    def _rule(self, tag: str, ids: frozenset[str], classes: frozenset[str]) -> Rule:
        wanted = (tag, ids, classes)
        if wanted not in self.rules:
            self.rules[wanted] = Rule(tag, ids, classes)
            key = next((f"#{name}" for name in ids), next((f".{name}" for name in classes), tag))
            self.by_key.setdefault(key, []).append(self.rules[wanted])
        return self.rules[wanted]

    def style_of(self, element: Element) -> dict[str, str]:
        """What holds for an element itself: attributes, over them rules, over them its own style."""
        tag, name = tag_of(element), element.get("id", "")
        classes = frozenset(element.get("class", "").split())
        values = {key: element.get(key, "").strip() for key in READ if element.get(key)}
        weights: dict[str, Weight] = {}

        def take(name: str, value: str, weight: Weight) -> None:
            if name not in weights or weights[name] <= weight:
                values[name], weights[name] = value, weight

        for key in ("", tag, f"#{name}", *(f".{one}" for one in classes)):
            for rule in self.by_key.get(key, ()):
                if rule.fits(tag, name, classes):
                    for property_name, (value, weight) in rule.declarations.items():
                        take(property_name, value, weight)
        for property_name, (value, is_important) in _declarations(element.get("style", "")):
            take(property_name, value, (is_important, True, 0, 0))
        return values


def _blocks(text: str) -> Iterator[tuple[str, str]]:
    """Selectors and declarations of a style sheet, without at-rules and what is in them."""
    text = COMMENT.sub(" ", text).replace("<!--", " ").replace("-->", " ")
    start = depth = 0
    selectors = ""
    for brace in BRACES.finditer(text):
        if brace[0] == ";":
            if depth == 0:  # an at-rule without a block
                start = brace.end()
            continue
        if brace[0] == "{":
            depth += 1
            if depth == 1:
                selectors, start = text[start : brace.start()].strip(), brace.end()
        elif depth:
            depth -= 1
            if depth == 0:
                if not selectors.startswith("@"):
                    yield selectors, text[start : brace.start()]
                start = brace.end()


def _declarations(text: str) -> Iterable[tuple[str, tuple[str, bool]]]:
    """Name, value and importance of those that are read."""
    for declaration in COMMENT.sub(" ", text).split(";"):
        name, _colon, value = declaration.partition(":")
        name = name.strip().lower()
        if name not in READ:
            continue
        value, bang, importance = value.partition("!")
        if value.strip():
            yield name, (value.strip(), bool(bang) and importance.strip().lower() == "important")


def inherited(style: Mapping[str, str], around: Mapping[str, str]) -> dict[str, str]:
    """What an element hands on to those in it."""
    own = {name: style[name].lower() for name in INHERITED if style.get(name, "inherit").lower() != "inherit"}
    return {**around, **own}


def is_hidden(element: Element, style: Mapping[str, str]) -> bool:
    """Whether nothing of an element and of those in it is seen."""
    return (
        style.get("display", "").lower() == "none"
        or _is_zero(style.get("opacity", ""))
        or element.get("class") == "BoundingBox"  # LibreOffice's, around every object
    )


def is_unpainted(element: Element, paint: Mapping[str, str]) -> bool:
    """Whether an element itself leaves no mark. Where nothing is said, it is filled, without a stroke."""
    if paint.get("visibility") in ("hidden", "collapse"):
        return tag_of(element) in SHAPE_TAGS
    is_blank = paint.get("fill") == "none" and paint.get("stroke", "none") == "none"
    return is_blank and tag_of(element) in SHAPE_TAGS


def _is_zero(opacity: str) -> bool:
    try:
        return float(opacity.removesuffix("%")) <= 0
    except ValueError:
        return False


def transform_of(element: Element, style: Mapping[str, str]) -> str:
    """The style goes before the attribute, and may have units there."""
    if style.get("transform-origin"):
        raise UnreadableError
    written = style.get("transform", "")
    if written == element.get("transform", "").strip():
        return written
    return UNITS.sub(r"\1", written) if written != "none" else ""
