"""Bookings as calendars show them: of a company, of a person's companies, of a space."""

from collections.abc import Collection, Iterator
from datetime import datetime

from django.db.models import Q, QuerySet, TextField, Value
from django.db.models.functions import Concat
from django.urls import reverse
from django.utils.translation import pgettext

from members.companies.models import Company
from members.people.models import User
from multifactory.lib.calendar_states import state_of, words_of
from multifactory.lib.calendars import (
    KEPT,
    CalendarEntry,
    CalendarPart,
    Status,
    in_window,
    title_by_status,
)
from multifactory.lib.mail import absolute_url
from spaces.bookings.models import Booking, BookingQuerySet, Claim
from spaces.building.models import Space

State = Booking.State


def _standing(now: datetime) -> Q:
    """As `BookingQuerySet.standing`: what nobody approved in time has lapsed, whoever has written it.

    By the clock of the portal, as the entries: of thousands of rows the database would ask its own for each.
    """
    return Q(state=State.CONFIRMED) | Q(state=State.PENDING, pending_until__gt=now)


def bookings_of_company(company: Company, now: datetime) -> CalendarPart:
    """With the titles of private ones: it is for the company itself."""
    return _part(Booking.objects.filter(company=company), now, is_own=True)


def bookings_of_person(user: User, now: datetime) -> CalendarPart:
    """Of the companies the person is in today; registered with members.hooks."""
    return _part(Booking.objects.filter(company__in=user.current_company_ids), now, is_own=True)


def bookings_of_space(leaves: Collection[int], now: datetime) -> CalendarPart:
    """Of a space with these leaves and of what takes a part of it. Nobody reads private titles here."""
    claims = Claim.objects.filter(in_window("starts_at", "ends_at", now), space__in=leaves)
    # First who was there at all, by an index: a choice between two lists alone would read every booking.
    bookings = Booking.objects.filter(pk__in=claims.values("booking"))
    is_there = Q(pk__in=claims.filter(released_at=None).values("booking"))
    return _part(bookings.filter(is_there | ~_standing(now)), now, is_own=False)


def _part(bookings: BookingQuerySet, now: datetime, *, is_own: bool) -> CalendarPart:
    """Those that stand, and for 30 days those that do not stand any more."""
    since = now - KEPT
    kept = _standing(now) | Q(cancelled_at__gt=since) | Q(cancelled_at=None, pending_until__gt=since)
    rows = bookings.filter(in_window("starts_at", "ends_at", now)).filter(kept)
    states = [
        state_of("bookings", rows, standing=_standing(now)),
        words_of("places", Space.objects.all(), Concat("code", Value(" "), "name", output_field=TextField())),
    ]
    if not is_own:
        states.append(words_of("holders", Company.objects.all(), "name"))
    return CalendarPart(states, lambda: _booking_entries(rows, is_own=is_own))


def _booking_entries(rows: QuerySet, *, is_own: bool) -> Iterator[CalendarEntry]:
    marker = "00000000-0000-0000-0000-000000000000"
    address = absolute_url(reverse("spaces:booking_detail", args=[marker]))
    places: dict[int, str] = {}
    for booking in rows.select_related("space", "company").order_by("starts_at", "pk"):
        where = places.setdefault(booking.space_id, str(booking.space))
        yield _booking_entry(booking, where, address.replace(marker, str(booking.uid)), is_own=is_own)


def _booking_entry(booking: Booking, where: str, url: str, *, is_own: bool) -> CalendarEntry:
    has_lapsed = booking.state == State.PENDING and not booking.is_pending
    status = Status.CANCELLED
    if booking.is_confirmed or booking.is_pending:
        status = Status.CONFIRMED if booking.is_confirmed else Status.TENTATIVE
    title = booking.purpose if is_own else f"{booking.holder}: {booking.purpose}"
    if booking.is_private and not is_own:
        title = pgettext("time", "Occupied")
    return CalendarEntry(
        uid=str(booking.uid),
        starts=booking.starts_at,
        ends=booking.ends_at,
        title=title_by_status(title, status),
        # As it will be written by who looks first.
        changed=booking.pending_until if has_lapsed and booking.pending_until else booking.updated_at,
        sequence=booking.sequence + has_lapsed,
        status=status,
        location=where,
        url=url,
        is_private=booking.is_private,
    )
