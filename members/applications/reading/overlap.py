"""How far the products and customers of a candidate are those of a company here: for members, as a warning.

o = Σ min / Σ max over the shares of product kinds, c = |common| / |all| customer groups (0 where neither
names one), R = o(½ + ½c), exactly. Below .15 low, below .40 talk to each other, else meet. A form of the
Ružička similarity (Ružička 1958), damped by the Jaccard index of the customers (Jaccard 1901).
"""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from fractions import Fraction

from django.db import models
from django.utils.translation import gettext_lazy as _

from members.applications.models import Application
from members.companies.models import Company
from members.profile.models import Product, Term
from members.profile.terms import split_words, term_slug

Shares = Mapping[str, Fraction]  # by kind of product; their sum is 1

TALK_FROM, MEET_FROM = Fraction(15, 100), Fraction(40, 100)


class Band(models.TextChoices):
    LOW = "low", _("low")
    TALK = "talk", _("talk to each other")
    MEET = "meet", _("meet before proposing")


def product_shares(products: Iterable[Collection[str]]) -> Shares:
    """Each product counts the same, split over its kinds; nothing for a company that names no product."""
    weights: defaultdict[str, Fraction] = defaultdict(Fraction)
    named = [set(kinds) for kinds in products if kinds]
    for kinds in named:
        for kind in kinds:
            weights[kind] += Fraction(1, len(kinds) * len(named))
    return weights


def product_overlap(one: Shares, other: Shares) -> Fraction:
    """o = Σ min / Σ max. 0 where neither has a product."""
    kinds = one.keys() | other.keys()
    none = Fraction(0)
    common = sum((min(one.get(kind, none), other.get(kind, none)) for kind in kinds), none)
    whole = sum((max(one.get(kind, none), other.get(kind, none)) for kind in kinds), none)
    return common / whole if whole else none


def customer_overlap(one: Collection[str], other: Collection[str]) -> Fraction:
    """c = |common| / |all|. 0 where neither names a group."""
    whole = set(one) | set(other)
    return Fraction(len(set(one) & set(other)), len(whole)) if whole else Fraction(0)


def overlap(products: tuple[Shares, Shares], customers: tuple[Collection[str], Collection[str]]) -> Fraction:
    """R = o(½ + ½c), from 0 to 1."""
    return product_overlap(*products) * (1 + customer_overlap(*customers)) / 2


def band_of(result: Fraction) -> Band:
    if result < TALK_FROM:
        return Band.LOW
    return Band.TALK if result < MEET_FROM else Band.MEET


@dataclass(frozen=True)
class Overlap:
    """With one company; `common` are the kinds of product both name."""

    company: Company
    result: Fraction
    common: list[str]

    @property
    def band(self) -> Band:
        return band_of(self.result)

    @property
    def hundredths(self) -> int:
        """Rounded down, so that a number never says more than its band."""
        return int(self.result * 100)


def overlaps_with(application: Application, day: date | None = None) -> list[Overlap]:
    """The companies of a day (today) with whom there is any overlap, the largest first. Two queries."""
    terms = _Terms()
    own = product_shares(terms.slugs(product.kinds, product.name) for product in application.products.all())
    found = []
    for company in Company.objects.current(day).only("name", "slug", "customers"):
        theirs = product_shares(terms.products.get(company.pk, ()))
        result = overlap((own, theirs), (application.customers, company.customers))
        if result:
            common = sorted(terms.labels[slug] for slug in own.keys() & theirs.keys())
            found.append(Overlap(company, result, common))
    return sorted(found, key=lambda one: (-one.result, one.company.name))


class _Terms:
    """The kinds of product that companies name, read once."""

    def __init__(self) -> None:
        self.labels: dict[str, str] = {}  # by slug
        self.known: dict[str, str] = {}  # the slug of a word in either language
        by_product: dict[tuple[int, int], list[str]] = defaultdict(list)
        rows = Product.objects.filter(terms__kind=Term.Kind.PRODUCT).values_list(
            "company", "pk", "terms__slug", "terms__name", "terms__name_en", "terms__name_it"
        )
        for company, product, slug, *names in rows.order_by("company", "pk"):
            by_product[company, product].append(slug)
            self.labels[slug] = Term(name=names[0], name_en=names[1], name_it=names[2]).label
            self.known |= {term_slug(name): slug for name in names if name}
        self.products: dict[int, list[Sequence[str]]] = defaultdict(list)
        for (company, _product), slugs in by_product.items():
            self.products[company].append(slugs)

    def slugs(self, kinds: str, name: str) -> list[str]:
        """Of the words of a candidate's product, or of its name where it says no kind."""
        words = [term_slug(word) for word in split_words(kinds) or [name]]
        return [self.known.get(word, word) for word in words if word]
