"""How full the page of a company is, from 0 to 100, and what would make it fuller."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.core.exceptions import ObjectDoesNotExist
from django.db.models import Count, Exists, OuterRef, QuerySet, Subquery
from django.db.models.functions import Coalesce
from django.utils.functional import Promise as StrPromise
from django.utils.translation import gettext_lazy as _

from members.companies.models import Company, CompanyQuerySet
from members.profile.models import Photo, Product, ProductStage

SHORTEST_STORY = 200  # characters
PHOTOS = 3


@dataclass(frozen=True)
class PageFacts:
    """What is on the page of a company; photos are counted only with words that say what they show."""

    has_logo: bool = False
    line: str = ""
    story: str = ""
    photos: int = 0
    products: int = 0
    has_words: bool = False  # any kind of product or material
    has_stages: bool = False
    has_contact: bool = False  # one that everybody may read


@dataclass(frozen=True)
class MeterItem:
    """One thing a page can have. `earned` goes from 0 to `points`; `page` is where it is added."""

    key: str
    title: StrPromise
    why: StrPromise
    page: str
    points: int
    earned: int

    @property
    def is_done(self) -> bool:
        return self.earned == self.points


@dataclass(frozen=True)
class Meter:
    items: tuple[MeterItem, ...]

    @property
    def points(self) -> int:
        """Out of 100."""
        return sum(item.earned for item in self.items)

    @property
    def missing(self) -> list[MeterItem]:
        """What gives most comes first."""
        return sorted(
            (item for item in self.items if not item.is_done), key=lambda item: item.earned - item.points
        )

    @property
    def done(self) -> list[MeterItem]:
        return [item for item in self.items if item.is_done]


@dataclass(frozen=True)
class _Part:
    key: str
    points: int
    title: StrPromise
    why: StrPromise
    page: str
    earned: Callable[[PageFacts, int], int]


def _all_if(test: Callable[[PageFacts], bool]) -> Callable[[PageFacts, int], int]:
    return lambda facts, points: points if test(facts) else 0


_EDIT, _PRODUCTS, _PHOTOS = "members:company_edit", "members:product_list", "members:photo_list"

PARTS = (
    _Part(
        key="logo",
        points=10,
        title=_("Your logo"),
        why=_("It helps people recognise you, in the directory and on signs."),
        page=_PHOTOS,
        earned=_all_if(lambda facts: facts.has_logo),
    ),
    _Part(
        key="line",
        points=15,
        title=_("What you do, in one line"),
        why=_("It is all that most visitors to the directory read."),
        page=_EDIT,
        earned=_all_if(lambda facts: bool(facts.line.strip())),
    ),
    _Part(
        key="story",
        points=10,
        title=_("Your story, in a few sentences"),
        why=_("Customers like to know who makes their things, and how."),
        page=_EDIT,
        earned=_all_if(lambda facts: len(facts.story.strip()) >= SHORTEST_STORY),
    ),
    _Part(
        key="photos",
        points=15,
        title=_("Three photos, each with a description"),
        why=_("Seeing your workshop builds trust."),
        page=_PHOTOS,
        earned=lambda facts, points: points * min(facts.photos, PHOTOS) // PHOTOS,
    ),
    _Part(
        key="products",
        points=20,
        title=_("A product or service"),
        why=_("Visitors search for things, not for names of companies."),
        page=_PRODUCTS,
        earned=_all_if(lambda facts: facts.products > 0),
    ),
    _Part(
        key="words",
        points=10,
        title=_("Kinds and materials of your products"),
        why=_("People find you in the directory with these words."),
        page=_PRODUCTS,
        earned=_all_if(lambda facts: facts.has_words),
    ),
    _Part(
        key="stages",
        points=10,
        title=_("What you do in-house"),
        why=_("Others see where they could work with you."),
        page=_PRODUCTS,
        earned=_all_if(lambda facts: facts.has_stages),
    ),
    _Part(
        key="contact",
        points=10,
        title=_("A contact that everyone can read"),
        why=_("Without one, nobody can order or ask."),
        page=_EDIT,
        earned=_all_if(lambda facts: facts.has_contact),
    ),
)


def meter(facts: PageFacts) -> Meter:
    """The points of a page: they add up to 100 when nothing is missing."""
    return Meter(
        tuple(
            MeterItem(part.key, part.title, part.why, part.page, part.points, part.earned(facts, part.points))
            for part in PARTS
        )
    )


def with_page_facts(companies: CompanyQuerySet) -> CompanyQuerySet:
    """The companies with what the meter counts. No query more."""
    return companies.annotate(
        photo_count=_count_of(Photo.objects.exclude(alt="")),
        product_count=_count_of(Product.objects.all()),
        has_terms=Exists(Product.terms.through.objects.filter(product__company=OuterRef("pk"))),
        has_stages=Exists(ProductStage.objects.filter(product__company=OuterRef("pk"))),
    )


def _count_of(rows: QuerySet) -> Coalesce:
    """How many of the rows are a company's."""
    own = rows.filter(company=OuterRef("pk")).order_by().values("company")
    return Coalesce(Subquery(own.annotate(number=Count("pk")).values("number")), 0)


def meter_of(company: Company) -> Meter:
    """The meter of a company from `with_page_facts`, its logo joined. No query."""
    counted: Any = company
    return meter(
        PageFacts(
            has_logo=_has_logo(company),
            line=company.line,
            story=company.story,
            photos=counted.photo_count,
            products=counted.product_count,
            has_words=counted.has_terms,
            has_stages=counted.has_stages,
            has_contact=bool(
                (company.email and company.email_is_public)
                or (company.phone and company.phone_is_public)
                or company.website
            ),
        )
    )


def _has_logo(company: Company) -> bool:
    try:
        return company.logo is not None
    except ObjectDoesNotExist:
        return False
