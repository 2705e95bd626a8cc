"""What fits one company among 2,000 open listings, in ms; on the PostgreSQL of DATABASE_URL, else SQLite."""

import random
import uuid
from datetime import date, timedelta

from django.db import connection
from django.utils import timezone

from bench import fill
from bench.client import PAGE_COLUMNS, Bound, Table, measure_pages, spent
from bench.portal import either, run_inside
from members.companies.models import Company, Field
from members.exchange.listings.found_matches import match_scores
from members.exchange.listings.models import Listing, ListingKind
from members.people.models import User
from members.profile.models import Term

LISTINGS, COMPANIES, OWN, TERMS, ROUNDS = 2000, 100, 20, 150, 9
MOST = 150  # ms
ADDRESSES = {
    "the exchange": "/exchange/",
    "one kind, a search": "/exchange/?kind=need&q=spruce",
    "all that fits": "/exchange/matches/",
    "the last page": "/exchange/?page=84",
}


def populate() -> tuple[Company, User]:
    """Twenty listings of each of a hundred companies, with three words each, the same every time."""
    chance = random.Random(84)  # noqa: S311
    fields = list(Field.objects.all())
    companies = Company.objects.bulk_create(
        Company(
            name=f"Company {number}",
            slug=f"company-{number}",
            line="Makes things",
            field=fields[number % len(fields)],
            vocation="craft",
            joined_on=date(2020, 1, 1),
        )
        for number in range(COMPANIES)
    )
    terms = Term.objects.bulk_create(
        Term(kind="material", name=f"word {number}", slug=f"word-{number}") for number in range(TERMS)
    )
    today = timezone.localdate()
    listings = Listing.objects.bulk_create(
        Listing(
            company=companies[number % COMPANIES],
            kind=chance.choice(ListingKind.values),
            title=f"Spruce number {number}",
            field=chance.choice(fields),
            opened_on=today - timedelta(days=70),
            renewed_on=today - timedelta(days=chance.randrange(60)),
            expires_on=today + timedelta(days=chance.randrange(1, 60)),
            request_id=uuid.uuid4(),
        )
        for number in range(LISTINGS)
    )
    Listing.terms.through.objects.bulk_create(
        Listing.terms.through(listing=listing, term=term)
        for listing in listings
        for term in chance.sample(terms, 3)
    )
    return companies[0], fill.member_of(companies[0])


def inside() -> None:
    print(f"\nThe exchange with {LISTINGS} open listings, {OWN} of them one's own")
    company, person = populate()
    times = sorted(spent(lambda: match_scores([company])).clock for _ in range(ROUNDS))
    found = len(match_scores([company]))
    print(f"  {found} matches of one company worked out in {times[ROUNDS // 2]:.1f} ms (limit {MOST})")
    table = Table(PAGE_COLUMNS, measure_pages(person, ADDRESSES, rounds=5, repeated=8))
    table.show(f"logged in, {connection.vendor}")
    if times[ROUNDS // 2] > MOST:
        raise SystemExit(f"Matches take longer than {MOST} ms.")
    table.end(Bound("median ms", 300), Bound("queries", 16))


def main() -> None:
    run_inside(inside, either())
