"""Mails about listings: answers, ends, the yearly question, and what fits."""

from collections.abc import Sequence

from django.db.models import QuerySet
from django.utils.text import Truncator

from members.companies.models import the_multifactory
from members.exchange.listings.found_matches import Match
from members.exchange.listings.mail_kinds import MATCHES
from members.exchange.listings.models import Listing, ListingReply
from members.exchange.listings.tokens import renewal_path
from members.people.mails.emails import preference_links
from members.people.models import Membership, User
from multifactory.lib.mail import absolute_url, send
from multifactory.lib.mail_values import Trusted
from multifactory.lib.text.clean import without_addresses

MAX_QUOTE_LENGTH = 1500  # of an answer, in characters


def people_of_listing(listing: Listing) -> QuerySet[User]:
    """Who wrote it, as long as they are in its company; else who represents the company."""
    places = Membership.objects.current().filter(company=listing.company_id, user__is_active=True)
    author = places.filter(user=listing.author_id)
    told = author if author.exists() else places.representatives()
    return User.objects.filter(pk__in=told.values("user")).order_by("pk")


def send_listing_reply(reply: ListingReply) -> None:
    """To the company of the listing; what they answer goes to who wrote."""
    listing = reply.listing
    context = {
        "listing": listing,
        "company": reply.company,
        "author": reply.author,
        "quote": _quote(reply.text),
        "url": absolute_url(f"{listing.get_absolute_url()}#replies"),
        "portal": the_multifactory(),
    }
    reply_to = reply.author.email if reply.author else ""
    for person in people_of_listing(listing):
        send(person.email, "listing_reply", context, person.language, reply_to=reply_to)


def send_listing_ending(listing: Listing, *, days: int) -> int:
    """It ends in 7 days, tomorrow, or today (0). Returns to how many."""
    return _send_with_button("listing_ending", listing, days=days)


def send_listing_question(listing: Listing) -> int:
    """Once a year, of one that stands: is it still right? Returns to how many."""
    return _send_with_button("listing_question", listing, days=0)


def send_matches(person: User, matches: Sequence[Match], *, more: int) -> None:
    """What fits the listings of their companies, at most five; `more` fit besides."""
    foot = preference_links(person, MATCHES.key)
    lines = [(match, absolute_url(match.theirs.get_absolute_url())) for match in matches]
    context = {"person": person, "lines": lines, "more": more, "portal": the_multifactory()}
    send(person.email, "matches", context | foot, person.language, unsubscribe=foot["stop_url"])


def _send_with_button(template: str, listing: Listing, *, days: int) -> int:
    people = list(people_of_listing(listing))
    for person in people:
        context = {
            "listing": listing,
            "days": days,
            "renew_url": absolute_url(renewal_path(listing, person)),
            "url": absolute_url(listing.get_absolute_url()),
            "portal": the_multifactory(),
        }
        send(person.email, template, context, person.language)
    return len(people)


def _quote(text: str) -> Trusted:
    """Every line behind its mark, and no links: they are on the page."""
    lines = without_addresses(Truncator(text).chars(MAX_QUOTE_LENGTH)).splitlines()
    return Trusted("\n".join(f"> {line}".rstrip() for line in lines))
