"""Bookings that repeat: the rule as it was given, and the dates left out."""

import uuid

from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from members.companies.models import Company
from members.people.models import User
from multifactory.lib.formats import format_day
from multifactory.lib.text import fields as texts
from spaces.building.models import Space

MOST_DATES = 52
TERMS = ("space", "start_time", "end_time", "nights", "purpose", "is_private")  # what can be changed later


class Series(models.Model):
    """A rule on the local calendar. Each occurrence is a Booking of its own, which points here."""

    class Every(models.TextChoices):
        WEEK = "week", _("every week")
        FORTNIGHT = "fortnight", _("every two weeks")
        MONTH = "month", _("every month")

    class Nth(models.IntegerChoices):
        FIRST = 1, _("first")
        SECOND = 2, _("second")
        THIRD = 3, _("third")
        FOURTH = 4, _("fourth")
        LAST = -1, _("last")

    uid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    request_id = models.UUIDField(unique=True, editable=False)  # a form sent twice is one series
    space = models.ForeignKey(Space, on_delete=models.PROTECT, related_name="series", verbose_name=_("space"))
    company = models.ForeignKey(
        Company,
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="booking_series",
        verbose_name=_("company"),
    )
    booked_by = models.ForeignKey(
        User, null=True, on_delete=models.SET_NULL, related_name="+", verbose_name=_("booked by")
    )
    purpose = texts.CharField(_("purpose"), max_length=100)
    is_private = models.BooleanField(_("private"), default=False)
    every = models.CharField(_("repeats"), max_length=10, choices=Every)
    nth = models.SmallIntegerField(_("which of the month"), null=True, blank=True, choices=Nth)
    first_day = models.DateField(_("first day"))
    until = models.DateField(_("last possible day"))
    start_time = models.TimeField(_("start"))
    end_time = models.TimeField(_("end"))
    nights = models.PositiveSmallIntegerField(
        _("nights"), default=0, help_text=_("How many days after its start an occurrence ends.")
    )
    created_at = models.DateTimeField(_("booked on"), default=timezone.now, editable=False)

    class Meta:
        verbose_name = _("series of bookings")
        verbose_name_plural = _("series of bookings")
        ordering = ["-created_at", "-pk"]
        constraints = [
            models.CheckConstraint(condition=Q(until__gte=F("first_day")), name="series_ends_after_start"),
            models.CheckConstraint(
                condition=Q(every="month", nth__in=[1, 2, 3, 4, -1])
                | (~Q(every="month") & Q(nth__isnull=True)),
                name="series_by_month_says_which",
            ),
            models.CheckConstraint(
                condition=Q(nights__range=(1, 14)) | Q(nights=0, end_time__gt=F("start_time")),
                name="series_occurrence_ends_after_start",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.space}, {self.get_every_display()}, {self.start_time:%H:%M}"

    def get_absolute_url(self) -> str:
        return reverse("spaces:series_detail", args=[self.uid])


class SkippedDate(models.Model):
    """A date of a series that was left out, and why; gone when it is booked after all."""

    series = models.ForeignKey(Series, on_delete=models.CASCADE, related_name="skipped")
    day = models.DateField(_("day"))
    why = texts.CharField(_("why"), max_length=300)

    class Meta:
        verbose_name = _("date left out")
        verbose_name_plural = _("dates left out")
        ordering = ["day"]
        constraints = [models.UniqueConstraint(fields=["series", "day"], name="skipped_date_once")]

    def __str__(self) -> str:
        return f"{self.series}, {format_day(self.day)}"
