"""The ring and the small ring: places, curves, and names that stand clear of each other."""

from datetime import date
from itertools import pairwise
from math import dist, hypot, pi

import pytest

from members.exchange.collaborations.models import CollaborationKind
from members.exchange.value_chain.drawing import (
    BOX,
    LABEL_ROOM,
    MOST_IN_RING,
    MOST_NEIGHBOURS,
    TEXT_SIZE,
    draw_neighbours,
    draw_ring,
)
from members.exchange.value_chain.geometry import HEAD, Circle, fan_out
from members.exchange.value_chain.links import Chain, ChainCompany, ChainLink, fields_in_order
from multifactory.lib.drawing import text_width

SUPPLIES, WORKS = CollaborationKind.SUPPLIES, CollaborationKind.WORKS_WITH


def chain_of(count, ties=None, name="Tappezzeria Bonatti e Figli"):
    companies = [
        ChainCompany(n, f"{name} {n:03}", f"company-{n}", f"Field {n // 4:02}") for n in range(count)
    ]
    ties = [(n, (n + 1) % count) for n in range(count)] if ties is None else ties
    links = [
        ChainLink(companies[one], companies[other], SUPPLIES, "boards", date(2026, 1, 1), True)
        for one, other in ties
    ]
    return Chain(companies, [], links)


@pytest.mark.parametrize("count", [2, 3, 9, 40, 60, MOST_IN_RING])
def test_no_name_stands_on_another_and_none_leaves_the_drawing(count):
    names = draw_ring(chain_of(count)).names
    points = [(float(one.x), float(one.y)) for one in names]
    assert all(dist(one, other) >= TEXT_SIZE for one, other in pairwise([*points, points[0]]))
    assert all(text_width(one.text, TEXT_SIZE) <= LABEL_ROOM for one in names)
    farthest = max(hypot(x - BOX / 2, y - BOX / 2) for x, y in points)
    assert farthest + LABEL_ROOM <= BOX / 2


@pytest.mark.parametrize("count", [2, 35, 52])
def test_names_of_a_community_are_targets_of_24_pixels(count):
    """Was: as thin as their letters, 14 px for names on top and below."""
    assert draw_ring(chain_of(count)).target_size == "24"


def test_targets_of_many_names_do_not_lie_on_each_other():
    ring = draw_ring(chain_of(MOST_IN_RING))
    points = [(float(one.x), float(one.y)) for one in ring.names]
    assert TEXT_SIZE <= float(ring.target_size) <= min(dist(*pair) for pair in pairwise(points)) + 0.2


@pytest.mark.parametrize("count", [3, 9, 40, 60])
def test_no_name_stands_upside_down(count):
    assert all(-90 <= float(one.turn) <= 90 for one in draw_ring(chain_of(count)).names)


@pytest.mark.parametrize("count", [0, 1, MOST_IN_RING + 1])
def test_what_is_too_little_or_too_much_is_not_drawn(count):
    assert draw_ring(chain_of(count, [])) is None


def test_each_company_and_each_link_is_drawn_once_and_only_supplies_have_a_head():
    chain = chain_of(5, [(0, 1), (0, 1), (3, 4)])
    chain.links[1] = ChainLink(*chain.companies[:2], WORKS, "tables", date(2026, 1, 1), True)
    ring = draw_ring(chain)
    assert [one.company for one in ring.names] == chain.companies
    assert [(one.css, bool(one.head)) for one in ring.curves] == [
        ("supplies", True),
        ("works", False),
        ("supplies", True),
    ]
    assert len({one.path for one in ring.curves}) == 3


def test_fields_follow_each_other_as_arcs():
    companies = chain_of(10).companies
    assert fields_in_order(companies) == [("Field 00", 0, 3), ("Field 01", 4, 7), ("Field 02", 8, 9)]
    assert [arc.css for arc in draw_ring(chain_of(10)).arcs] == ["even", "odd", "even"]


def test_the_company_in_focus_is_marked_and_drawn_last():
    chain = chain_of(4, [(0, 1), (1, 2), (3, 1), (2, 3)])
    ring = draw_ring(chain, chain.companies[1])
    assert [one.css for one in ring.curves] == [
        "supplies far",
        "supplies in",
        "supplies out",
        "supplies in",
    ]
    assert [one.css.removeprefix("end ") for one in ring.names] == ["near", "focus", "near", "near"]


def test_one_and_its_neighbours_are_numbered_in_the_order_of_the_ring():
    chain = chain_of(6, [(2, 4), (0, 2), (5, 3)])
    small = draw_neighbours(chain, chain.companies[2])
    assert [(one.number, one.company.pk) for one in small.names] == [(0, 2), (1, 0), (2, 4)]
    assert len(small.curves) == 2


@pytest.mark.parametrize(
    ("count", "is_drawn"), [(1, False), (2, True), (MOST_NEIGHBOURS + 1, True), (MOST_NEIGHBOURS + 2, False)]
)
def test_up_to_twelve_neighbours_are_drawn(count, is_drawn):
    chain = chain_of(count, [(0, other) for other in range(1, count)])
    assert (draw_neighbours(chain, chain.companies[0]) is not None) == is_drawn


def test_numbers_of_twelve_neighbours_are_targets_of_24_pixels():
    chain = chain_of(MOST_NEIGHBOURS + 1, [(0, other) for other in range(1, MOST_NEIGHBOURS + 1)])
    points = [(float(one.x), float(one.y)) for one in draw_neighbours(chain, chain.companies[0]).names]
    assert all(dist(one, other) >= 25 for one, other in pairwise(points))


def test_curves_of_one_place_begin_side_by_side_within_it():
    circle = Circle(0, 0, 100, 8)
    ends = fan_out(circle, [(0, 2), (0, 4), (6, 0)])
    at_first = sorted([ends[0][0], ends[1][0], ends[2][1]])
    assert all(other - one > 0.1 for one, other in pairwise(at_first))
    half = circle.stretch / 2
    assert all(abs(angle - circle.angle(0)) < half for angle in at_first)
    # Nearer round the circle begins nearer to it: the curves do not cross where they begin.
    assert ends[0][0] > ends[1][0] > ends[2][1]


def test_an_arrow_points_outwards_and_its_curve_stops_behind_the_head():
    circle = Circle(0, 0, 100, 4)
    assert circle.head(0, 100) == "M100 0L91 -3L91 3Z"
    assert circle.curve(pi, 0, 100, is_arrow=True).endswith(f" {100 - HEAD + 1} 0")
    assert circle.curve(pi, 0, 100, is_arrow=False) == "M-100 0C-22 0 22 0 100 0"
