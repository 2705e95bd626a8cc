"""Write a sample community into an empty database, in bulk: the history of years loads in seconds."""

import re
import uuid
from collections.abc import Iterator
from datetime import timedelta

from allauth.account.models import EmailAddress
from django.contrib.auth.hashers import make_password
from django.contrib.auth.models import Group
from django.core.exceptions import ValidationError
from django.db import transaction

from members.companies.models import Company, Field, Multifactory
from members.people.models import COORDINATORS, Membership, User
from members.profile.models import Product
from members.profile.search import refresh_all_search_texts
from multifactory.demo.applications import load_applications
from multifactory.demo.assemblies import held_assemblies, load_assemblies
from multifactory.demo.booking_rules import BookingRules
from multifactory.demo.candidates import freeze_candidates_figures
from multifactory.demo.collaborations import load_collaborations
from multifactory.demo.costs import CostLoader
from multifactory.demo.deadlines import load_deadlines
from multifactory.demo.decisions import load_decisions
from multifactory.demo.duties import load_duties
from multifactory.demo.guests import load_guests
from multifactory.demo.institutions import load_institutions
from multifactory.demo.listings import load_listings
from multifactory.demo.logins import COORDINATOR, LOGINS, PASSWORD, email_of, officers_of
from multifactory.demo.months import load_months, people_of
from multifactory.demo.offices import load_offices, load_petitions
from multifactory.demo.pictures import load_pictures
from multifactory.demo.profiles import load_offers, profile_columns
from multifactory.demo.programme import load_event
from multifactory.demo.sample.building import FloorData, SpaceData
from multifactory.demo.sample.data import Case, slug_of
from multifactory.demo.tickets import load_tickets
from multifactory.demo.units import load_requests, load_reshapings
from multifactory.demo.works import load_rooms, load_works, offers
from multifactory.demo.written import Written
from spaces.allocations.models import Allocation
from spaces.bookings.models import Booking, Claim
from spaces.building.models import Building, Floor, Space
from spaces.building.wing_models import Wing
from spaces.condition.models import Condition
from spaces.costs.budgets.treasurer import TREASURERS
from spaces.plans.models import FloorPlan
from spaces.policies.models import BookingPolicy


@transaction.atomic
def load_case(case: Case) -> None:
    """Everything of one case, dated from today; refused where there are companies already."""
    if Company.objects.exists():
        raise ValidationError("The database holds companies already: the sample goes into an empty one only.")
    Loader(case).load()


ADDRESS = re.compile(r"(?P<street>.+), (?P<postal_code>\d{5}) (?P<locality>.+) (?P<region>[A-Z]{2})")


def address_in_parts(address: str) -> dict[str, str]:
    found = ADDRESS.fullmatch(address)
    return found.groupdict() if found else {}


class Loader(Written):
    def load_multifactory(self) -> None:
        case = self.case
        Multifactory.objects.update(
            name=case.name,
            tagline=case.tagline,
            welcome=case.welcome,
            lede=case.lede,
            story=case.story,
            language="en",
            other_tagline=case.tagline_it,
            other_welcome=case.welcome_it,
            other_lede=case.lede_it,
            other_story=case.story_it,
            address=case.address,
            **address_in_parts(case.address),
            email=case.email,
            founded_on=case.founded,
            is_sample=True,
        )

    def load(self) -> None:
        case = self.case
        self.load_multifactory()
        self.load_companies()
        self.load_people()
        self.load_buildings()
        load_reshapings(case, self.spaces, self.day)
        # Who holds what is known before it is decided who bears how much; by which decision, afterwards.
        allocations = self.load_allocations()
        coordinator = User.objects.get(email=COORDINATOR[1])
        load_offices(self, coordinator)
        costs = CostLoader(self, coordinator)
        costs.load_rules()
        load_decisions(self, meanwhile=held_assemblies(self, coordinator))
        load_petitions(self)
        self.cite_decisions(allocations)
        rules = BookingRules(case.slug, self.spaces, self.companies)
        rules.load(self.resolutions)
        load_requests(case, self.companies, self.spaces, self.day)
        load_works(case, self.companies, self.spaces, self.resolutions, self.day)
        load_rooms(case, self.spaces)
        self.load_bookings()
        rules.close()
        rules.ask_for_approval()
        rules.repeat()
        self.load_events()
        load_institutions(self)
        load_collaborations(self)
        load_listings(self)
        load_duties(self, coordinator)
        load_tickets(self, coordinator)
        load_deadlines(self, coordinator)
        costs.load()
        load_assemblies(self, coordinator)
        load_pictures(self)
        refresh_all_search_texts()
        load_months(self.today)
        load_applications(self)
        freeze_candidates_figures()

    # --- Companies and people ------------------------------------------------------------------------

    def load_companies(self) -> None:
        fields = {field.code: field for field in Field.objects.all()}
        rows = Company.objects.bulk_create(
            Company(
                name=data.name,
                slug=slug_of(data.name),
                line=data.line,
                story=data.story,
                field=fields[data.field],
                vocation=data.vocation,
                craft=data.craft,
                craft_number=f"MN-{position:05}" if data.craft == "registered" else "",
                craft_checked_on=self.day(data.joined) if data.craft == "registered" else None,
                founded=data.founded,
                people_at_work=people_of(position),
                email=data.email,
                phone=data.phone or "",
                website=data.website,
                joined_on=self.day(data.joined),
                left_on=None if data.left is None else self.day(data.left),
                **profile_columns(self.case.profiles[data.name], fields, self.day),
            )
            for position, data in enumerate(self.case.companies, start=1)
        )
        self.companies = {row.name: row for row in rows}
        Product.objects.bulk_create(
            Product(company=self.companies[data.name], name=name, line=line, position=position)
            for data in self.case.companies
            for position, (name, line) in enumerate(data.products)
        )
        load_offers(self.case, self.companies)

    def load_people(self) -> None:
        known = make_password(PASSWORD)
        users = [self.user(*COORDINATOR, known, is_staff=True)]
        places: list[tuple[str, str]] = []
        logins = {*LOGINS, *officers_of(self.case).values()}
        for data in self.case.companies:
            for name, role in data.people:
                password = known if name in logins else make_password(None)
                users.append(self.user(name, email_of(name), password))
                places.append((data.name, role))
        users = User.objects.bulk_create(users)
        users[0].groups.add(*Group.objects.filter(name__in=[COORDINATORS, TREASURERS]))
        EmailAddress.objects.bulk_create(
            EmailAddress(user=user, email=user.email, verified=True, primary=True) for user in users
        )
        memberships = []
        for user, (company_name, role) in zip(users[1:], places, strict=True):
            company = self.companies[company_name]
            self.people[user.name] = (user, company)
            memberships.append(
                Membership(
                    user=user,
                    company=company,
                    role=role,
                    started_on=company.joined_on,
                    ended_on=company.left_on,
                )
            )
        Membership.objects.bulk_create(memberships)

    @staticmethod
    def user(name: str, email: str, password: str, *, is_staff: bool = False) -> User:
        return User(name=name, email=email, password=password, is_staff=is_staff)

    # --- Buildings -----------------------------------------------------------------------------------

    def load_buildings(self) -> None:
        self.policy = BookingPolicy.objects.create(name="Common spaces")
        for position, data in enumerate(self.case.buildings):
            building = Building.objects.create(
                name=data.name,
                slug=data.slug,
                sign=data.sign,
                position=position,
                built=str(data.built or ""),
                story=data.story,
            )
            Wing.objects.bulk_create(
                Wing(building=building, x=x, y=y, width=width, depth=depth, roof=data.roof)
                for x, y, width, depth in data.site
            )
            for floor in data.floors:
                self.load_floor(building, floor)
        for space in self.case.spaces:
            if set(space.takes) - {space.code}:
                self.spaces[space.code].takes.set(self.spaces[code] for code in space.takes)

    def load_floor(self, building: Building, data: FloorData) -> None:
        floor = Floor.objects.create(building=building, level=data.level, name=data.name)
        FloorPlan.objects.create(
            floor=floor,
            valid_from=self.case.founded,
            width=data.width,
            height=data.height,
            shapes={space.code: space.shape for space in data.spaces},
            walls=data.walls,
        )
        rows = Space.objects.bulk_create(
            Space(
                code=space.code,
                kind=space.kind,
                name=space.name,
                floor=floor,
                area_m2=space.area_m2 or None,
                description=space.description,
                features=space.features,
                is_bookable=bool(space.takes),
                policy=self.policy if space.takes else None,
                **offers(self.case.offers.get(space.code)),
            )
            for space in data.spaces
        )
        self.spaces |= {row.code: row for row in rows}
        Condition.objects.bulk_create(one for space in data.spaces for one in self.conditions_of(space))

    def conditions_of(self, data: SpaceData) -> Iterator[Condition]:
        """Each condition lasts until the next begins."""
        ends = [*(self.day(start) for _, start in data.conditions[1:]), None]
        for (state, start), end in zip(data.conditions, ends, strict=True):
            yield Condition(space=self.spaces[data.code], state=state, start_on=self.day(start), end_on=end)

    # --- Who holds what, who uses what -----------------------------------------------------------------

    def load_allocations(self) -> list[Allocation]:
        return Allocation.objects.bulk_create(
            Allocation(
                unit=self.spaces[data.space],
                company=self.companies[data.company],
                kind=data.kind,
                start_on=self.day(data.start),
                end_on=None if data.end is None else self.day(data.end),
                area_m2=self.spaces[data.space].area_m2 or 0,
                reason=data.reason or data.resolution or "",
            )
            for data in self.case.allocations
        )

    def cite_decisions(self, allocations: list[Allocation]) -> None:
        for allocation, data in zip(allocations, self.case.allocations, strict=True):
            allocation.resolution = self.resolutions[data.resolution] if data.resolution else None
            allocation.reason = data.reason
        Allocation.objects.bulk_update(allocations, ["resolution", "reason"])

    def load_bookings(self) -> None:
        claims, takes = [], {space.code: space.takes for space in self.case.spaces}
        for data in self.case.bookings:
            start = self.moment(data.day, data.time)
            end = start + timedelta(hours=float(data.hours))
            booking = Booking.objects.create(
                request_id=uuid.uuid4(),
                space=self.spaces[data.space],
                company=self.companies[data.company],
                booked_by=self.representative(data.company),
                purpose=data.purpose,
                starts_at=start,
                ends_at=end,
            )
            claims += [
                Claim(space=self.spaces[code], booking=booking, starts_at=start, ends_at=end)
                for code in takes[data.space]
            ]
        Claim.objects.bulk_create(claims)

    def load_events(self) -> None:
        for data in self.case.events:
            start = self.moment(data.day, data.time)
            event = load_event(
                data,
                start,
                companies=self.companies,
                spaces=self.spaces,
                resolutions=self.resolutions,
            )
            load_guests(event, data.registrations)
