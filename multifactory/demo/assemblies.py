"""Assemblies of a sample: called some days ago for the coming weeks, or still drafts."""

from governance.assemblies.calling.agenda import add_item
from governance.assemblies.calling.services import call_at
from governance.attendance.models import Assembly
from governance.proposals.models import Proposal
from members.people.models import User
from multifactory.demo.sample.assemblies import AssemblyData
from multifactory.demo.written import Written


def load_assemblies(written: Written, coordinator: User) -> None:
    for data in written.case.assemblies:
        _load(written, data, coordinator)


def _load(written: Written, data: AssemblyData, coordinator: User) -> None:
    """Without the mails of its notice: they went out days ago."""
    assembly = Assembly.objects.create(
        kind=data.kind,
        place=data.place,
        first_call_at=written.moment(data.first, data.time),
        second_call_at=written.moment(data.first + data.second_after, data.time),
    )
    titles = {proposal.key: proposal.title for proposal in written.case.proposals}
    for item in data.items:
        proposal = Proposal.objects.get(title=titles[item.proposal]) if item.proposal else None
        title = proposal.title if proposal else item.title
        add_item(assembly, kind=item.kind, title=title, text=item.text.strip(), proposal=proposal)
    if data.called is not None:
        call_at(assembly, by=coordinator, at=written.moment(data.called, "09:00"))
