"""The plan of a floor from a day on, and the survey beneath it."""

from datetime import date
from typing import Any, Self

from django.core.exceptions import ValidationError
from django.core.validators import MinValueValidator
from django.db import models
from django.db.models import Exists, OuterRef, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from members.people.models import User
from multifactory.lib.formats import format_day
from multifactory.lib.images.models import Picture
from spaces.building.models import Floor
from spaces.plans.geometry import is_polygon


class FloorPlanQuerySet(models.QuerySet):
    def valid(self) -> Self:
        """Without those another was put in the place of."""
        return self.filter(withdrawn_at__isnull=True)

    def on(self, day: date | None = None) -> Self:
        """The plan in force of each floor on a day (today)."""
        drawn = self.valid().filter(valid_from__lte=day or timezone.localdate())
        plans: Any = self.model._default_manager
        newer = plans.valid().filter(
            floor=OuterRef("floor"),
            valid_from__gt=OuterRef("valid_from"),
            valid_from__lte=day or timezone.localdate(),
        )
        return drawn.filter(~Exists(newer))


class FloorPlan(models.Model):
    """Drawing of a floor from a day on: numbers only, so that nothing of an uploaded file is ever shown.

    One put in the place of another of the same day withdraws that one, which stays on record.
    """

    floor = models.ForeignKey(Floor, on_delete=models.CASCADE, related_name="plans", verbose_name=_("floor"))
    valid_from = models.DateField(_("valid from"))
    width = models.PositiveSmallIntegerField(_("width"), validators=[MinValueValidator(1)])
    height = models.PositiveSmallIntegerField(_("height"), validators=[MinValueValidator(1)])
    shapes = models.JSONField(_("shapes"), help_text=_("Polygon of each space by its code: [[x, y], …]"))
    walls = models.JSONField(_("walls"), default=list, blank=True, help_text=_("Polygons of the outer walls"))
    published_at = models.DateTimeField(_("published on"), default=timezone.now, editable=False)
    published_by = models.ForeignKey(
        User,
        null=True,
        blank=True,
        editable=False,
        on_delete=models.SET_NULL,
        related_name="+",
        verbose_name=_("published by"),
    )
    withdrawn_at = models.DateTimeField(_("withdrawn on"), null=True, blank=True, editable=False)

    objects = FloorPlanQuerySet.as_manager()

    class Meta:
        verbose_name = _("floor plan")
        verbose_name_plural = _("floor plans")
        ordering = ["floor", "-valid_from"]
        constraints = [
            models.UniqueConstraint(
                fields=["floor", "valid_from"],
                condition=Q(withdrawn_at=None),
                name="floor_plan_once_a_day",
                violation_error_message=_("There is already a plan of this floor valid from this day."),
            )
        ]

    def __str__(self) -> str:
        return f"{self.floor}, {format_day(self.valid_from)}"

    def clean(self) -> None:
        shapes, walls = self.shapes, self.walls
        if not isinstance(shapes, dict) or not all(is_polygon(shape) for shape in shapes.values()):
            raise ValidationError({"shapes": _("Give each code a polygon: at least three points [x, y].")})
        if not isinstance(walls, list) or not all(is_polygon(wall) for wall in walls):
            raise ValidationError({"walls": _("Give a list of polygons: each at least three points [x, y].")})


class PlanBackground(Picture):
    """A survey or an old drawing of the floor, of the same proportions as the plan it lies beneath."""

    plan = models.OneToOneField(
        FloorPlan, on_delete=models.CASCADE, related_name="background", verbose_name=_("floor plan")
    )

    class Meta:
        verbose_name = _("background picture of the plan")
        verbose_name_plural = _("background pictures of the plan")
