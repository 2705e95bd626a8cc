"""One of each thing, and one person of each role, for the tests that go over every address."""

import hashlib
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import time, timedelta
from typing import Any

from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from allauth.usersessions.models import UserSession
from django.apps import apps
from django.contrib.auth.models import Group
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.utils import timezone

from events.institutions.agreement_models import Agreement
from events.institutions.models import Institution, InstitutionLogo
from events.institutions.services import save_agreement
from events.programme.models import Event
from events.registrations.models import Registration
from events.registrations.question_models import EventQuestion
from governance.assemblies.attending.models import RollCorrectionRequest
from governance.assemblies.calling.agenda import add_item
from governance.assemblies.calling.services import send_notice
from governance.assemblies.elections.models import Candidacy
from governance.assemblies.hall.rounds import open_round_in_assembly
from governance.assemblies.minutes.models import Minutes
from governance.assemblies.petitions.models import Petition
from governance.attachments.services import add_attachment
from governance.attendance.models import AgendaItem, Assembly, Proxy
from governance.offices.models import Office
from governance.proposals.models import Proposal
from governance.resolutions.models import Resolution
from governance.voting.event_chain import begin_record
from governance.voting.models import RollEntry, VotingRound
from members.applications.models import Application
from members.changes.models import ChangeRequest
from members.companies.models import Company
from members.exchange.collaborations.models import Collaboration
from members.exchange.listings.models import Listing
from members.exchange.listings.tokens import make_renewal_token
from members.exchange.projects.models import JointProject, ProjectPicture
from members.people.invitations import invitation_token
from members.people.mails.tokens import make_unsubscribe_token
from members.people.models import Invitation, Membership, User
from members.people.place_models import PlaceChange
from members.profile.models import Photo
from multifactory.lib.mail_queue.models import QueuedMail
from multifactory.lib.papers import CleanPaper, PaperKind
from multifactory.portal.calendars.models import CalendarLink
from spaces.bookings.models import Booking
from spaces.building.models import Building, Space
from spaces.closures.models import Closure
from spaces.costs.dues.models import Credit, Payment
from spaces.costs.funds.models import FundCall
from spaces.costs.metering.models import Reading
from spaces.costs.metering.services import record_reading
from spaces.costs.sharing.models import ShareTable
from spaces.costs.spending.models import Cost
from spaces.costs.spending.services import add_paper
from spaces.policies.certificate_models import Certificate, CertificateKind
from spaces.policies.models import QuietHours, Quota
from spaces.requests.models import UnitRequest
from spaces.requests.tokens import request_token
from spaces.series.models import Series
from spaces.upkeep.deadlines.models import Deadline
from spaces.upkeep.deadlines.services import record_done
from spaces.upkeep.duties.turn_models import Swap
from spaces.upkeep.tickets.models import Ticket
from spaces.works.models import Renewal, RenewalPicture
from tests.factories.applications import ApplicationFactory, whole_application
from tests.factories.assemblies import (
    ProxyFactory,
    RollCorrectionRequestFactory,
    come_in,
    entries_of,
    make_assembly,
)
from tests.factories.calendars import CalendarLinkFactory
from tests.factories.collaborations import CollaborationFactory, JointProjectFactory
from tests.factories.costs import (
    AuthorisationFactory,
    BudgetLineFactory,
    CostFactory,
    CreditFactory,
    FundCallFactory,
    MeterFactory,
    PaymentFactory,
    ReadingFactory,
    TableRowFactory,
)
from tests.factories.elections import CandidacyFactory, PetitionFactory, PetitionSignatureFactory
from tests.factories.events import EventFactory, EventHostFactory, QuestionFactory, RegistrationFactory
from tests.factories.governance import (
    AmendmentFactory,
    CommentFactory,
    DepartureFactory,
    ProposalFactory,
    ResolutionFactory,
    RollEntryFactory,
    VotingRoundFactory,
    VotingSuspensionFactory,
)
from tests.factories.institutions import (
    AgreementFactory,
    ContactFactory,
    EventPartnerFactory,
    InstitutionFactory,
    RelationNoteFactory,
    RenewalPartnerFactory,
)
from tests.factories.listings import ListingFactory
from tests.factories.members import (
    CompanyFactory,
    InvitationFactory,
    LinkFactory,
    MachineFactory,
    MembershipFactory,
    MultifactoryFactory,
    PlaceChangeFactory,
    ProductFactory,
    TermFactory,
    UserFactory,
)
from tests.factories.minutes import led_by, make_minutes, signed_minutes
from tests.factories.pictures import clean_picture, stored
from tests.factories.spaces import (
    AllocationFactory,
    BookingFactory,
    BookingPolicyFactory,
    ConditionFactory,
    FloorPlanFactory,
    OfferFactory,
    PlanDraftFactory,
    RenewalFactory,
    RoomFactory,
    SeriesFactory,
)
from tests.factories.upkeep import (
    DeadlineFactory,
    DutyLeaveFactory,
    HeadCountFactory,
    SwapFactory,
    TicketFactory,
)

VISITOR = "visitor"
OUTSIDER = "outsider"  # logged in, in no company
NEIGHBOUR = "neighbour"  # representative of another company
COLLABORATOR = "collaborator"  # of the company things belong to, as the next
REPRESENTATIVE = "representative"
COORDINATOR = "coordinator"
SUPERUSER = "superuser"
STAFF = (COORDINATOR, SUPERUSER)
ROLES = (VISITOR, OUTSIDER, NEIGHBOUR, COLLABORATOR, REPRESENTATIVE, COORDINATOR, SUPERUSER)


@dataclass
class World:
    people: dict[str, User | None]
    company: Company
    assembly: Assembly  # called
    assembly_draft: Assembly
    membership: Membership
    application: Application  # in its open days
    begun: Application  # a draft
    invitation: Invitation
    invitation_token: str
    place_change: PlaceChange  # somebody waits to become a representative of the company
    unit: Space
    room: Space
    building: Building
    booking: Booking
    series: Series
    certificate: Certificate
    renewal: Renewal
    cost: Cost  # shared by all, with a paper that members may not read; and the table of a rule
    share_table: ShareTable
    reading: Reading  # with its photo
    payment: Payment  # of the company, as the credit
    fund_call: FundCall  # a part of a fund for works
    credit: Credit
    deadline: Deadline  # of the company, with a paper of when it was done
    listing: Listing  # an offer of the company
    renewal_token: str  # renews it for the collaborator
    swap: Swap  # the company asks whether another takes its turn of today
    ticket: Ticket  # the collaborator has reported danger in the room
    discussed: Proposal
    draft: Proposal
    frozen: Proposal
    voted: Proposal
    round: VotingRound
    published: Resolution
    internal: Resolution
    assembly_held: Assembly  # open, chaired by the representative; the neighbour keeps its minutes
    vote_in_hall: VotingRound  # on its first item, open
    assembly: Assembly  # called, with both companies; coordinators keep its roll until there are officers
    proxy: Proxy  # offered by the neighbour's company to the company
    correction: RollCorrectionRequest  # asked by a coordinator who has left
    candidacy: Candidacy  # the collaborator was proposed, and has not answered
    petition: Petition  # begun and signed by the company
    minutes: Minutes  # signed by the representative as chair and the neighbour as secretary
    minutes_draft: Minutes  # led by the same two
    assembly_led: Assembly  # called, led by the same two
    event: Event
    members_event: Event
    draft_event: Event
    institution: Institution
    members_institution: Institution
    agreement: Agreement
    registration: Registration
    question: EventQuestion
    registration_token: str
    mails_token: str  # stops the digest of the collaborator
    asked: UnitRequest
    request_token: str
    calendar_link: CalendarLink  # of the company; and the tokens of this and of a door
    calendar_token: str
    door_token: str
    collaboration: Collaboration  # the neighbour's company asks the company to confirm it
    project: JointProject  # the company leads it, the neighbour's has not answered
    listed: dict[str, Any]  # one product, machine, photo and link of the company
    clients: dict[str, Client] = field(default_factory=dict)


def _held_assembly(people: dict[str, User | None]) -> tuple[Assembly, VotingRound]:
    """Three companies are in, and vote on its first item."""
    leaders = {"chair": people[REPRESENTATIVE], "secretary": people[NEIGHBOUR]}
    assembly = make_assembly(state="open", companies=3, items=2, has_officers=False, **leaders)
    for entry in entries_of(assembly):
        come_in(entry)
    item = assembly.items.select_related("assembly", "proposal").get(position=1)
    return assembly, open_round_in_assembly(item, by=assembly.chair, cast_by="mixed")


def make_world() -> World:
    MultifactoryFactory()
    company, other = CompanyFactory(slug="ferri"), CompanyFactory(slug="galli")
    role = Membership.Role.REPRESENTATIVE
    collaborator = MembershipFactory(company=company)
    people = {
        VISITOR: None,
        OUTSIDER: UserFactory(),
        NEIGHBOUR: MembershipFactory(company=other, role=role).user,
        COLLABORATOR: collaborator.user,
        REPRESENTATIVE: MembershipFactory(company=company, role=role).user,
        COORDINATOR: UserFactory(is_staff=True),
        SUPERUSER: UserFactory(is_staff=True, is_superuser=True),
    }
    people[COORDINATOR].groups.add(*Group.objects.filter(name__in=["Coordinators", "Treasurers"]))
    invitation = InvitationFactory(company=company, invited_by=people[REPRESENTATIVE])

    unit = AllocationFactory(company=company).unit
    FloorPlanFactory(floor=unit.floor, shapes={unit.code: [[0, 0], [90, 0], [90, 80], [0, 80]]})
    PlanDraftFactory(floor=unit.floor, uploaded_by=people[COORDINATOR])
    ConditionFactory(space=unit)
    tomorrow = timezone.now().replace(minute=0, second=0, microsecond=0) + timedelta(days=1)
    room = RoomFactory(code="HALL", name="", floor=unit.floor)
    booking = BookingFactory(space=room, company=company, booked_by=people[COLLABORATOR], starts_at=tomorrow)

    kind = CertificateKind.objects.create(name="Kiln", months_valid=24)
    certificate = kind.certificates.create(person=people[COLLABORATOR], granted_by=people[COORDINATOR])
    trained = BookingPolicyFactory(certificate=kind, certified_people=1)
    RoomFactory(code="KILN", name="", kind=Space.Kind.MACHINE, floor=unit.floor, area_m2=None, policy=trained)

    renewal = RenewalFactory(slug="the-roof", company=company, spaces=[unit, room])
    for moment in RenewalPicture.Moment.values:
        stored(RenewalPicture(renewal=renewal, moment=moment, year=2019, alt="The room", credit="Anna"))

    voting_round = VotingRoundFactory(proposal__company=company)
    for one in (company, other):
        RollEntryFactory(round=voting_round, company=one, standing=RollEntry.Standing.ENTITLED)
    begin_record(voting_round, at=voting_round.opened_at)

    event = EventFactory(slug="open-day", capacity=10)
    EventHostFactory(event=event, company=company)
    EventHostFactory(event=event, company=other, role="co_host", state="asked")
    token = "a-token-of-a-registration"
    registration = RegistrationFactory(
        event=event, cancel_token_hash=hashlib.sha256(token.encode()).hexdigest()
    )
    discussed = ProposalFactory(company=company)
    CommentFactory(proposal=discussed, company=company, author=people[COLLABORATOR])
    AmendmentFactory(proposal=discussed, company=other, author=people[NEIGHBOUR])
    paper = SimpleUploadedFile("quote.pdf", b"%PDF-1.7")
    add_attachment(discussed, upload=paper, by=people[REPRESENTATIVE])
    agreement = _agreement(event, renewal, company)
    asked = OfferFactory(request__email="candidate@example.org").request
    listing = ListingFactory(company=company, author=collaborator.user)
    led = led_by(people[REPRESENTATIVE], people[NEIGHBOUR])
    minutes = signed_minutes(companies=2, **led)
    minutes_draft = make_minutes(companies=1, items=0, **led)
    assembly_held, vote_in_hall = _held_assembly(people)  # after the others: one is open at a time
    assembly = _assembly(people[COORDINATOR])
    holder, grantor = (assembly.entries.get(company=one) for one in (company, other))
    petition = PetitionFactory(company=company)
    PetitionSignatureFactory(petition=petition, company=company, by=people[REPRESENTATIVE])
    return World(
        assembly=assembly,
        assembly_draft=_assembly_draft(),
        assembly_held=assembly_held,
        vote_in_hall=vote_in_hall,
        proxy=ProxyFactory(grantor=grantor, holder=holder, state="offered"),
        correction=RollCorrectionRequestFactory(entry=grantor),
        candidacy=CandidacyFactory(user=collaborator.user, company=company),
        petition=petition,
        people=people,
        company=company,
        membership=collaborator,
        application=whole_application(),
        begun=ApplicationFactory(),
        invitation=invitation,
        invitation_token=invitation_token(invitation),
        place_change=PlaceChangeFactory(membership__company=company),
        unit=unit,
        room=room,
        building=unit.floor.building,
        booking=booking,
        series=SeriesFactory(space=room, company=company, booked_by=people[COLLABORATOR]),
        certificate=certificate,
        renewal=renewal,
        cost=_cost(people[COORDINATOR]),
        share_table=_share_table(unit),
        reading=_reading(unit),
        payment=PaymentFactory(company=company),
        fund_call=FundCallFactory(),
        credit=CreditFactory(company=company),
        deadline=_deadline(room, company, people[COORDINATOR]),
        listing=listing,
        renewal_token=make_renewal_token(listing, collaborator.user),
        swap=SwapFactory(turn__company=company),
        ticket=TicketFactory(
            space=room,
            company=company,
            reported_by=people[COLLABORATOR],
            severity="danger",
            blocks_from=timezone.now(),
            blocks_until=timezone.now() + timedelta(hours=24),
        ),
        discussed=discussed,
        draft=ProposalFactory(company=company, state=Proposal.State.DRAFT),
        frozen=ProposalFactory(company=company, state=Proposal.State.FROZEN),
        voted=voting_round.proposal,
        round=voting_round,
        published=ResolutionFactory(is_published=True),
        internal=ResolutionFactory(responsible=company),
        minutes=minutes,
        minutes_draft=minutes_draft,
        assembly_led=make_assembly(companies=1, items=1, **led),
        event=event,
        members_event=EventFactory(slug="assembly", visibility=Event.Visibility.INTERNAL),
        draft_event=EventFactory(slug="idea", state=Event.State.DRAFT),
        institution=agreement.institution,
        members_institution=InstitutionFactory(slug="quiet-owner", is_public=False),
        agreement=agreement,
        registration=registration,
        question=QuestionFactory(event=event),
        registration_token=token,
        mails_token=make_unsubscribe_token(collaborator.user, "digest"),
        asked=asked,
        request_token=request_token(asked),
        calendar_link=CalendarLinkFactory(
            token="token-of-a-company", kind="company", company=company, made_by=collaborator.user
        ),
        calendar_token="token-of-a-company",
        door_token=_door(room, people[COORDINATOR]),
        collaboration=CollaborationFactory(giver=other, taker=company, is_waiting=True),
        project=_project(company, other),
        listed={
            "product": ProductFactory(company=company),
            "machine": MachineFactory(company=company),
            "photo": stored(Photo(company=company, alt="The bench under the window")),
            "link": LinkFactory(company=company),
        },
    )


def _assembly_draft() -> Assembly:
    first = timezone.now() + timedelta(days=20)
    draft = Assembly.objects.create(
        place="The hall", first_call_at=first, second_call_at=first + timedelta(days=1)
    )
    add_item(draft, kind=AgendaItem.Kind.REPORT, title="The year so far")
    return draft


def _assembly(coordinator: User | None) -> Assembly:
    return send_notice(_assembly_draft(), by=coordinator)


def _deadline(room: Space, company: Company, coordinator: User | None) -> Deadline:
    deadline = DeadlineFactory(space=room, responsible=company)
    paper = CleanPaper(PaperKind.PDF, b"%PDF-1.7")
    record_done(deadline, day=deadline.next_on, due_on=deadline.next_on, by=coordinator, paper=paper)
    return deadline


def _project(lead: Company, partner: Company) -> JointProject:
    project = JointProjectFactory(slug="a-table", lead=lead, parts=[partner])
    stored(ProjectPicture(project=project, alt="The frame"))
    return project


def _cost(coordinator: User | None) -> Cost:
    BudgetLineFactory(budget__year=timezone.localdate().year)
    cost = CostFactory(recorded_by=coordinator, authorisation=AuthorisationFactory())
    return add_paper(cost, CleanPaper(PaperKind.PDF, b"%PDF-1.7"), for_members=False)


def _share_table(unit: Space) -> ShareTable:
    table = TableRowFactory(unit=unit).table
    ShareTable.objects.filter(pk=table.pk).update(adopted_at=timezone.now())
    return table


def _reading(unit: Space) -> Reading:
    """Of a meter of the unit; the second of two, with a photo."""
    meter = MeterFactory(space=unit)
    ReadingFactory(meter=meter, day=timezone.localdate() - timedelta(30), value=0)
    paper = CleanPaper(PaperKind.IMAGE, clean_picture().large)
    return record_reading(Reading(meter=meter, day=timezone.localdate(), value=30_000), by=None, photo=paper)


def _door(room: Space, coordinator: User | None) -> str:
    CalendarLinkFactory(token="token-of-a-door", kind="door", space=room, made_by=coordinator)
    return "token-of-a-door"


def _agreement(event: Event, renewal: Renewal, company: Company) -> Agreement:
    """With an institution that has one of everything."""
    institution = InstitutionFactory(slug="town")
    stored(InstitutionLogo(institution=institution, alt="The arms of the town"))
    ContactFactory(institution=institution)
    EventPartnerFactory(institution=institution, event=event)
    RenewalPartnerFactory(institution=institution, renewal=renewal)
    RelationNoteFactory(institution=institution, company=company)
    agreement = AgreementFactory(institution=institution)
    return save_agreement(agreement, document=CleanPaper(PaperKind.PDF, b"%PDF-1.7"))


def client_of(world: World, role: str) -> Client:
    if role not in world.clients:
        world.clients[role] = Client(raise_request_exception=False)
        if world.people[role]:
            world.clients[role].force_login(world.people[role])
    return world.clients[role]


def object_of(model: str, world: World) -> int:
    """One row of each model; those of the libraries are made here."""
    user = world.people[COLLABORATOR]
    by_hand: dict[str, Callable[[], Any]] = {
        "account.emailaddress": lambda: EmailAddress.objects.create(user=user, email=user.email),
        "mfa.authenticator": lambda: Authenticator.objects.create(
            user=user, type="totp", data={"secret": ""}
        ),
        "usersessions.usersession": lambda: UserSession.objects.create(
            user=user, session_key="k", ip="127.0.0.1", user_agent="-"
        ),
        "multifactory.queuedmail": lambda: QueuedMail.objects.create(
            from_email="a@example.org", to="b@example.org"
        ),
        "members.user": lambda: user,  # by name the first may be the superuser, whom coordinators leave alone
        "governance.proposal": lambda: world.voted,
        "members.application": lambda: world.application,  # the last may be a draft, which nobody reads
        "governance.departure": DepartureFactory,
        "governance.votingsuspension": VotingSuspensionFactory,
        "governance.office": lambda: Office.objects.create(
            kind="auditor", user=user, company=world.company, start_on=timezone.localdate()
        ),
        "members.term": TermFactory,
        "spaces.closure": lambda: Closure.objects.create(
            reason="Painters", starts_at=timezone.now(), ends_at=timezone.now() + timedelta(hours=1)
        ),
        "spaces.quota": lambda: Quota.objects.create(name="Rooms", minutes_a_week=600),
        "spaces.quiethours": lambda: QuietHours.objects.create(
            name="Midday", starts=time(12), ends=time(14), reason="As agreed"
        ),
        "spaces.dutyleave": DutyLeaveFactory,
        "spaces.headcount": HeadCountFactory,
        "members.changerequest": lambda: ChangeRequest.objects.create(company=world.company, name="New"),
    }
    return by_hand[model]().pk if model in by_hand else apps.get_model(model)._default_manager.first().pk
