"""The renewal of a sample: works with their pictures, what spaces offer, pictures of rooms."""

from collections.abc import Callable, Mapping
from datetime import date
from decimal import Decimal

from django.utils.text import slugify

from governance.resolutions.models import Resolution
from members.companies.models import Company
from multifactory.demo.building import AmenityData
from multifactory.demo.data import Case, WorksData
from multifactory.demo.days import Day
from multifactory.demo.rooms import interior
from spaces.building.features import FEATURES_BY_CODE
from spaces.building.models import Space, SpacePicture
from spaces.condition.models import Condition
from spaces.works.figures import built_m2
from spaces.works.models import Renewal, RenewalPicture

CREDIT = "Drawn for this sample, invented"

Words = dict[str, str]
BEFORE: Words = {
    "bench": "The workshop, empty, boards before a window",
    "table": "The room before: fallen plaster, bricks bare, holes in the floor",
    "kitchen": "The room that became the kitchen, full of rubble",
    "stage": "The hall, with what fell from its ceiling",
    "desks": "The offices to be, with water on the floor",
    "machines": "The workshop under its old roof, broken panes",
    "beds": "The room as it was found, weeds in the floor",
    "nursery": "The room before: cracks, a fallen beam, broken panes",
}
AFTER: Words = {
    "bench": "The same room with a bench under the windows",
    "table": "The same room with its long table",
    "kitchen": "The same room as a kitchen",
    "stage": "The same hall with its curtain and chairs",
    "desks": "The same room with desks and shelves",
    "machines": "The same workshop with a machine and a hoist",
    "beds": "The same room with a bed made",
    "nursery": "The same room with a rug, a low table and blocks",
}


def offers(data: AmenityData | None) -> dict[str, object]:
    """The columns of a space that say what it offers."""
    if data is None:
        return {}
    ticked = {FEATURES_BY_CODE[code].field: True for code in data.features.split()}
    return {**ticked, "capacity": data.people, "use": data.use}


def load_works(
    case: Case,
    companies: Mapping[str, Company],
    spaces: Mapping[str, Space],
    resolutions: Mapping[str, Resolution],
    day: Callable[[Day], date],
) -> None:
    """Works, and the conditions they made: these cite the same resolution."""
    for data in case.works:
        there = [spaces[code] for code in data.spaces]
        end = None if data.end is None else day(data.end)
        works = Renewal.objects.create(
            title=data.title,
            slug=slugify(data.title),
            text=data.text,
            start_on=day(data.start),
            end_on=end,
            company=companies[data.company] if data.company else None,
            renewed_m2=built_m2(there) if data.m2 is None else Decimal(data.m2),
            hours_given=data.hours,
            cost_cents=None if data.euros is None else data.euros * 100,
            resolution=resolutions[data.resolution] if data.resolution else None,
        )
        works.spaces.set(there)
        works.helpers.set(companies[name] for name in data.helpers)
        begun = Condition.objects.filter(space__in=there, state="under_works", start_on=works.start_on)
        begun.update(note=data.title, resolution=works.resolution)
        _draw(works, data, day)


def _draw(works: Renewal, data: WorksData, day: Callable[[Day], date]) -> None:
    for place, look in enumerate(data.looks):
        fit = look.split()[0]
        sides = [("before", BEFORE[fit], day(data.start).year)]
        if data.end is not None and not isinstance(data.end, int):
            sides.append(("after", AFTER[fit], day(data.end).year))
        for moment, words, year in sides:
            picture = RenewalPicture(renewal=works, moment=moment, year=year, position=place)
            picture.alt, picture.credit = f"A drawing, not a photo. {words}", CREDIT
            picture.store(interior(look, moment == "after"))


def load_rooms(case: Case, spaces: Mapping[str, Space]) -> None:
    """A drawing for each space whose offer has a look."""
    for code, data in case.offers.items():
        if data.look:
            alt = f"A drawing, not a photo: {spaces[code]} as it is used"
            SpacePicture(space=spaces[code], alt=alt, credit=CREDIT).store(interior(data.look, True))
