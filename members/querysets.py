"""Questions asked of companies and people."""

from datetime import date, timedelta
from typing import Self

from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Coalesce
from django.utils import timezone


def _held_on(day: date) -> Q:
    return Q(joined_on__lte=day) & (Q(left_on__isnull=True) | Q(left_on__gt=day))


YEAR = timedelta(days=365)
TIME_TO_ANSWER = timedelta(days=30)


class CompanyQuerySet(models.QuerySet):
    def current(self, day: date | None = None) -> Self:
        """Members of the managing body on a day (today)."""
        return self.filter(_held_on(day or timezone.localdate()))

    def remembered(self, day: date | None = None) -> Self:
        """Companies that have left on a day (today) and agreed to keep their page."""
        return self.filter(left_on__lte=day or timezone.localdate(), is_remembered=True)

    def with_page(self) -> Self:
        """Members of today, and former ones that are remembered."""
        today = timezone.localdate()
        return self.filter(_held_on(today) | Q(left_on__lte=today, is_remembered=True))

    def for_list(self) -> Self:
        return self.select_related("field", "logo").order_by("name")

    def for_page(self) -> Self:
        return self.select_related("field", "second_field", "third_field", "logo")

    def to_ask(self, day: date | None = None) -> Self:
        """Members whose page nobody has seen to for a year, and who have not been asked since."""
        today = day or timezone.localdate()
        known = self.current(today).alias(known_on=Coalesce("confirmed_on", "joined_on"))
        return known.filter(
            Q(asked_on__isnull=True) | Q(asked_on__lte=F("known_on")), known_on__lte=today - YEAR
        )

    def unconfirmed(self, day: date | None = None) -> Self:
        """Asked 30 days ago or more whether the page is right, and no answer yet."""
        return self.filter(
            Q(confirmed_on__isnull=True) | Q(confirmed_on__lt=F("asked_on")),
            asked_on__lte=(day or timezone.localdate()) - TIME_TO_ANSWER,
        )


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
