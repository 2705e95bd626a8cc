"""What the page of a resolution says about the building: registered with governance.hooks."""

from collections.abc import Mapping, Sequence

from django.db.models import Q
from django.utils.translation import gettext as _

from governance.models import Resolution
from members.hooks import Fact
from spaces.models import Allocation, Condition
from spaces.plan import space_href
from spaces.rules import day_words


def allocations_decided_by(
    resolutions: Sequence[Resolution], is_member: bool
) -> Mapping[int, Sequence[Fact]]:
    """Who was given which unit, and who gave one back. One query."""
    wanted = {one.pk for one in resolutions}
    facts: dict[int, list[Fact]] = {pk: [] for pk in wanted}
    rows = Allocation.objects.valid().filter(Q(resolution__in=wanted) | Q(end_resolution__in=wanted))
    for one in rows.select_related("unit", "company").order_by("start_on", "unit__code"):
        names = {"unit": one.unit, "company": one.company, "day": day_words(one.start_on)}
        href = space_href(one.unit.code)
        if one.resolution_id in wanted:
            text = _("%(unit)s held by %(company)s from %(day)s") % names
            facts[one.resolution_id].append(Fact(text, href))
        if one.end_resolution_id in wanted and one.end_on:
            text = _("%(unit)s given back by %(company)s, free from %(day)s")
            facts[one.end_resolution_id].append(Fact(text % (names | {"day": day_words(one.end_on)}), href))
    return facts


def conditions_decided_by(resolutions: Sequence[Resolution], is_member: bool) -> Mapping[int, Sequence[Fact]]:
    """Which space was made safe, put under works, made usable. One query."""
    facts: dict[int, list[Fact]] = {}
    rows = Condition.objects.valid().filter(resolution__in=resolutions).select_related("space")
    for one in rows.order_by("start_on", "space__code"):
        names = {"space": one.space, "state": one.get_state_display(), "day": day_words(one.start_on)}
        text = _("%(space)s, %(state)s from %(day)s") % names
        facts.setdefault(one.resolution_id or 0, []).append(Fact(text, space_href(one.space.code)))
    return facts
