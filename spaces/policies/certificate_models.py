"""Certificates: who may work a machine, and until when."""

from typing import Self

from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from members.companies.models import Company
from members.people.models import User
from multifactory.lib.text import fields as texts


class CertificateKind(models.Model):
    """What a person must have been shown before using a machine."""

    name = texts.CharField(_("name"), max_length=60, unique=True)
    months_valid = models.PositiveSmallIntegerField(
        _("months it is valid"), null=True, blank=True, help_text=_("Leave empty if there is no end date.")
    )
    company = models.ForeignKey(
        Company,
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="certificate_kinds",
        verbose_name=_("company that grants it"),
        help_text=_("Its people and coordinators grant it."),
    )

    class Meta:
        verbose_name = _("kind of certificate")
        verbose_name_plural = _("kinds of certificates")
        ordering = ["name"]
        constraints = [
            models.CheckConstraint(
                condition=Q(months_valid__isnull=True) | Q(months_valid__range=(1, 120)),
                name="certificate_kind_months_in_range",
                violation_error_message=_("From 1 to 120 months."),
            )
        ]

    def __str__(self) -> str:
        return self.name


class CertificateQuerySet(models.QuerySet):
    def standing(self) -> Self:
        return self.filter(revoked_at__isnull=True)


class Certificate(models.Model):
    """A person was shown; valid on local days [granted_on, expires_on) unless revoked."""

    kind = models.ForeignKey(
        CertificateKind, on_delete=models.PROTECT, related_name="certificates", verbose_name=_("kind")
    )
    person = models.ForeignKey(
        User, on_delete=models.CASCADE, related_name="certificates", verbose_name=_("person")
    )
    granted_on = models.DateField(_("granted on"), default=timezone.localdate)
    granted_by = models.ForeignKey(
        User, null=True, on_delete=models.SET_NULL, related_name="+", verbose_name=_("granted by")
    )
    expires_on = models.DateField(
        _("expires on"), null=True, blank=True, help_text=_("The first day without it.")
    )
    revoked_at = models.DateTimeField(_("revoked on"), null=True, blank=True, editable=False)
    revoked_by = models.ForeignKey(
        User, null=True, blank=True, editable=False, on_delete=models.SET_NULL, related_name="+"
    )
    revoke_reason = texts.CharField(_("why it was revoked"), max_length=200, blank=True, editable=False)

    objects = CertificateQuerySet.as_manager()

    class Meta:
        verbose_name = _("certificate")
        verbose_name_plural = _("certificates")
        ordering = ["kind__name", "-granted_on", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(expires_on__isnull=True) | Q(expires_on__gt=F("granted_on")),
                name="certificate_expires_after_start",
                violation_error_message=_("The certificate must expire after it was granted."),
            ),
            models.CheckConstraint(
                condition=Q(revoked_at__isnull=True, revoke_reason="")
                | (Q(revoked_at__isnull=False) & ~Q(revoke_reason="")),
                name="certificate_revoked_says_why",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.kind}, {self.person}"
