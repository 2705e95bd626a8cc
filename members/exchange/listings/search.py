"""What listings are found by besides their own words: the name of their company, and their terms."""

from collections.abc import Sequence

from members.exchange.listings.models import Listing
from multifactory.lib.text.search import searchable

BATCH_SIZE = 200


def refresh_listing_search(companies: Sequence[int]) -> None:
    """Write anew what the listings of these companies are found by; registered with members.hooks.

    Three queries at most, however many there are.
    """
    changed = []
    rows = Listing.objects.filter(company__in=companies).order_by("pk")
    for row in rows.select_related("company").prefetch_related("terms"):
        fresh = searchable(getattr(row, name) for name in row.found_by)
        if row.search_text != fresh:
            row.search_text = fresh
            changed.append(row)
    Listing.objects.bulk_update(changed, ["search_text"], batch_size=BATCH_SIZE)
