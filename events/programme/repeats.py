"""The rule of a series of events."""

import uuid

from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from members.people.models import User


class EventSeries(models.Model):
    """The rule by which events repeat. Its events are rows of their own."""

    class Rule(models.TextChoices):
        WEEKLY = "weekly", _("every week")
        FORTNIGHTLY = "fortnightly", _("every two weeks")
        MONTHLY_BY_DATE = "monthly_by_date", _("every month, on the same date")
        MONTHLY_BY_WEEKDAY = "monthly_by_weekday", _("every month, on the same weekday")

    class Week(models.IntegerChoices):
        FIRST = 1, _("first")
        SECOND = 2, _("second")
        THIRD = 3, _("third")
        FOURTH = 4, _("fourth")
        LAST = -1, _("last")

    uid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    rule = models.CharField(_("repeats"), max_length=20, choices=Rule)
    week = models.SmallIntegerField(_("week of the month"), choices=Week, null=True, blank=True)
    until = models.DateField(_("end"), null=True, blank=True)
    count = models.PositiveSmallIntegerField(_("number of dates"), null=True, blank=True)
    created_at = models.DateTimeField(_("created on"), default=timezone.now, editable=False)
    created_by = models.ForeignKey(
        User,
        null=True,
        blank=True,
        editable=False,
        on_delete=models.SET_NULL,
        related_name="+",
        verbose_name=_("created by"),
    )

    class Meta:
        verbose_name = _("series")
        verbose_name_plural = _("series")
        constraints = [
            models.CheckConstraint(
                condition=Q(until__isnull=True, count__isnull=False)
                | Q(until__isnull=False, count__isnull=True),
                name="event_series_ends_one_way",
                violation_error_message=_("Write the last day or the number of dates, not both."),
            ),
            models.CheckConstraint(
                condition=Q(count__isnull=True) | Q(count__gte=1, count__lte=200),
                name="event_series_of_200_at_most",
                violation_error_message=_("A series has at most 200 dates."),
            ),
            models.CheckConstraint(
                condition=Q(rule="monthly_by_weekday", week__isnull=False)
                | (~Q(rule="monthly_by_weekday") & Q(week__isnull=True)),
                name="event_series_week_is_of_its_rule",
            ),
        ]

    def __str__(self) -> str:
        return str(self.get_rule_display())
