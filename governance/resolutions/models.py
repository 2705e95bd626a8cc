"""The book of resolutions."""

from datetime import date, timedelta
from typing import Self

from django.db import models
from django.db.models import Exists, F, OuterRef, Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from governance.proposals.choices import Matter, Outcome
from governance.proposals.models import Proposal
from governance.voting.models import VotingRound
from members.companies.models import Company
from members.people.models import User
from multifactory.lib.immutability import Sealed
from multifactory.lib.text import fields as texts
from multifactory.lib.text.search import Searched, SearchedQuerySet

REMIND_AGAIN_AFTER = timedelta(days=30)
_TO_DO = Q(due_on__isnull=False, done_on__isnull=True)

# What was done before the day of its review is looked at again all the same.
_TO_REVIEW = Q(review_on__isnull=False) & (Q(done_on__isnull=True) | Q(done_on__lt=F("review_on")))


class ResolutionQuerySet(SearchedQuerySet):
    def visible_to(self, is_member: bool) -> Self:
        return self if is_member else self.filter(is_published=True)

    def awaiting_follow_up(self) -> Self:
        """Adopted and still in force, with a day to be done by and not done, or with a review to come."""
        return self.filter(_TO_DO | _TO_REVIEW, outcome=Outcome.ADOPTED, superseded_by__isnull=True)

    def superseded(self) -> Self:
        later = self.model._default_manager.filter(supersedes__isnull=False)
        return self.filter(pk__in=later.values("supersedes"))

    def overdue(self, day: date) -> Self:
        """Not done by their day, or due to be looked at again."""
        is_late, is_to_review = Q(_TO_DO, due_on__lt=day), Q(_TO_REVIEW, review_on__lte=day)
        return self.awaiting_follow_up().filter(is_late | is_to_review)

    def for_coordinators(self, day: date) -> Self:
        """What coordinators look after: overdue, or adopted and not carried out."""
        is_blocked = Q(effect_state=Resolution.Effect.BLOCKED)
        return self.filter(Q(pk__in=self.overdue(day).values("pk")) | is_blocked)

    def due_for_notice(self, day: date) -> Self:
        """Overdue, and no mail was sent about it since its day came or within 30 days."""
        not_since = Q(due_on__lt=day, told_on__lte=F("due_on")) | Q(
            review_on__lte=day, told_on__lt=F("review_on")
        )
        long_ago = Q(told_on__lte=day - REMIND_AGAIN_AFTER)
        return self.overdue(day).filter(Q(told_on__isnull=True) | long_ago | not_since)

    def for_list(self) -> Self:
        """The newest first, each with whether something later stands in its place (`is_superseded`)."""
        later = self.model._default_manager.filter(supersedes=OuterRef("pk"))
        return self.annotate(is_superseded=Exists(later)).order_by("-year", "-number")

    def with_ties(self) -> Self:
        """With who sees to it, and what it replaces and is replaced by."""
        return self.select_related("responsible", "supersedes").prefetch_related("superseded_by")


class ResolutionYear(models.Model):
    """The last number given in a year. Taking the next one locks this row, so that numbers have no gap."""

    year = models.PositiveSmallIntegerField(primary_key=True)
    last_number = models.PositiveIntegerField(default=0)

    def __str__(self) -> str:
        return f"{self.year}/{self.last_number}"


class Resolution(Searched):
    """Entry of the book of resolutions, e.g. 2026/14. Those older than the portal have no round."""

    found_by = ("reference", "title", "text", "statement")

    class Effect(models.TextChoices):
        NONE = "", _("no automatic effect")
        DONE = "done", _("carried out")
        BLOCKED = "blocked", _("could not be carried out")

    year = models.PositiveSmallIntegerField(_("year"))
    number = models.PositiveIntegerField(_("number"))
    title = texts.CharField(_("title"), max_length=140)
    text = texts.TextField(_("text"))
    statement = texts.TextField(
        _("outcome summary"),
        blank=True,
        help_text=_("What was decided, for readers who were not there. Markdown."),
    )
    matter = models.CharField(_("matter"), max_length=20, choices=Matter, default=Matter.ORDINARY)
    outcome = models.CharField(_("outcome"), max_length=10, choices=Outcome)
    decided_on = models.DateField(_("decided on"))
    proposal = models.ForeignKey(
        Proposal,
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="resolutions",
        verbose_name=_("proposal"),
    )
    round = models.OneToOneField(
        VotingRound,
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="resolution",
        verbose_name=_("voting round"),
    )
    concluded_by = models.ForeignKey(
        User,
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
        verbose_name=_("entered without another vote by"),
    )
    is_published = models.BooleanField(
        pgettext_lazy("resolution", "published"),
        default=False,
        help_text=_("If ticked: visitors can read it. If not ticked: members only."),
    )
    supersedes = models.ForeignKey(
        "self",
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="superseded_by",
        verbose_name=_("replaces"),
    )

    # What follows.
    responsible = models.ForeignKey(
        Company,
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="resolutions_to_see_to",
        verbose_name=_("who is responsible"),
    )
    due_on = models.DateField(_("to be done by"), null=True, blank=True)
    review_on = models.DateField(_("to be reviewed on"), null=True, blank=True)
    done_on = models.DateField(_("done on"), null=True, blank=True)
    done_by = models.ForeignKey(
        User,
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
        verbose_name=_("marked as done by"),
    )
    told_on = models.DateField(null=True, blank=True, editable=False)  # the last mail that it is overdue
    effect_state = models.CharField(
        _("effect"), max_length=10, choices=Effect, default=Effect.NONE, blank=True
    )
    effect_note = texts.CharField(_("result of the effect"), max_length=500, blank=True)
    effect_at = models.DateTimeField(_("last attempt on"), null=True, blank=True)
    effect_by = models.ForeignKey(
        User,
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
        verbose_name=_("effect tried again by"),
    )

    is_superseded: bool  # only on rows from `for_list`

    objects = ResolutionQuerySet.as_manager()

    class Meta:
        verbose_name = _("resolution")
        verbose_name_plural = _("resolutions")
        ordering = ["-year", "-number"]
        constraints = [
            models.UniqueConstraint(fields=["year", "number"], name="resolution_number_once"),
            models.CheckConstraint(
                condition=Q(effect_state="") | Q(outcome="adopted"), name="resolution_effect_of_an_adoption"
            ),
            models.CheckConstraint(
                condition=~Q(effect_state="blocked") | ~Q(effect_note=""), name="resolution_blocked_says_why"
            ),
            models.UniqueConstraint(
                fields=["supersedes"],
                name="resolution_superseded_once",
                violation_error_message=_("Another resolution already replaces this one."),
            ),
            # What was decided. What is corrected is decided anew, by a resolution that replaces this one;
            # its words of the outcome, what follows, its effect and who may read it can still change.
            Sealed(
                name="resolution_sealed",
                when="{row}.id IS NOT NULL",
                columns=(
                    *("year", "number", "title", "text", "matter", "outcome", "decided_on"),
                    *("proposal", "round", "supersedes"),
                ),
                events=("UPDATE", "DELETE"),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.reference} {self.title}"

    @property
    def reference(self) -> str:
        return f"{self.year}/{self.number}"

    @property
    def is_overdue(self) -> bool:
        """Not done by its day, or to be looked at again. What is replaced waits for nobody: see `overdue`."""
        is_late = self.due_on is not None and self.due_on < timezone.localdate() and self.done_on is None
        return self.is_to_review or (is_late and self.outcome == Outcome.ADOPTED)

    @property
    def is_to_review(self) -> bool:
        """The day of its review has come, even if it was done before."""
        if self.review_on is None or self.review_on > timezone.localdate():
            return False
        return self.outcome == Outcome.ADOPTED and (self.done_on is None or self.done_on < self.review_on)

    def get_absolute_url(self) -> str:
        return reverse("governance:resolution_detail", args=[self.year, self.number])
