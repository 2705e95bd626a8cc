"""How well what one company has fits what another needs. Whole numbers; nothing reads the database."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass, field
from datetime import date
from typing import NamedTuple

SAME_FIELD, SAME_TERMS, RECENCY = 600, 300, 100  # thousandths
FRESH_DAYS = 60
SHOWN_FROM = 400


@dataclass(frozen=True)
class MatchFacts:
    """Of a listing, what matches are worked out from."""

    pk: int
    company: int
    is_need: bool
    field: int
    renewed_on: date
    terms: frozenset[str] = field(default=frozenset())


class MatchScore(NamedTuple):
    score: int  # thousandths
    ours: MatchFacts
    theirs: MatchFacts


def match_score(*, is_same_field: bool, ours: Collection[str], theirs: Collection[str], days: int) -> int:
    """Thousandths: 600 if the fields are equal + 300 · |common terms| / |smaller set| (0 if a set is empty)
    + 100 · max(0, 60 − days) / 60, the sum rounded down; `days` since the listing was renewed."""
    smaller = min(len(set(ours)), len(set(theirs))) or 1
    common = len(set(ours) & set(theirs))
    fresh = max(0, FRESH_DAYS - max(0, days))
    return SAME_FIELD * is_same_field + (SAME_TERMS * common * FRESH_DAYS + RECENCY * fresh * smaller) // (
        smaller * FRESH_DAYS
    )


def score_of(ours: MatchFacts, theirs: MatchFacts, today: date) -> int:
    """The same for both companies: a pair is as fresh as the older of its two listings."""
    days = (today - min(ours.renewed_on, theirs.renewed_on)).days
    return match_score(
        is_same_field=ours.field == theirs.field, ours=ours.terms, theirs=theirs.terms, days=days
    )


def matches_between(own: Iterable[MatchFacts], others: Iterable[MatchFacts], today: date) -> list[MatchScore]:
    """Pairs of complementary listings of two companies that reach 400, the best first, then the newest."""
    found = []
    by_side = {True: _Index(), False: _Index()}
    for listing in others:
        by_side[listing.is_need].add(listing)
    for ours in own:
        for theirs in by_side[not ours.is_need].candidates(ours):
            if theirs.company != ours.company and (score := score_of(ours, theirs, today)) >= SHOWN_FROM:
                found.append(MatchScore(score, ours, theirs))
    return sorted(
        found, key=lambda one: (-one.score, -one.theirs.renewed_on.toordinal(), -one.theirs.pk, one.ours.pk)
    )


class _Index:
    """A pair with neither an equal field nor a common term never reaches 400: only the others are weighed."""

    def __init__(self) -> None:
        self.by_field: dict[int, list[MatchFacts]] = {}
        self.by_term: dict[str, list[MatchFacts]] = {}

    def add(self, listing: MatchFacts) -> None:
        self.by_field.setdefault(listing.field, []).append(listing)
        for term in listing.terms:
            self.by_term.setdefault(term, []).append(listing)

    def candidates(self, ours: MatchFacts) -> Iterable[MatchFacts]:
        found = {one.pk: one for one in self.by_field.get(ours.field, ())}
        for term in ours.terms:
            for one in self.by_term.get(term, ()):
                found.setdefault(one.pk, one)
        return found.values()
