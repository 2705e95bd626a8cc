"""On Monday mornings, for who wants it: what fits the listings of their companies and is new."""

from collections.abc import Sequence
from datetime import date

from django.db import transaction
from django.utils import timezone

from members.exchange.listings.emails import send_matches
from members.exchange.listings.found_matches import first_per_listing, open_facts, shown_matches
from members.exchange.listings.mail_kinds import MATCHES
from members.exchange.listings.matches import MatchFacts, MatchScore, matches_between
from members.exchange.listings.part_models import MatchTold
from members.people.mails.choices import wants_mails
from members.people.models import Membership, User

MAIL_WEEKDAY, MAIL_HOUR = 0, 7  # Monday, local time
MOST_IN_A_MAIL = 5


def send_match_mails() -> int:
    """At most one a person and week, with at most five new ones. Returns to how many."""
    now = timezone.localtime()
    if now.weekday() != MAIL_WEEKDAY or now.hour < MAIL_HOUR:
        return 0
    facts = open_facts(now.date())
    companies: dict[int, set[int]] = {}
    places = Membership.objects.current().filter(
        user__is_active=True, company__in={one.company for one in facts}
    )
    for user_id, company_id in places.values_list("user", "company"):
        companies.setdefault(user_id, set()).add(company_id)
    people = User.objects.filter(wants_mails(MATCHES.key), pk__in=companies).order_by("pk")
    people = people.exclude(matches_told__told_on=now.date())
    return sum(
        _tell(person, _scores(facts, companies[person.pk], now.date()), now.date()) for person in people
    )


def _scores(facts: Sequence[MatchFacts], companies: set[int], today: date) -> list[MatchScore]:
    own = [one for one in facts if one.company in companies]
    return matches_between(own, [one for one in facts if one.company not in companies], today)


@transaction.atomic
def _tell(person: User, scores: list[MatchScore], today: date) -> bool:
    """The rows that say what was told are written with the mail, under the row of the person: two workers
    tell nothing twice."""
    User.objects.select_for_update(no_key=True).get(pk=person.pk)
    told = MatchTold.objects.filter(user=person)
    if told.filter(told_on=today).exists():
        return False
    known = set(told.values_list("ours", "theirs", "renewed_on"))
    new = [one for one in scores if (one.ours.pk, one.theirs.pk, one.theirs.renewed_on) not in known]
    listings = first_per_listing(new)
    matches = shown_matches(listings[:MOST_IN_A_MAIL])
    if not matches:
        return False
    shown = {match.theirs.pk for match in matches}
    _note_told(person, [one for one in new if one.theirs.pk in shown], today)
    send_matches(person, matches, more=len(listings) - len(matches))
    return True


def _note_told(person: User, scores: Sequence[MatchScore], today: date) -> None:
    """Also of the pairs that were left out because another one names the same listing."""
    MatchTold.objects.bulk_create(
        MatchTold(
            user=person,
            ours_id=one.ours.pk,
            theirs_id=one.theirs.pk,
            renewed_on=one.theirs.renewed_on,
            told_on=today,
        )
        for one in scores
    )
