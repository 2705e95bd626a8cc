"""What a decision costs each company, as it was when it was decided."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from governance.proposals.models import Proposal
from members.companies.models import Company
from multifactory.lib.immutability import Sealed


class ProposalShare(models.Model):
    """What one company bears of the cost of a decided proposal; without one, what falls to empty units.

    Written in the transaction that decides it, from the weights of that day, and never again: who joins or
    leaves later changes what comes, not what was decided.
    """

    proposal = models.ForeignKey(
        Proposal, on_delete=models.PROTECT, related_name="shares", verbose_name=_("proposal")
    )
    company = models.ForeignKey(
        Company,
        null=True,
        on_delete=models.PROTECT,
        related_name="+",
        verbose_name=_("company"),
    )
    cents = models.PositiveBigIntegerField(_("share in cents"))

    class Meta:
        verbose_name = _("share of a cost")
        verbose_name_plural = _("shares of a cost")
        ordering = ["proposal", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["proposal", "company"], name="proposal_share_once"),
            models.UniqueConstraint(
                fields=["proposal"], condition=Q(company__isnull=True), name="proposal_share_empty_once"
            ),
            Sealed(name="proposal_share_sealed", when="{row}.id IS NOT NULL", events=("UPDATE", "DELETE")),
        ]

    def __str__(self) -> str:
        bearer = self.company or _("empty units")
        return f"{bearer}: {self.cents}"
