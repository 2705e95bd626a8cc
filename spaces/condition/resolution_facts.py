"""What the page of a resolution says of the condition of spaces: registered with governance.hooks."""

from collections.abc import Mapping, Sequence

from django.utils.translation import gettext as _

from governance.resolutions.models import Resolution
from members.hooks import Fact
from multifactory.lib.formats import format_day
from spaces.building.rules import space_path
from spaces.condition.models import Condition


def conditions_decided_by(
    resolutions: Sequence[Resolution], _is_member: bool
) -> Mapping[int, Sequence[Fact]]:
    """Which space was made safe, put under works, made usable. One query."""
    facts: dict[int, list[Fact]] = {}
    rows = Condition.objects.valid().filter(resolution__in=resolutions).select_related("space")
    for condition in rows.order_by("start_on", "space__code"):
        names = {
            "space": condition.space,
            "state": condition.get_state_display(),
            "day": format_day(condition.start_on),
        }
        text = _("%(space)s, %(state)s from %(day)s") % names
        facts.setdefault(condition.resolution_id or 0, []).append(
            Fact(text, space_path(condition.space.code))
        )
    return facts
