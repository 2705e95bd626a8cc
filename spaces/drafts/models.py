"""A drawing that was sent in, until it is published as the plan of a floor."""

from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from members.people.models import User
from multifactory.lib.text import fields as texts
from spaces.building.models import Floor
from spaces.drafts.sheet import Sheet, sheet_from_json
from spaces.plans.models import FloorPlan


class PlanDraft(models.Model):
    """What was found in a drawing, and which shape is which space. One a floor, until it is published."""

    floor = models.ForeignKey(Floor, on_delete=models.CASCADE, related_name="drafts", verbose_name=_("floor"))
    file_name = texts.CharField(_("file"), max_length=100)
    found = models.JSONField(_("shapes"))  # sheet_to_json
    chosen = models.JSONField(_("chosen"), default=dict, blank=True)  # number of the shape by code
    revision = models.PositiveIntegerField(_("revision"), default=1, editable=False)
    uploaded_by = models.ForeignKey(
        User, null=True, on_delete=models.SET_NULL, related_name="+", verbose_name=_("uploaded by")
    )
    uploaded_at = models.DateTimeField(_("sent on"), default=timezone.now)
    plan = models.OneToOneField(
        FloorPlan,
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="draft",
        verbose_name=_("published as"),
    )

    class Meta:
        verbose_name = _("drawing of a floor")
        verbose_name_plural = _("drawings of floors")
        ordering = ["-uploaded_at"]
        constraints = [
            models.UniqueConstraint(fields=["floor"], condition=Q(plan=None), name="one_open_draft_a_floor")
        ]

    def __str__(self) -> str:
        return f"{self.floor}, {self.file_name}"

    @property
    def sheet(self) -> Sheet:
        return sheet_from_json(self.found)
