"""Putting a candidate to the vote, and what the decision makes of it."""

from datetime import timedelta
from uuid import UUID, uuid4

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from governance.hooks import ensure_can_be_decided
from governance.proposals.choices import Matter
from governance.proposals.models import Proposal
from governance.proposals.services import create_proposal, ensure_own_request, open_discussion
from governance.resolutions.models import Resolution
from members.applications.models import Application
from members.applications.new_company import join
from members.applications.services import mark_proposed
from members.applications.steps import lock_application
from members.companies.models import Company
from members.people.models import User
from multifactory.lib.formats import format_day
from spaces.admission.models import ADMIT, ProposedAdmission
from spaces.admission.proposal_text import appeal_text, title_of
from spaces.admission.validation import check_proposed_admission, ensure_before_companies
from spaces.allocations.services import allocate
from spaces.building.services import lock_spaces
from spaces.requests.services import adopt_requests, queue_admitted, settle_requests


@transaction.atomic
def propose_admission(
    row: ProposedAdmission, *, company: Company, author: User, title: str, text: str, request_id: UUID
) -> Proposal:
    """Write the proposal that admits a candidate (`row`, not yet saved), open to discussion at once.

    The application is locked first: of two companies at the same moment one gets through, and a form sent
    twice is one proposal. ValidationError: it has a proposal, its open days are not over, or it cannot be.
    """
    application = lock_application(row.application)
    if sent := Proposal.objects.filter(request_id=request_id).first():
        ensure_own_request(sent, company=company, author=author)
        return sent
    mark_proposed(application, by=author, company=company)
    check_proposed_admission(row)
    proposal = create_proposal(
        company=company,
        author=author,
        title=title,
        text=text,
        matter=Matter.ADMISSION,
        effect=ADMIT,
        effect_row=row,
        request_id=request_id,
    )
    ensure_can_be_decided(proposal)
    return open_discussion(proposal, by=author)


@transaction.atomic
def propose_again(application: Application) -> None:
    """The applicant has appealed: another proposal, which replaces the refusal if it is adopted.

    It is the business of the company that proposed first, or, where that has left, of the one that has been
    a member longest.
    """
    refused = ProposedAdmission.objects.of_application(application).first()
    refusal = (
        Resolution.objects.filter(proposal=refused.proposal).order_by("-pk").first() if refused else None
    )
    members = Company.objects.current().order_by("joined_on", "pk")
    first = [refused.proposal.company_id] if refused else []
    company = members.filter(pk__in=first).first() or members.first()
    if company is None:
        raise ValidationError(_("There is no company that could decide."))
    proposal = create_proposal(
        company=company,
        author=None,
        title=title_of(application),
        text=appeal_text(application, refusal),
        matter=Matter.ADMISSION,
        effect=ADMIT,
        effect_row=ProposedAdmission(application=application, unit=refused.unit if refused else None),
        supersedes=refusal if refusal and not refusal.superseded_by.exists() else None,
        request_id=uuid4(),
    )
    open_discussion(proposal)


@transaction.atomic
def admit(row: ProposedAdmission, resolution: Resolution) -> str:
    """Carry out the decision: company, invitation, unit or place in line. Says in words what was done."""
    application = lock_application(row.application)
    ensure_before_companies(application)
    if row.unit_id:
        lock_spaces([row.unit_id])  # before the rows of requests, as whoever allocates an offer
    joined_on = row.first_day(resolution.decided_on + timedelta(days=1))
    company = join(application, joined_on=joined_on)
    adopt_requests(application, company=company)
    text = _("%(company)s is a member from %(day)s, and its first representative is invited.")
    values = {"company": company, "day": format_day(joined_on)}
    return " ".join([text % values, *_give_unit(row, company, resolution)])


def _give_unit(row: ProposedAdmission, company: Company, resolution: Resolution) -> list[str]:
    """In a sentence: the unit it has, or why it waits for one. None where it asked for no room."""
    application, unit = row.application, row.unit
    if unit is None:
        if not (application.least_m2 or application.most_m2):
            return []
        return [_queue(application, company, row)]
    try:
        allocation = allocate(
            unit, company=company, start_on=company.joined_on, resolution=resolution, by=None
        )
    except ValidationError as error:
        text = _("%(unit)s can no longer be had: %(why)s")
        gone = text % {"unit": unit.code, "why": " ".join(error.messages)}
        return [gone, _queue(application, company, row)]
    settle_requests(company)
    values = {"unit": unit.code, "day": format_day(allocation.start_on)}
    return [_("It holds %(unit)s from %(day)s.") % values]


def _queue(application: Application, company: Company, row: ProposedAdmission) -> str:
    request = queue_admitted(application, company=company, unit=row.unit)
    return _("It is on the waiting list for a unit, from %(day)s.") % {"day": format_day(request.asked_at)}
