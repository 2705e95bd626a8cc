"""What fits the listings of a company, as pages and mails show it."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils import timezone

from members.companies.models import Company
from members.exchange.listings.matches import MatchFacts, MatchScore, matches_between
from members.exchange.listings.models import NEEDS, Listing
from members.profile.models import Term

FITS_VERY_WELL = 800  # thousandths


@dataclass(frozen=True)
class Match:
    """One of ours and one of theirs."""

    score: int  # thousandths
    ours: Listing
    theirs: Listing
    common: tuple[Term, ...]

    @property
    def is_very_good(self) -> bool:
        return self.score >= FITS_VERY_WELL

    @property
    def is_same_field(self) -> bool:
        return self.ours.field_id == self.theirs.field_id


def match_scores(companies: Collection[Company], today: date | None = None) -> list[MatchScore]:
    """All pairs that are shown, of the open listings of these companies and of others. One query."""
    day = today or timezone.localdate()
    keys = {company.pk for company in companies}
    facts = open_facts(day)
    own = [one for one in facts if one.company in keys]
    return matches_between(own, [one for one in facts if one.company not in keys], day) if own else []


def open_facts(day: date) -> list[MatchFacts]:
    """Of all open listings. One query, with a row for each word."""
    columns = ("pk", "company", "kind", "field", "renewed_on", "terms__slug")
    words: dict[tuple[Any, ...], set[str]] = defaultdict(set)
    # By the spelling in addresses: "oak" is one word, be it a material or a kind of product.
    for *listing, slug in Listing.objects.open(day).order_by("pk").values_list(*columns):
        words[tuple(listing)].update([slug] if slug else [])
    return [
        MatchFacts(pk, company, kind in NEEDS, field, renewed_on, frozenset(slugs))
        for (pk, company, kind, field, renewed_on), slugs in words.items()
    ]


def shown_matches(scores: Sequence[MatchScore]) -> list[Match]:
    """The same with their listings: give it as many as are shown. Two queries."""
    if not scores:
        return []
    keys = {pk for one in scores for pk in (one.ours.pk, one.theirs.pk)}
    rows = {row.pk: row for row in Listing.objects.filter(pk__in=keys).for_list()}
    return [
        Match(
            one.score, rows[one.ours.pk], rows[one.theirs.pk], _common(rows[one.ours.pk], rows[one.theirs.pk])
        )
        for one in scores
        if one.ours.pk in rows and one.theirs.pk in rows
    ]


def first_per_listing(scores: Iterable[MatchScore]) -> list[MatchScore]:
    """Of each of theirs the best pair, in the order given."""
    best: dict[int, MatchScore] = {}
    for one in scores:
        best.setdefault(one.theirs.pk, one)
    return list(best.values())


def _common(ours: Listing, theirs: Listing) -> tuple[Term, ...]:
    slugs = {term.slug for term in ours.terms.all()}
    return tuple(term for term in theirs.terms.all() if term.slug in slugs)
