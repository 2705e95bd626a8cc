"""The candidates of a sample that companies decide on, or have decided on."""

from datetime import datetime, timedelta

from governance.proposals.models import Proposal
from members.applications.models import Application
from members.applications.part_models import ApplicationProduct, ApplicationStep
from members.applications.reading.figures import figures_with
from members.applications.rules import NOTICE_VERSION
from members.companies.models import Field
from members.principles.figures import METHOD
from multifactory.demo.sample.data import slug_of
from multifactory.demo.sample.proposals import CandidateData
from multifactory.demo.written import Written
from spaces.admission.models import ProposedAdmission

State = Application.State
DAYS = {"open_days": 14, "due_days": 60, "appeal_days": 60, "silent_days": 90}
COPIED = ("name", "person", "line", "story", "vocation", "craft", "founded", "people", "least_m2", "most_m2")


def write_candidate(written: Written, data: CandidateData, proposal: Proposal) -> None:
    """As it stands while the companies vote, and tied to its proposal."""
    submitted_on, opened_on = written.day(data.submitted), written.day(data.opened)
    application = Application.objects.create(
        **{name: getattr(data, name) for name in COPIED},
        needs=data.needs,
        email=f"{slug_of(data.name)}@example.org",
        language="it",
        field=Field.objects.get(code=data.field),
        state=State.PROPOSED,
        may_publish=True,
        consent_at=written.moment(data.submitted, "09:30"),
        notice_version=NOTICE_VERSION,
        created_at=written.moment(data.submitted, "09:10"),
        saved_at=written.moment(data.submitted, "09:30"),
        submitted_on=submitted_on,
        due_on=submitted_on + timedelta(days=DAYS["due_days"]),
        opened_on=opened_on,
        open_until=opened_on + timedelta(days=DAYS["open_days"]),
        figures={},
        figures_on=opened_on,
        figures_method=METHOD,
        **DAYS,
    )
    ApplicationProduct.objects.bulk_create(
        ApplicationProduct(
            application=application, name=name, kinds=kinds, materials=materials, stages=stages.split()
        )
        for name, kinds, materials, stages in data.products
    )
    ProposedAdmission.objects.create(
        proposal=proposal,
        application=application,
        unit=written.spaces[data.unit] if data.unit else None,
        joins_on=written.day_or_none(data.joins),
    )
    _write_steps(written, data, application, proposal)


def _write_steps(written: Written, data: CandidateData, application: Application, proposal: Proposal) -> None:
    took: list[tuple[str, datetime]] = [
        (State.SUBMITTED, written.moment(data.submitted, "09:30")),
        (State.CHECKING, written.moment(data.submitted, "18:00")),
        (State.OPEN, written.moment(data.opened, "10:00")),
    ]
    steps = [ApplicationStep(application=application, state=state, at=at) for state, at in took]
    steps.append(
        ApplicationStep(
            application=application,
            state=State.PROPOSED,
            at=proposal.created_at,
            by=proposal.author,
            company=proposal.company,
        )
    )
    ApplicationStep.objects.bulk_create(steps)


def tell_candidate(written: Written, data: CandidateData, proposal: Proposal) -> None:
    """One that was not accepted, and has been told why."""
    if data.told is None:
        return
    application = ProposedAdmission.objects.get(proposal=proposal).application
    if application.state != State.TURNED_DOWN:
        raise ValueError(f"{data.name} is told why it was not accepted, and is {application.state}.")
    application.state, application.reasons = State.REFUSED, data.reasons
    application.told_on = application.closed_on = written.day(data.told)
    application.appeal_until = application.told_on + timedelta(days=DAYS["appeal_days"])
    application.save()
    ApplicationStep.objects.create(
        application=application, state=State.REFUSED, at=written.moment(data.told, "17:00")
    )


def freeze_candidates_figures() -> None:
    """With all companies, units and allocations there, however early the candidate stands in the files."""
    for application in Application.objects.filter(figures={}, figures_on__isnull=False):
        application.figures = figures_with(application)
        application.save(update_fields=["figures"])
