"""Another text for a proposal."""

from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from governance.proposals.models import Proposal, ProposalVersion
from members.companies.models import Company
from members.people.models import User
from multifactory.lib.text import fields as texts


class Amendment(models.Model):
    """Another text for a proposal, by any company: the proposer accepts it, or it is voted on first."""

    class State(models.TextChoices):
        OPEN = "open", _("open")
        ACCEPTED = "accepted", _("accepted by the proposer")
        ADOPTED = "adopted", _("adopted by vote")
        REJECTED = "rejected", _("rejected by vote")
        WITHDRAWN = "withdrawn", pgettext_lazy("amendment", "withdrawn")
        NOT_VOTED = "not_voted", _("not put to the vote")

    proposal = models.ForeignKey(
        Proposal, on_delete=models.CASCADE, related_name="amendments", verbose_name=_("proposal")
    )
    number = models.PositiveSmallIntegerField(_("amendment"))
    base = models.ForeignKey(
        ProposalVersion, on_delete=models.PROTECT, related_name="+", verbose_name=_("based on version")
    )
    title = texts.CharField(_("title"), max_length=140)
    text = texts.TextField(_("proposed text"), max_length=40_000)
    reason = texts.TextField(_("why"), max_length=2000)
    company = models.ForeignKey(
        Company, on_delete=models.PROTECT, related_name="+", verbose_name=_("submitted by")
    )
    author = models.ForeignKey(
        User, null=True, on_delete=models.SET_NULL, related_name="+", verbose_name=_("written by")
    )
    state = models.CharField(_("state"), max_length=10, choices=State, default=State.OPEN)
    created_at = models.DateTimeField(_("written on"), default=timezone.now)
    settled_at = models.DateTimeField(_("outcome decided on"), null=True, blank=True)
    settled_by = models.ForeignKey(
        User,
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
        verbose_name=_("accepted or withdrawn by"),
    )
    settle_reason = texts.CharField(_("why it was withdrawn"), max_length=300, blank=True)  # by the chair
    version = models.OneToOneField(
        ProposalVersion,
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="amendment",
        verbose_name=_("became version"),
    )
    request_id = models.UUIDField(unique=True, editable=False)  # a form sent twice is one amendment

    class Meta:
        verbose_name = _("amendment")
        verbose_name_plural = _("amendments")
        ordering = ["proposal", "number"]
        constraints = [
            models.UniqueConstraint(fields=["proposal", "number"], name="amendment_number_once"),
            models.CheckConstraint(
                condition=Q(state="open", settled_at__isnull=True)
                | (~Q(state="open") & Q(settled_at__isnull=False)),
                name="amendment_settled_says_when",
            ),
            models.CheckConstraint(
                condition=Q(state__in=["accepted", "adopted"], version__isnull=False)
                | (~Q(state__in=["accepted", "adopted"]) & Q(version__isnull=True)),
                name="amendment_taken_has_version",
            ),
        ]

    def get_absolute_url(self) -> str:
        return f"{self.proposal.get_absolute_url()}#amendment-{self.number}"

    def __str__(self) -> str:
        return _("Amendment %(number)s to “%(proposal)s”") % {
            "number": self.number,
            "proposal": self.proposal,
        }


class EffectRow(models.Model):
    """The facts of an effect: what a proposal carries out, or what an amendment would have it carry out."""

    proposal = models.ForeignKey(
        Proposal, on_delete=models.CASCADE, related_name="+", verbose_name=_("proposal")
    )
    amendment = models.OneToOneField(
        Amendment,
        null=True,
        blank=True,
        editable=False,
        on_delete=models.CASCADE,
        related_name="+",
        verbose_name=_("amendment"),
    )

    class Meta:
        abstract = True
        constraints = [
            models.UniqueConstraint(
                fields=["proposal"], condition=Q(amendment__isnull=True), name="%(class)s_once"
            )
        ]
