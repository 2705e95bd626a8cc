"""In what condition a space is, from a day to a day."""

from typing import Self

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from governance.resolutions.models import Resolution
from members.people.models import User
from multifactory.lib.constraints import NoOverlap
from multifactory.lib.text import fields as texts
from spaces.building.models import Space
from spaces.building.periods import PeriodQuerySet, Voidable


class ConditionQuerySet(PeriodQuerySet):
    def unusable(self) -> Self:
        return self.exclude(state=Condition.State.USABLE)


class Condition(Voidable):
    """State of a space from a day to a day."""

    class State(models.TextChoices):
        DISUSED = "disused", _("disused")
        MADE_SAFE = "made_safe", _("made safe")
        UNDER_WORKS = "under_works", _("works in progress")
        USABLE = "usable", _("usable")

    space = models.ForeignKey(
        Space, on_delete=models.PROTECT, related_name="conditions", verbose_name=_("space")
    )
    state = models.CharField(_("condition"), max_length=20, choices=State)
    start_on = models.DateField(_("start"))
    end_on = models.DateField(_("end"), null=True, blank=True)
    resolution = models.ForeignKey(
        Resolution,
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="conditions",
        verbose_name=_("decided by"),
    )
    note = texts.CharField(_("note"), max_length=200, blank=True, help_text=_("Why, or what was found."))
    recorded_by = models.ForeignKey(
        User,
        null=True,
        blank=True,
        editable=False,
        on_delete=models.SET_NULL,
        related_name="+",
        verbose_name=_("recorded by"),
    )
    recorded_at = models.DateTimeField(_("recorded on"), null=True, blank=True, editable=False)

    objects = ConditionQuerySet.as_manager()

    class Meta:
        verbose_name = _("condition")
        verbose_name_plural = _("conditions")
        ordering = ["space", "start_on"]
        constraints = [
            models.CheckConstraint(
                condition=Q(end_on__isnull=True) | Q(end_on__gt=F("start_on")),
                name="condition_ends_after_start",
            ),
            NoOverlap(
                name="condition_overlap",
                key="space",
                start="start_on",
                end="end_on",
                unless="voided_at",
                violation_error_message=_("The space has another condition in this time."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.space}, {self.get_state_display()}"
