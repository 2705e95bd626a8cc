"""Registrations: a person's place in an event."""

from typing import Self

from django.db import models
from django.db.models import Q
from django.db.models.functions import Lower
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from events.programme.models import Event
from multifactory.lib.signed_links import SignedLink, hash_token
from multifactory.lib.text import fields as texts

_AGAIN_LINK = SignedLink("events.registration")


class RegistrationQuerySet(models.QuerySet):
    def confirmed(self) -> Self:
        return self.filter(state=Registration.State.CONFIRMED)

    def by_token(self, token: str) -> Self:
        """The one that this link in a mail cancels, or none."""
        first_hash = _AGAIN_LINK.read(token)
        return self.filter(cancel_token_hash=first_hash if isinstance(first_hash, str) else hash_token(token))


class Registration(models.Model):
    """A person's place in an event."""

    class State(models.TextChoices):
        CONFIRMED = "confirmed", _("confirmed")
        CANCELLED = "cancelled", _("cancelled")

    request_id = models.UUIDField(
        null=True, unique=True, editable=False
    )  # a form sent twice is one registration
    event = models.ForeignKey(
        Event, on_delete=models.CASCADE, related_name="registrations", verbose_name=_("event")
    )
    name = texts.CharField(_("name"), max_length=120)
    email = texts.EmailField(_("e-mail address"))  # kept in lower case
    language = models.CharField(_("language"), max_length=5, default="it")
    state = models.CharField(_("state"), max_length=10, choices=State, default=State.CONFIRMED)
    created_at = models.DateTimeField(_("registered on"), default=timezone.now, editable=False)
    cancelled_at = models.DateTimeField(_("cancelled on"), null=True, blank=True, editable=False)
    cancel_token_hash = models.CharField(
        max_length=64, unique=True, editable=False
    )  # SHA-256; the link has the token

    objects = RegistrationQuerySet.as_manager()

    class Meta:
        verbose_name = _("registration")
        verbose_name_plural = _("registrations")
        ordering = ["created_at", "id"]
        constraints = [
            # Of a household several people may come with one address.
            models.UniqueConstraint(
                "event",
                "email",
                Lower("name"),
                condition=Q(state="confirmed"),
                name="registration_once",
                violation_error_message=_("This person is registered already."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.name}, {self.event}"

    def token_again(self) -> str:
        """A second link beside the first, of which only the hash is kept: it lives as long as that one."""
        return _AGAIN_LINK.token(self.cancel_token_hash)

    @property
    def is_confirmed(self) -> bool:
        return self.state == self.State.CONFIRMED
