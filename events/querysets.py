"""Questions asked of events and registrations."""

from datetime import timedelta
from typing import Self

from django.db import models
from django.db.models import Count, Q
from django.utils import timezone


class EventQuerySet(models.QuerySet):
    def visible_to(self, is_member: bool) -> Self:
        """Drafts are seen in the back-office alone, internal events by members."""
        events = self.exclude(state="draft")
        return events if is_member else events.filter(visibility="public")

    def published(self) -> Self:
        return self.filter(state="published")

    def public(self) -> Self:
        """What everybody may see, the cancelled ones too."""
        return self.visible_to(is_member=False)

    def upcoming(self) -> Self:
        return self.filter(ends_at__gt=timezone.now()).order_by("starts_at", "id")

    def past(self) -> Self:
        return self.filter(ends_at__lte=timezone.now()).order_by("-starts_at", "-id")

    def with_taken(self) -> Self:
        """Adds `taken`, the places that are registered for."""
        return self.annotate(taken=Count("registrations", filter=Q(registrations__state="confirmed")))

    def for_rows(self) -> Self:
        """What `events/_event_row.html` shows."""
        return self.with_taken().select_related("space", "picture")

    def for_list(self) -> Self:
        return self.for_rows().prefetch_related("organisers")

    def for_calendar(self) -> Self:
        """Public events from 30 days ago to 400 days ahead; cancelled ones stay for 30 days."""
        now = timezone.now()
        month = timedelta(days=30)
        return (
            self.public()
            .filter(ends_at__gt=now - month, starts_at__lt=now + timedelta(days=400))
            .exclude(state="cancelled", updated_at__lte=now - month)
            .select_related("space")
            .order_by("starts_at", "id")
        )


class RegistrationQuerySet(models.QuerySet):
    def confirmed(self) -> Self:
        return self.filter(state="confirmed")
