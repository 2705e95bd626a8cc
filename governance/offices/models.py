"""Who holds which office, from when to when, and by which resolution."""

from datetime import date
from typing import Any, Self

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Case, F, Q, Value, When
from django.utils.translation import gettext_lazy as _

from governance.proposals.choices import Outcome
from members.companies.models import Company
from members.people.models import User
from multifactory.lib.constraints import NoOverlap
from multifactory.lib.immutability import Sealed
from multifactory.lib.text import fields as texts

HELD_ONCE = NoOverlap(
    name="office_held_once",
    key="seat",
    start="start_on",
    end="end_on",
    unless="voided_at",
    violation_error_message=_("Someone else holds this office in that time."),
)


class OfficeQuerySet(models.QuerySet):
    def on(self, day: date) -> Self:
        """In force that day: the terms that have begun and not ended."""
        return self.entered().filter(Q(end_on__isnull=True) | Q(end_on__gt=day), start_on__lte=day)

    def entered(self) -> Self:
        """Without those entered by mistake."""
        return self.filter(voided_at__isnull=True)

    def in_order(self) -> Self:
        """The president first, then as `Office.Kind` lists them; within one, who began first."""
        ranks = [When(kind=kind, then=Value(rank)) for rank, kind in enumerate(Office.Kind.values)]
        return self.annotate(rank=Case(*ranks)).order_by("rank", "start_on", "pk")

    def directors(self) -> Self:
        """Those whose companies stand aside when the accounts are voted on (c.c., art. 21)."""
        return self.filter(kind__in=DIRECTOR_KINDS)


class Office(models.Model):
    """A person in an office of the association for a term: [start_on, end_on)."""

    class Kind(models.TextChoices):
        PRESIDENT = "president", _("president")
        VICE = "vice", _("vice president")
        SECRETARY = "secretary", _("secretary")
        TREASURER = "treasurer", _("treasurer")
        DIRECTOR = "director", _("member of the board")
        AUDITOR = "auditor", _("auditor")

        @property
        def is_single(self) -> bool:
            """Held by one person at a time."""
            return self not in (Office.Kind.DIRECTOR, Office.Kind.AUDITOR)

    kind = models.CharField(_("office"), max_length=10, choices=Kind)
    user = models.ForeignKey(User, on_delete=models.PROTECT, related_name="offices", verbose_name=_("person"))
    company = models.ForeignKey(
        Company, on_delete=models.PROTECT, related_name="offices", verbose_name=_("company")
    )
    start_on = models.DateField(_("start"))
    end_on = models.DateField(
        _("end"), null=True, blank=True, help_text=_("The first day without the office. Empty: still open.")
    )
    resolution = models.ForeignKey(
        "governance.Resolution",
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="offices",
        verbose_name=_("decided by"),
        help_text=_("A resolution from before the portal can be entered too."),
    )
    # What no two terms at once may share: the office itself, or with it the person where several hold it.
    seat = texts.CharField(max_length=40, editable=False)
    # None where an adopted proposal began or ended the term.
    entered_by = models.ForeignKey(
        User,
        null=True,
        editable=False,
        on_delete=models.SET_NULL,
        related_name="+",
        verbose_name=_("entered by"),
    )
    ended_by = models.ForeignKey(
        User,
        null=True,
        editable=False,
        on_delete=models.SET_NULL,
        related_name="+",
        verbose_name=_("ended early by"),
    )
    voided_at = models.DateTimeField(_("voided on"), null=True, blank=True, editable=False)
    voided_by = models.ForeignKey(
        User,
        null=True,
        editable=False,
        on_delete=models.SET_NULL,
        related_name="+",
        verbose_name=_("voided by"),
    )
    void_reason = texts.CharField(_("why it was voided"), max_length=300, blank=True, editable=False)

    objects = OfficeQuerySet.as_manager()

    class Meta:
        verbose_name = _("office")
        verbose_name_plural = _("offices")
        ordering = ["-start_on", "kind"]
        constraints = [
            models.CheckConstraint(
                condition=Q(end_on__isnull=True) | Q(end_on__gt=F("start_on")),
                name="office_ends_after_start",
                violation_error_message=_("The end must come after the start."),
            ),
            HELD_ONCE,
            models.CheckConstraint(
                condition=Q(voided_at__isnull=True) | ~Q(void_reason=""), name="office_voided_says_why"
            ),
            # A term is ended or voided, never written over.
            Sealed(
                name="office_sealed",
                when="{row}.id IS NOT NULL",
                columns=("kind", "user", "company", "start_on", "resolution", "seat"),
                events=("UPDATE", "DELETE"),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()}: {self.user}"

    def clean(self) -> None:
        """A form knows no seat, and leaves out the constraint over it: it is asked here."""
        if self._state.adding and self.resolution is None:
            raise ValidationError({"resolution": _("Name the resolution that gave the office.")})
        if self.resolution and self.resolution.outcome != Outcome.ADOPTED:
            raise ValidationError({"resolution": _("This resolution was not adopted.")})
        if self.kind in self.Kind.values and self.user_id and self.start_on:
            self.seat = self.seat_taken
            HELD_ONCE.validate(type(self), self)

    def save(self, *args: Any, **kwargs: Any) -> None:
        self.seat = self.seat_taken
        super().save(*args, **kwargs)

    @property
    def seat_taken(self) -> str:
        return self.kind if self.Kind(self.kind).is_single else f"{self.kind}-{self.user_id}"


# Those who direct the association; an auditor and the secretary only serve it.
DIRECTOR_KINDS = (Office.Kind.PRESIDENT, Office.Kind.VICE, Office.Kind.TREASURER, Office.Kind.DIRECTOR)
