"""Pictures of spaces and of works, with whose they are."""

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from multifactory.lib.images.models import Picture
from spaces.models.buildings import Space
from spaces.models.renewal import Renewal

FIRST_YEAR, LAST_YEAR = 1826, 2200  # of the first photograph; a slip of the finger


class SpacePicture(Picture):
    space = models.ForeignKey(
        Space, on_delete=models.CASCADE, related_name="pictures", verbose_name=_("space")
    )
    credit = models.CharField(_("by whom"), max_length=80, blank=True, help_text=_("Who took or drew it."))
    position = models.PositiveSmallIntegerField(_("position"), default=0)

    class Meta:
        verbose_name = _("picture")
        verbose_name_plural = _("pictures")
        ordering = ["position", "id"]


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
    credit = models.CharField(_("by whom"), max_length=80, help_text=_("Who took or drew it."))
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
