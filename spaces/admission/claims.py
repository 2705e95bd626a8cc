"""Who else wants the unit a candidate is to have, and which candidates want a unit."""

from datetime import timedelta

from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext as _

from spaces.admission.models import ProposedAdmission
from spaces.building.models import Space
from spaces.effects.claims import holders_of, offers_to_others, under_way, values_of
from spaces.hooks import claims_of_unit


def rivals_of(row: ProposedAdmission) -> list[str]:
    """A sentence each; none where no unit is proposed."""
    if row.unit is None:
        return []
    day = row.first_day(timezone.localdate() + timedelta(days=1))
    own = Q(request__company=None, request__email=row.application.email)
    return [
        *holders_of(row.unit, day, None),
        *offers_to_others(row.unit, None, own=own),
        *claims_of_unit(row.unit, apart_from=row.proposal_id),
    ]


def proposed_admissions_to(unit: Space, apart_from: int | None = None) -> list[str]:
    """Proposals under way that would give the unit to a candidate."""
    rows = ProposedAdmission.objects.filter(under_way(apart_from), unit=unit)
    text = _("Proposal %(number)s, “%(title)s”, would admit %(name)s and give it %(unit)s (%(state)s).")
    return [
        text % (values_of(row.proposal) | {"unit": unit.code, "name": row.application})
        for row in rows.select_related("proposal", "application").order_by("proposal")
    ]
