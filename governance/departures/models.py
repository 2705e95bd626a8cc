"""Companies that leave the multifactory: by their own word, or by a resolution (civil code, art. 24)."""

from typing import Self

from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from governance.amendments.models import EffectRow
from members.companies.models import Company
from members.people.models import User
from multifactory.lib.formats import format_day
from multifactory.lib.immutability import Sealed
from multifactory.lib.text import fields as texts


class DepartureQuerySet(models.QuerySet):
    def running(self) -> Self:
        """Not taken back: the day stands, whether it has come or not."""
        return self.filter(withdrawn_at__isnull=True)

    def correcting(self) -> Self:
        """Those that take a company out of rounds that are open: never by a date alone."""
        return self.running().exclude(kind=Departure.Kind.ENTERED)


class Departure(models.Model):
    """That a company leaves, with the first day it is no longer a member; `Company.left_on` repeats it."""

    class Kind(models.TextChoices):
        DECLARED = "declared", _("declared by the company")
        EXCLUDED = "excluded", _("excluded by a resolution")
        # Older than the others. It takes the company out of no round that is open.
        ENTERED = "entered", _("entered by a coordinator")

    company = models.ForeignKey(
        Company, on_delete=models.PROTECT, related_name="departures", verbose_name=_("company")
    )
    kind = models.CharField(_("how"), max_length=10, choices=Kind)
    leaves_on = models.DateField(_("leaves on"), help_text=_("The first day it is no longer a member."))
    note = texts.CharField(_("in a few words"), max_length=300, blank=True)
    resolution = models.ForeignKey(
        "governance.Resolution",
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="departures",
        verbose_name=_("decided by"),
    )
    entered_on = models.DateField(_("announced on"), null=True, blank=True, default=timezone.localdate)
    entered_by = models.ForeignKey(
        User,
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
        verbose_name=_("announced by"),
    )
    withdrawn_at = models.DateTimeField(_("undone on"), null=True, blank=True)
    withdrawn_by = models.ForeignKey(
        User,
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
        verbose_name=_("undone by"),
    )
    withdrawal_reason = texts.CharField(_("why it was undone"), max_length=300, blank=True)

    objects = DepartureQuerySet.as_manager()

    class Meta:
        verbose_name = _("departure of a company")
        verbose_name_plural = _("departures of companies")
        ordering = ["-leaves_on", "company__name"]
        constraints = [
            models.UniqueConstraint(
                fields=["company"],
                condition=Q(withdrawn_at__isnull=True),
                name="departure_running_once",
                violation_error_message=_("This company is already leaving."),
            ),
            models.CheckConstraint(
                condition=Q(kind="excluded", resolution__isnull=False)
                | ~Q(kind="excluded") & Q(resolution__isnull=True),
                name="departure_exclusion_is_decided",
                violation_error_message=_("An exclusion needs the resolution that decided it."),
            ),
            models.CheckConstraint(
                condition=Q(entered_on__isnull=True) | Q(leaves_on__gt=F("entered_on")),
                name="departure_is_said_before",
                violation_error_message=_("A company leaves tomorrow at the earliest."),
            ),
            Sealed(
                name="departure_sealed",
                when="{row}.id IS NOT NULL",
                columns=("company", "kind", "leaves_on", "note", "resolution", "entered_on"),
                events=("UPDATE", "DELETE"),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.company}, {format_day(self.leaves_on)}"

    @property
    def has_come(self) -> bool:
        return self.leaves_on <= timezone.localdate()


class ProposedExclusion(EffectRow):
    """What a proposal to exclude a company carries out."""

    company = models.ForeignKey(
        Company, on_delete=models.PROTECT, related_name="proposed_exclusions", verbose_name=_("company")
    )
    leaves_on = models.DateField(
        _("no longer a member from"),
        null=True,
        blank=True,
        help_text=_("Leave empty for the day after the decision. It is never earlier than that."),
    )

    class Meta(EffectRow.Meta):
        verbose_name = _("proposed exclusion")
        verbose_name_plural = _("proposed exclusions")

    def __str__(self) -> str:
        return str(self.company)
