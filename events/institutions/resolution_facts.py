"""What the page of a resolution says of agreements: registered with governance.hooks."""

from collections.abc import Mapping, Sequence

from django.utils.translation import gettext as _

from events.institutions.agreement_models import Agreement
from governance.resolutions.models import Resolution
from members.hooks import Fact
from multifactory.lib.formats import format_day


def agreements_decided_by(resolutions: Sequence[Resolution], is_member: bool) -> Mapping[int, Sequence[Fact]]:
    """Which agreements are in force by them; those with hidden institutions for members. One query."""
    facts: dict[int, list[Fact]] = {resolution.pk: [] for resolution in resolutions}
    rows = Agreement.objects.filter(resolution__in=list(facts), starts_on__isnull=False)
    if not is_member:
        rows = rows.filter(institution__is_public=True)
    for agreement in rows.select_related("institution").order_by("starts_on", "pk"):
        if agreement.resolution_id is None or agreement.starts_on is None:
            continue
        text = _("“%(agreement)s” with %(institution)s, in force from %(day)s") % {
            "agreement": agreement,
            "institution": agreement.institution,
            "day": format_day(agreement.starts_on),
        }
        facts[agreement.resolution_id].append(Fact(text, agreement.institution.get_absolute_url()))
    return facts
