"""Renewal works: where, when, what they cost and gave, with pictures before and after."""

from datetime import date
from typing import Any, Self

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from governance.resolutions.models import Resolution
from members.companies.models import Company
from members.people.models import User
from multifactory.lib.images.models import Picture
from multifactory.lib.text import fields as texts
from spaces.building.models import Space
from spaces.building.periods import Voidable, VoidableQuerySet


class RenewalQuerySet(VoidableQuerySet):
    def for_story(self) -> Self:
        """The latest first, with all that its chapter shows."""
        return (
            self.select_related("company", "resolution")
            .prefetch_related("pictures", "helpers", "spaces__floor__building")
            .order_by("-start_on", "-pk")
        )

    def of_building(self, building: Any) -> Self:
        return self.filter(spaces__floor__building=building).distinct()


PLANNED, UNDER_WAY, DONE = "planned", "under_way", "done"


class Renewal(Voidable):
    """Works on one or more spaces; `end_on` is the first day without them. Never deleted, but voided."""

    title = texts.CharField(_("title"), max_length=100)
    slug = models.SlugField(_("address of its page"), max_length=100, unique=True)
    text = texts.TextField(_("story"), blank=True, help_text=_("Markdown"))
    spaces = models.ManyToManyField(Space, related_name="renewals", verbose_name=_("spaces"))
    start_on = models.DateField(_("start"))
    end_on = models.DateField(
        _("end"), null=True, blank=True, help_text=_("The first day without works. Empty: not known yet.")
    )
    company = models.ForeignKey(
        Company,
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="renewals",
        verbose_name=_("responsible company"),
    )
    helpers = models.ManyToManyField(
        Company, blank=True, related_name="helped_renewals", verbose_name=_("companies that helped")
    )
    renewed_m2 = models.DecimalField(
        _("m² renewed"),
        max_digits=8,
        decimal_places=2,
        validators=[MinValueValidator(0)],
        help_text=_(
            "Leave empty to use the area of its spaces, excluding open areas and machines. If "
            "several works share a space, enter for each its own part: the sum is shown."
        ),
    )
    hours_given = models.DecimalField(
        _("hours donated"),
        max_digits=7,
        decimal_places=1,
        default=0,
        validators=[MinValueValidator(0)],
        help_text=_("Hours the companies worked without pay."),
    )
    cost_cents = models.PositiveBigIntegerField(_("money spent, in cents"), null=True, blank=True)
    resolution = models.ForeignKey(
        Resolution,
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="renewals",
        verbose_name=_("decided by"),
    )
    recorded_by = models.ForeignKey(
        User,
        null=True,
        blank=True,
        editable=False,
        on_delete=models.SET_NULL,
        related_name="+",
        verbose_name=_("recorded by"),
    )
    recorded_at = models.DateTimeField(_("recorded on"), default=timezone.now, editable=False)

    objects = RenewalQuerySet.as_manager()

    class Meta:
        verbose_name = _("works")
        verbose_name_plural = _("renewal works")
        ordering = ["start_on", "id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(end_on__isnull=True) | Q(end_on__gt=F("start_on")),
                name="renewal_ends_after_start",
                violation_error_message=_("The works must end after the day they begin."),
            ),
            models.CheckConstraint(
                condition=Q(renewed_m2__gte=0, hours_given__gte=0),
                name="renewal_gives_nothing_negative",
                violation_error_message=_("Areas and hours cannot be negative."),
            ),
            models.CheckConstraint(
                condition=Q(voided_at__isnull=True) | ~Q(void_reason=""), name="renewal_void_says_why"
            ),
        ]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return reverse("spaces:works_detail", args=[self.slug])

    def state_on(self, day: date) -> str:
        """PLANNED, UNDER_WAY or DONE. An end still to come is when it is expected."""
        if self.start_on > day:
            return PLANNED
        return DONE if self.end_on is not None and self.end_on <= day else UNDER_WAY


FIRST_YEAR, LAST_YEAR = 1826, 2200  # of the first photograph; a slip of the finger


class RenewalPicture(Picture):
    """Before or after the works. The first before stands beside the first after, and so on."""

    class Moment(models.TextChoices):
        BEFORE = "before", _("before")
        AFTER = "after", _("after")

    renewal = models.ForeignKey(
        Renewal, on_delete=models.CASCADE, related_name="pictures", verbose_name=_("works")
    )
    moment = models.CharField(_("when"), max_length=6, choices=Moment)
    year = models.PositiveSmallIntegerField(
        _("year"), validators=[MinValueValidator(FIRST_YEAR), MaxValueValidator(LAST_YEAR)]
    )
    credit = texts.CharField(_("author"), max_length=80, help_text=_("Who took or drew it."))
    position = models.PositiveSmallIntegerField(_("position"), default=0)

    class Meta:
        verbose_name = _("picture")
        verbose_name_plural = _("pictures before and after")
        ordering = ["position", "id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(year__gte=FIRST_YEAR, year__lte=LAST_YEAR), name="renewal_picture_year_is_likely"
            )
        ]
