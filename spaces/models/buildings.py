"""Buildings, their floors and plans, and every space with its condition over time."""

import re

from django.core.exceptions import ValidationError
from django.core.validators import MinValueValidator
from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Lower
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from governance.models import Resolution
from members.models import User
from multifactory.lib.constraints import NoOverlap
from multifactory.lib.images.models import Picture
from spaces.drawing import is_polygon
from spaces.features import Feature, offered_by
from spaces.querysets import (
    BuildingQuerySet,
    ConditionQuerySet,
    FloorPlanQuerySet,
    SpaceQuerySet,
)

# Words of our own addresses.
RESERVED_CODES = (*("buildings", "companies", "find", "occupancy", "plan", "renewal", "requests", "vacant"),)
CODE = re.compile(r"\w[\w.-]*")


class Building(models.Model):
    name = models.CharField(_("name"), max_length=80, unique=True)
    slug = models.SlugField(_("address of its page"), max_length=80, unique=True)
    position = models.PositiveSmallIntegerField(_("position"), default=0)
    built = models.CharField(_("built"), max_length=40, blank=True, help_text=_("A year or years, as known."))
    story = models.TextField(_("story"), blank=True, help_text=_("Markdown"))

    objects = BuildingQuerySet.as_manager()

    class Meta:
        verbose_name = _("building")
        verbose_name_plural = _("buildings")
        ordering = ["position", "name"]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return reverse("spaces:building_detail", args=[self.slug])


class BuildingPicture(Picture):
    """A picture of a building."""

    building = models.ForeignKey(
        Building, on_delete=models.CASCADE, related_name="pictures", verbose_name=_("building")
    )
    position = models.PositiveSmallIntegerField(_("position"), default=0)

    class Meta:
        verbose_name = _("picture")
        verbose_name_plural = _("pictures")
        ordering = ["position", "id"]


class Floor(models.Model):
    building = models.ForeignKey(
        Building, on_delete=models.PROTECT, related_name="floors", verbose_name=_("building")
    )
    level = models.SmallIntegerField(_("level"), help_text=_("0 is the ground floor."))
    name = models.CharField(_("name"), max_length=60)

    class Meta:
        verbose_name = _("floor")
        verbose_name_plural = _("floors")
        ordering = ["building__position", "level"]
        constraints = [models.UniqueConstraint(fields=["building", "level"], name="floor_level_once")]

    def __str__(self) -> str:
        return f"{self.building}, {self.name}"

    def get_absolute_url(self) -> str:
        return f"{self.building.get_absolute_url()}?floor={self.level}"


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
                violation_error_message=_("A plan of this floor is valid from this day already."),
            )
        ]

    def __str__(self) -> str:
        return f"{self.floor}, {self.valid_from}"

    def clean(self) -> None:
        shapes, walls = self.shapes, self.walls
        if not isinstance(shapes, dict) or not all(is_polygon(shape) for shape in shapes.values()):
            raise ValidationError({"shapes": _("Give each code a polygon: at least three points [x, y].")})
        if not isinstance(walls, list) or not all(is_polygon(wall) for wall in walls):
            raise ValidationError({"walls": _("Give a list of polygons: each at least three points [x, y].")})


class Space(models.Model):
    """A part of the building with a code of its own, which is never used again for another."""

    class Kind(models.TextChoices):
        UNIT = "unit", _("private unit")
        ROOM = "room", _("common room")
        MACHINE = "machine", _("machine")
        AREA = "area", _("common area")

    class Use(models.TextChoices):
        """What decides whether its m² are counted with the building: open ground is counted apart."""

        WORK = "work", _("indoors, for work")
        RESIDENCE = "residence", _("indoors, to live or sleep in")
        OUTDOOR = "outdoor", _("in the open air")

    code = models.CharField(_("code"), max_length=20, unique=True)
    kind = models.CharField(_("kind"), max_length=10, choices=Kind)
    name = models.CharField(_("name"), max_length=80, blank=True)
    floor = models.ForeignKey(Floor, on_delete=models.PROTECT, related_name="spaces", verbose_name=_("floor"))
    area_m2 = models.DecimalField(
        _("area in m²"),
        max_digits=8,
        decimal_places=2,
        null=True,
        blank=True,
        validators=[MinValueValidator(0.01)],
    )
    use = models.CharField(_("use"), max_length=10, choices=Use, default=Use.WORK)
    capacity = models.PositiveSmallIntegerField(
        _("people"),
        null=True,
        blank=True,
        validators=[MinValueValidator(1)],
        help_text=_("How many people it is made for. Empty where nobody counted."),
    )
    description = models.TextField(_("description"), blank=True, help_text=_("Markdown"))
    has_three_phase = models.BooleanField(_("three-phase power"), default=False)
    has_extraction = models.BooleanField(_("extraction"), default=False)
    has_loading = models.BooleanField(_("loading access"), default=False)
    has_water = models.BooleanField(_("water and drain"), default=False)
    allows_noise = models.BooleanField(_("noise allowed"), default=False)
    is_step_free = models.BooleanField(_("step-free access"), default=False)
    features = models.CharField(
        _("remarks"),
        max_length=200,
        blank=True,
        help_text=_("What else people should know: an oven, a rule, whom to ask."),
    )
    is_bookable = models.BooleanField(_("can be booked"), default=False)
    takes = models.ManyToManyField(
        "self",
        symmetrical=False,
        blank=True,
        related_name="taken_by",
        verbose_name=_("takes"),
        help_text=_(
            "What a booking of this space occupies: a hall takes its two halves. Empty: only itself."
        ),
    )
    # It exists in [valid_from, valid_to); without a day, always.
    valid_from = models.DateField(
        _("in use from"), null=True, blank=True, help_text=_("Empty: as long as anybody remembers.")
    )
    valid_to = models.DateField(_("out of use from"), null=True, blank=True)

    objects = SpaceQuerySet.as_manager()

    class Meta:
        verbose_name = _("space")
        verbose_name_plural = _("spaces")
        ordering = ["code"]
        constraints = [
            models.CheckConstraint(
                condition=Q(kind="machine") | Q(area_m2__gt=0),
                name="space_has_area",
                violation_error_message=_("Every space but a machine needs an area above zero."),
            ),
            models.CheckConstraint(
                condition=~Q(kind="unit", is_bookable=True),
                name="unit_is_not_booked",
                violation_error_message=_("A private unit is allocated, not booked."),
            ),
            models.CheckConstraint(
                condition=Q(valid_from__isnull=True)
                | Q(valid_to__isnull=True)
                | Q(valid_to__gt=F("valid_from")),
                name="space_ends_after_start",
                violation_error_message=_("A space goes out of use after it came into use."),
            ),
            models.UniqueConstraint(
                Lower("code"),
                name="space_code_once_in_any_case",
                violation_error_message=_("Another space has this code. A code is never used again."),
            ),
            models.CheckConstraint(
                condition=Q(capacity__isnull=True) | Q(capacity__gt=0),
                name="space_capacity_is_not_zero",
                violation_error_message=_("A space for nobody has no capacity: leave it empty."),
            ),
        ]

    def __str__(self) -> str:
        return self.name if self.code in self.name else f"{self.code} {self.name}".strip()

    def get_absolute_url(self) -> str:
        return reverse("spaces:space_detail", args=[self.code])

    def clean(self) -> None:
        if self.code.lower() in RESERVED_CODES:
            raise ValidationError(
                {"code": _("The portal uses this word in its own addresses. Choose another code.")}
            )
        if self.code and not CODE.fullmatch(self.code):
            raise ValidationError(
                {
                    "code": _(
                        "A code begins with a letter or figure; points, dashes and underscores may follow."
                    )
                }
            )

    @property
    def offered(self) -> list[Feature]:
        """What it offers, as words with signs."""
        return offered_by(self)

    def leaf_ids(self) -> list[int]:
        """What a booking of this space occupies: the spaces it takes, or itself."""
        return list(self.takes.order_by("pk").values_list("pk", flat=True)) or [self.pk]


class Condition(models.Model):
    """State of a space from a day to a day."""

    class State(models.TextChoices):
        DISUSED = "disused", _("disused")
        MADE_SAFE = "made_safe", _("made safe")
        UNDER_WORKS = "under_works", _("under works")
        USABLE = "usable", _("usable")

    space = models.ForeignKey(
        Space, on_delete=models.PROTECT, related_name="conditions", verbose_name=_("space")
    )
    state = models.CharField(_("condition"), max_length=20, choices=State)
    start_on = models.DateField(_("from"))
    end_on = models.DateField(_("until"), null=True, blank=True)
    resolution = models.ForeignKey(
        Resolution,
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="conditions",
        verbose_name=_("decided by"),
    )
    note = models.CharField(_("note"), max_length=200, blank=True, help_text=_("Why, or what was found."))
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
    # A condition entered by mistake counts no more, and says why.
    voided_at = models.DateTimeField(_("voided on"), null=True, blank=True, editable=False)
    void_reason = models.CharField(_("why it was voided"), max_length=200, blank=True, editable=False)

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
