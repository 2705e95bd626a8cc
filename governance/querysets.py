"""Questions asked of proposals, rounds and resolutions."""

from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING, Self

from django.apps import apps
from django.db import models
from django.db.models import (
    Case,
    Count,
    Exists,
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

TOLD_AGAIN_AFTER = timedelta(days=30)


class MatterRuleQuerySet(models.QuerySet):
    def in_force(self, matter: str, day: date) -> Self:
        """The newest first. A rulebook that does not name the matter decides it as an ordinary one."""
        is_named = Case(When(matter=matter, then=0), default=1)
        rules = self.filter(matter__in=[matter, "ordinary"], rulebook__in_force_from__lte=day)
        newest = ("-rulebook__in_force_from", "-rulebook__version", is_named)
        return rules.select_related("rulebook").order_by(*newest)


class RulebookQuerySet(models.QuerySet):
    def drafts(self) -> Self:
        return self.filter(in_force_from__isnull=True)

    def in_force(self, day: date) -> Self:
        """The newest first."""
        return self.filter(in_force_from__lte=day).order_by("-in_force_from", "-version")


class VotingSuspensionQuerySet(models.QuerySet):
    def on(self, day: date) -> Self:
        return self.filter(Q(end_on__isnull=True) | Q(end_on__gt=day), start_on__lte=day)


class ProposalQuerySet(models.QuerySet):
    def visible_to(self, acting: "Membership | None") -> Self:
        """Drafts are seen by the proposing company alone; everything else by every person of the portal."""
        own = Q(company=acting.company) if acting else Q(pk__in=[])
        return self.filter(~Q(state="draft") | own)

    def for_list(self) -> Self:
        """What waits for votes first, then what is talked about, then the rest; each newest first."""
        under_way = ["draft", "discussion", "frozen", "closed"]
        rank = Case(When(state="voting", then=0), When(state__in=under_way, then=1), default=2)
        return self.select_related("company").order_by(rank, "-created_at", "-pk")

    def for_page(self) -> Self:
        """With how much there is of its past: `version_count` and `round_count`."""
        people = ("company", "author", "responsible", "supersedes")
        counts = {f"{name}_count": Count(f"{name}s", distinct=True) for name in ("version", "round")}
        return self.select_related(*people).annotate(**counts)

    def in_discussion(self) -> Self:
        """What is talked about, the latest first, with its `comment_count`."""
        return (
            self.filter(state__in=["discussion", "frozen"])
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
        """Adds `own_standing` (None: not on the roll) and `own_reason`; and of the company's vote
        `own_choice`, `own_answer` and `own_revision`, each None before it has voted."""
        if not company:
            nothing = Value(None, output_field=models.CharField())
            names = ("own_standing", "own_reason", "own_choice", "own_answer", "own_revision")
            return self.annotate(**dict.fromkeys(names, nothing))
        return self.annotate(
            own_entry=FilteredRelation("roll", condition=Q(roll__company=company)),
            own_vote=FilteredRelation("own_entry__votes", condition=Q(own_entry__votes__is_current=True)),
            own_standing=F("own_entry__standing"),
            own_reason=F("own_entry__reason"),
            own_choice=F("own_vote__choice"),
            own_answer=F("own_vote__answer"),
            own_revision=F("own_vote__revision"),
        )

    def not_voted_by(self, company: "Company") -> Self:
        """Those that still wait for the vote of this company."""
        return self.with_vote_of(company).filter(own_standing="entitled", own_choice__isnull=True)

    def participation_since(self, moment: datetime) -> dict[str, int | None]:
        """`rounds` counted since then, and the `percent` of companies that took part (None: no round)."""
        sums = self.filter(state="closed", closed_at__gte=moment).aggregate(
            rounds=Count("pk"),
            present=Sum("taken_part"),
            entitled=Sum("entitled"),
        )
        percent = round(100 * sums["present"] / sums["entitled"]) if sums["entitled"] else None
        return {"rounds": sums["rounds"], "percent": percent}

    def with_turnout(self) -> Self:
        """Adds `on_roll` and `present`, in companies. It says how many took part, never how."""
        roll = apps.get_model("governance", "RollEntry").objects.filter(round=OuterRef("pk")).order_by()
        took_part = Q(standing="recused") | Q(standing="entitled", votes__is_current=True)
        return self.annotate(
            on_roll=_count(roll.exclude(standing="suspended")), present=_count(roll.filter(took_part))
        )


def _count(entries: models.QuerySet) -> Coalesce:
    counted = entries.values("round").annotate(number=Count("pk", distinct=True)).values("number")
    return Coalesce(Subquery(counted), 0)


class RollEntryQuerySet(models.QuerySet):
    def with_vote(self) -> Self:
        """Adds `answer`, what the company answers now, or None."""
        return self.annotate(
            current=FilteredRelation("votes", condition=Q(votes__is_current=True)),
            answer=F("current__answer"),
        )


class VoteQuerySet(models.QuerySet):
    def counted_in(self, voting_round: models.Model) -> Self:
        """What is counted if the round closed now."""
        return self.filter(roll_entry__round=voting_round, roll_entry__standing="entitled", is_current=True)


class RoundEventQuerySet(models.QuerySet):
    def heads(self, *kinds: str) -> Self:
        return self.filter(kind__in=kinds).order_by("height")


_TO_DO = Q(due_on__isnull=False, done_on__isnull=True)
# What was done before the day of its review is looked at again all the same.
_TO_REVIEW = Q(review_on__isnull=False) & (Q(done_on__isnull=True) | Q(done_on__lt=F("review_on")))


class ResolutionQuerySet(models.QuerySet):
    def visible_to(self, is_member: bool) -> Self:
        return self if is_member else self.filter(is_published=True)

    def to_see_to(self) -> Self:
        """Adopted and still in force, with a day to be done by and not done, or with a review to come."""
        return self.filter(_TO_DO | _TO_REVIEW, outcome="adopted", superseded_by__isnull=True)

    def superseded(self) -> Self:
        later = self.model._default_manager.filter(supersedes__isnull=False)
        return self.filter(pk__in=later.values("supersedes"))

    def overdue(self, day: date) -> Self:
        """Not done by their day, or due to be looked at again."""
        is_late, is_to_review = Q(_TO_DO, due_on__lt=day), Q(_TO_REVIEW, review_on__lte=day)
        return self.to_see_to().filter(is_late | is_to_review)

    def on_the_desk(self, day: date) -> Self:
        """What coordinators look after: overdue, or adopted and not carried out."""
        return self.filter(Q(pk__in=self.overdue(day).values("pk")) | Q(effect_state="blocked"))

    def to_tell_of(self, day: date) -> Self:
        """Overdue, and told of neither since its day came nor within 30 days."""
        not_since = Q(due_on__lt=day, told_on__lte=F("due_on")) | Q(
            review_on__lte=day, told_on__lt=F("review_on")
        )
        long_ago = Q(told_on__lte=day - TOLD_AGAIN_AFTER)
        return self.overdue(day).filter(Q(told_on__isnull=True) | long_ago | not_since)

    def for_list(self) -> Self:
        """The newest first, each with whether something later stands in its place (`is_superseded`)."""
        later = self.model._default_manager.filter(supersedes=OuterRef("pk"))
        return self.annotate(is_superseded=Exists(later)).order_by("-year", "-number")

    def with_ties(self) -> Self:
        """With who sees to it, and what it replaces and is replaced by."""
        return self.select_related("responsible", "supersedes").prefetch_related("superseded_by")
