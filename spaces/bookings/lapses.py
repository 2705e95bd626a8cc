"""Bookings that nobody approved in time: let go of by whoever looks first, and their companies told."""

from collections.abc import Collection
from itertools import groupby

from django.db import transaction
from django.db.models import F
from django.db.models.functions import Now

from spaces.bookings.emails import send_bookings_lapsed
from spaces.bookings.models import Booking, Claim


@transaction.atomic
def lapse_overdue(leaves: Collection[int] | None = None) -> int:
    """Let go of what nobody approved in time, with its claims: in these leaf spaces, or everywhere.

    One mail a company. One query where nothing is overdue.
    """
    overdue = Booking.objects.overdue()
    if leaves is not None:
        overdue = overdue.filter(claims__space__in=leaves)
    keys = set(overdue.values_list("pk", flat=True))
    if not keys:
        return 0
    # Locked by id, so that two who look at once do not wait for each other; the second finds them lapsed.
    rows = Booking.objects.overdue().filter(pk__in=keys).order_by("pk").for_list()
    lapsed = list(rows.select_for_update(of=("self",)))
    done = Booking.objects.filter(pk__in=[one.pk for one in lapsed]).update(
        state=Booking.State.LAPSED,
        cancelled_at=F("pending_until"),
        updated_at=F("pending_until"),
        sequence=F("sequence") + 1,
    )
    held = Claim.objects.filter(booking__in=lapsed, released_at__isnull=True)
    held.update(released_at=Now())
    lapsed.sort(key=lambda booking: (booking.company_id or 0, booking.starts_at))
    for company, group in groupby(lapsed, key=lambda booking: booking.company):
        if company is not None:
            send_bookings_lapsed(company, list(group))
    return done
