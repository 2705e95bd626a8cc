"""Opening, editing, renewing and closing a listing, and answering one.

Each verb locks the listing's row first: what two people do to it at the same moment follows one another.
"""

import uuid
from collections.abc import Iterable
from datetime import date, timedelta
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from members.companies.models import Company, Field
from members.exchange.collaborations.models import CollaborationKind
from members.exchange.collaborations.services import propose_collaboration
from members.exchange.listings.emails import send_listing_reply
from members.exchange.listings.models import Listing, ListingPicture, ListingReply, Outcome
from members.exchange.listings.rules import (
    MOST_DAYS,
    USUAL_DAYS,
    giver_and_taker,
    is_possible_end,
    renewed_end,
)
from members.people.models import User
from members.profile.terms import terms_from_any_words
from multifactory.lib.images.reading import CleanImage


@transaction.atomic
def open_listing(
    *,
    company: Company,
    author: User | None,
    kind: str,
    title: str,
    text: str = "",
    field: Field | None = None,
    terms: str | Iterable[str] = (),
    expires_on: date | None = None,
    is_standing: bool = False,
    image: CleanImage | None = None,
    alt: str = "",
    request_id: uuid.UUID | None = None,
) -> Listing:
    """Open a listing for a company: in its main field where none is named, for 60 days where no end is.

    `terms`: words with commas between them, or one by one. `author`: None where nobody of the company has an
    account yet. The same `request_id` again returns the first listing and changes nothing.
    """
    today = timezone.localdate()
    end = None if is_standing else expires_on or today + timedelta(days=USUAL_DAYS)
    ensure_possible_end(end)
    values = {
        "company": company,
        "author": author,
        "kind": kind,
        "title": title,
        "text": text,
        "field": field or company.field,
        "expires_on": end,
    }
    listing, is_new = Listing.objects.get_or_create(request_id=request_id or uuid.uuid4(), defaults=values)
    if listing.company_id != company.pk or listing.author_id != (author.pk if author else None):
        raise ValidationError(_("This form was used by someone else. Open it again."))
    if is_new:
        _keep_words(listing, terms)
        _keep_picture(listing, image, alt)
    return listing


@transaction.atomic
def save_listing(
    listing: Listing,
    *,
    terms: str,
    image: CleanImage | None,
    alt: str,
    is_picture_removed: bool = False,
) -> None:
    """Keep what its people changed. It is not renewed by that: whoever has read it has read it."""
    stored = lock_listing(listing)
    if stored.is_closed:
        raise ValidationError(_("This listing is closed: open a new one."))
    if listing.expires_on != stored.expires_on:
        ensure_possible_end(listing.expires_on)
    listing.save(update_fields=["kind", "title", "text", "field", "expires_on"])
    _keep_words(listing, terms)
    _keep_picture(listing, image, alt, is_removed=is_picture_removed)


@transaction.atomic
def renew_listing(listing: Listing, *, by: User) -> Listing:
    """60 days from today, also of one that has ended; new again. Twice on one day: nothing changes."""
    listing = lock_listing(listing)
    if listing.is_closed:
        raise ValidationError(_("This listing is closed: open a new one."))
    today = timezone.localdate()
    listing.renewed_on, listing.renewed_by = today, by
    listing.expires_on = renewed_end(listing.expires_on, today)
    listing.save(update_fields=["renewed_on", "renewed_by", "expires_on"])
    return listing


@transaction.atomic
def close_listing(listing: Listing, *, outcome: Outcome, by: User, partner: Company | None = None) -> Listing:
    """Say what came of it. A company named as `partner` is asked to confirm that the one supplies the other.

    Closed already with the same outcome: nothing changes.
    """
    listing = lock_listing(listing)
    if listing.is_closed:
        if (listing.outcome, listing.partner_id) == (outcome, partner.pk if partner else None):
            return listing
        raise ValidationError(_("Someone has closed this listing in the meantime."))
    listing.closed_at, listing.closed_by = timezone.now(), by
    listing.outcome, listing.partner = outcome, partner
    listing.full_clean(exclude=["search_text", "terms"])
    listing.save(update_fields=["closed_at", "closed_by", "outcome", "partner"])
    if partner is not None:
        giver, taker = giver_and_taker(listing, partner)
        propose_collaboration(
            giver=giver,
            taker=taker,
            kind=CollaborationKind.SUPPLIES,
            what=listing.title,
            by=by,
            company=listing.company,
        )
    return listing


@transaction.atomic
def reply_to_listing(
    listing: Listing, *, company: Company, author: User, text: str, request_id: uuid.UUID
) -> ListingReply:
    """Answer for a company; the other is told by mail. The same `request_id` again changes nothing."""
    listing = lock_listing(listing)
    first = ListingReply.objects.filter(request_id=request_id).first()
    if first is not None:
        if (first.listing_id, first.author_id) != (listing.pk, author.pk):
            raise ValidationError(_("This form was used by someone else. Open it again."))
        return first
    if company.pk == listing.company_id:
        raise ValidationError(_("This is a listing of your own company."))
    if not listing.is_open:
        raise ValidationError(
            _("This listing has ended. What you wrote is still below: copy it if you need it.")
        )
    reply = ListingReply.objects.create(
        listing=listing, company=company, author=author, text=text, request_id=request_id
    )
    send_listing_reply(reply)
    return reply


def ensure_possible_end(expires_on: date | None) -> None:
    """None for one that stands."""
    if expires_on is not None and not is_possible_end(expires_on, timezone.localdate()):
        text = _("Choose a day from tomorrow on, at most %(days)d days ahead.") % {"days": MOST_DAYS}
        raise ValidationError({"expires_on": text})


def lock_listing(listing: Listing) -> Listing:
    """As it is now, with its company."""
    rows: Any = Listing.objects.select_for_update(of=("self",)).select_related("company", "author")
    return rows.get(pk=listing.pk)


def _keep_words(listing: Listing, terms: str | Iterable[str]) -> None:
    listing.terms.set(terms_from_any_words(terms))
    listing.save(update_fields=["title"])  # and the words it is found by


def _keep_picture(listing: Listing, image: CleanImage | None, alt: str, *, is_removed: bool = False) -> None:
    picture = ListingPicture.objects.filter(listing=listing).first()
    if image is not None:
        picture = picture or ListingPicture(listing=listing)
        picture.alt = alt
        picture.store(image)
    elif picture is not None and is_removed:
        picture.delete()
    elif picture is not None and picture.alt != alt:
        picture.alt = alt
        picture.save(update_fields=["alt"])
