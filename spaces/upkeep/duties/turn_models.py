"""Turns of duties, and what companies agree about them."""

from datetime import date
from typing import Self

from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from members.companies.models import Company
from members.people.models import User
from multifactory.lib.formats import format_day
from spaces.upkeep.duties.models import Duty


class TurnQuerySet(models.QuerySet):
    def coming(self, day: date | None = None) -> Self:
        planned = self.filter(state=Turn.State.PLANNED, day__gte=day or timezone.localdate())
        return planned.order_by("day", "duty")

    def for_list(self) -> Self:
        return self.select_related("duty", "company", "done_by")


class Turn(models.Model):
    """A day of a duty and whose it is. What was planned and told is not moved by a later plan."""

    class State(models.TextChoices):
        PLANNED = "planned", _("planned")
        DONE = "done", _("done")
        MISSED = "missed", _("missed")

    duty = models.ForeignKey(Duty, on_delete=models.PROTECT, related_name="turns", verbose_name=_("duty"))
    day = models.DateField(_("day"))
    company = models.ForeignKey(
        Company, on_delete=models.PROTECT, related_name="turns", verbose_name=_("whose turn")
    )
    state = models.CharField(_("state"), max_length=7, choices=State, default=State.PLANNED)
    done_by = models.ForeignKey(
        Company,
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="turns_done",
        verbose_name=_("done by"),
    )
    recorded_by = models.ForeignKey(
        User, null=True, blank=True, editable=False, on_delete=models.SET_NULL, related_name="+"
    )
    recorded_at = models.DateTimeField(_("recorded on"), null=True, blank=True, editable=False)
    told_at = models.DateTimeField(_("notified on"), null=True, blank=True, editable=False)
    # RFC 5545: raised when it is another's, or recorded.
    sequence = models.PositiveIntegerField(default=0, editable=False)
    updated_at = models.DateTimeField(_("last change"), default=timezone.now, editable=False)

    objects = TurnQuerySet.as_manager()

    class Meta:
        verbose_name = _("turn")
        verbose_name_plural = _("turns")
        ordering = ["day", "pk"]
        indexes = [models.Index(fields=["company", "day"], name="turn_by_company_and_day")]
        constraints = [
            models.UniqueConstraint(fields=["duty", "day"], name="turn_once_a_day"),
            models.CheckConstraint(
                condition=Q(state="done", done_by__isnull=False)
                | (~Q(state="done") & Q(done_by__isnull=True)),
                name="turn_done_says_by_whom",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.duty}, {format_day(self.day)}"

    def get_absolute_url(self) -> str:
        return f"{self.duty.get_absolute_url()}#turn-{self.pk}"

    def save_change(self, *fields: str) -> None:
        """Write these fields; calendars that know the turn take the change."""
        self.sequence, self.updated_at = self.sequence + 1, timezone.now()
        self.save(update_fields=[*fields, "sequence", "updated_at"])


class LeftTurn(models.Model):
    """A turn that is no longer a company's: its people's calendars take it out. Gone when it comes back."""

    turn_id = models.BigIntegerField(_("turn"))  # no foreign key: a turn of a duty that ended is deleted
    duty = models.ForeignKey(Duty, on_delete=models.CASCADE, related_name="+", verbose_name=_("duty"))
    company = models.ForeignKey(
        Company, on_delete=models.CASCADE, related_name="+", verbose_name=_("whose turn")
    )
    day = models.DateField(_("day"))
    sequence = models.PositiveIntegerField()
    left_at = models.DateTimeField(_("last change"), default=timezone.now)

    class Meta:
        verbose_name = _("turn that is no longer a company’s")
        verbose_name_plural = _("turns that are no longer a company’s")
        indexes = [models.Index(fields=["company", "day"], name="left_turn_by_company_and_day")]
        constraints = [
            models.UniqueConstraint(fields=["turn_id", "company"], name="left_turn_once_a_company")
        ]

    def __str__(self) -> str:
        return f"{self.duty}, {format_day(self.day)}"


class Swap(models.Model):
    """A company asks another to take its turn; taken over until it is undone, which can be up to the day."""

    class State(models.TextChoices):
        ASKED = "asked", _("asked")
        ACCEPTED = "accepted", _("accepted")
        UNDONE = "undone", _("undone")

    turn = models.ForeignKey(Turn, on_delete=models.PROTECT, related_name="swaps", verbose_name=_("turn"))
    asked_by = models.ForeignKey(
        Company, on_delete=models.PROTECT, related_name="+", verbose_name=_("asked by")
    )
    asked_by_person = models.ForeignKey(
        User, null=True, editable=False, on_delete=models.SET_NULL, related_name="+"
    )
    asked_at = models.DateTimeField(_("asked on"), default=timezone.now, editable=False)
    taken_by = models.ForeignKey(
        Company,
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
        verbose_name=_("taken by"),
    )
    taken_by_person = models.ForeignKey(
        User, null=True, blank=True, editable=False, on_delete=models.SET_NULL, related_name="+"
    )
    in_return = models.ForeignKey(
        Turn,
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="given_in_swaps",
        verbose_name=_("in return for"),
    )
    state = models.CharField(_("state"), max_length=8, choices=State, default=State.ASKED)
    settled_at = models.DateTimeField(_("outcome decided on"), null=True, blank=True, editable=False)
    undone_by_person = models.ForeignKey(
        User, null=True, blank=True, editable=False, on_delete=models.SET_NULL, related_name="+"
    )

    class Meta:
        verbose_name = _("swap of a turn")
        verbose_name_plural = _("swaps of turns")
        ordering = ["-asked_at", "-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["turn"], condition=~Q(state="undone"), name="turn_swapped_once_at_a_time"
            ),
            models.CheckConstraint(
                condition=~Q(state="accepted") | Q(taken_by__isnull=False), name="swap_accepted_says_by_whom"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.turn}, {self.asked_by}"
