"""The listings a person wrote or closed, and what they answered to others.

Erasing the person leaves them with their companies, without a name. What they were told of goes with them.
"""

from members.exchange.listings.models import Listing, ListingReply
from members.exchange.listings.part_models import MatchTold
from members.people.models import User
from multifactory.lib.personal_data import Sections, rows_of


def collect(user: User) -> Sections:
    columns = ["company__name", "kind", "title"]
    written = Listing.objects.filter(author=user)
    renewed = Listing.objects.filter(renewed_by=user)
    closed = Listing.objects.filter(closed_by=user)
    replies = ListingReply.objects.filter(author=user)
    told = MatchTold.objects.filter(user=user)
    return {
        "listings": rows_of(written, *columns, "text", "opened_on", "renewed_on", "expires_on"),
        "listings_renewed": rows_of(renewed, *columns, "renewed_on"),
        "listings_closed": rows_of(closed, *columns, "closed_at", "outcome", "partner__name"),
        "listing_replies": rows_of(replies, "listing__title", "company__name", "text", "written_at"),
        "matches_told": rows_of(told, "ours__title", "theirs__title", "told_on"),
    }


def erase(user: User) -> None:
    MatchTold.objects.filter(user=user).delete()
