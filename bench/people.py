"""Companies with a representative each, made inside the portal."""

from datetime import date

from django.utils import timezone

from governance.proposals.models import Proposal
from governance.proposals.services import create_proposal, open_discussion
from members.companies.models import Company, Field
from members.people.models import Membership, User


def populate(number: int) -> list[tuple[User, Company]]:
    """So many companies, each with the person who votes for it."""
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
        for place in range(number)
    )
    people = User.objects.bulk_create(
        User(email=f"person{place}@example.org", name=f"Person {place}", language="en")
        for place in range(number)
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
