"""Questions asked of spaces, allocations and bookings."""

from datetime import date, datetime
from typing import Self

from django.db import models
from django.db.models import Q
from django.utils import timezone


def holds_on(day: date) -> Q:
    """Rows whose [start_on, end_on) contains the day."""
    return Q(start_on__lte=day) & (Q(end_on__isnull=True) | Q(end_on__gt=day))


class SpaceQuerySet(models.QuerySet):
    def existing(self, day: date | None = None) -> Self:
        """Not yet taken out of use on a day (today)."""
        return self.filter(Q(valid_to__isnull=True) | Q(valid_to__gt=day or timezone.localdate()))

    def units(self) -> Self:
        return self.filter(kind="unit")

    def bookable(self) -> Self:
        return self.existing().filter(is_bookable=True)


class ConditionQuerySet(models.QuerySet):
    def on(self, day: date | None = None) -> Self:
        return self.filter(holds_on(day or timezone.localdate()))


class AllocationQuerySet(models.QuerySet):
    def valid(self) -> Self:
        """Without the mistakes that were voided."""
        return self.filter(voided_at__isnull=True)

    def on(self, day: date | None = None) -> Self:
        return self.valid().filter(holds_on(day or timezone.localdate()))

    def ending_before(self, day: date) -> Self:
        return self.on().filter(end_on__lte=day)


class BookingQuerySet(models.QuerySet):
    def confirmed(self) -> Self:
        return self.filter(state="confirmed")

    def upcoming(self) -> Self:
        return self.confirmed().filter(ends_at__gt=timezone.now()).order_by("starts_at")

    def overlapping(self, start: datetime, end: datetime) -> Self:
        return self.confirmed().filter(starts_at__lt=end, ends_at__gt=start)
