"""What a proposal does to spaces once it is adopted: the facts of the effects in `spaces.effects`."""

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from governance.amendments.models import EffectRow
from members.companies.models import Company
from multifactory.lib.text import fields as texts
from multifactory.lib.weekdays import EVERY_DAY, WeekdaysField
from spaces.allocations.models import Allocation
from spaces.building.models import Space


class ProposedAllocation(EffectRow):
    """Give a unit to a company: [start_on, end_on)."""

    unit = models.ForeignKey(
        Space,
        on_delete=models.PROTECT,
        related_name="proposed_allocations",
        limit_choices_to={"kind": "unit"},
        verbose_name=_("unit"),
    )
    company = models.ForeignKey(
        Company, on_delete=models.PROTECT, related_name="proposed_allocations", verbose_name=_("company")
    )
    kind = models.CharField(
        _("kind"), max_length=20, choices=Allocation.Kind, default=Allocation.Kind.ORDINARY
    )
    start_on = models.DateField(_("start"))
    end_on = models.DateField(
        _("free from"), null=True, blank=True, help_text=_("The first day it is free again.")
    )

    class Meta(EffectRow.Meta):
        verbose_name = _("proposed allocation")
        verbose_name_plural = _("proposed allocations")
        constraints = [
            *EffectRow.Meta.constraints,
            models.CheckConstraint(
                condition=Q(end_on__isnull=True) | Q(end_on__gt=F("start_on")),
                name="proposed_allocation_ends_after_start",
                violation_error_message=_("The allocation must end after it starts."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.unit.code}, {self.company}"


class ProposedEnd(EffectRow):
    """Make a unit free from a day on."""

    allocation = models.ForeignKey(
        Allocation, on_delete=models.PROTECT, related_name="proposed_ends", verbose_name=_("allocation")
    )
    end_on = models.DateField(_("free from"), help_text=_("The first day it is free again."))

    class Meta(EffectRow.Meta):
        verbose_name = _("proposed end of an allocation")
        verbose_name_plural = _("proposed ends of allocations")

    def __str__(self) -> str:
        return str(self.allocation)


class ProposedQuietHours(EffectRow):
    """Put quiet hours in force: [valid_from, valid_to). They silence the loud machines there are by then."""

    name = texts.CharField(_("name"), max_length=80)
    weekdays = WeekdaysField(_("days"), default=EVERY_DAY)
    starts = models.TimeField(_("start"))
    ends = models.TimeField(_("to"), help_text=_("The same hour or an earlier one: on the next day."))
    valid_from = models.DateField(_("in force from"))
    valid_to = models.DateField(
        _("no longer in force from"), null=True, blank=True, help_text=_("The first day without them.")
    )
    warns_others = models.BooleanField(
        _("warns others"),
        default=False,
        help_text=_("Who books something that is not loud is asked once whether to go on."),
    )

    class Meta(EffectRow.Meta):
        verbose_name = _("proposed quiet hours")
        verbose_name_plural = _("proposed quiet hours")
        constraints = [
            *EffectRow.Meta.constraints,
            models.CheckConstraint(
                condition=Q(valid_to__isnull=True) | Q(valid_to__gt=F("valid_from")),
                name="proposed_quiet_hours_end_after_start",
                violation_error_message=_("They must end after they begin."),
            ),
            models.CheckConstraint(
                condition=Q(weekdays__range=(1, EVERY_DAY)), name="proposed_quiet_hours_weekdays_in_range"
            ),
        ]

    def __str__(self) -> str:
        return self.name
