"""What the page of a resolution says of quiet hours: registered with governance.hooks."""

from collections.abc import Mapping, Sequence

from django.utils.translation import gettext as _

from governance.resolutions.models import Resolution
from members.hooks import Fact
from multifactory.lib.weekdays import describe_weekdays
from spaces.policies.models import QuietHours


def quiet_hours_decided_by(
    resolutions: Sequence[Resolution], _is_member: bool
) -> Mapping[int, Sequence[Fact]]:
    """Which quiet hours a resolution put in force. One query."""
    facts: dict[int, list[Fact]] = {}
    for rule in QuietHours.objects.filter(resolution__in=resolutions).order_by("valid_from", "pk"):
        text = _("Quiet hours: %(days)s %(from)s–%(to)s") % {
            "days": describe_weekdays(rule.weekdays),
            "from": f"{rule.starts:%H:%M}",
            "to": f"{rule.ends:%H:%M}",
        }
        facts.setdefault(rule.resolution_id or 0, []).append(Fact(text))
    return facts
