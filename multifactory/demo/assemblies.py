"""Assemblies of a sample: held, called some days ago for the coming weeks, or still drafts."""

from collections.abc import Callable
from datetime import datetime, timedelta
from functools import partial

from governance.assemblies.attending.proxies import accept_proxy, write_proxy
from governance.assemblies.attending.services import answer_call
from governance.assemblies.calling.agenda import add_item
from governance.assemblies.calling.services import call_at
from governance.attendance.models import Assembly, AssemblyEntry
from governance.proposals.models import Proposal
from members.people.models import User
from multifactory.demo.clock import Clock, without_mails
from multifactory.demo.held import load_held
from multifactory.demo.sample.assemblies import AssemblyData
from multifactory.demo.written import Written

Answer = AssemblyEntry.Answer


def held_assemblies(written: Written, coordinator: User) -> list[tuple[datetime, Callable[[], None]]]:
    """Those of the past: each took its decisions between others, and is written when its day comes."""
    return [
        (written.moment(data.day, data.time), partial(load_held, written, data, coordinator))
        for data in written.case.held
    ]


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
        called_at = written.moment(data.called, "09:00")
        call_at(assembly, by=coordinator, at=called_at)
        with without_mails(), Clock(called_at + timedelta(hours=5)).told() as clock:
            _answer(written, data, Assembly.objects.get(pk=assembly.pk), clock)


def _answer(written: Written, data: AssemblyData, assembly: Assembly, clock: Clock) -> None:
    """Who comes, who does not, and who gives a proxy, some minutes after one another."""
    entries = {entry.company.name: entry for entry in assembly.entries.select_related("company", "assembly")}
    people = {name: written.person(name) for name in entries}
    for grantor, holder in (*data.proxies, *data.offered):
        clock.pass_by(minutes=17)
        held_by, person = entries[holder], people[holder]
        proxy = write_proxy(entries[grantor], holder=held_by, person=person, by=people[grantor])
        if (grantor, holder) in data.proxies:
            accept_proxy(proxy, by=people[holder])
    for name in (*data.coming, *data.absent):
        clock.pass_by(minutes=9)
        answer = Answer.ABSENT if name in data.absent else Answer.HALL
        answer_call(entries[name], answer=answer, by=people[name])
