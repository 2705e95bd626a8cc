"""The heads of chains that went out."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from governance.voting.models import VotingRound
from multifactory.lib.immutability import Sealed


class PublishedHead(models.Model):
    """The last link of a round's chain as it went out: by mail to all representatives, and in a public list.

    Whoever keeps one can show later that nothing before it was changed. Written once, never changed.
    """

    round = models.ForeignKey(
        VotingRound, on_delete=models.PROTECT, related_name="heads", verbose_name=_("voting round")
    )
    height = models.PositiveIntegerField()
    hash = models.CharField(max_length=64)
    published_at = models.DateTimeField()
    # Of the head that goes out once a day while the round is open; the others go out when something happens.
    day = models.DateField(null=True, blank=True)

    class Meta:
        verbose_name = _("published head")
        verbose_name_plural = _("published heads")
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(fields=["round", "day"], name="head_daily_once"),
            Sealed(name="published_head_sealed", when="{row}.id IS NOT NULL", events=("UPDATE", "DELETE")),
        ]

    def __str__(self) -> str:
        return f"{self.round_id}, {self.height}"
