"""What each company holds today: its units, its floors, its area. Registered with members and governance."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import date

from django.db.models import Sum

from members.companies.models import Company
from members.hooks import Fact, Places
from members.principles.craft import craft_share
from spaces.allocations.models import Allocation
from spaces.building.models import Space
from spaces.building.rules import space_path


def units_by_company(companies: Collection[int]) -> dict[int, list[Space]]:
    """The units each of these companies holds today, with their floors. One query."""
    held = Allocation.objects.on().filter(company__in=companies).select_related("unit__floor__building")
    units: dict[int, list[Space]] = {}
    for allocation in held.order_by("unit__code"):
        units.setdefault(allocation.company_id, []).append(allocation.unit)
    return units


def area_weights(day: date) -> Mapping[int, int]:
    """Hundredths of a square metre each company holds on a day, as measured when it got them. One query."""
    held = Allocation.objects.on(day).order_by().values_list("company").annotate(area=Sum("area_m2"))
    return {company: int(area * 100) for company, area in held}


def area_by_craft(day: date, crafts: Mapping[int, str]) -> Mapping[str, int]:
    """Hundredths of a m² held on a day by companies of each craft: `m2_registered` and so on. One query."""
    held = craft_share(crafts, area_weights(day))
    return {
        "m2_registered": held.registered,
        "m2_self_declared": held.self_declared,
        "m2_none": held.none,
    }


def keep_current_allocations(company: Company, allocations: Sequence[Allocation]) -> None:
    """What a company holds today, by code of the unit, so that `units_of` need not read it again."""
    company.current_allocations = allocations  # type: ignore[attr-defined]


def units_of(companies: Sequence[Company]) -> Mapping[int, Sequence[Fact]]:
    """The units each company holds today. One query, none for a company whose allocations were kept."""
    kept = {one.pk: one.current_allocations for one in companies if hasattr(one, "current_allocations")}
    rows = [(pk, allocation.unit.code) for pk, allocations in kept.items() for allocation in allocations]
    if unread := [company for company in companies if company.pk not in kept]:
        held = Allocation.objects.on().filter(company__in=unread).order_by("unit__code")
        rows += held.values_list("company", "unit__code")
    facts: dict[int, list[Fact]] = {}
    for company_id, code in rows:
        facts.setdefault(company_id, []).append(Fact(code, space_path(code)))
    return facts


def places_of_all() -> Places:
    """The buildings where companies hold units today, and their floors where it is several. One query.

    In the only building the floors have their own names; its only floor is no place to choose.
    """
    floors: dict[tuple[str, str], dict[str, str]] = {}
    of: dict[int, list[str]] = {}
    for company, slug, building, level, floor in _held_floors():
        key = f"{slug}.{level}"  # no slug has a point in it
        floors.setdefault((slug, building), {})[key] = floor
        of.setdefault(company, []).extend([slug, key])
    names: dict[str, str] = {}
    is_several = len(floors) > 1
    for (slug, building), levels in floors.items():
        if is_several:
            names[slug] = building
        if len(levels) > 1:
            names |= {key: f"{building}, {name}" if is_several else name for key, name in levels.items()}
    return Places(names, {company: [key for key in keys if key in names] for company, keys in of.items()})


def words_of_units() -> Iterable[tuple[int, str]]:
    """Codes and names of the units held today, and of their floors and buildings. One query."""
    names = ("unit__code", "unit__name", "unit__floor__name", "unit__floor__building__name")
    for company, *texts in Allocation.objects.on().values_list("company", *names):
        yield company, " ".join(texts)


def _held_floors() -> Iterable[tuple[int, str, str, int, str]]:
    """Company, building and floor of every unit held today, in the order of the building."""
    building = "unit__floor__building"
    return (
        Allocation.objects.on()
        .order_by(f"{building}__position", f"{building}__name", "unit__floor__level")
        .values_list(
            "company", f"{building}__slug", f"{building}__name", "unit__floor__level", "unit__floor__name"
        )
    )
