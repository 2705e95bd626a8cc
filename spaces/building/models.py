"""Buildings, their floors and spaces, with their pictures."""

import re
from datetime import date
from typing import Any, Self

from django.core.exceptions import ValidationError
from django.core.validators import MinValueValidator
from django.db import models
from django.db.models import Exists, F, OuterRef, Q, Subquery
from django.db.models.functions import Lower
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from multifactory.lib.images.models import Picture
from multifactory.lib.text import fields as texts
from multifactory.lib.text.search import Searched, SearchedQuerySet
from spaces.building.features import Feature, features_of


def related_rows(model: Any, field: str) -> Any:
    """The rows of a model that point to this one."""
    return model._meta.get_field(field).related_model.objects


class BuildingQuerySet(models.QuerySet):
    def for_list(self) -> Self:
        return self.prefetch_related("floors")


class SpaceQuerySet(SearchedQuerySet):
    def existing(self, day: date | None = None) -> Self:
        """In use on a day (today): in their [valid_from, valid_to), where no day is no limit."""
        day = day or timezone.localdate()
        begun = Q(valid_from__isnull=True) | Q(valid_from__lte=day)
        return self.filter(begun, Q(valid_to__isnull=True) | Q(valid_to__gt=day))

    def meeting(self, start: date, end: date) -> Self:
        """In use on some day of [start, end)."""
        begun = Q(valid_from__isnull=True) | Q(valid_from__lt=end)
        return self.filter(begun, Q(valid_to__isnull=True) | Q(valid_to__gt=start))

    def units(self) -> Self:
        return self.filter(kind=Space.Kind.UNIT)

    def bookable(self) -> Self:
        return self.existing().filter(is_bookable=True)

    def free_on(self, day: date | None = None) -> Self:
        """Held by nobody on a day (today)."""
        return self.filter(~Exists(self._allocations_on(day)))

    def held_on(self, day: date | None = None) -> Self:
        return self.filter(Exists(self._allocations_on(day)))

    def ending_before(self, day: date) -> Self:
        """Held today by somebody whose time ends by a day."""
        ending = related_rows(self.model, "allocations").ending_before(day)
        return self.filter(Exists(ending.filter(unit=OuterRef("pk"))))

    def held_without_decision(self) -> Self:
        undecided = self._allocations_on(None).filter(resolution__isnull=True)
        return self.filter(Exists(undecided))

    def usable_on(self, day: date | None = None) -> Self:
        """Usable on a day (today). A space nobody wrote a condition for is taken as usable."""
        return self.filter(~Exists(self._conditions_on(day).unusable()))

    def vacant(self, day: date | None = None) -> Self:
        """Units a company could have on a day (today): existing, usable, held by nobody."""
        return self.units().existing(day).usable_on(day).free_on(day)

    def with_state(self, day: date | None = None) -> Self:
        """Each with `state` on a day (today): a value of Condition.State, or None where none was written."""
        return self.annotate(state=Subquery(self._conditions_on(day).values("state")[:1]))

    def with_state_since(self, day: date | None = None) -> Self:
        """Adds `state_since`, the day that state began."""
        return self.annotate(state_since=Subquery(self._conditions_on(day).values("start_on")[:1]))

    def with_facts(self, day: date | None = None) -> Self:
        """Adds `is_usable` and `is_held` on a day (today), and `is_whole`: no sum of other spaces."""
        takes: Any = self.model._meta.get_field("takes")
        parts = takes.remote_field.through.objects.filter(from_space=OuterRef("pk"))
        return self.annotate(
            is_usable=~Exists(self._conditions_on(day).unusable()),
            is_held=Exists(self._allocations_on(day)),
            is_whole=~Exists(parts.exclude(to_space=OuterRef("pk"))),
        )

    def with_reserved(self) -> Self:
        """Adds `is_reserved`: an offer keeps it for somebody, or an allocation of it has still to begin."""
        offers = related_rows(self.model, "offers").live().filter(unit=OuterRef("pk"))
        allocations = related_rows(self.model, "allocations").valid().filter(unit=OuterRef("pk"))
        later = allocations.filter(start_on__gt=timezone.localdate())
        return self.annotate(is_reserved=Exists(offers) | Exists(later))

    def offering(self, *fields: str) -> Self:
        """With every one of these features (names of columns: building.features)."""
        return self.filter(**dict.fromkeys(fields, True))

    def built(self) -> Self:
        """What m² under a roof are counted from: no open ground, no machine, no sum of other spaces."""
        return (
            self.with_facts()
            .filter(is_whole=True)
            .exclude(kind=Space.Kind.MACHINE)
            .exclude(use=Space.Use.OUTDOOR)
        )

    def for_list(self) -> Self:
        return self.select_related("floor__building").order_by("code")

    def _allocations_on(self, day: date | None) -> Any:
        return related_rows(self.model, "allocations").on(day).filter(unit=OuterRef("pk"))

    def _conditions_on(self, day: date | None) -> Any:
        return related_rows(self.model, "conditions").on(day).filter(space=OuterRef("pk"))


# What stands in the address of another page where the code of a space stands in that of its own.
RESERVED_CODES = ("buildings", "companies", "find", "occupancy", "plan", "renewal", "requests", "vacant")
CODE = re.compile(r"\w[\w.-]*")


class Building(models.Model):
    name = texts.CharField(_("name"), max_length=80, unique=True)
    slug = models.SlugField(_("address of its page"), max_length=80, unique=True)
    sign = texts.CharField(
        _("sign"),
        max_length=3,
        blank=True,
        help_text=_("Its number or letter on the drawing of the site. Empty: the first letter of its name."),
    )
    position = models.PositiveSmallIntegerField(_("position"), default=0)
    built = texts.CharField(_("built"), max_length=40, blank=True, help_text=_("A year or years, as known."))
    story = texts.TextField(_("story"), blank=True, help_text=_("Markdown"))

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
    name = texts.CharField(_("name"), max_length=60)

    class Meta:
        verbose_name = _("floor")
        verbose_name_plural = _("floors")
        ordering = ["building__position", "level"]
        constraints = [models.UniqueConstraint(fields=["building", "level"], name="floor_level_once")]

    def __str__(self) -> str:
        return f"{self.building}, {self.name}"

    def get_absolute_url(self) -> str:
        return f"{self.building.get_absolute_url()}?floor={self.level}"


class Space(Searched):
    """A part of the building with a code of its own, which is never used again for another."""

    found_by = ("code", "name", "features", "description")

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

    code = texts.CharField(_("code"), max_length=20, unique=True)
    kind = models.CharField(_("kind"), max_length=10, choices=Kind)
    name = texts.CharField(_("name"), max_length=80, blank=True)
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
        help_text=_("How many people it is meant for. Leave empty if not known."),
    )
    description = texts.TextField(_("description"), blank=True, help_text=_("Markdown"))
    has_three_phase = models.BooleanField(_("three-phase power"), default=False)
    has_extraction = models.BooleanField(_("extraction"), default=False)
    has_loading = models.BooleanField(_("loading access"), default=False)
    has_water = models.BooleanField(_("water and drain"), default=False)
    allows_noise = models.BooleanField(_("noise allowed"), default=False)
    is_step_free = models.BooleanField(_("step-free access"), default=False)
    features = texts.CharField(
        _("remarks"),
        max_length=200,
        blank=True,
        help_text=_("What else people should know: an oven, a rule, whom to ask."),
    )
    is_bookable = models.BooleanField(_("can be booked"), default=False)
    # Named as text: policies stand above the building.
    policy = models.ForeignKey(
        "spaces.BookingPolicy",
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="spaces",
        verbose_name=_("booking rules"),
    )
    takes = models.ManyToManyField(
        "self",
        symmetrical=False,
        blank=True,
        related_name="taken_by",
        verbose_name=_("occupies"),
        help_text=_(
            "What a booking of this space occupies: for example, a hall occupies its two halves. "
            "Leave empty if it occupies only itself."
        ),
    )
    # It exists in [valid_from, valid_to); without a day, always.
    valid_from = models.DateField(
        _("in use from"), null=True, blank=True, help_text=_("Leave empty if it has always been in use.")
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
                violation_error_message=_("Every space except a machine needs an area greater than zero."),
            ),
            models.CheckConstraint(
                condition=~Q(kind="unit", is_bookable=True),
                name="unit_is_not_booked",
                violation_error_message=_("A private unit is allocated, not booked."),
            ),
            models.CheckConstraint(
                condition=Q(is_bookable=False) | Q(policy__isnull=False),
                name="bookable_space_has_policy",
                violation_error_message=_("A space that can be booked needs booking rules."),
            ),
            models.CheckConstraint(
                condition=Q(valid_from__isnull=True)
                | Q(valid_to__isnull=True)
                | Q(valid_to__gt=F("valid_from")),
                name="space_ends_after_start",
                violation_error_message=_("The space must go out of use after it comes into use."),
            ),
            models.UniqueConstraint(
                Lower("code"),
                name="space_code_once_in_any_case",
                violation_error_message=_("Another space has this code. A code is never used again."),
            ),
            models.CheckConstraint(
                condition=Q(capacity__isnull=True) | Q(capacity__gt=0),
                name="space_capacity_is_not_zero",
                violation_error_message=_("The capacity cannot be zero: leave it empty."),
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
                        "A code begins with a letter or a digit; full stops, hyphens and "
                        "underscores may follow."
                    )
                }
            )

    @property
    def offered(self) -> list[Feature]:
        """What it offers, as words with signs."""
        return features_of(self)

    def leaf_ids(self) -> list[int]:
        """What a booking of this space occupies: the spaces it takes, or itself."""
        return list(self.takes.order_by("pk").values_list("pk", flat=True)) or [self.pk]


class SpacePicture(Picture):
    space = models.ForeignKey(
        Space, on_delete=models.CASCADE, related_name="pictures", verbose_name=_("space")
    )
    credit = texts.CharField(_("author"), max_length=80, blank=True, help_text=_("Who took or drew it."))
    position = models.PositiveSmallIntegerField(_("position"), default=0)

    class Meta:
        verbose_name = _("picture")
        verbose_name_plural = _("pictures")
        ordering = ["position", "id"]
