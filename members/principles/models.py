"""What the figures were, month by month."""

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _


class MonthlyFigures(models.Model):
    """The figures of the last day of a month, as `members.principles.figures.freeze` made them.

    Written once, on the first day of the next month. A month that nobody wrote stays a gap: what companies
    said of themselves then is not known later.
    """

    month = models.DateField(_("month"), unique=True, help_text=_("Its first day."))
    day = models.DateField(_("day they speak of"))
    method = models.PositiveSmallIntegerField(_("method"))
    figures = models.JSONField(_("figures"))

    class Meta:
        verbose_name = _("figures of a month")
        verbose_name_plural = _("figures by month")
        ordering = ["month"]
        constraints = [
            # No parts of dates: SQLite keeps a function of Django's in the table, and no other program reads it.
            models.CheckConstraint(condition=Q(day__gte=F("month")), name="monthly_figures_day_in_month"),
        ]

    def __str__(self) -> str:
        return f"{self.month:%Y-%m}"
