"""Blocks of a sample's files, read piece by piece; what is wrong is said in plain words, with its place."""

import types
from collections.abc import Callable, Mapping
from dataclasses import MISSING, Field, fields, is_dataclass
from datetime import date
from decimal import Decimal
from difflib import get_close_matches
from typing import Annotated, Any, Literal, NoReturn, Union, cast, get_args, get_origin, get_type_hints

from multifactory.demo.building import Point, Polygon, area_of, box
from multifactory.demo.days import Day
from multifactory.demo.names import Names, refuse_unknown, suggestion

CALLED = {
    str: "a text in quotes",
    int: "a whole number",
    bool: "true or false",
    Decimal: "a number",
    date: "a date such as 2019-06-01, without quotes",
    list: "a list in brackets",
    dict: "a table",
}
A_DAY = "a date such as 2019-06-01 without quotes, or days from the day of loading such as -40"
TITLES = ("name", "title", "key", "code", "author", "space", "company", "note")
SINGULAR = {"companies": "company"}

Table = dict[str, Any]


class SampleError(ValueError):
    """A sample cannot be read; the text says what is wrong, and where."""


def singular(key: str) -> str:
    return SINGULAR.get(key, key.removesuffix("s"))


class Block:
    """One table of a file. `finish` refuses the keys that nobody asked for: they are misspelt."""

    def __init__(self, table: Table, place: str, names: Names) -> None:
        self.table, self.place, self.names = table, place, names
        self.asked: list[str] = []

    def fail(self, words: object) -> NoReturn:
        raise SampleError(f"{self.place}: {words}")

    def take(self, key: str, kind: Any, default: Any = MISSING) -> Any:
        """The value of a key, as its type has it; without a default, the key must be there."""
        self.asked.append(key)
        if key in self.table:
            return self.value(self.table[key], kind, key)
        if default is MISSING:
            meant = get_close_matches(key, self.table.keys() - {*self.asked}, n=1)
            self.fail(f"'{key}' is missing" + (f" (and '{meant[0]}' is unknown)" if meant else ""))
        return default

    def blocks(self, key: str) -> list["Block"]:
        """The tables below a key, in their order."""
        self.asked.append(key)
        tables = self.table.get(key, [])
        if not isinstance(tables, list):
            self.refuse(key, tables, CALLED[list])
        return [self.block(table, f"{singular(key)} {n}", key) for n, table in enumerate(tables, start=1)]

    def inner(self, key: str) -> "Block | None":
        """The table below a key, if it is there."""
        self.asked.append(key)
        return self.block(self.table[key], key, key) if key in self.table else None

    def block(self, table: Any, label: str, key: str) -> "Block":
        if not isinstance(table, dict):
            self.refuse(key, table, CALLED[dict])
        title = next((table[name] for name in TITLES if isinstance(table.get(name), str)), "")
        between = ", " if ": " in self.place else ": "
        return Block(table, f"{self.place}{between}{label}" + (f" '{title}'" if title else ""), self.names)

    def part(self, cls: Callable[..., Any], **given: Any) -> Any:
        """A dataclass from keys of this block and from what was read already."""
        hints = get_type_hints(cls, include_extras=True)
        read = {one.name: one for one in fields(cast(Any, cls)) if one.name not in given}
        values = {name: self.take(name, hints[name], _default(one)) for name, one in read.items()}
        return self.make(cls, **values, **given)

    def build(self, cls: Callable[..., Any], **given: Any) -> Any:
        """As `part`, and there is nothing else in the block."""
        found = self.part(cls, **given)
        self.finish()
        return found

    def make(self, function: Callable[..., Any], *args: Any, **named: Any) -> Any:
        """What a function makes of values that are read: its complaint gets this place."""
        try:
            return function(*args, **named)
        except SampleError:
            raise
        except ValueError as error:
            self.fail(error)

    def finish(self) -> None:
        for key in self.table:
            if key not in self.asked:
                self.fail(f"unknown key '{key}'{suggestion(key, self.asked)}")

    # --- Values --------------------------------------------------------------------------------------

    def refuse(self, key: str, value: Any, wanted: str) -> NoReturn:
        self.fail(f"'{key}' must be {wanted}, not {_shown(value)}")

    def value(self, value: Any, kind: Any, key: str) -> Any:
        if kind == Day:
            return self.day(value, key)
        if kind == Polygon:
            return self.polygon(value, key)
        origin, args = get_origin(kind), get_args(kind)
        if origin is Annotated:
            found = self.value(value, args[0], key)
            for check in args[1:]:
                self.make(check, found, self.names)
            return found
        if origin is Literal:
            word: str = self.plain(value, str, key)
            self.make(refuse_unknown, key, word, args)
            return word
        if origin in (Union, types.UnionType):
            return self.one_of(value, [one for one in args if one is not type(None)], key)
        if origin is tuple:
            return self.row(value, args, key)
        if origin in (dict, Mapping):
            return self.mapping(value, args, key)
        if is_dataclass(kind):
            return self.block(value, key, key).build(cast(Any, kind))
        return self.plain(value, kind, key)

    def plain(self, value: Any, kind: type, key: str) -> Any:
        if kind is Decimal and type(value) is int:
            return Decimal(value)
        if type(value) is not kind:
            self.refuse(key, value, CALLED[kind])
        return value.strip() if isinstance(value, str) else value

    def one_of(self, value: Any, kinds: list[Any], key: str) -> Any:
        if set(kinds) == {int, str}:
            return self.day(value, key)
        if len(kinds) == 1:
            return self.value(value, kinds[0], key)
        if type(value) not in kinds:
            self.refuse(key, value, " or ".join(CALLED[kind] for kind in kinds))
        return value

    def day(self, value: Any, key: str) -> Day:
        if type(value) is date:
            if value > date.today():
                self.fail(f"'{key}' ({value}) is still to come: write it as days from the day of loading")
            return value.isoformat()
        if type(value) is not int:
            self.refuse(key, value, A_DAY)
        return value

    def row(self, value: Any, args: tuple[Any, ...], key: str) -> tuple[Any, ...]:
        """Any number of values of one type, or one value of each."""
        if args[-1] is not Ellipsis:
            if len(self.plain(value, list, key)) != len(args):
                self.refuse(key, value, f"{len(args)} values in brackets")
            return tuple(self.value(one, kind, key) for one, kind in zip(value, args, strict=True))
        if is_dataclass(args[0]):
            cls = cast(Any, args[0])
            return tuple(block.build(cls) for block in self.blocks(key))
        return tuple(self.value(one, args[0], key) for one in self.plain(value, list, key))

    def mapping(self, value: Any, args: tuple[Any, ...], key: str) -> Table:
        return {
            self.value(name, args[0], key): self.value(one, args[1], f"{key}.{name}")
            for name, one in self.plain(value, dict, key).items()
        }

    def polygon(self, value: Any, key: str) -> Polygon:
        """Four numbers are a box: left, top, width and height. Anything else is a list of points."""
        numbers = self.plain(value, list, key)
        if len(numbers) == 4 and all(type(one) is int for one in numbers):
            shape = box(*numbers)
        else:
            shape = self.row(value, (Point, ...), key)
        if len(shape) < 3 or not area_of(shape):
            self.refuse(key, value, "[left, top, width, height] or three or more [x, y] around an area")
        return shape


def _default(one: Field[Any]) -> Any:
    return one.default if one.default_factory is MISSING else one.default_factory()


def _shown(value: Any) -> str:
    text = f"'{value}'" if isinstance(value, str) else str(value)
    return text if len(text) <= 60 else f"{text[:60]}…"
