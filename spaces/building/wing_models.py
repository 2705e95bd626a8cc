"""Where a building stands on the site, and what its roof is: what the drawing of the site is made from."""

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from spaces.building.models import Building

SITE_METRES = 999


class Wing(models.Model):
    """A rectangle of a building's outline, in whole metres from the far corner of the site.

    The site is seen from one corner: `x` runs to the right and towards the viewer, `y` to the left and
    towards the viewer. A building with a corner has two wings.
    """

    class Roof(models.TextChoices):
        HIP = "hip", _("hipped")
        GABLE = "gable", _("gabled")
        FLAT = "flat", _("flat")
        SAW = "saw", _("sawtooth")

    building = models.ForeignKey(
        Building, on_delete=models.CASCADE, related_name="wings", verbose_name=_("building")
    )
    x = models.PositiveSmallIntegerField(
        _("from the left edge (m)"), validators=[MaxValueValidator(SITE_METRES)]
    )
    y = models.PositiveSmallIntegerField(
        _("from the far edge (m)"), validators=[MaxValueValidator(SITE_METRES)]
    )
    width = models.PositiveSmallIntegerField(
        _("length along x (m)"), validators=[MinValueValidator(3), MaxValueValidator(300)]
    )
    depth = models.PositiveSmallIntegerField(
        _("length along y (m)"), validators=[MinValueValidator(3), MaxValueValidator(300)]
    )
    roof = models.CharField(_("roof"), max_length=10, choices=Roof, default=Roof.HIP)

    class Meta:
        verbose_name = _("part of the outline")
        verbose_name_plural = _("place on the site")
        ordering = ["building__position", "id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(x__lte=SITE_METRES)
                & Q(y__lte=SITE_METRES)
                & Q(width__range=(3, 300))
                & Q(depth__range=(3, 300)),
                name="wing_lies_on_the_site",
                violation_error_message=_(
                    "A part of the outline is 3 to 300 metres long and lies on the site."
                ),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.building}: {self.width} × {self.depth} m"
