"""What a proposal does to the programme once it is adopted: the facts of the effect in `effects`."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from events.programme.models import Event
from governance.amendments.models import EffectRow


class ProposedEvent(EffectRow):
    """Publish a common event that is written already."""

    event = models.ForeignKey(
        Event, on_delete=models.PROTECT, related_name="proposed", verbose_name=_("event")
    )

    class Meta(EffectRow.Meta):
        verbose_name = _("proposed event")
        verbose_name_plural = _("proposed events")

    def __str__(self) -> str:
        return str(self.event)
