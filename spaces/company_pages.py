"""What the directory and the page of a company say about the building: registered with members.hooks."""

from collections.abc import Iterable, Mapping, Sequence

from django.utils.translation import gettext as _

from members.hooks import Fact, Places, Section
from members.models import Company
from spaces.drawing import in_m2
from spaces.models import Allocation
from spaces.plan import floor_view, space_href
from spaces.rules import day_words


def units_of(companies: Sequence[Company]) -> Mapping[int, Sequence[Fact]]:
    """The units each company holds today. One query."""
    rows = Allocation.objects.on().filter(company__in=companies).order_by("unit__code")
    facts: dict[int, list[Fact]] = {}
    for company, code in rows.values_list("company", "unit__code"):
        facts.setdefault(company, []).append(Fact(code, space_href(code)))
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


def where_section(company: Company, is_insider: bool) -> Section | None:
    """Where the company is: its units, and the floor of the first with the unit marked."""
    held = list(
        Allocation.objects.on()
        .filter(company=company)
        .select_related("unit__floor__building", "resolution")
        .order_by("unit__code")
    )
    if not held:
        return None
    unit = held[0].unit
    units = [(one.unit, in_m2(one.area_m2), day_words(one.start_on)) for one in held]
    context = {"units": units, "view": floor_view(unit.floor, is_member=is_insider, here=unit.code)}
    return Section(_("Where"), "spaces/_company_where.html", context, anchor="where")
