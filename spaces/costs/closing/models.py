"""The accounts of a year as a decision closed them, and what each company then pays or gets back."""

from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from governance.amendments.models import EffectRow
from governance.resolutions.models import Resolution
from members.companies.models import Company
from multifactory.lib.formats import format_euro
from multifactory.lib.immutability import Sealed

CLOSE_YEAR = "close_year"  # kept in Proposal.effect


class Closing(models.Model):
    """The year's end: what was spent is set against the quotas, once."""

    year = models.PositiveSmallIntegerField(_("year"))
    day = models.DateField(_("accounts of"))
    cents = models.BigIntegerField(_("spent, in cents"))
    record_sha256 = models.CharField(max_length=64)
    resolution = models.OneToOneField(
        Resolution, on_delete=models.PROTECT, related_name="closing", verbose_name=_("decided by")
    )
    closed_at = models.DateTimeField(_("closed on"), default=timezone.now)
    reopened_by = models.OneToOneField(
        Resolution,
        null=True,
        on_delete=models.PROTECT,
        related_name="reopening",
        verbose_name=_("opened again by"),
    )

    class Meta:
        verbose_name = _("closing of a year")
        verbose_name_plural = _("closings of years")
        ordering = ["-year", "-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["year"], condition=Q(reopened_by__isnull=True), name="year_closed_once"
            ),
            Sealed(
                name="closing_sealed",
                when="{row}.id IS NOT NULL",
                columns=("year", "day", "cents", "record_sha256", "resolution", "closed_at"),
                events=("UPDATE", "DELETE"),
            ),
            Sealed(name="closing_reopened_once", when="{row}.reopened_by_id IS NOT NULL", events=("UPDATE",)),
        ]

    def __str__(self) -> str:
        return str(_("Accounts %(year)s") % {"year": self.year})

    def get_absolute_url(self) -> str:
        return reverse("spaces:year_accounts", args=[self.year])


class Adjustment(models.Model):
    """What one company still pays for a year (above zero) or gets back; without one, the community."""

    closing = models.ForeignKey(
        Closing, on_delete=models.PROTECT, related_name="adjustments", verbose_name=_("closing")
    )
    company = models.ForeignKey(
        Company,
        null=True,
        on_delete=models.PROTECT,
        related_name="adjustments",
        verbose_name=_("company"),
    )
    recorded_cents = models.BigIntegerField(_("as recorded, in cents"))
    spent_cents = models.BigIntegerField(_("to the day, in cents"))
    quota_cents = models.BigIntegerField(_("quotas, in cents"))
    cents = models.BigIntegerField(_("to pay, in cents"))
    due_on = models.DateField(_("due on"))

    class Meta:
        verbose_name = _("adjustment")
        verbose_name_plural = _("adjustments")
        ordering = ["closing", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["closing", "company"], name="adjustment_once"),
            models.UniqueConstraint(
                fields=["closing"], condition=Q(company__isnull=True), name="adjustment_community_once"
            ),
            models.CheckConstraint(
                condition=Q(cents=F("spent_cents") - F("quota_cents")), name="adjustment_is_the_difference"
            ),
            Sealed(name="adjustment_sealed", when="{row}.id IS NOT NULL", events=("UPDATE", "DELETE")),
        ]

    def __str__(self) -> str:
        return f"{self.company or _('The community, for empty units')}: {format_euro(self.cents)}"


class ProposedClosing(EffectRow):
    """Which year is closed, with its sums on the day it was proposed: no others are carried out."""

    year = models.PositiveSmallIntegerField(_("year"))
    day = models.DateField(_("accounts of"))
    cents = models.BigIntegerField(_("spent, in cents"))
    costs = models.PositiveIntegerField()
    voided = models.PositiveIntegerField()
    record_sha256 = models.CharField(max_length=64)
    lines_sha256 = models.CharField(max_length=64)

    class Meta(EffectRow.Meta):
        verbose_name = _("proposed closing")
        verbose_name_plural = _("proposed closings")

    def __str__(self) -> str:
        return str(self.year)


class ProposedReopening(EffectRow):
    """Which closing is taken back."""

    closing = models.ForeignKey(Closing, on_delete=models.PROTECT, related_name="+", verbose_name=_("year"))

    class Meta(EffectRow.Meta):
        verbose_name = _("proposed reopening")
        verbose_name_plural = _("proposed reopenings")

    def __str__(self) -> str:
        return str(self.closing)
