"""Who may do what to a listing, how long it lasts, when its company is told. Nothing reads the database."""

from datetime import date, timedelta

from members.companies.models import Company
from members.exchange.listings.models import Listing
from members.people.models import Membership

USUAL_DAYS = 60
MOST_DAYS = 180
NOTICE_DAYS = (0, 1, 7)  # before the end, the shortest first
LATEST_NOTICE = 7  # days after the end: later nobody is told that it has ended


def is_own_listing(membership: Membership | None, listing: Listing) -> bool:
    """Edit, renew and close it: any person of its company."""
    return membership is not None and membership.company_id == listing.company_id


def can_reply(membership: Membership | None, listing: Listing) -> bool:
    """Any person of another company, while it is open."""
    return membership is not None and membership.company_id != listing.company_id and listing.is_open


def is_possible_end(expires_on: date, today: date) -> bool:
    """From tomorrow on, at most 180 days ahead."""
    return timedelta(0) < expires_on - today <= timedelta(days=MOST_DAYS)


def renewed_end(expires_on: date | None, today: date) -> date | None:
    """60 days from today, or its own end if that is later; one that stands goes on standing."""
    return max(expires_on, today + timedelta(days=USUAL_DAYS)) if expires_on else None


def notice_due(today: date, *, renewed_on: date, expires_on: date) -> int | None:
    """Which notice is due: 7 days before the end, 1, or 0 on the day itself; None where none is.

    One that would go out on the day of the opening or the last renewal says nothing new. One whose day went
    by is not made up for: the next comes instead.
    """
    left = (expires_on - today).days
    if left < -LATEST_NOTICE:
        return None
    due = next((days for days in NOTICE_DAYS if left <= days), None)
    if due is None or expires_on - timedelta(days=due) <= renewed_on:
        return None
    return due


def giver_and_taker(listing: Listing, partner: Company) -> tuple[Company, Company]:
    """Who supplies whom when a listing is done: who has something gives it to who needs it."""
    return (partner, listing.company) if listing.is_need else (listing.company, partner)
