"""What went out to all about an assembly: its notice, changes of place and hours, that it is cancelled."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from governance.attendance.models import Assembly
from members.people.models import User
from multifactory.lib.immutability import Sealed
from multifactory.lib.text import fields as texts


class AssemblyChange(models.Model):
    """Told to every company on the roll, and kept for the minutes. Rows are added, never changed.

    `before` and `after` say what the notice says: place, link, mode and both calls, moments as a record has
    them. `after` of the notice itself also has `members`, `entitled` and `papers` (`calling.papers`).
    """

    class Kind(models.TextChoices):
        NOTICE = "notice", _("notice sent")
        MOVED = "moved", _("place or hours changed")
        CANCELLED = "cancelled", _("cancelled")

    assembly = models.ForeignKey(
        Assembly, on_delete=models.PROTECT, related_name="changes", verbose_name=_("assembly")
    )
    kind = models.CharField(_("what"), max_length=9, choices=Kind)
    before = models.JSONField(_("before"), default=dict)
    after = models.JSONField(_("after"), default=dict)
    reason = texts.CharField(_("reason"), max_length=300, blank=True)
    by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+", verbose_name=_("sent by"))
    at = models.DateTimeField(_("on"))

    class Meta:
        verbose_name = _("notice of an assembly")
        verbose_name_plural = _("notices of assemblies")
        ordering = ["at", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["assembly"], condition=Q(kind="notice"), name="assembly_notice_once"
            ),
            models.UniqueConstraint(
                fields=["assembly"], condition=Q(kind="cancelled"), name="assembly_cancelled_once"
            ),
            models.CheckConstraint(
                condition=~Q(kind="cancelled") | ~Q(reason=""), name="assembly_cancelled_says_why"
            ),
            Sealed(name="assembly_change_sealed", when="{row}.id IS NOT NULL", events=("UPDATE", "DELETE")),
        ]

    def __str__(self) -> str:
        return f"{self.assembly}: {self.get_kind_display()}"
