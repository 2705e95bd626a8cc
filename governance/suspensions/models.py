"""Companies that have no vote for a time, and by what."""

from datetime import date
from typing import Self

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from governance.proposals.choices import Outcome
from members.companies.models import Company
from members.people.models import User
from multifactory.lib.formats import format_day
from multifactory.lib.immutability import Sealed
from multifactory.lib.text import fields as texts


class VotingSuspensionQuerySet(models.QuerySet):
    def on(self, day: date) -> Self:
        return self.filter(Q(end_on__isnull=True) | Q(end_on__gt=day), start_on__lte=day)


class VotingSuspension(models.Model):
    """A time in which a company has no vote, for example because of arrears: [start_on, end_on).

    It counts in rounds opened in that time; one that is open is never touched. The company stays a member,
    and the law's majorities count it. Ended before it began, it is empty: `end_on` is `start_on`.
    """

    company = models.ForeignKey(
        Company, on_delete=models.PROTECT, related_name="voting_suspensions", verbose_name=_("company")
    )
    start_on = models.DateField(_("start"), help_text=_("Tomorrow at the earliest."))
    end_on = models.DateField(
        _("end"), null=True, blank=True, help_text=_("The first day the company votes again.")
    )
    reason = texts.CharField(
        _("reason"),
        max_length=200,
        help_text=_("All members can read it in the list of voters of each voting round."),
    )
    resolution = models.ForeignKey(
        "governance.Resolution",
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="voting_suspensions",
        verbose_name=_("decided by"),
    )
    rulebook_entry = texts.CharField(
        _("entry of the rulebook"),
        max_length=200,
        blank=True,
        help_text=_("The article that suspends the company, if no resolution does: “Article 9(2), arrears”."),
    )
    # Entered by the portal because a number of the rulebook says so; it ends when the reason does.
    is_by_rulebook = models.BooleanField(_("by the rulebook"), default=False, editable=False)
    entered_on = models.DateField(_("entered on"), null=True, editable=False, default=timezone.localdate)
    entered_by = models.ForeignKey(
        User,
        null=True,
        editable=False,
        on_delete=models.SET_NULL,
        related_name="+",
        verbose_name=_("entered by"),
    )
    ended_by = models.ForeignKey(
        User,
        null=True,
        editable=False,
        on_delete=models.SET_NULL,
        related_name="+",
        verbose_name=_("ended early by"),
    )

    objects = VotingSuspensionQuerySet.as_manager()

    class Meta:
        verbose_name = _("suspension of voting rights")
        verbose_name_plural = _("suspensions of voting rights")
        ordering = ["-start_on"]
        constraints = [
            models.CheckConstraint(
                condition=Q(end_on__isnull=True) | Q(end_on__gte=F("start_on")),
                name="voting_suspension_ends_after_start",
                violation_error_message=_("The end must come after the start."),
            ),
            models.CheckConstraint(
                condition=Q(resolution__isnull=False) | ~Q(rulebook_entry=""),
                name="voting_suspension_cites",
                violation_error_message=_(
                    "Name the resolution or the entry of the rulebook that suspends the company."
                ),
            ),
            # Those entered before this was asked for have no `entered_on`.
            models.CheckConstraint(
                condition=Q(entered_on__isnull=True) | Q(start_on__gt=F("entered_on")),
                name="voting_suspension_starts_later",
                violation_error_message=_("A suspension starts tomorrow at the earliest."),
            ),
            Sealed(
                name="voting_suspension_sealed",
                when="{row}.id IS NOT NULL",
                columns=("company", "start_on", "reason", "resolution", "rulebook_entry", "entered_on"),
                events=("UPDATE", "DELETE"),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.company}, {format_day(self.start_on)}"

    @property
    def told_reason(self) -> str:
        """With what suspends the company, as the list of voters says it."""
        if self.resolution:
            citation = _("resolution %(reference)s") % {"reference": self.resolution.reference}
        else:
            citation = self.rulebook_entry
        return f"{self.reason} ({citation})"

    def clean(self) -> None:
        if self.resolution and self.resolution.outcome != Outcome.ADOPTED:
            raise ValidationError({"resolution": _("This resolution was not adopted.")})
        # A form leaves `entered_on` out, and with it the constraint that says the same.
        if self._state.adding and self.start_on and self.start_on <= timezone.localdate():
            raise ValidationError({"start_on": _("A suspension starts tomorrow at the earliest.")})
