"""Tasks that are shared by all companies, and whose turn it is."""

from datetime import date
from typing import Self

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from governance.amendments.models import EffectRow
from governance.resolutions.models import Resolution
from members.companies.models import Company
from multifactory.lib.formats import format_day
from multifactory.lib.text import fields as texts
from multifactory.lib.weekdays import WeekdaysField
from spaces.building.models import Space, related_rows

MOST_MINUTES = 1440


class ShareKey(models.TextChoices):
    EQUAL = "equal", _("equal for all companies")
    HEADS = "heads", _("by how many people work there")
    FIXED = "fixed", _("by fixed weights")


class DutyTerms(models.Model):
    """What a duty asks: also of one that is only proposed."""

    name = texts.CharField(_("name"), max_length=80)
    text = texts.TextField(_("what is to be done"), max_length=2000, blank=True, help_text=_("Markdown"))
    minutes = models.PositiveSmallIntegerField(
        _("minutes a turn"), validators=[MinValueValidator(1), MaxValueValidator(MOST_MINUTES)]
    )
    weekdays = WeekdaysField(_("days of the week"), help_text=_("One turn on each of these days."))
    key = models.CharField(_("shared"), max_length=5, choices=ShareKey, default=ShareKey.EQUAL)
    least_minutes = models.PositiveSmallIntegerField(
        _("least minutes a week"),
        default=0,
        validators=[MaxValueValidator(MOST_MINUTES)],
        help_text=_("No company has a smaller share than this. 0: no such limit."),
    )
    starts_on = models.DateField(_("start"), default=timezone.localdate)

    class Meta:
        abstract = True
        constraints = [
            models.CheckConstraint(
                condition=Q(minutes__gte=1, minutes__lte=MOST_MINUTES),
                name="%(class)s_lasts_up_to_a_day",
                violation_error_message=_("A turn lasts from a minute to a day."),
            ),
            models.CheckConstraint(
                condition=Q(weekdays__gte=1, weekdays__lte=127), name="%(class)s_has_weekdays"
            ),
        ]

    def __str__(self) -> str:
        return self.name


class DutyQuerySet(models.QuerySet):
    def running(self, day: date | None = None) -> Self:
        """Not ended on a day (today)."""
        return self.filter(Q(ends_on__isnull=True) | Q(ends_on__gt=day or timezone.localdate()))

    def with_next_turn(self, day: date) -> Self:
        """Adds `next_turn`, the id of the first that is planned from a day on."""
        coming = related_rows(self.model, "turns").coming(day).filter(duty=models.OuterRef("pk"))
        return self.annotate(next_turn=models.Subquery(coming.values("pk")[:1]))

    def for_list(self) -> Self:
        return self.select_related("resolution").prefetch_related("spaces").order_by("name", "pk")


class Duty(DutyTerms):
    """A task that comes again and again; its turns go to the companies by what each owes."""

    spaces = models.ManyToManyField(Space, blank=True, related_name="duties", verbose_name=_("spaces"))
    ends_on = models.DateField(
        _("ended on"),
        null=True,
        blank=True,
        help_text=_("The first day without it. Leave empty if it goes on."),
    )
    resolution = models.ForeignKey(
        Resolution,
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="duties",
        verbose_name=_("decided by"),
    )

    next_turn: int | None  # set by with_next_turn()

    objects = DutyQuerySet.as_manager()

    class Meta(DutyTerms.Meta):
        verbose_name = _("duty")
        verbose_name_plural = _("duties")
        ordering = ["name", "pk"]
        constraints = [
            *DutyTerms.Meta.constraints,
            models.CheckConstraint(
                condition=Q(ends_on__isnull=True) | Q(ends_on__gt=F("starts_on")),
                name="duty_ends_after_start",
                violation_error_message=_("The duty must end after the day it starts."),
            ),
        ]

    def get_absolute_url(self) -> str:
        return reverse("spaces:duty_detail", args=[self.pk])


class DutyWeight(models.Model):
    """The fixed weight of a company in a duty; one without a row has 1."""

    duty = models.ForeignKey(Duty, on_delete=models.CASCADE, related_name="weights", verbose_name=_("duty"))
    company = models.ForeignKey(
        Company, on_delete=models.CASCADE, related_name="+", verbose_name=_("company")
    )
    weight = models.PositiveSmallIntegerField(_("weight"))

    class Meta:
        verbose_name = _("weight of a company")
        verbose_name_plural = _("weights of companies")
        constraints = [
            models.UniqueConstraint(
                fields=["duty", "company"],
                name="duty_weight_once",
                violation_error_message=_("This company already has a weight."),
            )
        ]

    def __str__(self) -> str:
        return f"{self.company}: {self.weight}"


class HeadCount(models.Model):
    """How many people work in a company, from a day on."""

    company = models.ForeignKey(
        Company, on_delete=models.CASCADE, related_name="head_counts", verbose_name=_("company")
    )
    from_day = models.DateField(_("start"))
    heads = models.PositiveSmallIntegerField(_("people"), validators=[MinValueValidator(1)])

    class Meta:
        verbose_name = _("people of a company")
        verbose_name_plural = _("people of companies")
        ordering = ["company", "from_day"]
        constraints = [
            models.UniqueConstraint(
                fields=["company", "from_day"],
                name="head_count_once_a_day",
                violation_error_message=_("There is already a number for this day."),
            ),
            models.CheckConstraint(
                condition=Q(heads__gte=1),
                name="head_count_is_not_zero",
                violation_error_message=_("At least one person works in every company."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.company}: {self.heads}"


class DutyLeave(models.Model):
    """Days [start, end) on which a company has no turns; why is nobody's business."""

    company = models.ForeignKey(
        Company, on_delete=models.CASCADE, related_name="duty_leaves", verbose_name=_("company")
    )
    start_on = models.DateField(_("start"))
    end_on = models.DateField(_("end"), help_text=_("The first day it has turns again."))

    class Meta:
        verbose_name = _("days without duties")
        verbose_name_plural = _("days without duties")
        ordering = ["start_on", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(end_on__gt=F("start_on")),
                name="duty_leave_ends_after_start",
                violation_error_message=_("The end must come after the start."),
            )
        ]

    def __str__(self) -> str:
        return f"{self.company}, {format_day(self.start_on)}"


class ProposedDuty(DutyTerms, EffectRow):
    """A duty that comes into being when the proposal is adopted."""

    space = models.ForeignKey(
        Space,
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
        verbose_name=_("space"),
        help_text=_("Where it is done. More spaces can be added in the back office."),
    )

    class Meta(EffectRow.Meta):
        verbose_name = _("proposed duty")
        verbose_name_plural = _("proposed duties")
        constraints = [*EffectRow.Meta.constraints, *DutyTerms.Meta.constraints]
