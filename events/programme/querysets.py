"""Which events, and what is read with them."""

from datetime import datetime, timedelta
from typing import Self

from django.db import models
from django.db.models import OuterRef, Q, Subquery, Sum
from django.db.models.functions import Coalesce
from django.utils import timezone

from members.companies.models import Company
from multifactory.lib.text.search import SearchedQuerySet
from spaces.building.models import related_rows

UNSEEN = ("draft", "submitted")


class EventQuerySet(SearchedQuerySet):
    def visible_to(self, is_member: bool, now: datetime | None = None) -> Self:
        """What is out, from its moment on; internal events to members. Drafts: `events_seen_by`."""
        events = self.exclude(state__in=UNSEEN).exclude(published_from__gt=now or timezone.now())
        return events if is_member else events.filter(visibility="public")

    def awaiting_publication(self) -> Self:
        """Drafts and submitted ones that are yet to take place."""
        return self.filter(state__in=UNSEEN, ends_at__gt=timezone.now())

    def published(self) -> Self:
        return self.filter(state="published")

    def public(self) -> Self:
        """What everybody may see, the postponed and cancelled ones too."""
        return self.visible_to(is_member=False)

    def upcoming(self) -> Self:
        return self.filter(ends_at__gt=timezone.now()).order_by("starts_at", "id")

    def past(self) -> Self:
        return self.filter(ends_at__lte=timezone.now()).order_by("-starts_at", "-id")

    def with_taken(self) -> Self:
        """Adds `taken`, the seats that are confirmed, offered or held at this moment; counted for the rows
        that are read."""
        # Registrations stand above this subject, so their states are named by their values.
        now = timezone.now()
        used = Q(state="confirmed") | Q(state="offered", offered_until__gt=now)
        used |= Q(state="held", held_until__gt=now)
        return self.annotate(taken=self._people(used))

    def with_waiting(self) -> Self:
        """Adds `waiting`, how many people are on the waiting list."""
        return self.annotate(waiting=self._people(Q(state="waiting")))

    def _people(self, which: Q) -> Coalesce:
        entries = related_rows(self.model, "registrations").filter(which, event=OuterRef("pk"))
        seats = entries.order_by().values("event").annotate(seats=Sum("party")).values("seats")
        return Coalesce(Subquery(seats), 0)

    def for_rows(self) -> Self:
        """What `events/_event_row.html` shows."""
        return self.with_taken().select_related("space", "picture").prefetch_related("texts")

    def first_rows(self, number: int) -> Self:
        """The first of these for rows: the page is cut before anything is counted."""
        first = self.values("pk")[:number]
        return self.model._default_manager.filter(pk__in=first).for_rows().order_by("starts_at", "id")

    def made_by(self, company: Company) -> Self:
        hosts = related_rows(self.model, "hosts").confirmed().filter(company=company)
        return self.filter(pk__in=hosts.values("event"))

    def with_hosts(self) -> Self:
        """Adds `confirmed_hosts`, the companies that make it with what they bring."""
        hosts = related_rows(self.model, "hosts").confirmed().for_list()
        return self.prefetch_related(models.Prefetch("hosts", hosts, to_attr="confirmed_hosts"))

    def for_list(self) -> Self:
        return self.for_rows().with_hosts()

    def for_calendar(self) -> Self:
        """Public events from 30 days ago to 400 days ahead; cancelled ones, and those that everybody saw and
        sees no more, stay for 30 days."""
        now = timezone.now()
        month = timedelta(days=30)
        is_shown = Q(published_from__isnull=True) | Q(published_from__lte=now)
        is_public = ~Q(state__in=UNSEEN) & is_shown & Q(visibility="public")
        return (
            self.filter(is_public | Q(left_public_at__gt=now - month))
            .filter(ends_at__gt=now - month, starts_at__lt=now + timedelta(days=400))
            .exclude(state="cancelled", updated_at__lte=now - month)
            .select_related("space")
            .defer("search_text")
            .prefetch_related("texts")
            .order_by("starts_at", "id")
        )
