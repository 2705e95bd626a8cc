"""Which applications are meant, in words; and the groups of their states."""

import uuid
from datetime import date
from typing import Self

from django.db import models
from django.utils import timezone

from multifactory.lib.signed_links import SignedLink

APPLICATION_LINK = SignedLink("members.application")

# Of one address and name there is one of these.
LIVE = ("draft", "submitted", "checking", "info_needed", "open", "proposed", "turned_down")
FINAL = ("accepted", "refused", "withdrawn", "lapsed")
# What members have read, or can read: from the opening on.
OPENED = ("open", "proposed", "turned_down", "accepted", "refused")


class ApplicationQuerySet(models.QuerySet):
    def live(self) -> Self:
        return self.filter(state__in=LIVE)

    def visible_to_members(self) -> Self:
        """Opened to all members, and not emptied yet; also what was withdrawn after that."""
        return self.filter(opened_on__isnull=False, emptied_on__isnull=True)

    def in_open_days(self) -> Self:
        """Being read and asked about, whether or not it may be proposed by now."""
        return self.filter(state="open")

    def to_propose(self, day: date | None = None) -> Self:
        """Waiting for a company that puts them to the vote."""
        return self.in_open_days().filter(open_until__lte=day or timezone.localdate())

    def undecided(self) -> Self:
        """With the managing body or on the coordinators' desk: submitted, and no answer yet."""
        return self.filter(state__in=LIVE).exclude(state="draft")

    def for_list(self) -> Self:
        return self.select_related("field", "call", "company")

    def for_page(self) -> Self:
        return self.select_related("field", "second_field", "third_field", "call", "company")

    def by_link(self, token: str) -> Self:
        """The one that this link in a mail is about, or none."""
        try:
            return self.filter(uid=uuid.UUID(APPLICATION_LINK.read(token)))
        except (AttributeError, TypeError, ValueError):
            return self.none()
