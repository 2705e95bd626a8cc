"""Where a company is, on its page: its units, and the floor of the first with the unit marked."""

from django.utils.translation import gettext as _

from members.companies.models import Company
from members.hooks import Section
from multifactory.lib.formats import format_day
from spaces.allocations.models import Allocation
from spaces.building.formats import format_area
from spaces.plans.floor_view import floor_view


def where_section(company: Company, is_insider: bool) -> Section | None:
    """Where the company is: its units, and the floor of the first with the unit marked."""
    allocations = list(
        Allocation.objects.on()
        .filter(company=company)
        .select_related("unit__floor__building", "resolution")
        .order_by("unit__code")
    )
    if not allocations:
        return None
    unit = allocations[0].unit
    units = [
        (allocation.unit, format_area(allocation.area_m2), format_day(allocation.start_on))
        for allocation in allocations
    ]
    context = {"units": units, "view": floor_view(unit.floor, is_member=is_insider, here=unit.code)}
    return Section(_("Where"), "spaces/_company_where.html", context, anchor="where")
