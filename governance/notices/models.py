"""Which reminders have been sent, and until when digests told."""

from django.db import models

from governance.resolutions.models import Resolution
from governance.voting.models import VotingRound
from members.people.models import User


class RoundReminder(models.Model):
    """That companies which had not voted were reminded so long before an end. Written once, by one worker."""

    round = models.ForeignKey(VotingRound, on_delete=models.PROTECT, related_name="reminders")
    hours = models.PositiveSmallIntegerField()
    closes_at = models.DateTimeField()
    sent_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["round", "hours", "closes_at"], name="round_reminded_once")
        ]

    def __str__(self) -> str:
        return f"{self.round_id}, {self.hours} h"


class AccountsNotice(models.Model):
    """That officers were told that an assembly on the accounts is due again. Written once, by one worker."""

    resolution = models.OneToOneField(Resolution, on_delete=models.PROTECT, related_name="+")
    sent_at = models.DateTimeField()

    def __str__(self) -> str:
        return str(self.resolution)


class DigestMark(models.Model):
    """Until when the last digest of a person reported."""

    user = models.OneToOneField(User, on_delete=models.CASCADE, related_name="digest_mark")
    until = models.DateTimeField()

    def __str__(self) -> str:
        return f"{self.user}, {self.until:%Y-%m-%d %H:%M}"
