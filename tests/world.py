"""One of each thing, and one person of each role, for the tests that go over every address."""

import hashlib
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any

from django.contrib.auth.models import Group
from django.test import Client
from django.utils import timezone

from events.models import Event, Registration
from governance.models import Proposal, Resolution, RollEntry, VotingRound
from members.invitations import invitation_token
from members.models import Company, Invitation, Membership, Photo, User
from spaces.models import Booking, Building, Renewal, RenewalPicture, Space
from tests.factories.events import EventFactory, RegistrationFactory
from tests.factories.governance import (
    ProposalFactory,
    ResolutionFactory,
    RollEntryFactory,
    VotingRoundFactory,
)
from tests.factories.members import (
    CompanyFactory,
    InvitationFactory,
    LinkFactory,
    MachineFactory,
    MembershipFactory,
    MultifactoryFactory,
    ProductFactory,
    UserFactory,
)
from tests.factories.pictures import stored
from tests.factories.spaces import (
    AllocationFactory,
    BookingFactory,
    ConditionFactory,
    FloorPlanFactory,
    RenewalFactory,
    SpaceFactory,
)

VISITOR = "visitor"
OUTSIDER = "outsider"  # logged in, in no company
NEIGHBOUR = "neighbour"  # representative of another company
COLLABORATOR = "collaborator"  # of the company things belong to, as the next
REPRESENTATIVE = "representative"
COORDINATOR = "coordinator"
SUPERUSER = "superuser"
ROLES = (VISITOR, OUTSIDER, NEIGHBOUR, COLLABORATOR, REPRESENTATIVE, COORDINATOR, SUPERUSER)


@dataclass
class World:
    people: dict[str, User | None]
    company: Company
    membership: Membership
    invitation: Invitation
    invitation_token: str
    unit: Space
    room: Space
    building: Building
    booking: Booking
    renewal: Renewal
    discussed: Proposal
    draft: Proposal
    voted: Proposal
    round: VotingRound
    published: Resolution
    internal: Resolution
    event: Event
    members_event: Event
    draft_event: Event
    registration: Registration
    registration_token: str
    listed: dict[str, Any]  # one product, machine, photo and link of the company
    clients: dict[str, Client] = field(default_factory=dict)


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
    people[COORDINATOR].groups.add(Group.objects.get(name="Coordinators"))
    invitation = InvitationFactory(company=company, invited_by=people[REPRESENTATIVE])

    unit = AllocationFactory(company=company).unit
    FloorPlanFactory(floor=unit.floor, shapes={unit.code: [[0, 0], [10, 0], [10, 10], [0, 10]]})
    ConditionFactory(space=unit)
    tomorrow = timezone.now().replace(minute=0, second=0, microsecond=0) + timedelta(days=1)
    room = SpaceFactory(code="HALL", kind=Space.Kind.ROOM, floor=unit.floor, is_bookable=True)
    booking = BookingFactory(space=room, company=company, booked_by=people[COLLABORATOR], starts_at=tomorrow)

    renewal = RenewalFactory(slug="the-roof", company=company, spaces=[unit, room])
    for moment in RenewalPicture.Moment.values:
        stored(RenewalPicture(renewal=renewal, moment=moment, year=2019, alt="The room", credit="Anna"))

    voting_round = VotingRoundFactory(proposal__company=company)
    for one in (company, other):
        RollEntryFactory(round=voting_round, company=one, standing=RollEntry.Standing.ENTITLED)

    event = EventFactory(slug="open-day", capacity=10)
    event.organisers.add(company)
    token = "a-token-of-a-registration"
    registration = RegistrationFactory(
        event=event, cancel_token_hash=hashlib.sha256(token.encode()).hexdigest()
    )
    return World(
        people=people,
        company=company,
        membership=collaborator,
        invitation=invitation,
        invitation_token=invitation_token(invitation),
        unit=unit,
        room=room,
        building=unit.floor.building,
        booking=booking,
        renewal=renewal,
        discussed=ProposalFactory(company=company),
        draft=ProposalFactory(company=company, state=Proposal.State.DRAFT),
        voted=voting_round.proposal,
        round=voting_round,
        published=ResolutionFactory(is_published=True),
        internal=ResolutionFactory(),
        event=event,
        members_event=EventFactory(slug="assembly", visibility=Event.Visibility.INTERNAL),
        draft_event=EventFactory(slug="idea", state=Event.State.DRAFT),
        registration=registration,
        registration_token=token,
        listed={
            "product": ProductFactory(company=company),
            "machine": MachineFactory(company=company),
            "photo": stored(Photo(company=company, alt="The bench under the window")),
            "link": LinkFactory(company=company),
        },
    )
