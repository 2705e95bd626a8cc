"""What works would cost by those who offer them, and the money set aside for them before they are paid."""

from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from governance.attachments.models import Attachment
from members.companies.models import Company
from members.people.models import User
from multifactory.lib.formats import format_euro
from multifactory.lib.immutability import Sealed
from multifactory.lib.text import fields as texts
from spaces.building.periods import Voidable, VoidableQuerySet
from spaces.costs.sharing.rules import MOST_CENTS
from spaces.costs.spending.models import Authorisation, FundKind

AMOUNT_FAULT = _("An amount is above zero and at most 10 million euro.")


class Quote(models.Model):
    """What a supplier asks for what a proposal wants.

    Its paper is one of the proposal's attachments, whose hash is voted on: it is fixed with them.
    """

    paper = models.OneToOneField(
        Attachment, on_delete=models.CASCADE, related_name="quote", verbose_name=_("document")
    )
    supplier = texts.CharField(_("supplier"), max_length=80)
    cents = models.PositiveBigIntegerField(_("amount in cents"))

    class Meta:
        verbose_name = _("quote")
        verbose_name_plural = _("quotes")
        ordering = ["cents", "pk"]
        constraints = [
            models.CheckConstraint(condition=Q(cents__range=(1, MOST_CENTS)), name="quote_in_range"),
        ]

    def __str__(self) -> str:
        return f"{self.supplier}: {self.amount}"

    @property
    def amount(self) -> str:
        return format_euro(self.cents, with_cents=True)


class Fund(models.Model):
    """The money set aside for what one resolution allows: as large as the works, or by their progress."""

    authorisation = models.OneToOneField(
        Authorisation, on_delete=models.PROTECT, related_name="fund", verbose_name=_("authorised expense")
    )
    kind = models.CharField(_("kind"), max_length=8, choices=FundKind)

    class Meta:
        verbose_name = _("fund for works")
        verbose_name_plural = _("funds for works")
        ordering = ["-pk"]
        constraints = [
            Sealed(name="fund_sealed", when="{row}.id IS NOT NULL", events=("UPDATE", "DELETE")),
        ]

    def __str__(self) -> str:
        return str(_("Fund for “%(works)s”") % {"works": self.authorisation.resolution.title})

    def get_absolute_url(self) -> str:
        return reverse("spaces:fund_detail", args=[self.pk])


class FundCall(Voidable):
    """A part of a fund that the companies pay in by a day, each its share of what was decided."""

    fund = models.ForeignKey(Fund, on_delete=models.PROTECT, related_name="calls", verbose_name=_("fund"))
    number = models.PositiveSmallIntegerField(_("number"), editable=False)
    cents = models.PositiveBigIntegerField(_("amount in cents"))
    due_on = models.DateField(_("due on"))
    words = texts.CharField(_("what for"), max_length=120, blank=True)
    request_id = models.UUIDField(unique=True, editable=False)  # a form sent twice is one call
    called_by = models.ForeignKey(
        User,
        null=True,
        editable=False,
        on_delete=models.SET_NULL,
        related_name="+",
        verbose_name=_("called by"),
    )
    called_at = models.DateTimeField(_("asked for on"), default=timezone.now, editable=False)

    objects = VoidableQuerySet.as_manager()

    class Meta:
        verbose_name = _("part of a fund")
        verbose_name_plural = _("parts of funds")
        ordering = ["fund", "number"]
        constraints = [
            models.UniqueConstraint(fields=["fund", "number"], name="fund_call_number_once"),
            models.CheckConstraint(
                condition=Q(cents__range=(1, MOST_CENTS)),
                name="fund_call_in_range",
                violation_error_message=AMOUNT_FAULT,
            ),
            models.CheckConstraint(
                condition=Q(voided_at__isnull=True) | ~Q(void_reason=""), name="fund_call_void_says_why"
            ),
            Sealed(
                name="fund_call_sealed",
                when="{row}.id IS NOT NULL",
                columns=("fund", "number", "cents", "due_on", "words", "request_id", "called_at"),
                events=("UPDATE", "DELETE"),
            ),
            Sealed(
                name="fund_call_void_sealed",
                when="{row}.voided_at IS NOT NULL",
                columns=("voided_at", "void_reason"),
                events=("UPDATE",),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.number}: {self.amount}"

    @property
    def amount(self) -> str:
        return format_euro(self.cents, with_cents=True)


class FundQuota(models.Model):
    """What one company pays of a part of a fund; without one, the community."""

    call = models.ForeignKey(
        FundCall, on_delete=models.PROTECT, related_name="quotas", verbose_name=_("part of a fund")
    )
    company = models.ForeignKey(
        Company,
        null=True,
        on_delete=models.PROTECT,
        related_name="fund_quotas",
        verbose_name=_("company"),
    )
    cents = models.PositiveBigIntegerField(_("share in cents"))

    class Meta:
        verbose_name = _("quota of a fund")
        verbose_name_plural = _("quotas of funds")
        ordering = ["call", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["call", "company"], name="fund_quota_once"),
            models.UniqueConstraint(
                fields=["call"], condition=Q(company__isnull=True), name="fund_quota_community_once"
            ),
            Sealed(name="fund_quota_sealed", when="{row}.id IS NOT NULL", events=("UPDATE", "DELETE")),
        ]

    def __str__(self) -> str:
        return f"{self.company or _('The community, for empty units')}: {format_euro(self.cents)}"
