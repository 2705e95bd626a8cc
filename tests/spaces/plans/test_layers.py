"""What a plan shows: who, field, vacancy, condition."""

from datetime import date
from decimal import Decimal

import pytest

from spaces.plans.drawing import draw_floor
from spaces.plans.facts import SpaceFacts
from spaces.plans.layers import LAYERS

SQUARE = [[0, 0], [300, 0], [300, 200], [0, 200]]
HELD = {"holder": "Nodo", "vocation": "craft", "vocation_word": "craft", "field": "Woodworking"}


def facts(code="A1", kind="unit", **kwargs) -> SpaceFacts:
    return SpaceFacts(code=code, kind=kind, href="", area_m2=Decimal(84), **kwargs)


def draw(layer: str, *some: SpaceFacts):
    return draw_floor(740, 400, {one.code: SQUARE for one in some}, [], some, LAYERS[layer])


@pytest.mark.parametrize(
    ("layer", "given", "css", "title", "label"),
    [
        ("who", facts(**HELD), "craft", "A1: Nodo, craft, 84 m²", ["Nodo"]),
        ("field", facts(**HELD), "field-0", "A1: Nodo, Woodworking, 84 m²", ["Woodworking"]),
        ("field", facts(), "none", "A1: free, 84 m²", []),
        ("field", facts(kind="room", name="Kitchen"), "none", "A1: Kitchen, common", ["Kitchen"]),
        ("vacancy", facts(**HELD), "held", "A1: occupied, 84 m²", ["Occupied"]),
        (
            "vacancy",
            facts(**HELD, free_from=date(2027, 3, 1)),
            "leaving",
            "A1: occupied, free from 1 Mar 2027, 84 m²",
            ["Occupied, free from 1 Mar 2027"],
        ),
        ("vacancy", facts(), "free", "A1: free, 84 m²", ["Free, 84 m²"]),
        (
            "vacancy",
            facts(state="under_works"),
            "works",
            "A1: works in progress, 84 m²",
            ["Works in progress"],
        ),
        ("vacancy", facts(kind="room", name="Kitchen"), "none", "A1: Kitchen, common", ["Kitchen"]),
        ("condition", facts(), "none", "A1: not written", ["Not written"]),
        (
            "condition",
            facts(state="usable", state_since=date(2017, 1, 1)),
            "usable",
            "A1: usable since 1 Jan 2017",
            ["Usable"],
        ),
        ("condition", facts(state="under_works"), "works", "A1: works in progress", ["Works in progress"]),
        (
            "condition",
            facts(state="made_safe"),
            "safe",
            "A1: made safe, not yet usable",
            ["Made safe, not yet usable"],
        ),
        (
            "condition",
            facts(kind="room", name="Kitchen", state="disused"),
            "disused",
            "A1: disused",
            ["Disused"],
        ),
    ],
)
def test_a_layer_says_it_by_style_in_the_shape_and_in_its_title(layer, given, css, title, label):
    shape = draw(layer, given).shapes[0]

    assert (shape.css, shape.title, [line.text for line in shape.lines]) == (f"unit {css}", title, label)


@pytest.mark.parametrize(
    ("layer", "key"),
    [
        ("who", ["craft", "common", "free", "works"]),
        ("field", ["field-0", "none"]),
        ("vacancy", ["free", "held", "works", "none"]),
        ("condition", ["works", "none"]),
    ],
)
def test_the_key_of_a_layer_names_what_is_on_the_floor(layer, key):
    some = [facts("A1", **HELD), facts("A2"), facts("A3", state="under_works"), facts("R", kind="room")]

    assert [kind for kind, _word, _hatch in draw(layer, *some).key] == key


def test_fields_beyond_the_tints_are_told_apart_by_dots_and_rows():
    some = [facts(f"A{number}", holder="X", field=f"Field {number:02}") for number in range(12)]

    key = draw("field", *some).key

    assert [hatch for _kind, _word, hatch in key] == [""] * 4 + ["dots"] * 4 + ["rows"] * 4
    assert [word for _kind, word, _hatch in key] == [f"Field {number:02}" for number in range(12)]
