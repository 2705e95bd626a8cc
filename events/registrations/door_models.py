"""What hosts do with the list of guests: letters, and downloads of it."""

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from events.programme.models import Event
from multifactory.lib.formats import format_moment
from multifactory.lib.text import fields as texts


class GuestLetter(models.Model):
    """A letter to the guests of an event."""

    class Readers(models.TextChoices):
        CONFIRMED = "confirmed", _("those who have a seat")
        ALL = "all", _("those who have a seat and those on the waiting list")

    request_id = models.UUIDField(unique=True, editable=False)  # a form sent twice is one letter
    event = models.ForeignKey(
        Event, on_delete=models.CASCADE, related_name="letters", verbose_name=_("event")
    )
    readers = models.CharField(_("to"), max_length=10, choices=Readers, default=Readers.CONFIRMED)
    subject = texts.CharField(_("subject"), max_length=120)
    text = texts.TextField(_("text"), max_length=4000)
    sent_at = models.DateTimeField(_("sent on"), default=timezone.now, editable=False)
    sent_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+", editable=False
    )
    number = models.PositiveIntegerField(_("readers"), default=0, editable=False)

    class Meta:
        verbose_name = _("letter to guests")
        verbose_name_plural = _("letters to guests")
        ordering = ["-sent_at"]

    def __str__(self) -> str:
        return self.subject


class GuestListDownload(models.Model):
    """That somebody took the list of guests with them."""

    event = models.ForeignKey(
        Event, on_delete=models.CASCADE, related_name="downloads", verbose_name=_("event")
    )
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+", editable=False
    )
    at = models.DateTimeField(_("downloaded on"), default=timezone.now, editable=False)
    rows = models.PositiveIntegerField(_("rows"), editable=False)

    class Meta:
        verbose_name = _("download of a guest list")
        verbose_name_plural = _("downloads of guest lists")
        ordering = ["-at"]

    def __str__(self) -> str:
        return f"{self.event}, {format_moment(self.at)}"
