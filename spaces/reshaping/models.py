"""How units came out of others."""

from typing import Self

from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from governance.resolutions.models import Resolution
from members.people.models import User
from multifactory.lib.formats import format_day
from multifactory.lib.text import fields as texts
from spaces.building.models import Space


class ReshapingQuerySet(models.QuerySet):
    def for_list(self) -> Self:
        return self.select_related("resolution").prefetch_related("before", "after").order_by("day", "pk")


class Reshaping(models.Model):
    """On a day one unit was divided into several, or several were joined into one.

    The spaces `before` are out of use from that day, those `after` in use from it; all keep their history.
    """

    class Kind(models.TextChoices):
        SPLIT = "split", _("division")
        MERGE = "merge", _("joining")

    kind = models.CharField(_("kind"), max_length=10, choices=Kind)
    day = models.DateField(_("start"))
    before = models.ManyToManyField(Space, related_name="became", verbose_name=_("before"))
    after = models.ManyToManyField(Space, related_name="came_from", verbose_name=_("after"))
    resolution = models.ForeignKey(
        Resolution,
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="reshapings",
        verbose_name=_("decided by"),
    )
    reason = texts.CharField(_("reason, if there is no resolution"), max_length=200, blank=True)
    recorded_by = models.ForeignKey(
        User,
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
        verbose_name=_("recorded by"),
    )
    recorded_at = models.DateTimeField(_("recorded on"), default=timezone.now, editable=False)

    objects = ReshapingQuerySet.as_manager()

    class Meta:
        verbose_name = _("division or joining")
        verbose_name_plural = _("divisions and joinings")
        ordering = ["day", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(resolution__isnull=False) | ~Q(reason=""),
                name="reshaping_says_why",
                violation_error_message=_("Name the resolution that decided it, or give a reason."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()}, {format_day(self.day)}"
