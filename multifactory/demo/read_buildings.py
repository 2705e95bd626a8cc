"""Read the buildings of a sample: floors, spaces as they are drawn, and what they offer."""

from decimal import Decimal
from typing import Any

from multifactory.demo.blocks import Block
from multifactory.demo.building import (
    AmenityData,
    BuildingData,
    FloorData,
    Polygon,
    SpaceData,
    SpaceState,
    area_of,
)
from multifactory.demo.days import Day
from multifactory.demo.names import SpaceCode, refuse_unknown

Conditions = tuple[tuple[SpaceState, Day], ...]
Offers = dict[str, AmenityData]


def read_buildings(file: Block) -> tuple[tuple[BuildingData, ...], Offers]:
    """`[histories]` names the conditions that many spaces went through together."""
    histories: dict[str, Conditions] = file.take("histories", dict[str, Conditions], {})
    offers: Offers = {}
    return tuple(_read_building(block, histories, offers) for block in file.blocks("buildings")), offers


def _read_building(block: Block, histories: dict[str, Conditions], offers: Offers) -> BuildingData:
    floors = tuple(_read_floor(floor, histories, offers) for floor in block.blocks("floors"))
    building: BuildingData = block.build(BuildingData, floors=floors, built=block.take("built", int, None))
    return building


def _read_floor(block: Block, histories: dict[str, Conditions], offers: Offers) -> FloorData:
    """`units_per_metre` is the scale of its drawing, `history` that of the spaces which name none."""
    scale, history = block.take("units_per_metre", Decimal), block.take("history", str, "")
    spaces = []
    for space in block.blocks("spaces"):
        conditions = _conditions(space, history, histories)
        spaces.append(_read_space(space, scale, conditions, offers))
    floor: FloorData = block.build(FloorData, spaces=tuple(spaces))
    return floor


def _conditions(block: Block, history: str, histories: dict[str, Conditions]) -> Any:
    own = block.take("history", str, "")
    if "conditions" in block.table:
        return block.take("conditions", Conditions)
    if not own and not history:
        block.fail("it needs 'conditions', or a 'history', its own or that of its floor")
    block.make(refuse_unknown, "history", own or history, histories)
    return histories[own or history]


def _read_space(block: Block, scale: Decimal, conditions: Conditions, offers: Offers) -> SpaceData:
    """Areas follow from shape and scale. A passage is common and nobody books it: an area that can be
    booked has `features`."""
    code, kind = block.take("code", str), block.take("kind", str)
    shape = block.take("shape", Polygon)
    area = Decimal(0 if kind == "machine" else round(area_of(shape) / scale**2))
    is_bookable = kind in ("room", "machine") or (kind == "area" and "features" in block.table)
    if "offers" in block.table:
        offers[code] = block.take("offers", AmenityData)
    space: SpaceData = block.build(
        SpaceData,
        shape=shape,
        conditions=conditions,
        area_m2=block.take("area_m2", Decimal, area),
        takes=block.take("takes", tuple[SpaceCode, ...], (code,) if is_bookable else ()),
    )
    return space
