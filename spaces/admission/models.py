"""The candidate a proposal admits, with the unit it would hold."""

from datetime import date
from typing import Self

from django.db import models
from django.utils.translation import gettext_lazy as _

from governance.amendments.models import EffectRow
from governance.proposals.models import Proposal
from members.applications.models import Application
from spaces.building.models import Space

ADMIT = "admit"  # the key of the effect, kept in Proposal.effect


class ProposedAdmissionQuerySet(models.QuerySet["ProposedAdmission"]):
    def of_application(self, application: Application) -> Self:
        """Its proposals, the latest first; what amendments would change is left out."""
        rows = self.filter(application=application, amendment=None)
        return rows.select_related("proposal__company", "unit").order_by("-proposal")

    def under_way(self) -> Self:
        """Of proposals that are going to be voted on."""
        return self.exclude(proposal__state__in=[Proposal.State.DECIDED, Proposal.State.WITHDRAWN])


class ProposedAdmission(EffectRow):
    """Make a candidate a company, and perhaps give it a unit from its first day."""

    application = models.ForeignKey(
        Application,
        on_delete=models.PROTECT,
        related_name="proposed_admissions",
        verbose_name=_("application"),
    )
    unit = models.ForeignKey(
        Space,
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="proposed_admissions",
        limit_choices_to={"kind": "unit"},
        verbose_name=_("unit"),
        help_text=_("If another company holds it by then, the new company joins the waiting list."),
    )
    joins_on = models.DateField(
        _("first day"),
        null=True,
        blank=True,
        help_text=_(
            "Of the company and of its unit. Empty: the day after the decision. That day is also used if the"
            " date given has already passed."
        ),
    )

    objects = ProposedAdmissionQuerySet.as_manager()

    class Meta(EffectRow.Meta):
        verbose_name = _("proposed admission")
        verbose_name_plural = _("proposed admissions")

    def __str__(self) -> str:
        return str(self.application)

    def first_day(self, next_day: date) -> date:
        """Of the membership, where the day after the decision is `next_day`."""
        return max(self.joins_on or next_day, next_day)
