"""Where a company is, on its page: its units, and the floor of the first with the unit marked."""

from django.utils.translation import gettext as _

from members.companies.models import Company
from members.hooks import Section
from spaces.allocations.company_units import keep_current_allocations
from spaces.allocations.models import Allocation
from spaces.building.formats import format_area, format_day
from spaces.plans.floor_view import allocations_for_plan, floor_view


def where_section(company: Company, is_insider: bool) -> Section | None:
    """Where the company is: its units, and the floor of the first with the unit marked."""
    own = Allocation.objects.on().filter(company=company)
    on_floors = list(
        allocations_for_plan()
        .filter(unit__floor__in=own.values("unit__floor"))
        .select_related("unit__floor__building", "company__field", "resolution")
        .order_by("unit__code")
    )
    held = [allocation for allocation in on_floors if allocation.company_id == company.pk]
    keep_current_allocations(company, held)  # the page names the units beside the company too
    if not held:
        return None
    unit = held[0].unit
    units = [(one.unit, format_area(one.area_m2), format_day(one.start_on)) for one in held]
    view = floor_view(unit.floor, is_member=is_insider, here=unit.code, allocations=on_floors)
    context = {"units": units, "view": view}
    return Section(_("Where"), "spaces/_company_where.html", context, anchor="where")
