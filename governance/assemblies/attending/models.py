"""Corrections of the roll that wait for a second officer, and e-mails with links to check in."""

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from governance.attendance.models import Assembly, AssemblyEntry
from members.people.models import User
from multifactory.lib.immutability import Sealed
from multifactory.lib.text import fields as texts


class RollCorrectionRequest(models.Model):
    """One officer asks for a correction of the roll. Confirmed by another it becomes a `RollCorrection`."""

    class State(models.TextChoices):
        ASKED = "asked", _("waiting for a second officer")
        CONFIRMED = "confirmed", _("confirmed")
        WITHDRAWN = "withdrawn", _("withdrawn")

    entry = models.ForeignKey(
        AssemblyEntry, on_delete=models.PROTECT, related_name="correction_requests", verbose_name=_("company")
    )
    before = models.CharField(_("before"), max_length=10, choices=AssemblyEntry.Standing)
    after = models.CharField(_("after"), max_length=10, choices=AssemblyEntry.Standing)
    reason = texts.CharField(_("reason"), max_length=300)
    state = models.CharField(_("state"), max_length=9, choices=State, default=State.ASKED)
    asked_by = models.ForeignKey(
        User, on_delete=models.PROTECT, related_name="+", verbose_name=_("entered by")
    )
    asked_at = models.DateTimeField(_("entered on"))
    answered_by = models.ForeignKey(
        User,
        null=True,
        editable=False,
        on_delete=models.PROTECT,
        related_name="+",
        verbose_name=_("answered by"),
    )
    answered_at = models.DateTimeField(_("answered on"), null=True, editable=False)

    class Meta:
        verbose_name = _("correction to the list of voters, to confirm")
        verbose_name_plural = _("corrections to the list of voters, to confirm")
        ordering = ["asked_at", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["entry"],
                condition=Q(state="asked"),
                name="roll_correction_asked_once",
                violation_error_message=_("A correction for this company already waits."),
            ),
            models.CheckConstraint(condition=~Q(before=F("after")), name="roll_correction_request_changes"),
            models.CheckConstraint(condition=~Q(reason=""), name="roll_correction_request_reason"),
            models.CheckConstraint(
                condition=Q(state="asked", answered_by__isnull=True, answered_at__isnull=True)
                | Q(state="withdrawn", answered_by__isnull=False, answered_at__isnull=False)
                | Q(state="confirmed", answered_by__isnull=False, answered_at__isnull=False)
                & ~Q(answered_by=F("asked_by")),
                name="roll_correction_request_by_two",
                violation_error_message=_("Someone else must confirm it."),
            ),
            Sealed(
                name="roll_correction_request_asked",
                when="{row}.id IS NOT NULL",
                columns=("entry", "before", "after", "reason", "asked_by", "asked_at"),
                events=("UPDATE", "DELETE"),
            ),
            Sealed(
                name="roll_correction_request_answered",
                when="{row}.state <> 'asked'",
                events=("UPDATE",),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.entry}: {self.get_after_display()}"


class CheckInReminder(models.Model):
    """The links to check in to a call have been mailed: once, whichever worker did it."""

    assembly = models.ForeignKey(Assembly, on_delete=models.PROTECT, related_name="check_in_reminders")
    call = models.PositiveSmallIntegerField()
    # Of the call as it was told: an hour that changes afterwards is told again.
    call_at = models.DateTimeField()
    sent_at = models.DateTimeField()

    class Meta:
        verbose_name = _("e-mail with links to check in")
        verbose_name_plural = _("e-mails with links to check in")
        constraints = [
            models.UniqueConstraint(fields=["assembly", "call", "call_at"], name="check_in_reminder_once"),
        ]

    def __str__(self) -> str:
        return f"{self.assembly}, {self.call}"
