"""What the page of a resolution says of who holds what: registered with governance.hooks."""

from collections.abc import Mapping, Sequence

from django.db.models import Q
from django.utils.translation import gettext as _

from governance.resolutions.models import Resolution
from members.hooks import Fact
from multifactory.lib.formats import format_day
from spaces.allocations.models import Allocation
from spaces.building.rules import space_path


def allocations_decided_by(
    resolutions: Sequence[Resolution], _is_member: bool
) -> Mapping[int, Sequence[Fact]]:
    """Who was given which unit, and who gave one back. One query."""
    ids = {resolution.pk for resolution in resolutions}
    facts: dict[int, list[Fact]] = {pk: [] for pk in ids}
    rows = Allocation.objects.valid().filter(Q(resolution__in=ids) | Q(end_resolution__in=ids))
    for allocation in rows.select_related("unit", "company").order_by("start_on", "unit__code"):
        names = {
            "unit": allocation.unit,
            "company": allocation.company,
            "day": format_day(allocation.start_on),
        }
        href = space_path(allocation.unit.code)
        if allocation.resolution_id in ids:
            text = _("%(unit)s allocated to %(company)s from %(day)s") % names
            facts[allocation.resolution_id].append(Fact(text, href))
        if allocation.end_resolution_id in ids and allocation.end_on:
            text = _("%(unit)s given back by %(company)s, free from %(day)s")
            facts[allocation.end_resolution_id].append(
                Fact(text % (names | {"day": format_day(allocation.end_on)}), href)
            )
    return facts
