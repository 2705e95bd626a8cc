"""Questions asked of companies and people."""

from datetime import date
from typing import Self

from django.db import models
from django.db.models import Q
from django.utils import timezone


def _held_on(day: date) -> Q:
    return Q(joined_on__lte=day) & (Q(left_on__isnull=True) | Q(left_on__gt=day))


class CompanyQuerySet(models.QuerySet):
    def current(self, day: date | None = None) -> Self:
        """Members of the managing body on a day (today)."""
        return self.filter(_held_on(day or timezone.localdate()))

    def for_list(self) -> Self:
        return self.select_related("field").order_by("name")


class MembershipQuerySet(models.QuerySet):
    def current(self, day: date | None = None) -> Self:
        """Memberships that give rights on a day (today): not ended, in a company that has not left."""
        today = day or timezone.localdate()
        return self.filter(
            Q(started_on__lte=today) & (Q(ended_on__isnull=True) | Q(ended_on__gt=today)),
            Q(company__joined_on__lte=today)
            & (Q(company__left_on__isnull=True) | Q(company__left_on__gt=today)),
        )

    def representatives(self) -> Self:
        return self.filter(role="representative")


class InvitationQuerySet(models.QuerySet):
    def open(self) -> Self:
        """Neither accepted nor withdrawn nor out of date."""
        return self.filter(accepted_at__isnull=True, withdrawn_at__isnull=True, expires_at__gt=timezone.now())
