"""The database's half of the identity it shares with its media, and what the last look at them found."""

from datetime import timedelta

from django.db import models
from django.db.models import Q
from django.utils import timezone

from multifactory.lib.files import new_token

BETWEEN_CLEANINGS = timedelta(days=1)


class MediaIdentityManager(models.Manager["MediaIdentity"]):
    def own(self) -> "MediaIdentity":
        return self.get_or_create(pk=1)[0]

    def take_turn(self) -> bool:
        """Whether a day has passed since the last cleaning; taken by one worker alone, restarted or not."""
        own, now = self.own(), timezone.now()
        is_due = Q(cleaned_at__isnull=True) | Q(cleaned_at__lte=now - BETWEEN_CLEANINGS)
        return bool(self.filter(is_due, pk=own.pk).update(cleaned_at=now))

    def in_trouble(self) -> models.QuerySet["MediaIdentity"]:
        """Media that are left alone, or with more files without a row than one day may take."""
        left_alone = [state for state in MediaIdentity.State if state != MediaIdentity.State.OWN]
        return self.filter(Q(state__in=left_alone) | Q(waiting__gt=0))


class MediaIdentity(models.Model):
    """One row, made by the first worker. Its random identity also lies in the storage of media."""

    class State(models.TextChoices):
        OWN = "own"  # written by this database
        UNKNOWN = "unknown"  # with files, and without an identity
        FOREIGN = "foreign"  # with the identity of another database
        VERSION = "version"  # this version does not know every table with files

    identity = models.CharField(max_length=32, default=new_token, editable=False)
    cleaned_at = models.DateTimeField(null=True, editable=False)
    state = models.CharField(max_length=10, choices=State, blank=True, editable=False)
    aside = models.PositiveIntegerField(default=0, editable=False)
    waiting = models.PositiveIntegerField(default=0, editable=False)  # for the limits of a day

    objects = MediaIdentityManager()

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(pk=1), name="media_identity_is_one"),
            models.CheckConstraint(
                condition=Q(state__in=["", "own", "unknown", "foreign", "version"]),
                name="media_state_is_known",
            ),
        ]

    def __str__(self) -> str:
        return self.identity
