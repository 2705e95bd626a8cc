"""Who uses a common space, for a time."""

import uuid
from collections.abc import Collection
from datetime import datetime
from typing import Self

from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Now
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from members.companies.models import Company
from members.people.models import User
from multifactory.lib.constraints import NoOverlap
from multifactory.lib.formats import format_moment
from multifactory.lib.text import fields as texts
from spaces.building.models import Space, related_rows


class BookingQuerySet(models.QuerySet):
    def confirmed(self) -> Self:
        return self.filter(state=Booking.State.CONFIRMED)

    def pending(self) -> Self:
        """Those that wait for approval and have not lapsed, by the database's clock."""
        return self.filter(state=Booking.State.PENDING, pending_until__gt=Now())

    def overdue(self) -> Self:
        """Those nobody approved in time: they hold nothing, though nobody may have written it yet."""
        return self.filter(state=Booking.State.PENDING, pending_until__lte=Now())

    def standing(self) -> Self:
        """Those that hold their time: confirmed, or waiting for approval."""
        waiting = Q(state=Booking.State.PENDING, pending_until__gt=Now())
        return self.filter(Q(state=Booking.State.CONFIRMED) | waiting)

    def upcoming(self) -> Self:
        return self.standing().filter(ends_at__gt=timezone.now()).order_by("starts_at", "pk")

    def past(self) -> Self:
        """Over, cancelled, not approved or lapsed, the latest first."""
        coming = self.standing().filter(ends_at__gt=timezone.now())
        return self.exclude(pk__in=coming.values("pk")).order_by("-starts_at", "-pk")

    def occupying(self, leaves: list[int], start: datetime, end: datetime) -> Self:
        """Standing ones that occupy any of these leaf spaces at a time in [start, end)."""
        claims = related_rows(self.model, "claims").meeting(leaves, start, end)
        held = self.standing().filter(pk__in=claims.values("booking"))
        return held.for_list().order_by("starts_at", "pk")

    def coming_in(self, space: Space) -> Self:
        """Not over yet, of this space or of one that takes it."""
        claims = related_rows(self.model, "claims").filter(space=space, released_at__isnull=True)
        return self.upcoming().filter(Q(space=space) | Q(pk__in=claims.values("booking"))).for_list()

    def for_list(self) -> Self:
        return self.select_related("space__policy", "company")


class Booking(models.Model):
    """Use of a common space for a time, by a company; without one, for the community."""

    class State(models.TextChoices):
        PENDING = "pending", _("waiting for approval")
        CONFIRMED = "confirmed", _("confirmed")
        CANCELLED = "cancelled", _("cancelled")
        REJECTED = "rejected", _("not approved")
        LAPSED = "lapsed", _("lapsed")

    uid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    request_id = models.UUIDField(unique=True, editable=False)  # a form sent twice is one booking
    space = models.ForeignKey(
        Space, on_delete=models.PROTECT, related_name="bookings", verbose_name=_("space")
    )
    company = models.ForeignKey(
        Company,
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="bookings",
        verbose_name=_("company"),
    )
    booked_by = models.ForeignKey(
        User, null=True, on_delete=models.SET_NULL, related_name="bookings", verbose_name=_("booked by")
    )
    # Named as text: a series stands above the bookings it makes.
    series = models.ForeignKey(
        "spaces.Series",
        null=True,
        blank=True,
        editable=False,
        on_delete=models.PROTECT,
        related_name="bookings",
        verbose_name=_("series"),
    )
    purpose = texts.CharField(_("purpose"), max_length=100)
    is_private = models.BooleanField(
        _("private"), default=False, help_text=_("Only your company and the coordinators see what it is for.")
    )
    operators = models.ManyToManyField(
        User, blank=True, related_name="operated_bookings", verbose_name=_("who works the machine")
    )
    override_reason = texts.CharField(
        _("why the rules do not apply to it"), max_length=200, blank=True, editable=False
    )
    # While it waits for approval: the moment it lapses.
    pending_until = models.DateTimeField(_("lapses on"), null=True, blank=True, editable=False)
    decided_by = models.ForeignKey(
        User,
        null=True,
        blank=True,
        editable=False,
        on_delete=models.SET_NULL,
        related_name="+",
        verbose_name=_("approved or not by"),
    )
    starts_at = models.DateTimeField(_("start"))
    ends_at = models.DateTimeField(_("end"))
    state = models.CharField(_("state"), max_length=10, choices=State, default=State.CONFIRMED)
    created_at = models.DateTimeField(_("booked on"), default=timezone.now, editable=False)
    cancelled_at = models.DateTimeField(_("cancelled on"), null=True, blank=True, editable=False)
    cancelled_by = models.ForeignKey(
        User,
        null=True,
        blank=True,
        editable=False,
        on_delete=models.SET_NULL,
        related_name="+",
        verbose_name=_("cancelled by"),
    )
    cancel_reason = texts.CharField(_("why it was cancelled"), max_length=200, blank=True, editable=False)
    # RFC 5545: raised when time, space or state changes.
    sequence = models.PositiveIntegerField(default=0, editable=False)
    updated_at = models.DateTimeField(_("last change"), default=timezone.now, editable=False)

    objects = BookingQuerySet.as_manager()

    class Meta:
        verbose_name = _("booking")
        verbose_name_plural = _("bookings")
        ordering = ["starts_at"]
        indexes = [
            models.Index(fields=["space", "starts_at"], name="booking_by_space_and_time"),
            # Whoever books looks for what lapsed: few rows, however many bookings there are.
            models.Index(fields=["pending_until"], condition=Q(state="pending"), name="booking_pending"),
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(ends_at__gt=F("starts_at")),
                name="booking_ends_after_start",
                violation_error_message=_("The booking must end after it starts."),
            ),
            models.CheckConstraint(
                condition=Q(state__in=["pending", "confirmed"], cancelled_at__isnull=True)
                | Q(state__in=["cancelled", "rejected", "lapsed"], cancelled_at__isnull=False),
                name="booking_cancelled_says_when",
            ),
            models.CheckConstraint(
                condition=~Q(state="pending") | Q(pending_until__isnull=False),
                name="booking_pending_says_until_when",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.space.code}, {self.holder}, {format_moment(self.starts_at)}"

    def get_absolute_url(self) -> str:
        return reverse("spaces:booking_detail", args=[self.uid])

    @property
    def holder(self) -> str:
        """Whom it is for."""
        return str(self.company or _("The community"))

    @property
    def has_begun(self) -> bool:
        return self.starts_at <= timezone.now()

    @property
    def is_confirmed(self) -> bool:
        return self.state == self.State.CONFIRMED

    @property
    def is_pending(self) -> bool:
        """It waits for approval and has not lapsed."""
        return self.state == self.State.PENDING and self.pending_until > timezone.now()  # type: ignore[operator]

    @property
    def is_standing(self) -> bool:
        """It holds its time."""
        return self.is_confirmed or self.is_pending

    @property
    def state_in_words(self) -> str:
        """What nobody approved in time has lapsed, whether or not it was written already."""
        has_lapsed = self.state == self.State.PENDING and not self.is_pending
        return str(self.State.LAPSED.label if has_lapsed else self.get_state_display())


class ClaimQuerySet(models.QuerySet):
    def standing(self) -> Self:
        """Blocks, and the time of bookings that are confirmed or wait for approval and have not lapsed."""
        waiting = Q(booking__state=Booking.State.PENDING, booking__pending_until__gt=Now())
        return self.filter(Q(booking=None) | Q(booking__state=Booking.State.CONFIRMED) | waiting)

    def meeting(self, leaves: Collection[int], start: datetime, end: datetime) -> Self:
        """Those that hold any of these leaf spaces at a time in [start, end)."""
        held = self.filter(released_at__isnull=True, space__in=leaves)
        return held.filter(starts_at__lt=end, ends_at__gt=start)


class Claim(models.Model):
    """A leaf space occupied by a booking, its cleaning included; without a booking, blocked for everybody.

    Overlaps are refused here, so a hall excludes its halves.
    """

    space = models.ForeignKey(Space, on_delete=models.PROTECT, related_name="claims")
    booking = models.ForeignKey(
        Booking, null=True, blank=True, on_delete=models.CASCADE, related_name="claims"
    )
    starts_at = models.DateTimeField()
    ends_at = models.DateTimeField()
    released_at = models.DateTimeField(null=True, blank=True)

    objects = ClaimQuerySet.as_manager()

    class Meta:
        indexes = [
            models.Index(
                fields=["space", "ends_at"], condition=Q(released_at__isnull=True), name="claim_held_by_end"
            )
        ]
        constraints = [
            models.CheckConstraint(condition=Q(ends_at__gt=F("starts_at")), name="claim_ends_after_start"),
            NoOverlap(
                name="claim_overlap", key="space", start="starts_at", end="ends_at", unless="released_at"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.space_id}, {format_moment(self.starts_at)}"
