"""What belongs to an event: picture, texts, hosts, rooms, moves; its series; how the programme is run."""

from datetime import date, timedelta
from typing import Self

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from events.programme.models import Event
from members.companies.models import Company
from members.people.models import User
from multifactory.lib.images.models import Picture
from multifactory.lib.immutability import Sealed
from multifactory.lib.text import fields as texts
from multifactory.lib.text.search import Searched, SearchedQuerySet
from spaces.bookings.models import Booking
from spaces.building.models import Space


class EventText(Searched):
    """The words of an event in another language than its own; the event is found by them too."""

    found_by = ("title", "summary", "text")

    event = models.ForeignKey(Event, on_delete=models.CASCADE, related_name="texts", verbose_name=_("event"))
    language = models.CharField(_("language"), max_length=5, choices=settings.LANGUAGES)
    title = texts.CharField(_("title"), max_length=120, blank=True)
    summary = texts.CharField(_("summary"), max_length=200, blank=True)
    text = texts.TextField(_("text"), blank=True, help_text=_("Markdown"))

    objects = SearchedQuerySet.as_manager()

    class Meta:
        verbose_name = _("text in another language")
        verbose_name_plural = _("texts in other languages")
        constraints = [
            models.UniqueConstraint(fields=["event", "language"], name="event_text_once_a_language")
        ]

    def __str__(self) -> str:
        return f"{self.title} ({self.language})"


class EventHostQuerySet(models.QuerySet):
    def confirmed(self) -> Self:
        return self.filter(state=EventHost.State.CONFIRMED)

    def asked(self) -> Self:
        return self.filter(state=EventHost.State.ASKED)

    def for_list(self) -> Self:
        """The hosts first, then the co-hosts, by name."""
        return self.select_related("company__logo", "space").order_by("-role", "company__name", "pk")


class EventHost(models.Model):
    """A company that makes an event, once it has confirmed, and what it brings to it."""

    class Role(models.TextChoices):
        HOST = "host", _("host")
        CO_HOST = "co_host", _("co-host")

    class State(models.TextChoices):
        ASKED = "asked", _("asked")
        CONFIRMED = "confirmed", _("confirmed")
        DECLINED = "declined", _("declined")

    event = models.ForeignKey(Event, on_delete=models.CASCADE, related_name="hosts", verbose_name=_("event"))
    company = models.ForeignKey(
        Company, on_delete=models.PROTECT, related_name="event_hosts", verbose_name=_("company")
    )
    role = models.CharField(_("role"), max_length=8, choices=Role, default=Role.HOST)
    state = models.CharField(_("state"), max_length=10, choices=State, default=State.CONFIRMED)
    asked_by = models.ForeignKey(
        User,
        null=True,
        blank=True,
        editable=False,
        on_delete=models.SET_NULL,
        related_name="+",
        verbose_name=_("asked by"),
    )
    asked_at = models.DateTimeField(_("asked on"), default=timezone.now, editable=False)
    answered_by = models.ForeignKey(
        User,
        null=True,
        blank=True,
        editable=False,
        on_delete=models.SET_NULL,
        related_name="+",
        verbose_name=_("answered by"),
    )
    answered_at = models.DateTimeField(_("answered on"), null=True, blank=True, editable=False)
    contribution = texts.CharField(
        _("contribution"),
        max_length=120,
        blank=True,
        help_text=_("What the company brings, for example an open workshop or a stall."),
    )
    space = models.ForeignKey(
        Space,
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="event_contributions",
        verbose_name=_("where"),
    )
    starts_at = models.DateTimeField(_("start"), null=True, blank=True)
    ends_at = models.DateTimeField(_("end"), null=True, blank=True)

    can_answer: bool  # set by the page of the hosts

    objects = EventHostQuerySet.as_manager()

    class Meta:
        verbose_name = _("host")
        verbose_name_plural = _("hosts")
        indexes = [models.Index(fields=["company", "state"], name="event_host_by_company")]
        constraints = [
            models.UniqueConstraint(
                fields=["event", "company"],
                name="event_host_once",
                violation_error_message=_("This company is already one of the hosts."),
            ),
            models.CheckConstraint(
                condition=Q(state__in=["asked", "confirmed", "declined"]), name="event_host_state_is_known"
            ),
            models.CheckConstraint(
                condition=Q(starts_at__isnull=True, ends_at__isnull=True) | Q(ends_at__gt=F("starts_at")),
                name="event_host_ends_after_start",
                violation_error_message=_("The end must come after the start."),
            ),
            models.CheckConstraint(
                condition=~Q(state="asked") | Q(answered_at__isnull=True),
                name="event_host_asked_has_no_answer",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.company}, {self.event}"

    @property
    def is_confirmed(self) -> bool:
        return self.state == self.State.CONFIRMED

    @property
    def is_asked(self) -> bool:
        return self.state == self.State.ASKED

    @property
    def has_left(self) -> bool:
        """The company is a member no more: it is named, not linked."""
        left_on = self.company.left_on
        return left_on is not None and left_on <= timezone.localdate()


class EventRoom(models.Model):
    """A common space that an event needs, held by its booking while the event is submitted or out."""

    event = models.ForeignKey(Event, on_delete=models.CASCADE, related_name="rooms", verbose_name=_("event"))
    space = models.ForeignKey(
        Space, on_delete=models.PROTECT, related_name="event_rooms", verbose_name=_("space")
    )
    booking = models.OneToOneField(
        Booking,
        null=True,
        blank=True,
        editable=False,
        on_delete=models.PROTECT,
        related_name="event_room",
        verbose_name=_("booking"),
    )
    before_minutes = models.PositiveSmallIntegerField(_("minutes before, to set up"), default=0)
    after_minutes = models.PositiveSmallIntegerField(_("minutes after, to clear"), default=0)

    class Meta:
        verbose_name = _("room")
        verbose_name_plural = _("rooms")
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["event", "space"],
                name="event_room_once",
                violation_error_message=_("This space is already one of the rooms."),
            ),
            models.CheckConstraint(
                condition=Q(before_minutes__lte=1440, after_minutes__lte=1440),
                name="event_room_minutes_within_a_day",
                violation_error_message=_("Setting up and clearing take at most a day each."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.space}, {self.event}"


class EventMove(models.Model):
    """When and where an event was to be before a change that people had seen. Never changed."""

    event = models.ForeignKey(Event, on_delete=models.CASCADE, related_name="moves", verbose_name=_("event"))
    starts_at = models.DateTimeField(_("started"))
    ends_at = models.DateTimeField(_("ended"))
    is_all_day = models.BooleanField(_("all day"), default=False)
    space = models.ForeignKey(
        Space, null=True, blank=True, on_delete=models.PROTECT, related_name="+", verbose_name=_("space")
    )
    place = texts.CharField(_("other location"), max_length=160, blank=True)
    sequence = models.PositiveIntegerField(_("sequence"))
    moved_at = models.DateTimeField(_("changed on"), default=timezone.now)
    moved_by = models.ForeignKey(
        User, null=True, blank=True, on_delete=models.SET_NULL, related_name="+", verbose_name=_("changed by")
    )

    class Meta:
        verbose_name = _("move")
        verbose_name_plural = _("moves")
        ordering = ["moved_at", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["event", "sequence"], name="event_move_once_a_sequence"),
            models.CheckConstraint(condition=Q(ends_at__gt=F("starts_at")), name="event_move_has_its_times"),
            Sealed(
                name="event_move_sealed",
                when="{row}.id IS NOT NULL",
                columns=(
                    "event",
                    "starts_at",
                    "ends_at",
                    "is_all_day",
                    "space",
                    "place",
                    "sequence",
                    "moved_at",
                ),
                events=("UPDATE",),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.event}, {self.starts_at:%Y-%m-%d %H:%M}"

    @property
    def last_day(self) -> date:
        return timezone.localdate(self.ends_at - timedelta(microseconds=1))

    @property
    def where(self) -> str:
        return ", ".join(part for part in (str(self.space) if self.space else "", self.place) if part)


class Programme(models.Model):
    """How this multifactory runs its programme: one row."""

    hosts_publish = models.BooleanField(
        _("hosts can publish on their own"),
        default=True,
        help_text=_(
            "If not ticked: an event of a company is published only after a coordinator has checked it."
        ),
    )
    embed_origins = texts.TextField(
        _("sites that can show the programme"),
        blank=True,
        help_text=_("One per line, for example https://www.example.org"),
    )

    class Meta:
        verbose_name = _("programme")
        verbose_name_plural = _("programme")
        constraints = [models.CheckConstraint(condition=Q(pk=1), name="programme_is_one")]

    def __str__(self) -> str:
        return str(_("How the programme is run"))


class EventPicture(Picture):
    """The picture on an event's page and in its list."""

    event = models.OneToOneField(
        Event, on_delete=models.CASCADE, related_name="picture", verbose_name=_("event")
    )

    class Meta:
        verbose_name = _("picture")
        verbose_name_plural = _("pictures")
