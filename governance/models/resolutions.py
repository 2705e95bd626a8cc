"""The book of resolutions."""

from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from governance.models.matters import Matter, Outcome
from governance.models.proposals import Proposal
from governance.models.rounds import VotingRound
from governance.querysets import ResolutionQuerySet
from members.models import Company, User


class ResolutionYear(models.Model):
    """The last number given in a year. Taking the next one locks this row, so that numbers have no gap."""

    year = models.PositiveSmallIntegerField(primary_key=True)
    last_number = models.PositiveIntegerField(default=0)

    def __str__(self) -> str:
        return f"{self.year}/{self.last_number}"


class Resolution(models.Model):
    """Entry of the book of resolutions, e.g. 2026/14. Those older than the portal have no round."""

    class Effect(models.TextChoices):
        NONE = "", _("carries nothing out by itself")
        DONE = "done", _("carried out")
        BLOCKED = "blocked", _("could not be carried out")

    year = models.PositiveSmallIntegerField(_("year"))
    number = models.PositiveIntegerField(_("number"))
    title = models.CharField(_("title"), max_length=140)
    text = models.TextField(_("text"))
    statement = models.TextField(
        _("outcome in words"),
        blank=True,
        help_text=_("What came of it, for readers who were not there. Markdown."),
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
    is_published = models.BooleanField(
        _("published"), default=False, help_text=_("Ticked: visitors may read it. Not ticked: members only.")
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
        verbose_name=_("who sees to it"),
    )
    due_on = models.DateField(_("to be done by"), null=True, blank=True)
    review_on = models.DateField(_("to be looked at again on"), null=True, blank=True)
    done_on = models.DateField(_("done on"), null=True, blank=True)
    done_by = models.ForeignKey(
        User,
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
        verbose_name=_("said to be done by"),
    )
    told_on = models.DateField(null=True, blank=True, editable=False)  # the last mail that it is overdue
    effect_state = models.CharField(
        _("effect"), max_length=10, choices=Effect, default=Effect.NONE, blank=True
    )
    effect_note = models.CharField(_("what came of the effect"), max_length=500, blank=True)
    effect_at = models.DateTimeField(_("effect tried on"), null=True, blank=True)

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
