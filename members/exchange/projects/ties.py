"""The collaborations that follow from joint projects: one row of each partner and the lead."""

from collections.abc import Collection
from datetime import date

from django.db.models import Q
from django.utils import timezone

from members.companies.models import Company
from members.exchange.collaborations.services import keep_project_collaboration, lock_companies
from members.exchange.projects.models import JointProject


def keep_collaborations(project: JointProject, companies: Collection[Company]) -> None:
    """Each of these has with the lead what all their running projects say: one row, which ends with the last.

    Whoever takes part in none any more has nothing from today on. The caller holds the project's lock.
    """
    partners = [one for one in companies if one.pk != project.lead_id]
    lock_companies([project.lead, *partners])
    for partner in partners:
        started_on, ended_on = _days_together(project, partner)
        keep_project_collaboration(
            project.lead, partner, what=project.title, started_on=started_on, ended_on=ended_on
        )


def _days_together(project: JointProject, partner: Company) -> tuple[date, date | None]:
    """From the first day to the last of all that both make together with one of them in the lead."""
    lead_is_lead = Q(lead=project.lead, parts__company=partner)
    partner_is_lead = Q(lead=partner, parts__company=project.lead)
    together = JointProject.objects.started().filter(lead_is_lead | partner_is_lead).distinct()
    live = [one for one in together if not one.is_over]
    if not live:
        return project.starts_on, timezone.localdate()
    ends = [one.ends_on for one in live]
    last = None if None in ends else max(end for end in ends if end is not None)
    return min(one.starts_on for one in live), last
