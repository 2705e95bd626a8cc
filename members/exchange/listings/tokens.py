"""The signed link in a notice: one button renews the listing, without logging in."""

from datetime import date

from django.urls import reverse

from members.exchange.listings.models import Listing
from members.people.models import User
from multifactory.lib.signed_links import SignedLink

# Carries [id of the listing, id of the person, the day it was last renewed]: a renewed one has another link.
renewal_link = SignedLink("members.listing_renewal")


def make_renewal_token(listing: Listing, person: User) -> str:
    return renewal_link.token([listing.pk, person.pk, listing.renewed_on.isoformat()])


def renewal_path(listing: Listing, person: User) -> str:
    return reverse("members:listing_renewal", args=[make_renewal_token(listing, person)])


def read_renewal_token(token: str) -> tuple[Listing, User, date] | None:
    """The listing, who was written to, and the renewal the link is of; None for a link that we did not sign,
    and of a person who is no longer in the company."""
    match renewal_link.read(token):
        case [int(pk), int(person_pk), str(day)]:
            listing = Listing.objects.filter(pk=pk).select_related("company").first()
            people = User.objects.filter(pk=person_pk, is_active=True)
            person = people.first() if listing else None
            if listing and person and listing.company_id in person.current_company_ids:
                return listing, person, date.fromisoformat(day)
    return None
