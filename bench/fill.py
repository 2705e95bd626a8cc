"""What several benchmarks fill an empty portal with, made inside it."""

from collections.abc import Iterator
from datetime import date

from django.utils import timezone

from governance.proposals.models import Proposal
from governance.proposals.services import create_proposal, open_discussion
from members.companies.models import Company, Field
from members.people.models import Membership, User
from spaces.building.models import Building, Floor, Space

Pairs = list[tuple[User, Company]]


def representatives(number: int, *, after: int = 0) -> Pairs:
    """So many companies, each with the person who votes for it, besides those made before."""
    field = Field.objects.all()[0]
    companies = Company.objects.bulk_create(
        Company(
            name=f"Company {place:04}",
            slug=f"company-{place}",
            line="Makes things of wood",
            field=field,
            vocation=Company.Vocation.CRAFT,
            joined_on=date(2020, 1, 1),
            confirmed_on=timezone.localdate(),  # nobody is asked about their page meanwhile
        )
        for place in range(after, after + number)
    )
    people = User.objects.bulk_create(
        User(email=f"person{place}@example.org", name=f"Person {place}", language="en")
        for place in range(after, after + number)
    )
    pairs = list(zip(people, companies, strict=True))
    Membership.objects.bulk_create(
        Membership(user=user, company=company, role="representative", started_on=date(2020, 1, 1))
        for user, company in pairs
    )
    return pairs


def propose(user: User, company: Company, text: str) -> Proposal:
    """An ordinary proposal that is being discussed."""
    proposal = create_proposal(
        company=company, author=user, title="Mend the roof", text=text, matter="ordinary"
    )
    return open_discussion(proposal)


def member_of(company: Company) -> User:
    """Somebody who reads the pages."""
    return Membership.objects.create(user=User.objects.create_user("a@example.org"), company=company).user


def floors(
    building: Building, number: int, units: int, digits: int = 2
) -> Iterator[tuple[Floor, list[Space]]]:
    """So many floors with so many units of 50 m² each, called by floor and number: U0742."""
    for level in range(number):
        floor = Floor.objects.create(building=building, level=level, name=f"Floor {level}")
        yield (
            floor,
            Space.objects.bulk_create(
                Space(code=f"U{level:0{digits}}{place:02}", kind="unit", floor=floor, area_m2=50)
                for place in range(units)
            ),
        )
