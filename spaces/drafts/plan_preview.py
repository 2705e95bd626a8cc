"""A drawing that was sent in, before it is published: what was found, beside the plan in force."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from spaces.building.models import Space
from spaces.drafts.matching import Matching, plan_numbers
from spaces.drafts.models import PlanDraft
from spaces.drafts.new_spaces import area_in_m2, code_of, metres_wide
from spaces.drafts.sheet import Sheet
from spaces.drafts.validation import match_draft
from spaces.plans.drawing import Drawing, draw_floor
from spaces.plans.facts import SpaceFacts
from spaces.plans.floor_view import FloorView, floor_view
from spaces.plans.geometry import box
from spaces.plans.layers import DRAFT

MOST_LISTED = 60  # shapes without a space: the largest


@dataclass(frozen=True, slots=True)
class ShapeCandidate:
    """A shape that may be chosen: by the number it has in the preview."""

    place: int
    name: str
    size: str
    elsewhere: str = ""  # the floor whose space has this code
    code: str = ""  # what a space made of it might be called
    area: Decimal | None = None  # in m², where the drawing shows how large it is

    @property
    def sign(self) -> str:
        return sign_of(self.place)

    @property
    def caption(self) -> str:
        return f"{self.sign} {self.name}".strip()


@dataclass(frozen=True, slots=True)
class PlanPreview:
    """A drawing on the day it is to be valid from."""

    draft: PlanDraft
    day: date
    matching: Matching
    drawing: Drawing
    in_force: FloorView
    unknown: list[ShapeCandidate]
    doubled: dict[str, list[ShapeCandidate]]
    partial: list[str]  # codes of which only the largest part was taken
    clones: list[str]
    has_walls: bool
    metres_wide: float | None  # where the area of a space in the drawing is known

    @property
    def candidates(self) -> list[ShapeCandidate]:
        """What may be chosen for any code, by number."""
        by_place = {
            candidate.place: candidate
            for candidate in (
                *self.unknown,
                *(candidate for candidates in self.doubled.values() for candidate in candidates),
            )
        }
        return [by_place[place] for place in sorted(by_place)]

    @property
    def open_codes(self) -> list[str]:
        """Codes to look at: without a shape, with several, or with one that was chosen."""
        return sorted({*self.matching.missing, *self.matching.doubled, *self.draft.chosen})


def sign_of(place: int) -> str:
    """How a shape without a code is called in the preview."""
    return f"#{place + 1}"


def preview_plan(draft: PlanDraft, day: date) -> PlanPreview:
    """Seven queries or fewer."""
    sheet, matching = draft.sheet, match_draft(draft, day)
    spaces = {space.code: space for space in Space.objects.filter(floor=draft.floor)}
    others = _elsewhere(draft, sheet)
    areas = {code: space.area_m2 for code, space in spaces.items()}
    wide = metres_wide(sheet, matching.taken, areas)
    unknown = [_candidate(sheet, place, others, wide) for place in matching.unknown[:MOST_LISTED]]
    doubled = {
        code: [_candidate(sheet, place, {}) for place in places] for code, places in matching.doubled.items()
    }
    signed = {
        candidate.sign: candidate
        for candidate in (
            *unknown,
            *(candidate for candidates in doubled.values() for candidate in candidates),
        )
    }
    return PlanPreview(
        draft=draft,
        day=day,
        matching=matching,
        drawing=_preview(sheet, matching.taken, signed, spaces),
        in_force=floor_view(draft.floor, day, is_member=True),
        unknown=unknown,
        doubled=doubled,
        partial=sorted(code for code, place in matching.taken.items() if sheet.shapes[place].is_partial),
        clones=sheet.clones,
        has_walls=bool(sheet.walls),
        metres_wide=wide,
    )


def _preview(
    sheet: Sheet, taken: Mapping[str, int], signed: Mapping[str, ShapeCandidate], spaces: Mapping[str, Space]
) -> Drawing:
    numbers = plan_numbers(sheet, {**taken, **{sign: candidate.place for sign, candidate in signed.items()}})
    facts = [SpaceFacts(code, spaces[code].kind, "", name=spaces[code].name) for code in taken]
    facts += [SpaceFacts(sign, "unknown", "", name=candidate.name) for sign, candidate in signed.items()]
    return draw_floor(numbers.width, numbers.height, numbers.shapes, numbers.walls, facts, DRAFT)


def _candidate(
    sheet: Sheet, place: int, others: Mapping[str, str], wide: float | None = None
) -> ShapeCandidate:
    shape = sheet.shapes[place]
    left, top, right, bottom = box(shape.outline)
    names: Collection[str] = shape.names or [name for _group, names in shape.groups[:1] for name in names]
    elsewhere = next((others[name.casefold()] for name in names if name.casefold() in others), "")
    name = list(names)[-1] if names else ""
    area = area_in_m2(shape, sheet, wide) if wide else None
    size = f"{right - left:.4g} × {bottom - top:.4g}"
    return ShapeCandidate(place, name, size, elsewhere, code_of([*shape.names, *names]), area)


def _elsewhere(draft: PlanDraft, sheet: Sheet) -> dict[str, str]:
    """The floors of the spaces of other floors whose codes are in the drawing."""
    names = {name for shape in sheet.shapes for name in shape.names}
    spaces = Space.objects.filter(code__in=names).exclude(floor=draft.floor).select_related("floor__building")
    return {space.code.casefold(): str(space.floor) for space in spaces}
