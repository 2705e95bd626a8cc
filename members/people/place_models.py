"""What coordinators change in who represents a company, and what the company answers."""

from datetime import timedelta
from typing import Self

from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from members.companies.models import Company
from members.people.models import Membership, User
from multifactory.lib.text import fields as texts

TIME_TO_OBJECT = timedelta(days=7)
HAD_ONE_WITHIN = timedelta(days=30)


class PlaceChangeQuerySet(models.QuerySet):
    def waiting(self) -> Self:
        """Neither answered nor past their day."""
        return self.filter(state=PlaceChange.State.WAITING, due_at__gt=timezone.now())

    def due(self) -> Self:
        """Past their day without an answer, and nobody has been told yet."""
        return self.filter(state=PlaceChange.State.WAITING, due_at__lte=timezone.now())

    def of_company(self, company: Company) -> Self:
        people = self.filter(membership__company=company)
        return people.select_related("membership__user", "membership__company", "made_by", "answered_by")


class PlaceChange(models.Model):
    """A coordinator makes a representative of a company, or ends a place in it: the log of the company.

    Where the company has somebody to answer it waits for seven days. It comes true by the clock, in the
    columns of the membership: nothing depends on a worker.
    """

    class Kind(models.TextChoices):
        GIVEN = "given", _("made a representative")
        ENDED = "ended", _("membership ended")
        CLOSED = "closed", _("account deactivated")

    class State(models.TextChoices):
        AT_ONCE = "at_once", _("in force immediately")
        WAITING = "waiting", _("waiting for an answer")
        CONFIRMED = "confirmed", _("confirmed")
        REFUSED = "refused", _("refused by the company")
        PASSED = "passed", _("in force after seven days without an objection")

    membership = models.ForeignKey(
        Membership, on_delete=models.CASCADE, related_name="place_changes", verbose_name=_("membership")
    )
    kind = models.CharField(_("what"), max_length=10, choices=Kind)
    state = models.CharField(_("state"), max_length=10, choices=State)
    role_before = models.CharField(_("role before"), max_length=20, choices=Membership.Role, blank=True)
    reason = texts.CharField(_("reason"), max_length=300, blank=True)
    made_by = models.ForeignKey(
        User, null=True, on_delete=models.SET_NULL, related_name="+", verbose_name=_("by")
    )
    made_at = models.DateTimeField(_("on"))
    due_at = models.DateTimeField(_("in force from"))
    answered_by = models.ForeignKey(
        User,
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
        verbose_name=_("answered by"),
    )
    answered_at = models.DateTimeField(_("answered on"), null=True, blank=True)

    objects = PlaceChangeQuerySet.as_manager()

    class Meta:
        verbose_name = _("change by a coordinator")
        verbose_name_plural = _("changes by coordinators")
        ordering = ["-made_at", "-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["membership"], condition=Q(state="waiting"), name="place_change_one_waits"
            ),
            models.CheckConstraint(
                condition=Q(state__in=["confirmed", "refused"], answered_at__isnull=False)
                | (~Q(state__in=["confirmed", "refused"]) & Q(answered_at__isnull=True)),
                name="place_change_answer_says_when",
            ),
            models.CheckConstraint(
                condition=Q(kind="given") | ~Q(reason=""),
                name="place_change_end_says_why",
                violation_error_message=_("Write the reason."),
            ),
            models.CheckConstraint(condition=Q(due_at__gte=F("made_at")), name="place_change_due_after_made"),
        ]

    def __str__(self) -> str:
        return f"{self.membership}: {self.get_kind_display()}"

    @property
    def is_waiting(self) -> bool:
        return self.state == self.State.WAITING and self.due_at > timezone.now()

    @property
    def outcome(self) -> str:
        """Its state as of now, whether or not a worker has noted that the seven days have passed."""
        is_passed = self.state == self.State.WAITING and not self.is_waiting
        return str(self.State.PASSED.label if is_passed else self.get_state_display())
