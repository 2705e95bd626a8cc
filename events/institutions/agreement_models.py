"""What is agreed with an institution, from a day to a day."""

from calendar import monthrange
from datetime import date, timedelta
from typing import Self

from django.core.validators import MaxValueValidator
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from governance.amendments.models import EffectRow
from governance.resolutions.models import Resolution
from members.people.models import User
from multifactory.lib.text import fields as texts

ENDING_DAYS = 90


class AgreementQuerySet(models.QuerySet):
    def in_force(self, day: date) -> Self:
        return self.filter(Q(ends_on__isnull=True) | Q(ends_on__gt=day), starts_on__lte=day)

    def ending_soon(self, day: date) -> Self:
        """In force, not ended by hand, and over within 90 days."""
        last = day + timedelta(days=ENDING_DAYS)
        return self.in_force(day).filter(ends_on__lte=last, ended_at__isnull=True).order_by("ends_on", "pk")

    def to_decide(self) -> Self:
        """Written, but in force from no day yet."""
        return self.filter(starts_on__isnull=True)


class Agreement(models.Model):
    """In force in [starts_on, ends_on); a draft as long as it has no first day. Never deleted, but ended."""

    institution = models.ForeignKey(
        "events.Institution",
        on_delete=models.PROTECT,
        related_name="agreements",
        verbose_name=_("institution"),
    )
    title = texts.CharField(_("title"), max_length=140)
    signed_on = models.DateField(_("signed on"), null=True, blank=True)
    starts_on = models.DateField(
        _("in force from"),
        null=True,
        blank=True,
        help_text=_("Leave empty if a proposal will decide it: its adoption sets the day."),
    )
    ends_on = models.DateField(
        _("in force until"),
        null=True,
        blank=True,
        help_text=_("The first day it is no longer in force. Leave empty if there is no end date."),
    )
    notice_months = models.PositiveSmallIntegerField(
        _("months of notice"),
        default=0,
        validators=[MaxValueValidator(60)],
        help_text=_("How long before the end notice must be given."),
    )
    document = models.FileField(_("document"), blank=True, editable=False)
    document_size = models.PositiveIntegerField(_("bytes"), default=0, editable=False)
    document_sha256 = models.CharField(max_length=64, blank=True, editable=False)
    resolution = models.ForeignKey(
        Resolution,
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="agreements",
        verbose_name=_("decided by"),
    )
    ended_reason = texts.CharField(_("why it was ended"), max_length=200, blank=True, editable=False)
    ended_at = models.DateTimeField(_("ended on"), null=True, blank=True, editable=False)
    ended_by = models.ForeignKey(
        User,
        null=True,
        blank=True,
        editable=False,
        on_delete=models.SET_NULL,
        related_name="+",
        verbose_name=_("ended by"),
    )

    objects = AgreementQuerySet.as_manager()

    class Meta:
        verbose_name = _("agreement")
        verbose_name_plural = _("agreements")
        ordering = ["-starts_on", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(ends_on__isnull=True) | Q(starts_on__isnull=True) | Q(ends_on__gt=F("starts_on")),
                name="agreement_ends_after_start",
                violation_error_message=_("The agreement must end after it starts."),
            ),
            models.CheckConstraint(
                condition=Q(ended_reason="", ended_at__isnull=True)
                | (~Q(ended_reason="") & Q(ended_at__isnull=False, ends_on__isnull=False)),
                name="agreement_ended_says_why",
            ),
            models.CheckConstraint(
                condition=Q(document="", document_sha256="") | (~Q(document="") & ~Q(document_sha256="")),
                name="agreement_document_has_its_hash",
            ),
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def state(self) -> str:
        """draft, to_come, in_force or over, today."""
        return state_on(self.starts_on, self.ends_on, timezone.localdate())

    @property
    def notice_day(self) -> date | None:
        """The last day on which notice may be given; None where none is needed, or there is no end."""
        if self.ends_on is None or not self.notice_months:
            return None
        return months_before(self.ends_on, self.notice_months)

    @property
    def document_url(self) -> str:
        return reverse("events:agreement_document", args=[self.institution.slug, self.pk])


def state_on(starts_on: date | None, ends_on: date | None, day: date) -> str:
    if starts_on is None:
        return "draft"
    if ends_on is not None and ends_on <= day:
        return "over"
    return "in_force" if starts_on <= day else "to_come"


def months_before(day: date, months: int) -> date:
    """So many months earlier; the last day of a month too short for it."""
    year, month = divmod(day.year * 12 + day.month - 1 - months, 12)
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))


class AgreementNotice(models.Model):
    """The mail that an agreement ends in so many days: written once."""

    agreement = models.ForeignKey(
        Agreement, on_delete=models.CASCADE, related_name="+", verbose_name=_("agreement")
    )
    days = models.PositiveSmallIntegerField(_("days before the end"))
    ends_on = models.DateField(_("in force until"))  # a renewed agreement is told of again
    noted_at = models.DateTimeField(_("written on"), default=timezone.now, editable=False)

    class Meta:
        verbose_name = _("notice of an end")
        verbose_name_plural = _("notices of ends")
        constraints = [
            models.UniqueConstraint(fields=["agreement", "days", "ends_on"], name="agreement_notice_once")
        ]

    def __str__(self) -> str:
        return f"{self.agreement}, {self.days}"


class ProposedAgreement(EffectRow):
    """Put an agreement in force from a day."""

    agreement = models.ForeignKey(
        Agreement, on_delete=models.PROTECT, related_name="proposed", verbose_name=_("agreement")
    )
    start_on = models.DateField(_("in force from"))

    class Meta(EffectRow.Meta):
        verbose_name = _("proposed agreement")
        verbose_name_plural = _("proposed agreements")

    def __str__(self) -> str:
        return str(self.agreement)
