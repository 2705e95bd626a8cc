"""The open listings of a company, on its page: for members."""

from django.utils.translation import gettext as _

from members.companies.models import Company
from members.exchange.listings.models import Listing
from members.hooks import Section

SHOWN = 12


def listings_section(company: Company, is_insider: bool) -> Section | None:
    if not is_insider:
        return None
    listings = list(Listing.objects.open().filter(company=company).for_list()[:SHOWN])
    if not listings:
        return None
    return Section(_("On the exchange"), "members/_company_listings.html", {"listings": listings}, "exchange")
