"""Assemblies in any state, with the companies called to them, officers and items, for tests."""

from datetime import timedelta
from typing import Any

import factory
from django.utils import timezone

from governance.assemblies.attending.models import RollCorrectionRequest
from governance.assemblies.calling.models import AssemblyChange
from governance.assemblies.calling.notice_facts import notice_facts
from governance.assemblies.calling.services import take_number
from governance.attendance.models import AgendaItem, Assembly, AssemblyEntry, Presence, Proxy, RollCorrection
from governance.attendance.rules import call_now
from governance.offices.models import Office
from governance.proposals.models import Proposal
from governance.rulebook.models import Rulebook
from governance.voting.counting.rule import Electorate
from members.people.models import Membership, User
from tests.factories.governance import ProposalFactory
from tests.factories.members import CompanyFactory, MembershipFactory, UserFactory


class OfficeFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Office

    kind = Office.Kind.PRESIDENT
    user = factory.SubFactory(UserFactory)
    company = factory.SubFactory(CompanyFactory)
    start_on = factory.LazyFunction(lambda: timezone.localdate() - timedelta(days=365))


class AssemblyFactory(factory.django.DjangoModelFactory):
    """A draft, in a fortnight, with a second call the day after."""

    class Meta:
        model = Assembly

    place = "The large hall"
    first_call_at = factory.LazyFunction(lambda: timezone.now() + timedelta(days=14))
    second_call_at = factory.LazyAttribute(lambda one: one.first_call_at + timedelta(days=1))


class AssemblyEntryFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = AssemblyEntry

    assembly = factory.SubFactory(AssemblyFactory)
    company = factory.SubFactory(CompanyFactory)
    standing = "entitled"
    reason = factory.LazyAttribute(lambda one: "" if one.standing == "entitled" else "dues of three months")


class ProxyFactory(factory.django.DjangoModelFactory):
    """Accepted; the row alone, without the rules of the service."""

    class Meta:
        model = Proxy

    state = Proxy.State.ACCEPTED
    person = factory.LazyAttribute(lambda one: representative_of(one.holder))
    written_by = factory.LazyAttribute(lambda one: representative_of(one.grantor))
    written_at = factory.LazyFunction(timezone.now)
    answered_at = factory.LazyAttribute(lambda one: None if one.state == "offered" else timezone.now())
    revoked_at = factory.LazyAttribute(lambda one: timezone.now() if one.state == "revoked" else None)


class RollCorrectionRequestFactory(factory.django.DjangoModelFactory):
    """Asked by one officer, and not answered."""

    class Meta:
        model = RollCorrectionRequest

    before, after, reason = "entitled", "left", "has left"
    asked_by = factory.SubFactory(UserFactory)
    asked_at = factory.LazyFunction(timezone.now)


class RollCorrectionFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = RollCorrection

    before, after, reason = "entitled", "left", "has left"
    by = factory.SubFactory(UserFactory)
    confirmed_by = factory.SubFactory(UserFactory)
    at = factory.LazyFunction(timezone.now)


def make_assembly(
    *,
    state: str = "called",
    companies: int = 3,
    suspended: int = 0,
    items: int = 0,
    has_officers: bool = True,
    **fields: Any,
) -> Assembly:
    """An assembly with that many entitled and suspended companies, each with a representative.

    The people of the first two companies are president and secretary, and its chair and secretary. Each item
    is a decision on a proposal of the first company. Open, suspended and closed ones have met in first call.
    """
    assembly = AssemblyFactory(**({} if state == "draft" else _called_a_fortnight_ago()) | fields)
    places = [MembershipFactory(role="representative") for _ in range(companies + suspended)]
    for number in range(1, items + 1):
        proposal = ProposalFactory(company=places[0].company, state="frozen", frozen_at=timezone.now())
        AgendaItem.objects.create(
            assembly=assembly, position=number, title=proposal.title, text=proposal.text, proposal=proposal
        )
    if has_officers:
        _appoint_officers(assembly, places[:2])
    if state != "draft":
        for index, place in enumerate(places):
            standing = "entitled" if index < companies else "suspended"
            AssemblyEntryFactory(assembly=assembly, company=place.company, standing=standing)
        _lead_to(assembly, state)
    return assembly


def _called_a_fortnight_ago() -> dict[str, Any]:
    """Its first call is in ten minutes: people are coming in."""
    return {"first_call_at": timezone.now() + timedelta(minutes=10)}


def _appoint_officers(assembly: Assembly, places: list[Membership]) -> None:
    for kind, place in zip((Office.Kind.PRESIDENT, Office.Kind.SECRETARY), places, strict=False):
        OfficeFactory(kind=kind, user=place.user, company=place.company)
    people = [place.user for place in places]
    assembly.chair, assembly.secretary = (*people, None, None)[:2]
    assembly.save()


def _lead_to(assembly: Assembly, state: str) -> None:
    now = timezone.now()
    assembly.state, assembly.called_at = state, now - timedelta(days=14)
    assembly.year = assembly.year or timezone.localdate(assembly.first_call_at).year
    assembly.number = assembly.number or take_number(assembly.year)
    assembly.rulebook = assembly.rulebook or Rulebook.objects.first()
    if state in ("open", "suspended", "closed"):
        assembly.call, assembly.opened_at = assembly.call or 1, assembly.opened_at or now
    if state in ("closed", "deserted", "cancelled"):
        assembly.closed_at = assembly.closed_at or now
    if state in ("suspended", "cancelled"):
        assembly.state_reason = assembly.state_reason or "The heating has failed."
    Proposal.objects.filter(agenda_items__assembly=assembly).update(state=Proposal.State.CALLED)
    assembly.save()
    _keep_notice(assembly)


def _keep_notice(assembly: Assembly) -> None:
    """What went out about it: nothing else is voted on."""
    entitled = assembly.entries.filter(standing="entitled").count()
    electorate = Electorate(assembly.entries.count(), entitled)
    AssemblyChange.objects.create(
        assembly=assembly,
        kind=AssemblyChange.Kind.NOTICE,
        after=notice_facts(assembly, list(assembly.items.for_page()), electorate),
        by=assembly.chair or UserFactory(),
        at=assembly.called_at,
    )


def entries_of(assembly: Assembly) -> list[AssemblyEntry]:
    """In the order in which they were made: the entitled, then the suspended."""
    return list(assembly.entries.select_related("company", "assembly").order_by("pk"))


def representative_of(entry: AssemblyEntry) -> User:
    places = Membership.objects.filter(company=entry.company, role=Membership.Role.REPRESENTATIVE)
    return places.select_related("user").order_by("pk").first().user


def come_in(entry: AssemblyEntry, *, user: User | None = None, **fields: Any) -> Presence:
    """A line of the attendance sheet: in. On the chair's word where it names nobody."""
    return _add_line(entry, user, {"kind": "in"} | fields)


def go_out(entry: AssemblyEntry, *, user: User | None = None, **fields: Any) -> Presence:
    return _add_line(entry, user, {"kind": "out"} | fields)


def _add_line(entry: AssemblyEntry, user: User | None, fields: dict[str, Any]) -> Presence:
    assembly = Assembly.objects.get(pk=entry.assembly_id)
    assembly.height += 1
    assembly.save(update_fields=["height"])
    found = {"call": call_now(assembly), "at": timezone.now(), "by": user or representative_of(entry)}
    return Presence.objects.create(entry=entry, user=user, height=assembly.height, **found | fields)
