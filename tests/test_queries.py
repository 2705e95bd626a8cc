"""How many queries a page runs: the same with one row, three and a thousand, and never more than thirteen."""

from collections.abc import Callable
from datetime import date, datetime, time, timedelta
from uuid import uuid4

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from events.institutions.models import InstitutionLogo
from events.programme.parts import EventPicture
from events.registrations.door_models import GuestListDownload
from events.registrations.letters import send_guest_letter
from events.registrations.models import Registration
from events.registrations.question_models import Answer
from governance.assemblies.calling.agenda import add_item
from governance.assemblies.calling.services import cancel_assembly, send_notice
from governance.assemblies.minutes.services import correct_minutes
from governance.assemblies.secrecy.models import Participation, Scrutineer, Urn
from governance.attachments.models import Attachment
from governance.attendance.models import Assembly, AssemblyEntry
from governance.offices.models import Office
from governance.proposals.models import Proposal
from governance.proposals.share_models import ProposalShare
from governance.voting.models import RollEntry, VotingRound
from members.applications.models import Application
from members.changes.models import ChangeRequest
from members.companies.models import Company, Field
from members.exchange.projects.models import ProjectPicture
from members.profile.models import Link, Photo, ProductPhoto
from multifactory.portal.calendars.models import CalendarLink
from spaces.building.models import BuildingPicture, SpacePicture
from spaces.costs.budgets.models import Budget, ProposedBudget
from spaces.costs.closing.forms import ProposedClosingForm
from spaces.costs.sharing.models import ProposedRule, ProposedTable, ShareTable, SharingRule
from spaces.requests.tokens import request_path
from spaces.upkeep.duties.models import DutyWeight
from spaces.upkeep.tickets.models import Ticket, TicketEvent, TicketPhoto
from spaces.works.models import RenewalPicture
from tests.factories.applications import (
    ApplicationFactory,
    ApplicationListingFactory,
    ApplicationProductFactory,
    CallFactory,
    answer_of,
    whole_application,
)
from tests.factories.applications import QuestionFactory as ApplicationQuestionFactory
from tests.factories.assemblies import (
    AssemblyEntryFactory,
    ProxyFactory,
    RollCorrectionFactory,
    RollCorrectionRequestFactory,
    come_in,
)
from tests.factories.calendars import CalendarLinkFactory
from tests.factories.collaborations import CollaborationFactory, JointProjectFactory, ProjectPartFactory
from tests.factories.costs import (
    AuthorisationFactory,
    BudgetFactory,
    BudgetLineFactory,
    CostFactory,
    CostShareFactory,
    CreditFactory,
    FundCallFactory,
    MeterFactory,
    PaymentFactory,
    ReadingFactory,
    ShareTableFactory,
    SharingRuleFactory,
    TableRowFactory,
    adopted_budget,
)
from tests.factories.elections import CandidacyFactory, PetitionSignatureFactory
from tests.factories.events import EventFactory, EventHostFactory, QuestionFactory, RegistrationFactory
from tests.factories.governance import (
    AmendmentFactory,
    CommentFactory,
    ProposalFactory,
    ResolutionFactory,
    RollEntryFactory,
    VoteFactory,
    VotingRoundFactory,
)
from tests.factories.institutions import (
    AgreementFactory,
    ContactFactory,
    EventPartnerFactory,
    RelationNoteFactory,
    RenewalPartnerFactory,
)
from tests.factories.listings import ListingFactory, ListingReplyFactory
from tests.factories.members import (
    CompanyFactory,
    FieldFactory,
    InvitationFactory,
    LinkFactory,
    MachineFactory,
    MembershipFactory,
    PlaceChangeFactory,
    ProductFactory,
    TermFactory,
    UserFactory,
)
from tests.factories.minutes import led_by, make_minutes, sign_both
from tests.factories.pictures import stored
from tests.factories.spaces import (
    AllocationFactory,
    BookingFactory,
    ClaimFactory,
    ConditionFactory,
    FloorFactory,
    FloorPlanFactory,
    OfferFactory,
    PlanDraftFactory,
    RenewalFactory,
    RoomFactory,
    SpaceFactory,
    UnitRequestFactory,
)
from tests.factories.upkeep import (
    DeadlineDoneFactory,
    DeadlineFactory,
    DutyFactory,
    DutyLeaveFactory,
    HeadCountFactory,
    SwapFactory,
    TicketFactory,
    TurnFactory,
)
from tests.world import COLLABORATOR, COORDINATOR, REPRESENTATIVE, VISITOR, World

MOST = 13


def companies(world: World, count: int) -> None:
    for _ in range(count):
        company = CompanyFactory()
        AllocationFactory(company=company)
        ProductFactory(company=company, terms=[TermFactory()], stages=["design", "repair"])
        MachineFactory(company=company)
        event = EventFactory()
        EventHostFactory(event=event, company=company)


def tied(world: World, count: int) -> None:
    """What the company does with others, what it is asked, and joint projects with pictures."""
    for _ in range(count):
        CollaborationFactory(giver=world.company, is_shown=True, taker=CompanyFactory())
        CollaborationFactory(taker=world.company, is_waiting=True)
        CollaborationFactory(giver=world.company, is_waiting=True)
        CollaborationFactory(giver=world.company, ended_on=timezone.localdate())
        project = JointProjectFactory(lead=world.company, parts=[CompanyFactory(), CompanyFactory()])
        stored(ProjectPicture(project=project, alt="The table"))
        project.started_at = timezone.now()
        project.save()
        project.parts.update(is_public=True)
        JointProjectFactory(parts=[world.company])
        ProjectPartFactory(project=world.project, share=0)


def things_of_the_company(world: World, count: int) -> None:
    for _ in range(count):
        product = ProductFactory(company=world.company, terms=[TermFactory()], stages=["design", "repair"])
        stored(ProductPhoto(product=product, alt="The chair"))
        stored(Photo(company=world.company, alt="The bench"))
        MachineFactory(company=world.company)
        Link.objects.create(company=world.company, label="Shop", url="https://shop.example")
        AllocationFactory(company=world.company)
        event = EventFactory()
        EventHostFactory(event=event, company=world.company)
        stored(EventPicture(event=event, alt="The yard"))


def former_companies(world: World, count: int) -> None:
    CompanyFactory.create_batch(count, left_on=date(2022, 1, 1), is_remembered=True)


def listed(world: World, count: int) -> None:
    """Things on the company's page, and what it has asked of the coordinators."""
    company = world.company
    for number in range(count):
        ProductFactory(company=company, terms=[TermFactory()], stages=["design", "repair"])
        MachineFactory(company=company)
        LinkFactory(company=company)
        stored(Photo(company=company, alt=f"Photo {number}"))
        company.change_requests.create(
            name="Other",
            state="accepted",
            decided_at=timezone.now(),
            requested_by=world.people[REPRESENTATIVE],
        )


def people(world: World, count: int) -> None:
    MembershipFactory.create_batch(count, company=world.company)
    InvitationFactory.create_batch(count, company=world.company)
    PlaceChangeFactory.create_batch(count, membership__company=world.company)


def proposals(world: World, count: int) -> None:
    for _ in range(count):
        ProposalFactory(state=Proposal.State.DECIDED)
        CommentFactory.create_batch(2, proposal=ProposalFactory())
        RollEntryFactory(round=VotingRoundFactory(), company=world.company)
    ResolutionFactory.create_batch(count)


def assemblies(world: World, count: int) -> None:
    """Drafts, some that come and some of the book, each with items on proposals that have attachments."""
    for number in range(3 * count):
        proposals = [ProposalFactory(state=Proposal.State.FROZEN) for _ in range(count)]
        for proposal in proposals:
            Attachment.objects.create(
                proposal=proposal, name="Quote", kind="pdf", file="quote.pdf", size=3, sha256="ab" * 32
            )
        first = timezone.now() + timedelta(days=20 + number)
        draft = Assembly.objects.create(place="The hall", first_call_at=first)
        for proposal in proposals:
            add_item(draft, kind="decision", proposal=proposal, title=proposal.title)
        if number % 3:
            send_notice(draft, by=world.people[COORDINATOR])
        if number % 3 == 2:
            cancel_assembly(draft, reason="Snow", by=world.people[COORDINATOR])


def agenda(world: World, count: int) -> None:
    """More items on the draft; what is called has as many as it was called with."""
    for number in range(count):
        proposal = ProposalFactory(state=Proposal.State.FROZEN)
        add_item(world.assembly_draft, kind="decision", proposal=proposal, title=f"Item {number}")


def talk(world: World, count: int) -> None:
    CommentFactory.create_batch(count, proposal=world.discussed)
    CommentFactory.create_batch(count, proposal=world.voted)
    AmendmentFactory.create_batch(count, proposal=world.discussed)
    for _ in range(count):
        VoteFactory(roll_entry=RollEntryFactory(round=world.round, standing=RollEntry.Standing.ENTITLED))


def resolutions(world: World, count: int) -> None:
    ResolutionFactory.create_batch(count, is_published=True)


def offices(world: World, count: int) -> None:
    for _ in range(count):
        place = MembershipFactory()
        Office.objects.create(
            kind="director", user=place.user, company=place.company, start_on=date(2024, 1, 1)
        )


def petitions(world: World, count: int) -> None:
    """With a signature each, and one more on that of the world."""
    for _ in range(count):
        PetitionSignatureFactory()
        PetitionSignatureFactory(petition=world.petition)


def candidates(world: World, count: int) -> None:
    """In the election of the world, and each in one where the collaborator is asked too."""
    for _ in range(count):
        CandidacyFactory(proposal=world.candidacy.proposal)
        CandidacyFactory(user=world.people[COLLABORATOR], company=world.company)


def follow_ups(world: World, count: int) -> None:
    """Overdue resolutions of the company, each in the place of another."""
    for _ in range(count):
        ResolutionFactory(
            responsible=world.company,
            due_on=date(2024, 6, 1),
            supersedes=ResolutionFactory(),
            is_published=True,
        )


def building(world: World, count: int) -> None:
    for _ in range(count):
        floor = FloorFactory()
        unit, free = SpaceFactory.create_batch(2, floor=floor)
        AllocationFactory(unit=unit)
        ConditionFactory(space=unit)
        ConditionFactory(space=free, state="under_works")
        RoomFactory(floor=floor)
        FloorPlanFactory(floor=floor)
        AllocationFactory(unit=SpaceFactory(floor=world.unit.floor))
        stored(BuildingPicture(building=world.building, alt="The front"))
        day = world.unit.conditions.earliest("start_on").start_on - timedelta(days=100)
        ConditionFactory(space=world.unit, start_on=day, end_on=day + timedelta(days=50))


def drawings(world: World, count: int) -> None:
    for _ in range(count):
        PlanDraftFactory(uploaded_by=UserFactory())


def renewals(world: World, count: int) -> None:
    for _ in range(count):
        company, floor = CompanyFactory(), FloorFactory()
        works = RenewalFactory(
            company=company,
            resolution=ResolutionFactory(is_published=True),
            spaces=[world.unit, SpaceFactory(floor=floor), RoomFactory(floor=floor)],
        )
        works.helpers.add(CompanyFactory(), CompanyFactory())
        world.renewal.helpers.add(company)
        world.renewal.spaces.add(SpaceFactory())
        for moment in ("before", "after"):
            for one in (works, world.renewal):
                stored(RenewalPicture(renewal=one, moment=moment, year=2019, alt="Room", credit="Anna"))
        stored(SpacePicture(space=world.unit, alt="The bench"))


def series_dates(world: World, count: int) -> None:
    """A booking and a date left out each week."""
    day, taken = world.series.first_day, world.series.bookings.count()
    for number in range(taken, taken + count):
        start = timezone.make_aware(datetime.combine(day + timedelta(days=7 * number), time(9)))
        terms = {"space": world.room, "company": world.company, "series": world.series}
        ClaimFactory(booking=BookingFactory(starts_at=start, **terms))
        world.series.skipped.create(day=day + timedelta(days=7 * number + 1), why="taken")


def bookings(world: World, count: int) -> None:
    start = timezone.now().replace(minute=0, second=0, microsecond=0) + timedelta(days=2)
    taken = world.room.bookings.count()
    for number in range(taken, taken + count):
        for day in (start, start - timedelta(days=30)):
            booking = BookingFactory(
                space=world.room, company=world.company, starts_at=day + timedelta(hours=2 * number)
            )
            ClaimFactory(booking=booking)


def turns(world: World, count: int) -> None:
    """Duties with turns past and to come, weights, leaves and swaps."""
    today = timezone.localdate()
    for _ in range(count):
        HeadCountFactory()
        DutyLeaveFactory()
        DutyWeight.objects.create(duty=world.swap.turn.duty, company=CompanyFactory(), weight=2)
        number = world.swap.turn.duty.turns.count()
        for duty in (world.swap.turn.duty, DutyFactory()):
            duty.spaces.add(RoomFactory())
            SwapFactory(
                turn__duty=duty, turn__company=world.company, turn__day=today + timedelta(days=number)
            )
            done = {"state": "done", "done_by": CompanyFactory()}
            TurnFactory(duty=duty, day=today - timedelta(days=number), **done)


def tickets(world: World, count: int) -> None:
    """Of the company and of others, with what happened to one of them."""
    for _ in range(count):
        TicketFactory(responsible=CompanyFactory())
        TicketFactory(space=world.room, responsible=world.company, severity="urgent")
        event = TicketEvent.objects.create(
            ticket=world.ticket, kind="comment", text="Look", by=UserFactory(), company=CompanyFactory()
        )
        stored(TicketPhoto(event=event, alt="The lamp"))


def listings(world: World, count: int) -> None:
    """Of others and of the company, some at their end; what fits; answers to one."""
    for number in range(count):
        ListingFactory(words=["oak", f"word-{number}"], company__field=FieldFactory(code=f"field-{number}"))
        soon = timezone.localdate() + timedelta(days=3)
        ListingFactory(company=world.company, kind="need", words=["oak"], expires_on=soon)
        ListingReplyFactory(listing=world.listing)


def deadlines(world: World, count: int) -> None:
    """Of the company and the world's room, late, due and later; each done twice."""
    today = timezone.localdate()
    for _ in range(count):
        for ahead in (-20, 10, 200):
            deadline = DeadlineFactory(
                space=world.room, responsible=world.company, next_on=today + timedelta(days=ahead)
            )
            DeadlineFactory(space=None, building=world.building, next_on=today + timedelta(days=ahead))
            for ago in (30, 200):
                DeadlineDoneFactory(deadline=deadline, day=today - timedelta(days=ago))
        DeadlineDoneFactory(
            deadline=world.deadline, day=today - timedelta(days=10 + world.deadline.done.count())
        )


def costs(world: World, count: int) -> None:
    """Shared with more and more companies, by rules with versions; tables with more units."""
    for _ in range(count):
        CompanyFactory()
        AllocationFactory(company=world.company)
        cost = CostFactory(authorisation=AuthorisationFactory(), urgent_reason="")
        CostFactory(category=cost.category, rule=SharingRuleFactory())
        SharingRuleFactory(name=cost.rule.name, version=2, reason="", resolution=ResolutionFactory())
        CostShareFactory(cost=world.cost, company=CompanyFactory())
        table = ShareTableFactory(name=world.share_table.name, valid_from=date(2020 + count, 1, _ + 2))
        TableRowFactory.create_batch(2, table=table)
        PaymentFactory(company=world.company)
        PaymentFactory()
        CreditFactory(company=world.company)
        fund = world.fund_call.fund
        proposal = fund.authorisation.resolution.proposal
        ProposalShare.objects.create(proposal=proposal, company=CompanyFactory(), cents=100)
        FundCallFactory(fund=fund, cents=100)
        year = world.cost.year - Budget.objects.count()
        adopted_budget(year)
        BudgetLineFactory(budget=Budget.objects.get(year=world.cost.year))
        ShareTable.objects.filter(pk=table.pk).update(adopted_at=timezone.now())


def proposed_costs(world: World, count: int) -> None:
    """A draft of each kind in a proposal, beside more and more drafts, units, lines and companies."""
    last, unit = timezone.localdate().year - 1, SpaceFactory
    for _ in range(count):
        AllocationFactory(area_m2=20)
        CostFactory(start_on=date(last, 1, 1), end_on=date(last + 1, 1, 1))
        SharingRuleFactory(version=None, reason="")
        TableRowFactory(table__reason="", unit=unit(kind="unit", area_m2=10))
        if not Proposal.objects.filter(effect="sharing_rule").exists():
            _propose_each(world.company, last)
        rule = ProposedRule.objects.get().rule
        SharingRuleFactory(name=rule.name, version=rule.pk + SharingRule.objects.count())
        rule.companies.add(CompanyFactory())
        TableRowFactory(table=ProposedTable.objects.get().table, unit=unit(kind="unit", area_m2=10))
        BudgetLineFactory(budget=ProposedBudget.objects.get().budget)


def _propose_each(company: Company, year: int) -> None:
    def proposal(effect: str, matter: str) -> Proposal:
        return ProposalFactory(company=company, effect=effect, matter=matter)

    rule = SharingRuleFactory(version=None, reason="", among="companies")
    ProposedRule.objects.create(proposal=proposal("sharing_rule", "rules"), rule=rule)
    table = ShareTableFactory(name="Stairs", reason="", valid_from=timezone.localdate())
    earlier = TableRowFactory(table__name="Stairs", unit=SpaceFactory(kind="unit", area_m2=10)).table
    ShareTable.objects.filter(pk=earlier.pk).update(adopted_at=timezone.now())
    ProposedTable.objects.create(proposal=proposal("share_table", "rules"), table=table)
    ProposedBudget.objects.create(proposal=proposal("budget", "budget"), budget=BudgetFactory())
    form = ProposedClosingForm({"year": year})
    assert form.is_valid()
    form.instance.proposal = proposal("close_year", "accounts")
    form.save()


def proposal_of(effect: str) -> Callable[[World], str]:
    return lambda _world: Proposal.objects.get(effect=effect).get_absolute_url()


def form_of(effect: str) -> Callable[[World], str]:
    return lambda _world: f"{reverse('governance:proposal_new')}?effect={effect}"


def meters(world: World, count: int) -> None:
    """Of units, of companies, main ones; each read twice, and that of the world more often."""
    today = timezone.localdate()
    for _ in range(count):
        for served in ({"space": SpaceFactory()}, {"company": CompanyFactory()}, {}):
            meter = MeterFactory(**served)
            ReadingFactory(meter=meter, day=today - timedelta(20), value=0)
            ReadingFactory(meter=meter, day=today)
        day = today - timedelta(31 + world.reading.meter.readings.count())
        ReadingFactory(meter=world.reading.meter, day=day, value=0)


def ripe_candidate() -> Application:
    """Its open days are over."""
    today = timezone.localdate()
    known = Application.objects.filter(state="open", open_until=today).first()
    return known or ApplicationFactory(opened=True, submitted_on=today, open_until=today)


def line(world: World, count: int) -> None:
    """Who asks for units, and what they are offered."""
    for _ in range(count):
        UnitRequestFactory(unit=SpaceFactory(features="Water"))
        OfferFactory(unit__floor=FloorFactory())
        OfferFactory(request__company=world.company)
        OfferFactory(state="accepted", answered_at=timezone.now())
        OfferFactory(request=world.asked, state="refused", answered_at=timezone.now())


def events(world: World, count: int) -> None:
    for _ in range(count):
        event = EventFactory(space=world.room, capacity=20)
        EventHostFactory(event=event, company=world.company)
        EventHostFactory(event=event, company=CompanyFactory())
        RegistrationFactory.create_batch(2, event=event)
        past = timezone.now() - timedelta(days=9)
        EventFactory(starts_at=past, ends_at=past + timedelta(hours=1))
        stored(EventPicture(event=event, alt="The yard"))
    RegistrationFactory.create_batch(count, event=world.event)


def guests(world: World, count: int) -> None:
    """With answers, in all states; the person whose dashboard it is registers too."""
    for entry in RegistrationFactory.create_batch(count, event=world.event):
        Answer.objects.create(registration=entry, question=world.question, text="Soup")
    queued = {"state": "waiting", "queued_at": timezone.now()}
    RegistrationFactory.create_batch(count, event=world.event, **queued)
    for _ in range(count):
        RegistrationFactory(email=world.people[REPRESENTATIVE].email, event=EventFactory(space=world.room))
        event = EventFactory(capacity=1)
        EventHostFactory(event=event, company=world.company)
        RegistrationFactory(event=event, **queued)
        GuestListDownload.objects.create(event=world.event, by=UserFactory(), rows=1)
        send_guest_letter(
            world.event, readers="all", subject="A", text="B", by=UserFactory(), request_id=None
        )
        position = world.event.questions.count() + 1
        QuestionFactory(event=world.event, position=position)


def institutions(world: World, count: int) -> None:
    for number in range(count):
        AgreementFactory(institution=world.institution, resolution=ResolutionFactory(is_published=True))
        ContactFactory(institution=world.institution)
        RelationNoteFactory(institution=world.institution, author=world.people[REPRESENTATIVE])
        EventPartnerFactory(institution=world.institution)
        EventPartnerFactory(event=world.event)
        RenewalPartnerFactory(institution=world.institution)
        RenewalPartnerFactory(renewal=world.renewal)
        ending = AgreementFactory(ends_on=timezone.localdate() + timedelta(days=20 + number), notice_months=1)
        stored(InstitutionLogo(institution=ending.institution, alt="The arms of the town"))


def edits(world: World, count: int) -> None:
    for _ in range(count):
        world.company.line += "."
        world.company.save()


def requests(world: World, count: int) -> None:
    for company in CompanyFactory.create_batch(count):
        ChangeRequest.objects.create(company=company, name="New", requested_by=UserFactory())


def words(world: World, count: int) -> None:
    TermFactory.create_batch(count)


def applications(world: World, count: int) -> None:
    """In all that members read, on the desk and behind the link, with what belongs to them."""
    for _ in range(count):
        whole_application()
        ApplicationFactory(refused=True)
        ApplicationFactory(submitted=True)
        ApplicationProductFactory(application=world.application)
        ApplicationListingFactory(application=world.application)
        answer_of(ApplicationQuestionFactory(application=world.application))
        ApplicationQuestionFactory(application=world.application)
        ProductFactory(company=CompanyFactory(), terms=[TermFactory(name="masks", slug=f"masks-{uuid4()}")])
        CallFactory(opens_at=timezone.now() + timedelta(days=1))


def proxies(world: World, count: int) -> None:
    """Offered to the company, given back by it, and companies that could hold one."""
    entry = world.assembly.entries.get(company=world.company)
    for _ in range(count):
        place = MembershipFactory(role="representative")
        grantor = AssemblyEntryFactory(assembly=world.assembly, company=place.company)
        ProxyFactory(grantor=grantor, holder=entry, state="offered")
        other = AssemblyEntryFactory(assembly=world.assembly, company=CompanyFactory())
        RollCorrectionRequestFactory(entry=other)
        RollCorrectionFactory(entry=other)


def hall(world: World, count: int) -> None:
    """Companies that are in the hall or by proxy, vote on the open item, and people who count votes."""
    for _ in range(count):
        place, giver = (MembershipFactory(role="representative") for _ in range(2))
        entry, grantor = (
            AssemblyEntryFactory(assembly=world.assembly_held, company=one.company) for one in (place, giver)
        )
        come_in(entry, user=place.user)
        proxy = ProxyFactory(grantor=grantor, holder=entry)
        RollEntryFactory(round=world.vote_in_hall, company=place.company)
        RollEntryFactory(round=world.vote_in_hall, company=giver.company, proxy=proxy)
        Scrutineer.objects.create(assembly=world.assembly_held, user=place.user)


def secret_vote(world: World, count: int) -> None:
    """As `hall`, in secret; the representative counts, and votes by proxy for more and more companies."""
    VotingRound.objects.filter(pk=world.vote_in_hall.pk).update(is_secret=True, cast_by="mixed")
    Urn.objects.get_or_create(round=world.vote_in_hall, defaults={"public_key": b"sealed to nobody"})
    person = world.people[REPRESENTATIVE]
    Scrutineer.objects.get_or_create(assembly=world.assembly_held, user=person)
    hall(world, count)
    there = AssemblyEntry.objects.filter(assembly=world.assembly_held, presences__kind="in")
    holder = there.order_by("pk")[0]
    for _ in range(count):
        place = MembershipFactory(role="representative")
        giver = AssemblyEntryFactory(assembly=world.assembly_held, company=place.company)
        proxy = ProxyFactory(grantor=giver, holder=holder, person=person)
        RollEntryFactory(round=world.vote_in_hall, company=giver.company, proxy=proxy)
        voted = RollEntryFactory(round=world.vote_in_hall, company=CompanyFactory())
        Participation.objects.create(roll_entry=voted)


def closed_secret_vote(world: World, count: int) -> None:
    secret_vote(world, count)
    Urn.objects.update(closed_at=timezone.now())


def held_page(name: str) -> Callable[[World], str]:
    return lambda w: reverse(f"governance:{name}", args=[w.assembly_held.year, w.assembly_held.number])


def minutes(world: World, count: int) -> None:
    """Corrections of corrections, each signed, and drafts that wait for the representative."""
    found = world.minutes
    Assembly.objects.filter(state="open").update(state="suspended", state_reason="A break")
    for _ in range(count):
        found = sign_both(correct_minutes(found, by=found.assembly.chair))
        make_minutes(items=1, **led_by(found.assembly.chair, found.assembly.secretary))


def calendar_links(world: World, count: int) -> None:
    for _ in range(count):
        colleague = MembershipFactory(company=world.company).user
        CalendarLinkFactory(kind="company", company=world.company, made_by=colleague)
        CalendarLinkFactory(kind="space", space=RoomFactory(), made_by=world.people[REPRESENTATIVE])


def own_calendar(world: World) -> str:
    facts = {"made_by": world.people[REPRESENTATIVE], "last_used_on": timezone.localdate()}
    if not CalendarLink.objects.filter(**facts).exists():
        CalendarLinkFactory(token="own-token", **facts)
    return reverse("calendar_feed", args=["own-token"])


def calendar_contents(world: World, count: int) -> None:
    for _ in range(count):
        BookingFactory(company=world.company)
        TurnFactory(company=world.company)
        EventHostFactory(company=world.company, event__state="published")
        RollEntryFactory(company=world.company)


def assembly_page(world: World, name: str) -> str:
    return reverse(f"governance:{name}", args=[world.assembly.year, world.assembly.number])


# (name of the page, role, its address, what there is more of, its queries)
PAGES: list[tuple[str, str, Callable[[World], str], Callable[[World, int], None], int]] = [
    ("home", VISITOR, lambda w: reverse("home"), companies, 20),
    ("home, building", VISITOR, lambda w: reverse("home"), building, 20),
    ("principles", VISITOR, lambda w: reverse("principles"), companies, 9),
    ("sitemap", VISITOR, lambda w: reverse("sitemap"), companies, 11),
    ("dashboard, proxies", REPRESENTATIVE, lambda w: reverse("dashboard"), proxies, 25),
    ("home, decisions", REPRESENTATIVE, lambda w: reverse("home"), resolutions, 22),
    ("search", VISITOR, lambda w: reverse("search") + "?q=a", companies, 7),
    ("search, members", REPRESENTATIVE, lambda w: reverse("search") + "?q=a", proposals, 10),
    ("search, events", COORDINATOR, lambda w: reverse("search") + "?q=a", events, 12),
    ("styleguide", COORDINATOR, lambda w: reverse("styleguide"), companies, 11),
    ("about", VISITOR, lambda w: reverse("about"), building, 6),
    ("dashboard, decisions", REPRESENTATIVE, lambda w: reverse("dashboard"), proposals, 25),
    ("dashboard, bookings", REPRESENTATIVE, lambda w: reverse("dashboard"), bookings, 25),
    ("dashboard, events", REPRESENTATIVE, lambda w: reverse("dashboard"), events, 25),
    ("calendars", REPRESENTATIVE, lambda w: reverse("calendar_list"), calendar_links, 6),
    ("proxies", REPRESENTATIVE, lambda w: assembly_page(w, "assembly_proxy"), proxies, 9),
    ("corrections of a roll", COORDINATOR, lambda w: assembly_page(w, "assembly_roll"), proxies, 10),
    ("calendar of a person", VISITOR, own_calendar, calendar_contents, 14),
    ("directory", VISITOR, lambda w: reverse("members:company_list"), companies, 9),
    ("directory, logged in", REPRESENTATIVE, lambda w: reverse("members:company_list"), companies, 11),
    (
        "directory, narrowed",
        REPRESENTATIVE,
        lambda w: reverse("members:company_list") + "?q=wood&vocation=craft&stage=design&field=woodworking",
        companies,
        12,
    ),
    ("directory, list", COORDINATOR, lambda w: reverse("members:company_list") + "?format=csv", companies, 8),
    ("directory, plan", VISITOR, lambda w: reverse("spaces:company_plan"), companies, 7),
    (
        "directory, plan, logged in",
        REPRESENTATIVE,
        lambda w: reverse("spaces:company_plan") + "?vocation=craft",
        companies,
        11,
    ),
    ("company", VISITOR, lambda w: w.company.get_absolute_url(), things_of_the_company, 14),
    ("company, its ties", VISITOR, lambda w: w.company.get_absolute_url(), tied, 14),
    ("value chain", VISITOR, lambda w: reverse("members:value_chain"), tied, 3),
    ("value chain, members", REPRESENTATIVE, lambda w: reverse("members:value_chain"), tied, 5),
    ("value chain, coordinators", COORDINATOR, lambda w: reverse("members:value_chain"), tied, 7),
    ("value chain, one", VISITOR, lambda w: f"{reverse('members:value_chain')}?company=ferri", tied, 3),
    ("collaborations", REPRESENTATIVE, lambda w: reverse("members:collaboration_list"), tied, 8),
    ("joint projects", VISITOR, lambda w: reverse("members:project_list"), tied, 5),
    ("joint projects, members", REPRESENTATIVE, lambda w: reverse("members:project_list"), tied, 7),
    ("joint project", REPRESENTATIVE, lambda w: w.project.get_absolute_url(), tied, 6),
    ("parts", REPRESENTATIVE, lambda w: reverse("members:project_parts", args=["a-table"]), tied, 6),
    ("dashboard, to confirm", REPRESENTATIVE, lambda w: reverse("dashboard"), tied, 25),
    ("former companies", VISITOR, lambda w: reverse("members:company_former_list"), former_companies, 3),
    ("company, logged in", REPRESENTATIVE, lambda w: w.company.get_absolute_url(), things_of_the_company, 17),
    *(
        (
            f"self-service, {name}",
            REPRESENTATIVE,
            lambda w, name=name: reverse(f"members:{name}_list", args=[w.company.slug]),
            listed,
            queries,
        )
        for name, queries in (("product", 7), ("machine", 5), ("photo", 5), ("link", 5))
    ),
    (
        "self-service, profile",
        REPRESENTATIVE,
        lambda w: reverse("members:company_edit", args=[w.company.slug]),
        listed,
        5,
    ),
    (
        "self-service, one product",
        REPRESENTATIVE,
        lambda w: reverse("members:product_edit", args=[w.company.slug, w.listed["product"].pk]),
        listed,
        7,
    ),
    (
        "self-service, requests",
        REPRESENTATIVE,
        lambda w: reverse("members:change_request_new", args=[w.company.slug]),
        listed,
        5,
    ),
    ("people", REPRESENTATIVE, lambda w: reverse("members:people_list", args=[w.company.slug]), people, 8),
    ("how to join", VISITOR, lambda w: reverse("members:join"), applications, 4),
    ("call", VISITOR, lambda w: w.application.call.get_absolute_url(), applications, 3),
    (
        "application, applicant",
        VISITOR,
        lambda w: reverse("members:join_follow", args=[w.application.link]),
        applications,
        5,
    ),
    (
        "application, draft",
        VISITOR,
        lambda w: reverse("members:join_edit", args=[w.begun.link]),
        applications,
        12,
    ),
    ("applications", REPRESENTATIVE, lambda w: reverse("members:application_list"), applications, 6),
    (
        "applications, list",
        REPRESENTATIVE,
        lambda w: reverse("members:application_list") + "?format=csv&state=open",
        applications,
        3,
    ),
    ("application", REPRESENTATIVE, lambda w: w.application.get_absolute_url(), applications, 18),
    ("dashboard, applications", REPRESENTATIVE, lambda w: reverse("dashboard"), applications, 25),
    (
        "back-office, applications",
        COORDINATOR,
        lambda w: reverse("admin:members_application_changelist"),
        applications,
        11,
    ),
    (
        "back-office, application",
        COORDINATOR,
        lambda w: reverse("admin:members_application_change", args=[w.application.pk]),
        applications,
        17,
    ),
    ("my data", REPRESENTATIVE, lambda w: reverse("members:my_data"), people, 3),
    ("erasure", REPRESENTATIVE, lambda w: reverse("members:my_data_erasure"), people, 4),
    ("decisions", REPRESENTATIVE, lambda w: reverse("governance:proposal_list"), proposals, 7),
    (
        "decisions, list",
        REPRESENTATIVE,
        lambda w: reverse("governance:proposal_list") + "?format=csv",
        proposals,
        4,
    ),
    ("assemblies", REPRESENTATIVE, lambda w: reverse("governance:assembly_list"), assemblies, 8),
    (
        "assemblies as CSV",
        REPRESENTATIVE,
        lambda w: reverse("governance:assembly_list") + "?format=csv",
        assemblies,
        6,
    ),
    (
        "assemblies of a coordinator",
        COORDINATOR,
        lambda w: reverse("governance:assembly_list"),
        assemblies,
        10,
    ),
    ("assembly", REPRESENTATIVE, lambda w: w.assembly.get_absolute_url(), assemblies, 15),
    ("draft of an assembly", COORDINATOR, lambda w: w.assembly_draft.get_absolute_url(), agenda, 14),
    (
        "agenda of a draft",
        COORDINATOR,
        lambda w: reverse("governance:assembly_agenda", args=[w.assembly_draft.pk]),
        agenda,
        7,
    ),
    (
        "notice of a draft",
        COORDINATOR,
        lambda w: reverse("governance:assembly_notice", args=[w.assembly_draft.pk]),
        agenda,
        12,
    ),
    (
        "back-office, assemblies",
        COORDINATOR,
        lambda w: reverse("admin:governance_assembly_changelist"),
        assemblies,
        7,
    ),
    ("proposal in discussion", REPRESENTATIVE, lambda w: w.discussed.get_absolute_url(), talk, 14),
    ("proposal voted on", REPRESENTATIVE, lambda w: w.voted.get_absolute_url(), talk, 12),
    ("resolutions", VISITOR, lambda w: reverse("governance:resolution_list"), resolutions, 4),
    (
        "resolutions of members",
        REPRESENTATIVE,
        lambda w: reverse("governance:resolution_list"),
        resolutions,
        7,
    ),
    (
        "resolutions as CSV",
        REPRESENTATIVE,
        lambda w: reverse("governance:resolution_list") + "?format=csv",
        follow_ups,
        5,
    ),
    (
        "resolutions overdue",
        REPRESENTATIVE,
        lambda w: reverse("governance:resolution_list") + "?follow_up=overdue",
        follow_ups,
        7,
    ),
    ("resolutions to print", VISITOR, lambda w: reverse("governance:resolution_print"), follow_ups, 4),
    (
        "resolutions to print, members",
        REPRESENTATIVE,
        lambda w: reverse("governance:resolution_print"),
        follow_ups,
        6,
    ),
    ("about, offices", VISITOR, lambda w: reverse("about"), offices, 6),
    ("petitions", REPRESENTATIVE, lambda w: reverse("governance:petition_list"), petitions, 7),
    ("petition", REPRESENTATIVE, lambda w: w.petition.get_absolute_url(), petitions, 7),
    ("petition for staff", COORDINATOR, lambda w: w.petition.get_absolute_url(), petitions, 9),
    ("election", REPRESENTATIVE, lambda w: w.candidacy.proposal.get_absolute_url(), candidates, 17),
    (
        "candidates",
        REPRESENTATIVE,
        lambda w: reverse("governance:candidacy_list", args=[w.candidacy.proposal_id]),
        candidates,
        7,
    ),
    ("candidate", COLLABORATOR, lambda w: w.candidacy.get_absolute_url(), candidates, 6),
    (
        "back-office, offices",
        COORDINATOR,
        lambda w: reverse("admin:governance_office_changelist"),
        offices,
        7,
    ),
    ("dashboard, elections", COLLABORATOR, lambda w: reverse("dashboard"), candidates, 25),
    ("dashboard, overdue", REPRESENTATIVE, lambda w: reverse("dashboard"), follow_ups, 25),
    ("dashboard of a coordinator", COORDINATOR, lambda w: reverse("dashboard"), follow_ups, 19),
    (
        "back-office, resolutions",
        COORDINATOR,
        lambda w: reverse("admin:governance_resolution_changelist"),
        follow_ups,
        8,
    ),
    ("desk", REPRESENTATIVE, held_page("assembly_desk"), hall, 12),
    ("board", REPRESENTATIVE, held_page("assembly_board"), hall, 10),
    ("board, what changes", REPRESENTATIVE, held_page("assembly_board_now"), hall, 4),
    ("notes for the minutes", REPRESENTATIVE, held_page("assembly_notes"), hall, 5),
    ("urn", REPRESENTATIVE, held_page("assembly_urn"), hall, 7),
    ("desk, secret vote", REPRESENTATIVE, held_page("assembly_desk"), secret_vote, 11),
    ("board, secret vote", REPRESENTATIVE, held_page("assembly_board"), secret_vote, 10),
    ("urn, secret vote", REPRESENTATIVE, held_page("assembly_urn"), secret_vote, 7),
    ("urn to open", REPRESENTATIVE, held_page("assembly_urn_open"), closed_secret_vote, 10),
    ("secret ballots to cast", REPRESENTATIVE, held_page("assembly_ballots"), secret_vote, 11),
    ("who takes a paper", REPRESENTATIVE, held_page("assembly_papers"), secret_vote, 11),
    ("count of papers", REPRESENTATIVE, held_page("assembly_papers"), closed_secret_vote, 6),
    ("minutes", REPRESENTATIVE, lambda w: w.minutes.get_absolute_url(), minutes, 7),
    ("minutes as a file", REPRESENTATIVE, lambda w: w.minutes.address("minutes_json"), minutes, 6),
    ("dashboard, minutes", REPRESENTATIVE, lambda w: reverse("dashboard"), minutes, 25),
    ("mails about decisions", REPRESENTATIVE, lambda w: reverse("members:mail_preferences"), talk, 4),
    ("resolution", REPRESENTATIVE, lambda w: w.published.get_absolute_url(), resolutions, 15),
    ("buildings", VISITOR, lambda w: reverse("spaces:building_list"), building, 8),
    ("building", VISITOR, lambda w: w.building.get_absolute_url(), building, 10),
    ("building, logged in", REPRESENTATIVE, lambda w: w.building.get_absolute_url(), building, 12),
    *(
        (
            f"building, {layer}",
            VISITOR,
            lambda w, layer=layer: w.building.get_absolute_url() + f"?layer={layer}&on=2022-06-01",
            building,
            10,
        )
        for layer in ("field", "vacancy", "condition")
    ),
    (
        "buildings, another day",
        VISITOR,
        lambda w: reverse("spaces:building_list") + "?on=2022-06-01",
        building,
        8,
    ),
    ("unit", REPRESENTATIVE, lambda w: w.unit.get_absolute_url(), building, 13),
    (
        "week of a room",
        REPRESENTATIVE,
        lambda w: reverse("spaces:space_calendar", args=[w.room.code]),
        bookings,
        7,
    ),
    (
        "day of a room",
        REPRESENTATIVE,
        lambda w: reverse("spaces:space_calendar", args=[w.room.code]) + f"?day={timezone.localdate()}",
        bookings,
        7,
    ),
    ("week of all rooms", REPRESENTATIVE, lambda w: reverse("spaces:booking_week"), bookings, 7),
    ("day of all rooms", REPRESENTATIVE, lambda w: reverse("spaces:booking_day"), bookings, 7),
    ("use of the rooms", REPRESENTATIVE, lambda w: reverse("spaces:booking_use"), bookings, 4),
    (
        "use of the rooms as CSV",
        REPRESENTATIVE,
        lambda w: reverse("spaces:booking_use_download"),
        bookings,
        3,
    ),
    (
        "what is free",
        REPRESENTATIVE,
        lambda w: (
            reverse("spaces:booking_list")
            + f"?day={timezone.localdate() + timedelta(days=1)}&starts=10:00&ends=12:00"
        ),
        bookings,
        8,
    ),
    (
        "building, free now",
        REPRESENTATIVE,
        lambda w: w.building.get_absolute_url() + "?layer=use",
        bookings,
        15,
    ),
    ("renewal", VISITOR, lambda w: reverse("spaces:works_list"), renewals, 11),
    ("works", VISITOR, lambda w: w.renewal.get_absolute_url(), renewals, 9),
    ("works on a unit", VISITOR, lambda w: w.unit.get_absolute_url(), renewals, 10),
    ("works in a building", VISITOR, lambda w: w.building.get_absolute_url(), renewals, 10),
    ("spaces", VISITOR, lambda w: reverse("spaces:space_list"), building, 4),
    ("bookings", REPRESENTATIVE, lambda w: reverse("spaces:booking_list"), bookings, 5),
    ("new booking", REPRESENTATIVE, lambda w: reverse("spaces:booking_new"), building, 8),
    ("costs", REPRESENTATIVE, lambda w: reverse("spaces:cost_list"), costs, 12),
    (
        "costs of a category",
        REPRESENTATIVE,
        lambda w: f"{reverse('spaces:cost_list')}?category={w.cost.category.code}",
        costs,
        12,
    ),
    ("cost", REPRESENTATIVE, lambda w: w.cost.get_absolute_url(), costs, 9),
    (
        "costs of a company",
        REPRESENTATIVE,
        lambda w: reverse("spaces:cost_statement", args=[w.cost.year]),
        costs,
        9,
    ),
    (
        "a company's account",
        COORDINATOR,
        lambda w: reverse("spaces:company_statement", args=[w.cost.year, w.company.slug]),
        costs,
        13,
    ),
    ("balances", COORDINATOR, lambda w: reverse("spaces:balance_list"), costs, 12),
    ("budget", REPRESENTATIVE, lambda w: reverse("spaces:budget_detail", args=[w.cost.year - 1]), costs, 8),
    (
        "draft of a budget",
        REPRESENTATIVE,
        lambda w: reverse("spaces:budget_detail", args=[w.cost.year]),
        costs,
        8,
    ),
    ("accounts", REPRESENTATIVE, lambda w: reverse("spaces:year_accounts", args=[w.cost.year]), costs, 17),
    ("fund", REPRESENTATIVE, lambda w: w.fund_call.fund.get_absolute_url(), costs, 10),
    ("proposed sharing rule", REPRESENTATIVE, proposal_of("sharing_rule"), proposed_costs, 23),
    ("proposed table of shares", REPRESENTATIVE, proposal_of("share_table"), proposed_costs, 25),
    ("proposed budget", REPRESENTATIVE, proposal_of("budget"), proposed_costs, 20),
    ("proposed end of a year", REPRESENTATIVE, proposal_of("close_year"), proposed_costs, 25),
    ("form of a sharing rule", REPRESENTATIVE, form_of("sharing_rule"), proposed_costs, 8),
    ("form of a table of shares", REPRESENTATIVE, form_of("share_table"), proposed_costs, 8),
    ("form of a budget", REPRESENTATIVE, form_of("budget"), proposed_costs, 8),
    ("form of a year’s end", REPRESENTATIVE, form_of("close_year"), proposed_costs, 18),
    ("form of an expense", REPRESENTATIVE, form_of("expense"), proposed_costs, 8),
    ("meters", REPRESENTATIVE, lambda w: reverse("spaces:meter_list"), meters, 6),
    ("meter", REPRESENTATIVE, lambda w: w.reading.meter.get_absolute_url(), meters, 7),
    ("readings as CSV", REPRESENTATIVE, lambda w: f"{reverse('spaces:meter_list')}?download", meters, 3),
    ("back-office, meters", COORDINATOR, lambda w: reverse("admin:spaces_meter_changelist"), meters, 7),
    ("back-office, readings", COORDINATOR, lambda w: reverse("admin:spaces_reading_changelist"), meters, 7),
    ("back-office, budgets", COORDINATOR, lambda w: reverse("admin:spaces_budget_changelist"), costs, 7),
    (
        "record of costs",
        REPRESENTATIVE,
        lambda w: reverse("spaces:cost_record", args=[w.cost.year]),
        costs,
        6,
    ),
    ("sharing rules", REPRESENTATIVE, lambda w: reverse("spaces:sharing_rules"), costs, 10),
    ("table of shares", REPRESENTATIVE, lambda w: w.share_table.get_absolute_url(), costs, 7),
    (
        "costs, tried",
        REPRESENTATIVE,
        lambda w: f"{reverse('spaces:cost_try')}?cents=100&rule={w.cost.rule_id}",
        costs,
        9,
    ),
    ("back-office, costs", COORDINATOR, lambda w: reverse("admin:spaces_cost_changelist"), costs, 9),
    (
        "back-office, rules",
        COORDINATOR,
        lambda w: reverse("admin:spaces_sharingrule_changelist"),
        costs,
        8,
    ),
    ("deadlines", REPRESENTATIVE, lambda w: reverse("spaces:deadline_list"), deadlines, 7),
    (
        "deadlines, some",
        REPRESENTATIVE,
        lambda w: reverse("spaces:deadline_list") + "?when=soon&who=own&building=" + w.building.slug,
        deadlines,
        7,
    ),
    ("deadline", REPRESENTATIVE, lambda w: w.deadline.get_absolute_url(), deadlines, 6),
    ("deadlines of a room", REPRESENTATIVE, lambda w: w.room.get_absolute_url(), deadlines, 14),
    ("dashboard, deadlines", REPRESENTATIVE, lambda w: reverse("dashboard"), deadlines, 25),
    (
        "back-office, deadlines",
        COORDINATOR,
        lambda w: reverse("admin:spaces_deadline_changelist"),
        deadlines,
        8,
    ),
    (
        "back-office, deadline",
        COORDINATOR,
        lambda w: reverse("admin:spaces_deadline_change", args=[w.deadline.pk]),
        deadlines,
        11,
    ),
    ("back-office, due deadlines", COORDINATOR, lambda w: reverse("admin:index"), deadlines, 41),
    ("back-office, duties", COORDINATOR, lambda w: reverse("admin:spaces_duty_changelist"), turns, 7),
    ("back-office, turns", COORDINATOR, lambda w: reverse("admin:spaces_turn_changelist"), turns, 10),
    ("dashboard, turns", REPRESENTATIVE, lambda w: reverse("dashboard"), turns, 25),
    ("duties", REPRESENTATIVE, lambda w: reverse("spaces:duty_list"), turns, 8),
    ("duty", REPRESENTATIVE, lambda w: w.swap.turn.duty.get_absolute_url(), turns, 11),
    ("duty, past", REPRESENTATIVE, lambda w: w.swap.turn.duty.get_absolute_url() + "?past=1", turns, 11),
    ("exchange", REPRESENTATIVE, lambda w: reverse("members:listing_list"), listings, 12),
    ("exchange, no company", COORDINATOR, lambda w: reverse("members:listing_list"), listings, 10),
    ("exchange, CSV", REPRESENTATIVE, lambda w: reverse("members:listing_list") + "?format=csv", listings, 4),
    ("what fits", REPRESENTATIVE, lambda w: reverse("members:listing_matches"), listings, 6),
    ("listing, its answers", REPRESENTATIVE, lambda w: w.listing.get_absolute_url(), listings, 8),
    ("new listing", REPRESENTATIVE, lambda w: reverse("members:listing_new"), listings, 4),
    ("dashboard, listings", REPRESENTATIVE, lambda w: reverse("dashboard"), listings, 27),
    (
        "back-office, listings",
        COORDINATOR,
        lambda w: reverse("admin:members_listing_changelist"),
        listings,
        7,
    ),
    ("tickets", REPRESENTATIVE, lambda w: reverse("spaces:ticket_list"), tickets, 6),
    ("tickets of mine", REPRESENTATIVE, lambda w: reverse("spaces:ticket_list") + "?mine=on", tickets, 6),
    ("new ticket", REPRESENTATIVE, lambda w: reverse("spaces:ticket_new") + "?space=HALL", tickets, 9),
    ("ticket, its events", REPRESENTATIVE, lambda w: w.ticket.get_absolute_url(), tickets, 7),
    ("room, its tickets", REPRESENTATIVE, lambda w: w.room.get_absolute_url(), tickets, 14),
    ("dashboard, tickets", REPRESENTATIVE, lambda w: reverse("dashboard"), tickets, 25),
    ("back-office, tickets", COORDINATOR, lambda w: reverse("admin:spaces_ticket_changelist"), tickets, 7),
    ("new series", REPRESENTATIVE, lambda w: reverse("spaces:series_new"), building, 8),
    ("series", REPRESENTATIVE, lambda w: w.series.get_absolute_url(), series_dates, 15),
    (
        "series, edit",
        REPRESENTATIVE,
        lambda w: f"{w.series.get_absolute_url()}edit/",
        series_dates,
        8,
    ),
    (
        "series, cancel",
        REPRESENTATIVE,
        lambda w: f"{w.series.get_absolute_url()}cancel/",
        series_dates,
        7,
    ),
    (
        "back-office, series",
        COORDINATOR,
        lambda w: reverse("admin:spaces_series_changelist"),
        series_dates,
        10,
    ),
    ("vacant units", VISITOR, lambda w: reverse("spaces:vacancy_list"), line, 3),
    ("occupancy", VISITOR, lambda w: reverse("spaces:occupancy"), building, 7),
    (
        "putting a candidate to the vote",
        REPRESENTATIVE,
        lambda w: reverse("spaces:application_propose", args=[ripe_candidate().pk]),
        line,
        5,
    ),
    ("asking for a unit", REPRESENTATIVE, lambda w: reverse("spaces:request_new"), line, 6),
    ("request for a unit", VISITOR, lambda w: request_path(w.asked), line, 5),
    ("dashboard, offers", REPRESENTATIVE, lambda w: reverse("dashboard"), line, 25),
    ("events", VISITOR, lambda w: reverse("events:event_list"), events, 6),
    ("events, members", REPRESENTATIVE, lambda w: reverse("events:event_list"), events, 8),
    ("past events", VISITOR, lambda w: reverse("events:event_list") + "?past=1", events, 6),
    ("event", VISITOR, lambda w: w.event.get_absolute_url(), events, 8),
    ("month", VISITOR, lambda w: reverse("events:event_month", args=[2027, 3]), events, 4),
    ("archive", VISITOR, lambda w: reverse("events:event_archive", args=[2026]), events, 9),
    ("embed", VISITOR, lambda w: reverse("events:event_embed"), events, 6),
    ("hosts", REPRESENTATIVE, lambda w: reverse("events:event_hosts", args=[w.event.slug]), events, 11),
    ("calendar", VISITOR, lambda w: reverse("events:calendar"), events, 6),
    ("feed", VISITOR, lambda w: reverse("events:feed"), events, 7),
    ("event, its partners", VISITOR, lambda w: w.event.get_absolute_url(), institutions, 8),
    ("back office", COORDINATOR, lambda w: reverse("admin:index"), companies, 41),
    ("works, their partners", VISITOR, lambda w: w.renewal.get_absolute_url(), institutions, 9),
    ("institutions", VISITOR, lambda w: reverse("events:institution_list"), institutions, 4),
    ("about, institutions", VISITOR, lambda w: reverse("about"), institutions, 6),
    ("dashboard, agreements", COORDINATOR, lambda w: reverse("dashboard"), institutions, 19),
    ("institution", VISITOR, lambda w: w.institution.get_absolute_url(), institutions, 5),
    ("institution, members", REPRESENTATIVE, lambda w: w.institution.get_absolute_url(), institutions, 9),
    (
        "institution, notes",
        REPRESENTATIVE,
        lambda w: reverse("events:institution_notes", args=[w.institution.slug]),
        institutions,
        6,
    ),
    (
        "back-office, institutions",
        COORDINATOR,
        lambda w: reverse("admin:events_institution_changelist"),
        institutions,
        7,
    ),
    (
        "back-office, institution",
        COORDINATOR,
        lambda w: reverse("admin:events_institution_change", args=[w.institution.pk]),
        institutions,
        11,
    ),
    (
        "back-office, agreements",
        COORDINATOR,
        lambda w: reverse("admin:events_agreement_changelist"),
        institutions,
        7,
    ),
    (
        "back-office, companies",
        COORDINATOR,
        lambda w: reverse("admin:members_company_changelist"),
        companies,
        8,
    ),
    (
        "back-office, history of a company",
        COORDINATOR,
        lambda w: reverse("admin:members_company_history", args=[w.company.pk]),
        edits,
        11,
    ),
    (
        "back-office, requests",
        COORDINATOR,
        lambda w: reverse("admin:members_changerequest_changelist"),
        requests,
        7,
    ),
    ("back-office, waiting requests", COORDINATOR, lambda w: reverse("admin:index"), requests, 41),
    ("back-office, words", COORDINATOR, lambda w: reverse("admin:members_term_changelist"), words, 7),
    ("back-office, people", COORDINATOR, lambda w: reverse("admin:members_user_changelist"), people, 7),
    ("back-office, spaces", COORDINATOR, lambda w: reverse("admin:spaces_space_changelist"), building, 9),
    (
        "back-office, allocations",
        COORDINATOR,
        lambda w: reverse("admin:spaces_allocation_changelist"),
        building,
        10,
    ),
    (
        "back-office, floor plans",
        COORDINATOR,
        lambda w: reverse("admin:spaces_floorplan_changelist"),
        building,
        10,
    ),
    (
        "back-office, drawings",
        COORDINATOR,
        lambda w: reverse("admin:spaces_plandraft_changelist"),
        drawings,
        8,
    ),
    (
        "back-office, drawing",
        COORDINATOR,
        lambda w: reverse("admin:spaces_plandraft_change", args=[w.unit.floor.drafts.get().pk]),
        building,
        13,
    ),
    ("back-office, line", COORDINATOR, lambda w: reverse("admin:spaces_unitrequest_changelist"), line, 13),
    ("back-office, offers", COORDINATOR, lambda w: reverse("admin:spaces_offer_changelist"), line, 11),
    ("back-office, what waits", COORDINATOR, lambda w: reverse("admin:index"), line, 41),
    ("back-office, works", COORDINATOR, lambda w: reverse("admin:spaces_renewal_changelist"), renewals, 10),
    (
        "back-office, bookings",
        COORDINATOR,
        lambda w: reverse("admin:spaces_booking_changelist"),
        bookings,
        10,
    ),
    (
        "back-office, proposals",
        COORDINATOR,
        lambda w: reverse("admin:governance_proposal_changelist"),
        proposals,
        9,
    ),
    (
        "back-office, rounds",
        COORDINATOR,
        lambda w: reverse("admin:governance_votinground_changelist"),
        proposals,
        7,
    ),
    (
        "back-office, round",
        COORDINATOR,
        lambda w: reverse("admin:governance_votinground_change", args=[w.round.pk]),
        talk,
        9,
    ),
    ("back-office, events", COORDINATOR, lambda w: reverse("admin:events_event_changelist"), events, 7),
    *(
        (
            f"guests, {name}",
            REPRESENTATIVE,
            lambda w, n=name: reverse(f"events:{n}", args=[w.event.slug]),
            guests,
            number,
        )
        for name, number in (
            ("guest_list", 7),
            ("guests_download", 7),
            ("guest_letter", 7),
            ("question_list", 5),
            ("check_in", 5),
            ("door_list", 5),
        )
    ),
    ("ticket", VISITOR, lambda w: w.registration.get_absolute_url(), guests, 4),
    (
        "back-office, registrations",
        COORDINATOR,
        lambda w: reverse("admin:events_registration_changelist"),
        events,
        7,
    ),
]


@pytest.fixture
def count_queries(world, client_of) -> Callable[[str, str], int]:
    def count(role: str, url: str) -> int:
        client: Client = client_of(world.people[role])
        client.get(url)  # what a process reads once is not the page's
        with CaptureQueriesContext(connection) as queries:
            response = client.get(url)
            list(getattr(response, "streaming_content", []))
        assert response.status_code == 200
        return len(queries)

    return count


@pytest.mark.parametrize(("name", "role", "url", "more", "expected"), PAGES, ids=[page[0] for page in PAGES])
def test_page_runs_as_many_queries_with_three_rows_as_with_one(
    name, role, url, more, expected, world, count_queries
):
    more(world, 1)
    one = count_queries(role, url(world))
    more(world, 2)
    three = count_queries(role, url(world))

    assert (one, three) == (expected, expected)


def test_no_page_runs_more_than_thirteen_queries():
    parts = (
        "decisions",
        "bookings",
        "events",
        "overdue",
        "turns",
        "offers",
        "tickets",
        "deadlines",
        "to confirm",
        "applications",
        "elections",
        "listings",
        "proxies",
        "agreements",
        "minutes",
    )
    why = {
        "company, logged in": "each part of its profile is a query",
        "election": "and who stands, and what it fills",
        "draft of an assembly": "its agenda, the rule of each item, what is missing for the notice",
        "assembly": "its agenda, the rule of each item, who is there, proxies, minutes",
        "calendar of a person": "each kind of entry its table",
        "proposal in discussion": "it counts the roll as an opening would",
        "series": "the dates left out are asked again whether they are free, by all rules of booking",
        "room, its tickets": "its plan, its works, what is broken in it and what is due",
        "deadlines of a room": "as the room",
        **{f"dashboard, {part}": "each part its table" for part in parts},
        "dashboard of a coordinator": "as a member's",
        "application": "what is sent with it, who asks, its figures then and now, its needs, its overlap",
        "back-office, application": "as the members' page",
        "company": "what it makes, what it does with others, where it is, its events",
        "company, its ties": "as the company",
        **dict.fromkeys(
            ("home", "home, building", "home, decisions"),
            "each subject shows what it has; visitors are answered from memory",
        ),
        "building, free now": "what is free now is asked of the bookings and what shuts a space",
        "resolution": "each subject tells what it decided",
        "accounts": "the year is read once, by each key what it weighs",
        "form of a year’s end": "as the accounts, which it shows",
        **dict.fromkeys(
            (
                "proposed sharing rule",
                "proposed table of shares",
                "proposed budget",
                "proposed end of a year",
            ),
            "a proposal, and what everybody bears before and after it",
        ),
        # Beside the piles that wait, whether something is wrong with the media, and the checklist.
        "back office": "each pile its table",
        "back-office, due deadlines": "each pile its table",
        "back-office, waiting requests": "each pile its table",
        "back-office, what waits": "each pile its table",
    }
    assert {name for name, _, _, _, queries in PAGES if queries > MOST} == why.keys()


def test_directory_of_a_thousand_companies_runs_no_more_queries(world, count_queries):
    field = Field.objects.first()
    Company.objects.bulk_create(CompanyFactory.build(field=field) for _ in range(1000))

    url = reverse("members:company_list")

    assert count_queries(VISITOR, url) == next(page[-1] for page in PAGES if page[0] == "directory")


def test_guest_list_of_a_thousand_runs_no_more_queries(world, count_queries):
    queued = {"event": world.event, "queued_at": timezone.now(), "confirmed_at": timezone.now()}
    Registration.objects.bulk_create(RegistrationFactory.build(**queued) for _ in range(1000))

    url = reverse("events:guest_list", args=[world.event.slug])

    assert count_queries(REPRESENTATIVE, url) == 7


def test_list_of_a_thousand_tickets_runs_no_more_queries(world, count_queries):
    terms = {"space": world.room, "company": world.company, "reported_by": world.people[REPRESENTATIVE]}
    Ticket.objects.bulk_create(TicketFactory.build(**terms) for _ in range(1000))

    assert count_queries(REPRESENTATIVE, reverse("spaces:ticket_list")) == 6


def test_list_of_five_hundred_applications_runs_no_more_queries(world, count_queries):
    field = Field.objects.first()
    Application.objects.bulk_create(ApplicationFactory.build(opened=True, field=field) for _ in range(500))

    count = count_queries(REPRESENTATIVE, reverse("members:application_list"))

    assert count == next(page[-1] for page in PAGES if page[0] == "applications")
    assert count - len(("session", "person with their places")) <= 8
