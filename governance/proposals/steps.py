"""Who led a proposal from one state to the next."""

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from governance.proposals.models import Proposal
from members.people.models import User
from multifactory.lib.text import fields as texts


class ProposalStep(models.Model):
    """A step of a proposal, written once: into which state it led, who took it and perhaps why."""

    proposal = models.ForeignKey(
        Proposal, on_delete=models.CASCADE, related_name="steps", verbose_name=_("proposal")
    )
    state = models.CharField(_("state"), max_length=20, choices=Proposal.State)
    by = models.ForeignKey(
        User, null=True, on_delete=models.SET_NULL, related_name="+", verbose_name=_("taken by")
    )  # empty where the count of a round led to it
    at = models.DateTimeField(_("taken on"), default=timezone.now)
    reason = texts.CharField(_("reason"), max_length=300, blank=True)

    class Meta:
        verbose_name = _("step of a proposal")
        verbose_name_plural = _("steps of proposals")
        ordering = ["proposal", "pk"]

    def __str__(self) -> str:
        return f"{self.proposal}: {self.get_state_display()}"
