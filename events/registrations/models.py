"""Registrations: who comes to an event, who waits for a seat, and what they were told."""

import uuid
from typing import Self

from django.conf import settings
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Lower
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from events.programme.models import Event
from events.registrations.codes import CODE_LENGTH
from multifactory.lib.signed_links import SignedLink, hash_token
from multifactory.lib.text import fields as texts

TICKET_LINK = SignedLink("events.ticket")
_AGAIN_LINK = SignedLink("events.registration")  # mailed by earlier versions

LARGEST_PARTY = 10
LIVE = ("held", "unconfirmed", "waiting", "offered", "confirmed")
# Whose address nobody has proved yet: a stranger may have typed it.
UNPROVED = ("held", "unconfirmed", "waiting", "offered")


class RegistrationQuerySet(models.QuerySet["Registration"]):
    def live(self) -> Self:
        return self.filter(state__in=LIVE)

    def confirmed(self) -> Self:
        return self.filter(state=Registration.State.CONFIRMED)

    def waiting(self) -> Self:
        """In the order in which seats are offered."""
        return self.filter(state=Registration.State.WAITING).order_by("queued_at", "id")

    def by_token(self, token: str) -> Self:
        """The one that this link of an earlier version is about, or none."""
        first_hash = _AGAIN_LINK.read(token)
        return self.filter(cancel_token_hash=first_hash if isinstance(first_hash, str) else hash_token(token))

    def by_link(self, link: str) -> Self:
        """The one that this link in a mail is about, or none."""
        try:
            return self.filter(uid=uuid.UUID(TICKET_LINK.read(link)))
        except (AttributeError, TypeError, ValueError):
            return self.none()


class Registration(models.Model):
    """A person's seats in an event, for themselves and those they bring."""

    class State(models.TextChoices):
        HELD = "held", pgettext_lazy("registration", "reserved")
        UNCONFIRMED = "unconfirmed", pgettext_lazy("registration", "not confirmed")
        WAITING = "waiting", pgettext_lazy("registration", "waiting")
        OFFERED = "offered", pgettext_lazy("registration", "offered")
        CONFIRMED = "confirmed", pgettext_lazy("registration", "confirmed")
        CANCELLED = "cancelled", pgettext_lazy("registration", "cancelled")
        EXPIRED = "expired", pgettext_lazy("registration", "expired")

    uid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    # A form sent twice is one registration.
    request_id = models.UUIDField(null=True, unique=True, editable=False)
    event = models.ForeignKey(
        Event, on_delete=models.CASCADE, related_name="registrations", verbose_name=_("event")
    )
    name = texts.CharField(_("name"), max_length=120)
    email = texts.EmailField(_("e-mail address"), blank=True)  # in lower case; of a walk-in there is none
    language = models.CharField(_("language"), max_length=5, default="it", blank=True)
    state = models.CharField(_("state"), max_length=12, choices=State, default=State.CONFIRMED)
    party = models.PositiveSmallIntegerField(
        _("people"), default=1, validators=[MinValueValidator(1), MaxValueValidator(LARGEST_PARTY)]
    )
    code = models.CharField(_("code"), max_length=CODE_LENGTH, editable=False)
    created_at = models.DateTimeField(_("registered on"), default=timezone.now, editable=False)
    held_until = models.DateTimeField(_("reserved until"), null=True, blank=True, editable=False)
    queued_at = models.DateTimeField(_("waiting since"), null=True, blank=True, editable=False)
    offered_until = models.DateTimeField(_("offered until"), null=True, blank=True, editable=False)
    confirmed_at = models.DateTimeField(_("confirmed on"), null=True, blank=True, editable=False)
    cancelled_at = models.DateTimeField(_("cancelled on"), null=True, blank=True, editable=False)
    is_walk_in = models.BooleanField(_("came without registering"), default=False, editable=False)
    checked_in_at = models.DateTimeField(_("checked in"), null=True, blank=True, editable=False)
    checked_in_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        null=True,
        blank=True,
        editable=False,
        on_delete=models.SET_NULL,
        related_name="+",
        verbose_name=_("checked in by"),
    )
    checked_in_party = models.PositiveSmallIntegerField(
        _("people checked in"), null=True, blank=True, editable=False
    )
    # SHA-256 of the link in mails of earlier versions.
    cancel_token_hash = models.CharField(max_length=64, null=True, unique=True, editable=False)  # noqa: DJ001
    erased_at = models.DateTimeField(_("name and address erased"), null=True, blank=True, editable=False)

    objects = RegistrationQuerySet.as_manager()

    class Meta:
        verbose_name = _("registration")
        verbose_name_plural = _("registrations")
        ordering = ["created_at", "id"]
        indexes = [
            models.Index(fields=["event", "state", "queued_at"], name="registration_by_state"),
            models.Index(fields=["state", "held_until"], name="registration_by_hold"),
            models.Index(fields=["email"], name="registration_by_email"),
        ]
        constraints = [
            # Of a household several people may come with one address.
            models.UniqueConstraint(
                "event",
                "email",
                Lower("name"),
                condition=Q(state__in=LIVE) & ~Q(email=""),
                name="registration_once",
                violation_error_message=_("This person is already registered."),
            ),
            models.UniqueConstraint(fields=["event", "code"], name="registration_code_once"),
            models.CheckConstraint(
                condition=Q(party__gte=1, party__lte=LARGEST_PARTY), name="registration_party_1_to_10"
            ),
            models.CheckConstraint(
                condition=Q(state__in=[*LIVE, "cancelled", "expired"]), name="registration_state_is_known"
            ),
            models.CheckConstraint(
                condition=~Q(state="held") | Q(held_until__isnull=False), name="registration_held_until"
            ),
            models.CheckConstraint(
                condition=~Q(state__in=["waiting", "offered"]) | Q(queued_at__isnull=False),
                name="registration_waits_since",
            ),
            models.CheckConstraint(
                condition=~Q(state="offered") | Q(offered_until__isnull=False),
                name="registration_offered_until",
            ),
            models.CheckConstraint(
                condition=~Q(state="confirmed") | Q(confirmed_at__isnull=False),
                name="registration_confirmed_at",
            ),
            models.CheckConstraint(
                condition=Q(checked_in_at__isnull=True, checked_in_party__isnull=True)
                | Q(state="confirmed", checked_in_at__isnull=False, checked_in_party__gte=1)
                & Q(checked_in_party__lte=F("party")),
                name="registration_checked_in",
            ),
            models.CheckConstraint(
                condition=~Q(email="") | Q(is_walk_in=True) | Q(erased_at__isnull=False),
                name="registration_has_an_address",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.name}, {self.event}"

    def get_absolute_url(self) -> str:
        return reverse("events:registration_detail", args=[self.link])

    @property
    def link(self) -> str:
        """What opens its page: signed, so that any later mail can carry it."""
        return TICKET_LINK.token(str(self.uid))

    @property
    def is_confirmed(self) -> bool:
        return self.state == self.State.CONFIRMED

    @property
    def is_live(self) -> bool:
        return self.state in LIVE

    @property
    def answers_in_words(self) -> list[tuple[str, str]]:
        """Each question with what was answered, in the reader's language."""
        language = get_language() or "en"
        return [(one.question.label(language), one.in_words(language)) for one in self.answers.all()]

    @property
    def is_checked_in(self) -> bool:
        return self.checked_in_at is not None


class Notice(models.Model):
    """That a mail of a kind was queued: it goes once for each revision."""

    class Kind(models.TextChoices):
        CONFIRM = "confirm", _("confirm")
        TICKET = "ticket", _("ticket")
        WAITING = "waiting", _("waiting")
        OFFER = "offer", _("offer")
        OFFER_OVER = "offer_over", _("offer expired")
        FIRST_COME = "first_come", _("whoever comes first")
        WEEK = "week", _("a week before")
        DAY = "day", _("a day before")
        REMOVED = "removed", _("removed")
        MOVED = "moved", _("event moved")
        POSTPONED = "postponed", _("event postponed")
        CALLED_OFF = "called_off", _("event cancelled")
        LETTER = "letter", _("letter")

    registration = models.ForeignKey(Registration, on_delete=models.CASCADE, related_name="notices")
    kind = models.CharField(_("kind"), max_length=12, choices=Kind)
    revision = models.PositiveIntegerField(default=0)
    queued_at = models.DateTimeField(_("queued on"), default=timezone.now, editable=False)

    class Meta:
        verbose_name = _("notice")
        verbose_name_plural = _("notices")
        constraints = [
            models.UniqueConstraint(fields=["registration", "kind", "revision"], name="notice_once")
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.revision}"
