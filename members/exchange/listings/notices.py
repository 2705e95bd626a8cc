"""What the clock tells companies of their listings: that one ends, and each year whether it still stands."""

from datetime import date, timedelta

from django.db import transaction
from django.utils import timezone

from members.companies.models import Company
from members.exchange.listings.emails import send_listing_ending, send_listing_question
from members.exchange.listings.models import YEAR, Listing
from members.exchange.listings.part_models import ListingNotice
from members.exchange.listings.rules import LATEST_NOTICE, NOTICE_DAYS, notice_due


def send_listing_notices() -> int:
    """7 days and 1 day before the end and on the day; once a year of those that stand. Returns how many."""
    today = timezone.localdate()
    near = today + timedelta(days=max(NOTICE_DAYS))
    ending = Listing.objects.filter(
        closed_at__isnull=True,
        expires_on__range=(today - timedelta(days=LATEST_NOTICE), near),
        company__in=Company.objects.current(today),
    )
    told = sum(_tell_of_end(pk, today) for pk in ending.order_by("pk").values_list("pk", flat=True))
    standing = Listing.objects.to_confirm(today).order_by("pk").values_list("pk", flat=True)
    return told + sum(_ask(pk, today) for pk in standing)


@transaction.atomic
def _tell_of_end(pk: int, today: date) -> bool:
    """False: nothing is due, or it is done already, by whichever worker."""
    listing = _locked(pk)
    if listing is None or listing.expires_on is None:
        return False
    days = notice_due(today, renewed_on=listing.renewed_on, expires_on=listing.expires_on)
    if days is None or not _note(listing, days=days, day=listing.expires_on):
        return False
    return send_listing_ending(listing, days=days) > 0


@transaction.atomic
def _ask(pk: int, today: date) -> bool:
    listing = _locked(pk)
    if listing is None or not listing.is_standing or listing.renewed_on > today - YEAR:
        return False
    if not _note(listing, days=0, day=listing.renewed_on + YEAR):
        return False
    return send_listing_question(listing) > 0


def _locked(pk: int) -> Listing | None:
    rows = Listing.objects.filter(pk=pk, closed_at__isnull=True).select_related("company")
    return rows.select_for_update(of=("self",)).first()


def _note(listing: Listing, *, days: int, day: date) -> bool:
    """Whether this is the first time: the row is written with the mails."""
    _notice, is_new = ListingNotice.objects.get_or_create(listing=listing, days=days, day=day)
    return is_new
