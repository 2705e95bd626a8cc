"""Who was reminded of a vote in the hall."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from governance.voting.models import VotingRound
from members.people.models import User


class VoteReminder(models.Model):
    """The desk wrote to those who were there and had not voted."""

    round = models.ForeignKey(
        VotingRound, on_delete=models.PROTECT, related_name="hall_reminders", verbose_name=_("voting round")
    )
    by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+", verbose_name=_("sent by"))
    sent_at = models.DateTimeField(_("sent on"))

    class Meta:
        verbose_name = _("reminder of a vote in an assembly")
        verbose_name_plural = _("reminders of votes in assemblies")
        ordering = ["sent_at", "pk"]

    def __str__(self) -> str:
        return str(self.round)
