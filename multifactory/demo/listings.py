"""What companies of a sample have and need, with the answers of others."""

import uuid
from datetime import timedelta

from django.utils import timezone

from members.companies.models import Field
from members.exchange.listings.models import Listing, ListingReply, Outcome
from members.exchange.listings.services import open_listing
from multifactory.demo.sample.listings import ListingData
from multifactory.demo.written import Written


def load_listings(written: Written) -> None:
    fields = {field.code: field for field in Field.objects.all()}
    for data in written.case.listings:
        listing = open_listing(
            company=written.companies[data.company],
            author=written.representative(data.company),
            kind=data.kind,
            title=data.title,
            text=data.text,
            field=fields[data.field] if data.field else None,
            terms=data.words,
            is_standing=data.left is None,
        )
        _grow_old(written, listing, data)
        for company, text in data.replies:
            ListingReply.objects.create(
                listing=listing,
                company=written.companies[company],
                author=written.representative(company),
                text=text,
                request_id=uuid.uuid4(),
            )


def _grow_old(written: Written, listing: Listing, data: ListingData) -> None:
    """The service opens listings of today."""
    day = written.today - timedelta(days=data.age)
    end = None if data.left is None else written.today + timedelta(days=data.left)
    row = Listing.objects.filter(pk=listing.pk)
    row.update(opened_on=day, renewed_on=day, expires_on=end)
    if data.is_done:
        row.update(closed_at=timezone.now(), closed_by=listing.author, outcome=Outcome.DONE)
