"""What the dashboard says of the exchange: listings of one's company that end, and what fits."""

from typing import Any

from members.companies.models import Company
from members.exchange.listings.found_matches import first_per_listing, match_scores, shown_matches
from members.exchange.listings.models import Listing

SHOWN = 3


def dashboard_listings(company: Company) -> dict[str, Any]:
    scores = first_per_listing(match_scores([company]))
    return {
        "ending_listings": Listing.objects.to_renew().filter(company=company)[:SHOWN],
        "matches": shown_matches(scores[:SHOWN]),
        "match_count": len(scores),
    }
