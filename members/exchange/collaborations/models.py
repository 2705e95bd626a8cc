"""What two companies confirm they do together, from a day to a day."""

from datetime import date
from typing import Self

from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from members.companies.models import Company
from members.people.models import User
from multifactory.lib.text import fields as texts

WHAT_LENGTH = 100


class CollaborationKind(models.TextChoices):
    SUPPLIES = "supplies", pgettext_lazy("collaboration", "supplies")
    WORKS_WITH = "works_with", pgettext_lazy("collaboration", "works with")
    PROJECT = "project", pgettext_lazy("collaboration", "joint project")


class CollaborationState(models.TextChoices):
    """Read off the row, never kept: see `Collaboration.state`."""

    ASKED = "asked", pgettext_lazy("collaboration", "to be confirmed")
    CONFIRMED = "confirmed", pgettext_lazy("collaboration", "confirmed by both")
    DECLINED = "declined", pgettext_lazy("collaboration", "declined")
    ENDED = "ended", pgettext_lazy("collaboration", "ended")


def _is_member_on(company: str, day: date) -> Q:
    has_left = Q(**{f"{company}__left_on__lte": day})
    return Q(**{f"{company}__joined_on__lte": day}) & ~has_left


class CollaborationQuerySet(models.QuerySet):
    def confirmed_on(self, day: date | None = None) -> Self:
        """Those that count on a day (today): confirmed by both, begun, not ended, and both are members.

        A company that leaves ends all of its own that day, and one that stays after all keeps them: its
        membership is the one source.
        """
        today = day or timezone.localdate()
        return self.filter(
            _is_member_on("giver", today),
            _is_member_on("taker", today),
            Q(ended_on__isnull=True) | Q(ended_on__gt=today),
            confirmed_at__isnull=False,
            started_on__lte=today,
        )

    def public(self) -> Self:
        """Those that both companies show to everybody."""
        return self.filter(is_public_by_giver=True, is_public_by_taker=True)

    def live(self) -> Self:
        """Neither ended nor declined: asked or confirmed. At most one a pair and kind."""
        return self.filter(ended_on__isnull=True, declined_at__isnull=True)

    def over(self) -> Self:
        return self.filter(ended_on__lte=timezone.localdate())

    def visible_to(self, is_member: bool, day: date | None = None) -> Self:
        """What counts on a day (today): to members all, to visitors what both companies show."""
        confirmed = self.confirmed_on(day)
        return confirmed if is_member else confirmed.public()

    def of_company(self, company: Company) -> Self:
        return self.filter(Q(giver=company) | Q(taker=company))

    def waiting_for(self, company: Company) -> Self:
        """Those that the other company has asked it to confirm."""
        asked = Q(giver=company, is_asked_by_giver=False) | Q(taker=company, is_asked_by_giver=True)
        today = timezone.localdate()
        both = _is_member_on("giver", today) & _is_member_on("taker", today)
        return self.live().filter(asked & both, confirmed_at__isnull=True)

    def for_list(self) -> Self:
        return self.select_related("giver", "taker")


class Collaboration(models.Model):
    """Holds in [started_on, ended_on) once both have confirmed it.

    `supplies` goes from the giver to the taker. The two other kinds have no direction: the company with the
    lower id stands first, so that a pair has one row whoever asks.
    """

    giver = models.ForeignKey(
        Company,
        on_delete=models.PROTECT,
        related_name="collaborations_given",
        verbose_name=pgettext_lazy("collaboration", "company that gives"),
    )
    taker = models.ForeignKey(
        Company,
        on_delete=models.PROTECT,
        related_name="collaborations_taken",
        verbose_name=pgettext_lazy("collaboration", "company that receives"),
    )
    kind = models.CharField(_("kind"), max_length=10, choices=CollaborationKind)
    what = texts.CharField(pgettext_lazy("collaboration", "what"), max_length=WHAT_LENGTH)
    started_on = models.DateField(_("since"), default=timezone.localdate)
    # What is ended on the day it began held on no day: [day, day) is empty.
    ended_on = models.DateField(
        _("end"), null=True, blank=True, help_text=_("The first day it no longer holds.")
    )
    is_asked_by_giver = models.BooleanField(_("asked by the company that gives"), default=True)
    asked_by = models.ForeignKey(
        User,
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="collaborations_asked",
        verbose_name=_("asked by"),
    )
    asked_at = models.DateTimeField(_("asked on"), default=timezone.now, editable=False)
    confirmed_at = models.DateTimeField(_("confirmed on"), null=True, blank=True, editable=False)
    declined_at = models.DateTimeField(_("declined on"), null=True, blank=True, editable=False)
    answered_by = models.ForeignKey(
        User,
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="collaborations_answered",
        verbose_name=_("answered by"),
    )
    ended_by = models.ForeignKey(
        User,
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="collaborations_ended",
        verbose_name=_("ended by"),
    )
    is_public_by_giver = models.BooleanField(_("shown to everyone by the company that gives"), default=False)
    is_public_by_taker = models.BooleanField(
        _("shown to everyone by the company that receives"), default=False
    )

    objects = CollaborationQuerySet.as_manager()

    class Meta:
        verbose_name = _("collaboration")
        verbose_name_plural = _("collaborations")
        ordering = ["-started_on", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=~Q(giver=F("taker")),
                name="collaboration_of_two_companies",
                violation_error_message=_("A company cannot collaborate with itself."),
            ),
            models.CheckConstraint(
                condition=Q(kind="supplies") | Q(giver__lt=F("taker")),
                name="collaboration_lower_id_first",
                violation_error_message=_("The company that was entered first comes first here."),
            ),
            models.UniqueConstraint(
                fields=["giver", "taker", "kind"],
                condition=Q(ended_on__isnull=True, declined_at__isnull=True),
                name="collaboration_once_at_a_time",
                violation_error_message=_("These two companies already have a collaboration of this kind."),
            ),
            models.CheckConstraint(
                condition=Q(ended_on__isnull=True) | Q(ended_on__gte=F("started_on")),
                name="collaboration_ends_after_start",
                violation_error_message=_("A collaboration cannot end before it begins."),
            ),
            models.CheckConstraint(
                condition=Q(confirmed_at__isnull=True) | Q(declined_at__isnull=True),
                name="collaboration_has_one_answer",
            ),
            models.CheckConstraint(condition=~Q(what=""), name="collaboration_says_what"),
        ]

    def __str__(self) -> str:
        return f"{self.giver} – {self.taker}: {self.what}"

    def get_absolute_url(self) -> str:
        return reverse("members:collaboration_detail", args=[self.pk])

    @property
    def is_live(self) -> bool:
        return self.ended_on is None and self.declined_at is None

    @property
    def is_confirmed(self) -> bool:
        """Both have confirmed it, and it has not ended."""
        return self.state == CollaborationState.CONFIRMED

    @property
    def is_public(self) -> bool:
        return self.is_public_by_giver and self.is_public_by_taker

    @property
    def is_directed(self) -> bool:
        return self.kind == CollaborationKind.SUPPLIES

    @property
    def asker(self) -> Company:
        return self.giver if self.is_asked_by_giver else self.taker

    @property
    def asked(self) -> Company:
        """The company whose answer it waits for, or waited."""
        return self.taker if self.is_asked_by_giver else self.giver

    @property
    def state(self) -> CollaborationState:
        if self.declined_at is not None:
            return CollaborationState.DECLINED
        today = timezone.localdate()
        if (self.ended_on is not None and self.ended_on <= today) or self.has_left_on(today):
            return CollaborationState.ENDED
        return CollaborationState.CONFIRMED if self.confirmed_at else CollaborationState.ASKED

    def has_left_on(self, day: date) -> bool:
        """Whether one of the two is no member any more."""
        return any(one.left_on is not None and one.left_on <= day for one in (self.giver, self.taker))

    def other(self, company: Company) -> Company:
        return self.taker if company.pk == self.giver_id else self.giver
