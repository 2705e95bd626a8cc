"""What an adopted proposal does to the programme: registered with `governance.effects`."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.db.models import QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from events.programme.models import Event
from events.programme.proposed import ProposedEvent
from events.programme.rooms import check_rooms
from events.programme.services import publish_event
from events.programme.transitions import PUBLISH
from events.programme.validation import check_ready
from governance.hooks import Effect
from governance.proposals.choices import Matter
from governance.proposals.models import Proposal
from governance.resolutions.models import Resolution
from multifactory.lib.formats import format_moment
from multifactory.lib.forms import add_errors
from multifactory.lib.stamps import StampedMixin
from spaces.building.forms import choices_of


def check_proposed_event(event: Event) -> None:
    """Raise what stands in the way of publishing it: what it lacks, rooms that are taken."""
    if event.state == Event.State.POSTPONED or not PUBLISH.is_possible(event):
        raise ValidationError(_("“%(event)s” is no longer a draft.") % {"event": event})
    check_ready(event)
    check_rooms(event)


def _with_date(event: Event) -> str:
    return f"{event}, {format_moment(event.starts_at)}"


class ProposedEventForm(StampedMixin, forms.ModelForm):
    """Which draft it publishes."""

    choices_missing_texts = {
        "event": gettext_lazy(
            "No draft of a common event is ready to be published. Write the event first, as a draft."
        )
    }

    class Meta:
        model = ProposedEvent
        fields = ("event",)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        events = choices_of(self, "event")
        events.queryset = (
            Event.objects.awaiting_publication().filter(is_common=True).order_by("starts_at", "pk")
        )
        events.label_from_instance = _with_date  # type: ignore[method-assign,assignment]

    def clean(self) -> dict[str, Any]:
        data = super().clean() or self.cleaned_data
        if event := data.get("event"):
            try:
                check_proposed_event(event)
            except ValidationError as error:
                add_errors(self, error)
        return data


class CommonEventEffect(Effect):
    key = "publish_event"
    matters = (Matter.EVENT,)
    label = gettext_lazy("Publish a common event")
    form_class = ProposedEventForm

    def rows(self, proposal: Proposal) -> QuerySet[ProposedEvent]:
        return ProposedEvent.objects.filter(proposal=proposal).select_related("event__space")

    def describe(self, row: ProposedEvent) -> str:
        event = row.event
        values = {"event": event, "moment": format_moment(event.starts_at), "place": event.where}
        if not event.where:
            return _("The event “%(event)s” on %(moment)s is published.") % values
        return _("The event “%(event)s” on %(moment)s is published: %(place)s.") % values

    def facts(self, row: ProposedEvent) -> dict[str, str | int]:
        return {
            "event": row.event_id,
            "starts_at": row.event.starts_at.isoformat(),
            "ends_at": row.event.ends_at.isoformat(),
            "space": row.event.space_id or "",
        }

    def check(self, row: ProposedEvent) -> None:
        check_proposed_event(row.event)

    def carry_out(self, row: ProposedEvent, resolution: Resolution) -> str:
        publish_event(row.event, resolution=resolution)
        return _("“%(event)s” is published.") % {"event": row.event}
