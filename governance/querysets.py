"""Questions asked of proposals, rounds and resolutions."""

from datetime import date, datetime
from typing import TYPE_CHECKING, Self

from django.apps import apps
from django.db import models
from django.db.models import (
    Case,
    Count,
    F,
    FilteredRelation,
    OuterRef,
    Prefetch,
    Q,
    Subquery,
    Sum,
    Value,
    When,
)
from django.db.models.functions import Coalesce, Now

if TYPE_CHECKING:
    from members.models import Company, Membership


class MatterRuleQuerySet(models.QuerySet):
    def in_force(self, matter: str, day: date) -> Self:
        """The newest first. A rulebook that does not name the matter decides it as an ordinary one."""
        is_named = Case(When(matter=matter, then=0), default=1)
        rules = self.filter(matter__in=[matter, "ordinary"], rulebook__in_force_from__lte=day)
        newest = ("-rulebook__in_force_from", "-rulebook__version", is_named)
        return rules.select_related("rulebook").order_by(*newest)


class ProposalQuerySet(models.QuerySet):
    def visible_to(self, acting: "Membership | None") -> Self:
        """Drafts are seen by the proposing company alone; everything else by every person of the portal."""
        own = Q(company=acting.company) if acting else Q(pk__in=[])
        return self.filter(~Q(state="draft") | own)

    def for_list(self) -> Self:
        """What waits for votes first, then what is talked about, then the rest; each newest first."""
        rank = Case(When(state="voting", then=0), When(state__in=["draft", "discussion"], then=1), default=2)
        return self.select_related("company").order_by(rank, "-created_at", "-pk")

    def in_discussion(self) -> Self:
        """What is talked about, the latest first, with its `comment_count`."""
        return (
            self.filter(state="discussion")
            .annotate(comment_count=Count("comments"))
            .order_by("-created_at", "-pk")
        )

    def with_rounds(self, company: "Company | None") -> Self:
        """Fills `rounds` in order, each with the vote of this company: one query for the whole list."""
        rounds = apps.get_model("governance", "VotingRound").objects.with_vote_of(company)
        return self.prefetch_related(Prefetch("rounds", queryset=rounds.with_clock().order_by("number")))


class VotingRoundQuerySet(models.QuerySet):
    def open(self) -> Self:
        """Votes count now, by the clock of the database."""
        return self.filter(state="open", closes_at__gt=Now())

    def due(self) -> Self:
        """Past their end and not yet counted."""
        return self.filter(state="open", closes_at__lte=Now())

    def with_clock(self) -> Self:
        """Adds `is_taking_votes`, by the clock of the database."""
        is_open = Case(When(state="open", closes_at__gt=Now(), then=True), default=False)
        return self.annotate(is_taking_votes=is_open)

    def with_vote_of(self, company: "Company | None") -> Self:
        """Adds `own_standing` (None: not on the roll), `own_reason`, `own_choice` (None: has not voted)."""
        if not company:
            nothing = Value(None, output_field=models.CharField())
            return self.annotate(own_standing=nothing, own_reason=nothing, own_choice=nothing)
        return self.annotate(
            own_entry=FilteredRelation("roll", condition=Q(roll__company=company)),
            own_vote=FilteredRelation("own_entry__votes", condition=Q(own_entry__votes__is_current=True)),
            own_standing=F("own_entry__standing"),
            own_reason=F("own_entry__reason"),
            own_choice=F("own_vote__choice"),
        )

    def not_voted_by(self, company: "Company") -> Self:
        """Those that still wait for the vote of this company."""
        return self.with_vote_of(company).filter(own_standing="entitled", own_choice__isnull=True)

    def participation_since(self, moment: datetime) -> dict[str, int | None]:
        """`rounds` counted since then, and the `percent` of companies that took part (None: no round)."""
        sums = self.filter(state="closed", closed_at__gte=moment).aggregate(
            rounds=Count("pk"),
            taken_part=Sum(F("yes") + F("no") + F("abstain") + F("recused")),
            entitled=Sum("entitled"),
        )
        percent = round(100 * sums["taken_part"] / sums["entitled"]) if sums["entitled"] else None
        return {"rounds": sums["rounds"], "percent": percent}

    def with_turnout(self) -> Self:
        """Adds `on_roll` and `taken_part`, in companies. It says how many voted, never what."""
        roll = apps.get_model("governance", "RollEntry").objects.filter(round=OuterRef("pk")).order_by()
        took_part = Q(standing="recused") | Q(standing="entitled", votes__is_current=True)
        return self.annotate(
            on_roll=_count(roll.exclude(standing="suspended")), taken_part=_count(roll.filter(took_part))
        )


def _count(entries: models.QuerySet) -> Coalesce:
    counted = entries.values("round").annotate(number=Count("pk", distinct=True)).values("number")
    return Coalesce(Subquery(counted), 0)


class RollEntryQuerySet(models.QuerySet):
    def with_vote(self) -> Self:
        """Adds `choice`, what the company votes now, or None."""
        return self.annotate(
            current=FilteredRelation("votes", condition=Q(votes__is_current=True)),
            choice=F("current__choice"),
        )


class ResolutionQuerySet(models.QuerySet):
    def visible_to(self, is_member: bool) -> Self:
        return self if is_member else self.filter(is_published=True)

    def for_list(self) -> Self:
        return self.order_by("-year", "-number")
