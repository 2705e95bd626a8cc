"""Questions asked of proposals, rounds and resolutions."""

from typing import TYPE_CHECKING, Self

from django.db import models
from django.db.models import Q
from django.db.models.functions import Now

if TYPE_CHECKING:
    from members.models import Membership


class ProposalQuerySet(models.QuerySet):
    def visible_to(self, acting: "Membership | None") -> Self:
        """Drafts are seen by the proposing company alone; everything else by every person of the portal."""
        own = Q(company=acting.company) if acting else Q(pk__in=[])
        return self.filter(~Q(state="draft") | own)

    def for_list(self) -> Self:
        return self.select_related("company").order_by("-created_at")


class VotingRoundQuerySet(models.QuerySet):
    def open(self) -> Self:
        """Votes count now, by the clock of the database."""
        return self.filter(state="open", closes_at__gt=Now())

    def due(self) -> Self:
        """Past their end and not yet counted."""
        return self.filter(state="open", closes_at__lte=Now())


class ResolutionQuerySet(models.QuerySet):
    def visible_to(self, is_member: bool) -> Self:
        return self if is_member else self.filter(is_published=True)

    def for_list(self) -> Self:
        return self.select_related("proposal").order_by("-year", "-number")
