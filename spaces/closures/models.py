"""Times in which common spaces are shut."""

from typing import Self

from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from governance.resolutions.models import Resolution
from members.people.models import User
from multifactory.lib.formats import format_moment
from multifactory.lib.text import fields as texts
from spaces.building.models import Space


class ClosureQuerySet(models.QuerySet):
    def standing(self) -> Self:
        return self.filter(cancelled_at__isnull=True)


class Closure(models.Model):
    """Spaces shut for everybody in [starts_at, ends_at); never deleted, cancelled."""

    spaces = models.ManyToManyField(Space, related_name="closures", verbose_name=_("spaces"))
    starts_at = models.DateTimeField(_("start"))
    ends_at = models.DateTimeField(_("end"))
    reason = texts.CharField(_("reason"), max_length=200)
    resolution = models.ForeignKey(
        Resolution,
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="closures",
        verbose_name=_("decided by"),
    )
    created_at = models.DateTimeField(_("entered on"), default=timezone.now, editable=False)
    created_by = models.ForeignKey(
        User, null=True, editable=False, on_delete=models.SET_NULL, related_name="+"
    )
    cancelled_at = models.DateTimeField(_("cancelled on"), null=True, blank=True, editable=False)
    cancelled_by = models.ForeignKey(
        User, null=True, blank=True, editable=False, on_delete=models.SET_NULL, related_name="+"
    )

    objects = ClosureQuerySet.as_manager()

    class Meta:
        verbose_name = _("closure")
        verbose_name_plural = _("closures")
        ordering = ["starts_at", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(ends_at__gt=F("starts_at")),
                name="closure_ends_after_start",
                violation_error_message=_("The closure must end after it starts."),
            )
        ]

    def __str__(self) -> str:
        return f"{self.reason}, {format_moment(self.starts_at)}"
