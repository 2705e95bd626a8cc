"""Rows that hold for a time, [start_on, end_on), and rows that are voided where they were a mistake."""

from datetime import date
from typing import Self

from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from members.people.models import User
from multifactory.lib.text import fields as texts


def contains_day(day: date) -> Q:
    """Rows whose [start_on, end_on) contains the day."""
    return Q(start_on__lte=day) & (Q(end_on__isnull=True) | Q(end_on__gt=day))


def overlaps(start: date, end: date | None) -> Q:
    """Rows whose [start_on, end_on) has a day in common with [start, end); no end is open."""
    rows = Q(end_on__isnull=True) | Q(end_on__gt=start)
    return rows if end is None else rows & Q(start_on__lt=end)


class VoidableQuerySet(models.QuerySet):
    def valid(self) -> Self:
        """Without the mistakes that were voided."""
        return self.filter(voided_at__isnull=True)

    def voided(self) -> Self:
        return self.filter(voided_at__isnull=False)


class PeriodQuerySet(VoidableQuerySet):
    def on(self, day: date | None = None) -> Self:
        """Valid ones that hold on a day (today)."""
        return self.valid().filter(contains_day(day or timezone.localdate()))

    def meeting(self, start: date, end: date | None) -> Self:
        """Valid ones with a day in [start, end); no end is open."""
        return self.valid().filter(overlaps(start, end))


class Voidable(models.Model):
    """A row of record: never deleted; one entered by mistake counts no more, and says why.

    A plan that another took the place of (`FloorPlan.withdrawn_at`) is none of these: it was right in its
    time, and who withdrew it is who published the other.
    """

    voided_at = models.DateTimeField(_("voided on"), null=True, blank=True, editable=False)
    void_reason = texts.CharField(_("why it was voided"), max_length=200, blank=True, editable=False)
    # Nobody for what was voided before this was kept, and where the account is no more.
    voided_by = models.ForeignKey(
        User,
        null=True,
        blank=True,
        editable=False,
        on_delete=models.SET_NULL,
        related_name="+",
        verbose_name=_("voided by"),
    )

    class Meta:
        abstract = True

    @property
    def is_voided(self) -> bool:
        return self.voided_at is not None
