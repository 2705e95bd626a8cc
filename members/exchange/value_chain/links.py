"""Who works with whom on a day: the companies in the order of the ring, and what passes between them."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.urls import reverse
from django.utils.translation import get_language

from members.companies.models import Company
from members.exchange.collaborations.models import Collaboration, CollaborationKind


@dataclass(frozen=True, slots=True)
class ChainCompany:
    pk: int
    name: str
    slug: str
    field: str

    @property
    def href(self) -> str:
        return reverse("members:company_detail", args=[self.slug])


@dataclass(frozen=True, slots=True)
class ChainLink:
    """A collaboration; `supplies` goes from the giver to the taker, the others go both ways."""

    giver: ChainCompany
    taker: ChainCompany
    kind: CollaborationKind
    what: str
    started_on: date
    is_public: bool

    @property
    def is_directed(self) -> bool:
        return self.kind == CollaborationKind.SUPPLIES

    def is_of(self, company: ChainCompany) -> bool:
        return company in (self.giver, self.taker)

    def other(self, company: ChainCompany) -> ChainCompany:
        return self.taker if company == self.giver else self.giver


@dataclass(frozen=True, slots=True)
class Chain:
    """`companies`: those with a link, by field and name; `alone`: the other members, by name."""

    companies: list[ChainCompany]
    alone: list[ChainCompany]
    links: list[ChainLink]

    def company(self, slug: str) -> ChainCompany | None:
        return next((one for one in self.companies if one.slug == slug), None)

    def links_of(self, company: ChainCompany) -> list[ChainLink]:
        return [link for link in self.links if link.is_of(company)]

    def neighbours(self, company: ChainCompany) -> list[ChainCompany]:
        """Each once, in the order of the ring."""
        near = {link.other(company) for link in self.links_of(company)}
        return [one for one in self.companies if one in near]


def read_chain(*, is_member: bool, day: date | None = None) -> Chain:
    """What members see of a day (today), or visitors: what both companies show. Two queries."""
    name_of_field = "field__name_it" if (get_language() or "").startswith("it") else "field__name_en"
    rows = Company.objects.current(day).values_list("pk", "name", "slug", name_of_field)
    companies = {row[0]: ChainCompany(*row) for row in rows}
    columns = ("giver", "taker", "kind", "what", "started_on", "is_public_by_giver", "is_public_by_taker")
    links = [
        ChainLink(companies[giver], companies[taker], CollaborationKind(kind), what, since, one and other)
        for giver, taker, kind, what, since, one, other in Collaboration.objects.visible_to(
            is_member, day
        ).values_list(*columns)
    ]
    links.sort(key=lambda link: (_key(link.giver.name), _key(link.taker.name), link.kind))
    linked = {one for link in links for one in (link.giver, link.taker)}
    return Chain(
        companies=sorted(linked, key=lambda one: (_key(one.field), _key(one.name))),
        alone=sorted((set(companies.values()) - linked), key=lambda one: _key(one.name)),
        links=links,
    )


def fields_in_order(companies: Sequence[ChainCompany]) -> list[tuple[str, int, int]]:
    """The stretches of one field: its name, the first and the last place."""
    stretches: list[tuple[str, int, int]] = []
    for place, company in enumerate(companies):
        if stretches and stretches[-1][0] == company.field:
            stretches[-1] = (company.field, stretches[-1][1], place)
        else:
            stretches.append((company.field, place, place))
    return stretches


def _key(text: str) -> str:
    return text.casefold()
