"""Events and their pictures."""

import uuid
from datetime import date, timedelta
from typing import TYPE_CHECKING

from django.conf import settings
from django.core.validators import URLValidator
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext, pgettext_lazy

from events.programme.querysets import UNSEEN, EventQuerySet
from events.programme.words import Shown, in_language
from governance.resolutions.models import Resolution
from members.people.models import User
from multifactory.lib.formats import format_euro
from multifactory.lib.text import fields as texts
from multifactory.lib.text.search import Searched
from spaces.building.models import Space

if TYPE_CHECKING:
    from events.programme.parts import EventHost

# Words of the portal's own addresses below /events/.
RESERVED_SLUGS = ("new", "month", "archive", "embed", "series", "registrations", "institutions")


class Event(Searched):
    """An event of one or more companies, or of the whole community. A published one is only cancelled."""

    found_by = ("title", "summary", "text", "place")

    class State(models.TextChoices):
        DRAFT = "draft", _("draft")
        SUBMITTED = "submitted", _("submitted")
        PUBLISHED = "published", _("published")
        POSTPONED = "postponed", _("postponed")
        CANCELLED = "cancelled", _("cancelled")

    class Kind(models.TextChoices):
        OPEN_DAY = "open_day", _("open day")
        COURSE = "course", _("course")
        TALK = "talk", _("talk")
        MARKET = "market", _("market")
        PERFORMANCE = "performance", _("performance")
        EXHIBITION = "exhibition", _("exhibition")
        REPAIR = "repair", _("repair")
        MEETING = "meeting", _("meeting")
        OTHER = "other", pgettext_lazy("kind of event", "other")

    class Visibility(models.TextChoices):
        PUBLIC = "public", _("public")
        INTERNAL = "internal", _("members only")

    uid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    slug = models.SlugField(_("address of its page"), max_length=120, unique=True)
    title = texts.CharField(_("title"), max_length=120)
    summary = texts.CharField(_("summary"), max_length=200)
    text = texts.TextField(_("text"), blank=True, help_text=_("Markdown"))
    language = models.CharField(
        _("language"), max_length=5, choices=settings.LANGUAGES, default=settings.LANGUAGE_CODE
    )
    kind = models.CharField(_("kind"), max_length=12, choices=Kind, default=Kind.OTHER)
    for_age_from = models.PositiveSmallIntegerField(
        _("for children from the age of"),
        null=True,
        blank=True,
        help_text=_("Leave empty when it is not meant for children."),
    )
    price_cents = models.PositiveIntegerField(_("price"), default=0)
    starts_at = models.DateTimeField(_("starts"))
    ends_at = models.DateTimeField(_("ends"))
    is_all_day = models.BooleanField(_("all day"), default=False)
    space = models.ForeignKey(
        Space,
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="events",
        verbose_name=_("space"),
        help_text=_("Leave empty when it takes place elsewhere."),
    )
    place = texts.CharField(_("other location"), max_length=160, blank=True)
    is_elsewhere = models.BooleanField(
        _("not at the multifactory"),
        default=False,
        help_text=_("Tick this if the location is not at the multifactory."),
    )
    online_url = texts.URLField(
        _("address to follow it online"),
        blank=True,
        help_text=_("Starts with https://."),
        validators=[URLValidator(schemes=["https"])],
    )
    is_common = models.BooleanField(_("organised by the whole community"), default=False)
    visibility = models.CharField(
        _("visible to"), max_length=10, choices=Visibility, default=Visibility.PUBLIC
    )
    state = models.CharField(_("state"), max_length=10, choices=State, default=State.DRAFT)
    cancel_reason = texts.CharField(_("why it was cancelled"), max_length=200, blank=True, editable=False)
    capacity = models.PositiveIntegerField(
        _("places"), null=True, blank=True, help_text=_("Empty: no limit. 0: no registration needed.")
    )
    registration_opens_at = models.DateTimeField(_("registration opens"), null=True, blank=True)
    registration_closes_at = models.DateTimeField(_("registration closes"), null=True, blank=True)
    max_party = models.PositiveSmallIntegerField(_("places a registration can take"), default=1)
    releases_after = models.PositiveSmallIntegerField(
        _("minutes after which unused places are free"),
        null=True,
        blank=True,
        help_text=_("After the start, at the door. Leave empty to keep them."),
    )
    resolution = models.ForeignKey(
        Resolution,
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="events",
        verbose_name=_("resolution"),
    )
    series = models.ForeignKey(
        "events.EventSeries",
        null=True,
        blank=True,
        editable=False,
        on_delete=models.PROTECT,
        related_name="events",
        verbose_name=_("series"),
    )
    position = models.PositiveSmallIntegerField(
        _("position in the series"), null=True, blank=True, editable=False
    )
    published_from = models.DateTimeField(
        _("shown from"), null=True, blank=True, help_text=_("Leave empty to show it at once.")
    )
    return_reason = texts.CharField(_("why it was returned"), max_length=200, blank=True, editable=False)
    created_by = models.ForeignKey(
        User,
        null=True,
        blank=True,
        editable=False,
        on_delete=models.SET_NULL,
        related_name="+",
        verbose_name=_("written by"),
    )
    # Since when everybody could see it, and when that ended; both stay for the feeds.
    public_since = models.DateTimeField(_("public since"), null=True, blank=True, editable=False)
    left_public_at = models.DateTimeField(_("no longer public since"), null=True, blank=True, editable=False)
    # RFC 5545: raised, once it has been seen, when time, place or state changes.
    sequence = models.PositiveIntegerField(default=0, editable=False)
    updated_at = models.DateTimeField(_("last change"), default=timezone.now, editable=False)

    taken: int  # set by with_taken()
    waiting: int  # set by with_waiting()
    confirmed_hosts: "list[EventHost]"  # set by with_hosts()
    is_mine: bool  # set by `registrations.hosts.with_host()`: whether the reader's company is among them

    objects = EventQuerySet.as_manager()

    class Meta:
        verbose_name = _("event")
        verbose_name_plural = _("events")
        ordering = ["starts_at"]
        indexes = [
            models.Index(fields=["state", "starts_at"], name="event_by_state_and_time"),
            # All that the programme counts and sorts by: it reads no texts before it is cut.
            models.Index(
                fields=["ends_at", "starts_at", "state", "visibility", "published_from"], name="event_by_end"
            ),
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(ends_at__gt=F("starts_at")),
                name="event_ends_after_start",
                violation_error_message=_("The event must end after it starts."),
            ),
            models.CheckConstraint(
                condition=Q(state__in=["draft", "submitted", "published", "postponed", "cancelled"]),
                name="event_state_is_known",
            ),
            models.CheckConstraint(
                condition=Q(space__isnull=False) | ~Q(place="") | ~Q(online_url="") | Q(state="draft"),
                name="event_has_a_place",
                violation_error_message=_("Choose a space or enter a location before publishing."),
            ),
            models.CheckConstraint(
                condition=Q(online_url="") | Q(online_url__startswith="https://"),
                name="event_online_by_https",
                violation_error_message=_("The address must start with https://."),
            ),
            models.CheckConstraint(
                condition=~Q(slug__in=RESERVED_SLUGS),
                name="event_slug_is_no_page",
                violation_error_message=_("This address belongs to a page of the portal."),
            ),
            models.CheckConstraint(
                condition=Q(max_party__gte=1, max_party__lte=10),
                name="event_party_from_1_to_10",
                violation_error_message=_("A registration can take 1 to 10 places."),
            ),
            models.CheckConstraint(
                condition=Q(registration_closes_at__isnull=True)
                | Q(registration_opens_at__isnull=True)
                | Q(registration_closes_at__gt=F("registration_opens_at")),
                name="event_registration_closes_after_opening",
                violation_error_message=_("Registration must close after it opens."),
            ),
            models.CheckConstraint(
                condition=Q(for_age_from__isnull=True) | Q(for_age_from__lte=18),
                name="event_age_of_children",
                violation_error_message=_("Children are up to 18 years old."),
            ),
            models.CheckConstraint(
                condition=Q(series__isnull=True, position__isnull=True)
                | Q(series__isnull=False, position__isnull=False),
                name="event_position_is_in_a_series",
            ),
            models.UniqueConstraint(fields=["series", "position"], name="event_once_a_position"),
            models.CheckConstraint(
                condition=Q(left_public_at__isnull=True) | Q(public_since__isnull=False),
                name="event_left_the_public_it_had",
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
    def shown(self) -> Shown:
        """Its words for the reader. Of many events: with `prefetch_related("texts")`."""
        return in_language(self, self.texts.all())

    @property
    def last_day(self) -> date:
        """The day on which it ends: midnight belongs to the day before."""
        return timezone.localdate(self.ends_at - timedelta(microseconds=1))

    @property
    def price(self) -> str:
        return format_euro(self.price_cents)

    @property
    def is_online_only(self) -> bool:
        return bool(self.online_url) and self.space_id is None and not self.place

    @property
    def where(self) -> str:
        """The space and the place in words, as far as they are known; online is a place."""
        if self.is_online_only:
            return pgettext("place of an event", "online")
        return ", ".join(part for part in (str(self.space) if self.space else "", self.place) if part)

    @property
    def is_draft(self) -> bool:
        return self.state == self.State.DRAFT

    @property
    def holds_rooms(self) -> bool:
        """From the day it is submitted, unless it is postponed or cancelled."""
        return self.state in (self.State.SUBMITTED, self.State.PUBLISHED)

    @property
    def is_out(self) -> bool:
        """Published, postponed or cancelled; whether it is shown yet says `published_from`."""
        return self.state not in UNSEEN

    @property
    def is_shown_later(self) -> bool:
        return self.published_from is not None and self.published_from > timezone.now()

    @property
    def is_postponed(self) -> bool:
        return self.state == self.State.POSTPONED

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
