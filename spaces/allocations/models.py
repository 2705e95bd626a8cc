"""Who holds a unit, from a day to a day."""

from datetime import date
from typing import Self

from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from governance.resolutions.models import Resolution
from members.companies.models import Company
from members.people.models import User
from multifactory.lib.constraints import NoOverlap
from multifactory.lib.text import fields as texts
from spaces.building.models import Space
from spaces.building.periods import PeriodQuerySet, Voidable


class AllocationQuerySet(PeriodQuerySet):
    def ending_before(self, day: date) -> Self:
        """Held today and free by a day: `end_on` is the first free day."""
        return self.on().filter(end_on__lte=day)

    def without_decision(self) -> Self:
        return self.valid().filter(resolution__isnull=True)

    def for_list(self) -> Self:
        return self.select_related("unit", "company", "resolution")


class Allocation(Voidable):
    """A unit held by a company; `end_on` is the first free day. Never deleted, but voided with a reason."""

    class Kind(models.TextChoices):
        ORDINARY = "ordinary", _("ordinary")
        TEMPORARY = "temporary", _("temporary")
        RESTORATION = "restoration", _("in exchange for restoring it")

    unit = models.ForeignKey(
        Space,
        on_delete=models.PROTECT,
        related_name="allocations",
        limit_choices_to={"kind": "unit"},
        verbose_name=_("unit"),
    )
    company = models.ForeignKey(
        Company, on_delete=models.PROTECT, related_name="allocations", verbose_name=_("company")
    )
    kind = models.CharField(_("kind"), max_length=20, choices=Kind, default=Kind.ORDINARY)
    start_on = models.DateField(_("start"))
    end_on = models.DateField(
        _("free from"), null=True, blank=True, help_text=_("The first day it is free again.")
    )
    area_m2 = models.DecimalField(_("area in m² at the start"), max_digits=8, decimal_places=2)
    resolution = models.ForeignKey(
        Resolution,
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="allocations",
        verbose_name=_("decided by"),
    )
    reason = texts.CharField(_("reason, if there is no resolution"), max_length=200, blank=True)
    end_resolution = models.ForeignKey(
        Resolution,
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="ended_allocations",
        verbose_name=_("end decided by"),
    )
    end_reason = texts.CharField(_("reason for ending it"), max_length=200, blank=True)
    recorded_by = models.ForeignKey(
        User,
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
        verbose_name=_("recorded by"),
    )
    recorded_at = models.DateTimeField(_("recorded on"), default=timezone.now, editable=False)
    # Nobody for what ended before this was kept, by an adopted proposal, or where the account is no more.
    ended_by = models.ForeignKey(
        User,
        null=True,
        blank=True,
        editable=False,
        on_delete=models.SET_NULL,
        related_name="+",
        verbose_name=_("ended by"),
    )

    objects = AllocationQuerySet.as_manager()

    class Meta:
        verbose_name = _("allocation")
        verbose_name_plural = _("allocations")
        ordering = ["unit", "start_on"]
        constraints = [
            models.CheckConstraint(
                condition=Q(end_on__isnull=True) | Q(end_on__gt=F("start_on")),
                name="allocation_ends_after_start",
                violation_error_message=_("The allocation must end after it starts."),
            ),
            models.CheckConstraint(
                condition=Q(resolution__isnull=False) | ~Q(reason=""),
                name="allocation_says_why",
                violation_error_message=_("Name the resolution that decided it, or give a reason."),
            ),
            models.CheckConstraint(
                condition=Q(voided_at__isnull=True) | ~Q(void_reason=""), name="allocation_void_says_why"
            ),
            NoOverlap(
                name="allocation_overlap",
                key="unit",
                start="start_on",
                end="end_on",
                unless="voided_at",
                violation_error_message=_("During this period the unit is allocated to another company."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.unit.code}, {self.company}"
