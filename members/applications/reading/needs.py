"""Needs met both ways: what the candidate needs and companies here have, and the other way round.

By the same match as the exchange (`members.exchange.listings.matches`), shown from 400 thousandths on.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from django.utils import timezone

from members.applications.models import Application
from members.applications.part_models import ApplicationListing
from members.exchange.listings.found_matches import open_facts
from members.exchange.listings.matches import MatchFacts, MatchScore, matches_between
from members.exchange.listings.models import Listing
from members.profile.terms import split_words, term_slug

CANDIDATE = 0  # no company has this id
ROWS = 5  # of our needs that are shown by name


@dataclass(frozen=True)
class NeedsMet:
    """Each need of the candidate with what meets it here, and needs of companies it would meet."""

    for_them: Sequence[tuple[ApplicationListing, Sequence[Listing]]]
    for_us: Sequence[tuple[Listing, ApplicationListing]]

    @property
    def met(self) -> int:
        return sum(bool(found) for _need, found in self.for_them)


def own_facts(application: Application, today: date) -> list[MatchFacts]:
    """The candidate's rows as listings of today; without a field of their own they are of its main one."""
    return [
        MatchFacts(
            pk=row.pk,
            company=CANDIDATE,
            is_need=row.kind == ApplicationListing.Kind.NEED,
            field=row.field_id or application.field_id or 0,
            renewed_on=today,
            terms=frozenset(filter(None, map(term_slug, split_words(row.terms)))),
        )
        for row in application.listings.all()
    ]


def matches_of(application: Application, today: date) -> list[MatchScore]:
    """All pairs of one of its rows and a listing here that fit, the best first. Three queries."""
    others = [one for one in open_facts(today) if one.company != application.company_id]
    return matches_between(own_facts(application, today), others, today)


def needs_figures(application: Application) -> dict[str, int]:
    """In numbers, as they are kept at the opening: its needs, those met here, and ours it would meet."""
    found = matches_of(application, timezone.localdate())
    return {
        "needs": sum(row.kind == ApplicationListing.Kind.NEED for row in application.listings.all()),
        "needs_met": len({one.ours.pk for one in found if one.ours.is_need}),
        "needs_it_meets": len({one.theirs.pk for one in found if not one.ours.is_need}),
    }


def needs_met(application: Application) -> NeedsMet:
    """With their names, as of today. Five queries."""
    found = matches_of(application, timezone.localdate())
    rows = {row.pk: row for row in application.listings.all()}
    listings: Mapping[int, Listing] = Listing.objects.select_related("company").in_bulk(
        {one.theirs.pk for one in found}
    )
    pairs = [(rows[one.ours.pk], listings[one.theirs.pk]) for one in found if one.theirs.pk in listings]
    needs = [row for row in rows.values() if row.kind == ApplicationListing.Kind.NEED]
    for_us: dict[int, tuple[Listing, ApplicationListing]] = {}
    for own, theirs in pairs:
        if own.kind == ApplicationListing.Kind.OFFER:
            for_us.setdefault(theirs.pk, (theirs, own))
    return NeedsMet(
        for_them=[(need, [theirs for own, theirs in pairs if own == need][:ROWS]) for need in needs],
        for_us=list(for_us.values())[:ROWS],
    )
