"""Events and their pictures."""

import uuid
from datetime import timedelta
from typing import Self

from django.db import models
from django.db.models import F, Q, Sum
from django.db.models.functions import Coalesce
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from members.companies.models import Company
from multifactory.lib.images.models import Picture
from multifactory.lib.text import fields as texts
from multifactory.lib.text.search import Searched, SearchedQuerySet
from spaces.bookings.models import Booking
from spaces.building.models import Space


class EventQuerySet(SearchedQuerySet):
    def visible_to(self, is_member: bool) -> Self:
        """Drafts are seen by coordinators alone, as a preview; internal events by members."""
        events = self.exclude(state=Event.State.DRAFT)
        return events if is_member else events.filter(visibility=Event.Visibility.PUBLIC)

    def published(self) -> Self:
        return self.filter(state=Event.State.PUBLISHED)

    def public(self) -> Self:
        """What everybody may see, the cancelled ones too."""
        return self.visible_to(is_member=False)

    def upcoming(self) -> Self:
        return self.filter(ends_at__gt=timezone.now()).order_by("starts_at", "id")

    def past(self) -> Self:
        return self.filter(ends_at__lte=timezone.now()).order_by("-starts_at", "-id")

    def with_taken(self) -> Self:
        """Adds `taken`, the seats that are confirmed, offered or held at this moment."""
        # Registrations stand above this subject, so their states are named by their values.
        now = timezone.now()
        used = (
            Q(registrations__state="confirmed")
            | Q(registrations__state="offered", registrations__offered_until__gt=now)
            | Q(registrations__state="held", registrations__held_until__gt=now)
        )
        return self.annotate(taken=Coalesce(Sum("registrations__party", filter=used), 0))

    def for_rows(self) -> Self:
        """What `events/_event_row.html` shows."""
        return self.with_taken().select_related("space", "picture")

    def for_list(self) -> Self:
        return self.for_rows().prefetch_related("organisers")

    def for_calendar(self) -> Self:
        """Public events from 30 days ago to 400 days ahead; cancelled ones stay for 30 days."""
        now = timezone.now()
        month = timedelta(days=30)
        return (
            self.public()
            .filter(ends_at__gt=now - month, starts_at__lt=now + timedelta(days=400))
            .exclude(state=Event.State.CANCELLED, updated_at__lte=now - month)
            .select_related("space")
            .order_by("starts_at", "id")
        )


class Event(Searched):
    """An event of one or more companies, or of the whole community. A published one is only cancelled."""

    found_by = ("title", "summary", "text", "place")

    class State(models.TextChoices):
        DRAFT = "draft", _("draft")
        PUBLISHED = "published", _("published")
        CANCELLED = "cancelled", _("cancelled")

    class Visibility(models.TextChoices):
        PUBLIC = "public", _("public")
        INTERNAL = "internal", _("for members")

    uid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    slug = models.SlugField(_("address of its page"), max_length=120, unique=True)
    title = texts.CharField(_("title"), max_length=120)
    summary = texts.CharField(_("summary"), max_length=200)
    text = texts.TextField(_("text"), blank=True, help_text=_("Markdown"))
    starts_at = models.DateTimeField(_("starts"))
    ends_at = models.DateTimeField(_("ends"))
    space = models.ForeignKey(
        Space,
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="events",
        verbose_name=_("space"),
        help_text=_("Leave empty when it takes place elsewhere."),
    )
    booking = models.OneToOneField(
        Booking,
        null=True,
        blank=True,
        editable=False,
        on_delete=models.SET_NULL,
        related_name="+",
        verbose_name=_("booking of its space"),
    )
    place = texts.CharField(_("place, in words"), max_length=160, blank=True)
    is_common = models.BooleanField(_("of the whole community"), default=False)
    organisers = models.ManyToManyField(
        Company, blank=True, related_name="events", verbose_name=_("organisers")
    )
    visibility = models.CharField(
        _("visible to"), max_length=10, choices=Visibility, default=Visibility.PUBLIC
    )
    state = models.CharField(_("state"), max_length=10, choices=State, default=State.DRAFT)
    cancel_reason = texts.CharField(_("why it was cancelled"), max_length=200, blank=True, editable=False)
    capacity = models.PositiveIntegerField(
        _("places"), null=True, blank=True, help_text=_("Empty: as many as come. 0: no registration.")
    )
    sequence = models.PositiveIntegerField(
        default=0, editable=False
    )  # RFC 5545: raised when time, place or state changes
    updated_at = models.DateTimeField(_("last change"), default=timezone.now, editable=False)

    max_party, registration_opens_at, registration_closes_at, releases_after = 10, None, None, None  # TEMP
    taken: int  # set by with_taken()

    objects = EventQuerySet.as_manager()

    class Meta:
        verbose_name = _("event")
        verbose_name_plural = _("events")
        ordering = ["starts_at"]
        indexes = [models.Index(fields=["state", "starts_at"], name="event_by_state_and_time")]
        constraints = [
            models.CheckConstraint(
                condition=Q(ends_at__gt=F("starts_at")),
                name="event_ends_after_start",
                violation_error_message=_("An event ends after it starts."),
            ),
            models.CheckConstraint(
                condition=Q(space__isnull=False) | ~Q(place="") | Q(state="draft"),
                name="event_has_a_place",
                violation_error_message=_("Choose a space or write the place before publishing."),
            ),
            models.CheckConstraint(
                condition=Q(cancel_reason="") | Q(state="cancelled"),
                name="event_reason_is_of_a_cancelled_one",
            ),
        ]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return reverse("events:event_detail", args=[self.slug])

    @property
    def where(self) -> str:
        """The space and the place in words, as far as they are known."""
        return ", ".join(part for part in (str(self.space) if self.space else "", self.place) if part)

    @property
    def is_draft(self) -> bool:
        return self.state == self.State.DRAFT

    @property
    def is_cancelled(self) -> bool:
        return self.state == self.State.CANCELLED

    @property
    def is_internal(self) -> bool:
        return self.visibility == self.Visibility.INTERNAL

    @property
    def has_started(self) -> bool:
        return self.starts_at <= timezone.now()

    @property
    def is_over(self) -> bool:
        return self.ends_at <= timezone.now()

    @property
    def places_left(self) -> int | None:
        """None where nobody counts; 0 where the capacity was lowered too far. Needs `with_taken()`."""
        return None if self.capacity is None else max(0, self.capacity - self.taken)


class EventPicture(Picture):
    """The picture on an event's page and in its list."""

    event = models.OneToOneField(
        Event, on_delete=models.CASCADE, related_name="picture", verbose_name=_("event")
    )

    class Meta:
        verbose_name = _("picture")
        verbose_name_plural = _("pictures")
