"""What the directory and the page of a company say about the building: registered with members.hooks."""

from collections.abc import Mapping, Sequence

from django.utils.translation import gettext as _

from members.hooks import Fact, Section
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
