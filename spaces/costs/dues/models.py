"""What companies have paid, what is credited to them, and which reminders went out."""

from datetime import date
from typing import Any

from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from governance.resolutions.models import Resolution
from members.companies.models import Company
from members.people.models import User
from multifactory.lib.formats import format_euro
from multifactory.lib.immutability import Sealed
from multifactory.lib.text import fields as texts
from spaces.building.periods import Voidable, VoidableQuerySet
from spaces.costs.sharing.rules import MOST_CENTS


class Money(Voidable):
    """An amount of one company, entered by a treasurer."""

    cents = models.PositiveBigIntegerField(_("amount in cents"))
    request_id = models.UUIDField(unique=True, editable=False)  # a form sent twice is one entry
    recorded_by = models.ForeignKey(
        User,
        null=True,
        editable=False,
        on_delete=models.SET_NULL,
        related_name="+",
        verbose_name=_("recorded by"),
    )
    recorded_at = models.DateTimeField(_("recorded on"), default=timezone.now, editable=False)

    objects: Any = VoidableQuerySet.as_manager()

    class Meta:
        abstract = True

    @property
    def amount(self) -> str:
        return format_euro(self.cents, with_cents=True)


def money_constraints(name: str, *columns: str) -> list[models.BaseConstraint]:
    return [
        models.CheckConstraint(
            condition=Q(cents__range=(1, MOST_CENTS)),
            name=f"{name}_in_range",
            violation_error_message=_("An amount is above zero and at most 10 million euro."),
        ),
        models.CheckConstraint(
            condition=Q(voided_at__isnull=True) | ~Q(void_reason=""), name=f"{name}_void_says_why"
        ),
        Sealed(
            name=f"{name}_sealed",
            when="{row}.id IS NOT NULL",
            columns=("company", "cents", "request_id", "recorded_at", *columns),
            events=("UPDATE", "DELETE"),
        ),
        Sealed(
            name=f"{name}_void_sealed",
            when="{row}.voided_at IS NOT NULL",
            columns=("voided_at", "void_reason"),
            events=("UPDATE",),
        ),
    ]


class Payment(Money):
    """Money a company paid in. It settles what was due first."""

    company = models.ForeignKey(
        Company, on_delete=models.PROTECT, related_name="payments", verbose_name=_("company")
    )
    paid_on = models.DateField(_("paid on"))
    words = texts.CharField(_("words of the payment"), max_length=200, blank=True)

    class Meta:
        verbose_name = _("payment")
        verbose_name_plural = _("payments")
        ordering = ["-paid_on", "-pk"]
        constraints = money_constraints("payment", "paid_on", "words")

    def __str__(self) -> str:
        return f"{self.company}: {self.amount}"


class Credit(Money):
    """What a decision recognises to a company, such as its work on the building: used as quotas fall due."""

    company = models.ForeignKey(
        Company, on_delete=models.PROTECT, related_name="credits", verbose_name=_("company")
    )
    given_on = models.DateField(_("from"))
    until = models.DateField(
        _("until"), null=True, blank=True, help_text=_("The last day it can be used. Empty: no end.")
    )
    reason = texts.CharField(_("what for"), max_length=200)
    resolution = models.ForeignKey(
        Resolution, on_delete=models.PROTECT, related_name="credits", verbose_name=_("decided by")
    )

    class Meta:
        verbose_name = _("credit")
        verbose_name_plural = _("credits")
        ordering = ["-given_on", "-pk"]
        constraints = [
            *money_constraints("credit", "given_on", "until", "reason", "resolution"),
            models.CheckConstraint(
                condition=Q(until__isnull=True) | Q(until__gte=F("given_on")),
                name="credit_ends_after_start",
                violation_error_message=_("The last day must not come before the first."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.company}: {self.amount}"

    def is_over(self, day: date) -> bool:
        return self.until is not None and self.until < day


class DueNotice(models.Model):
    """A reminder of what was due on a day: written in the transaction of its mails, so it goes out once."""

    company = models.ForeignKey(Company, on_delete=models.CASCADE, related_name="+")
    due_on = models.DateField()
    step = models.SmallIntegerField()  # days after the day it is due; before it, below zero
    told_at = models.DateTimeField(default=timezone.now)

    class Meta:
        verbose_name = _("reminder of a quota")
        verbose_name_plural = _("reminders of quotas")
        ordering = ["due_on"]
        constraints = [models.UniqueConstraint(fields=["company", "due_on", "step"], name="due_notice_once")]

    def __str__(self) -> str:
        return f"{self.due_on} {self.step:+}"
