"""What coordinators enter about an event."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from events.programme.models import Event
from events.programme.rooms import room_of
from multifactory.lib.forms import add_errors
from spaces.bookings.holds import can_hold, check_hold


class EventForm(forms.ModelForm):
    """What the back-office writes. The state is not here: it changes through actions."""

    class Meta:
        model = Event
        fields = (
            *("title", "slug", "summary", "text", "starts_at", "ends_at", "space", "place"),
            *("is_common", "visibility", "capacity"),
        )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name in ("starts_at", "ends_at"):
            # The admin asks for day and time in two boxes and gives neither a name.
            boxes = getattr(self.fields[name].widget, "widgets", ())
            for box, label in zip(boxes, (_("Day"), _("Time")), strict=False):
                box.attrs["aria-label"] = label

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        if self.instance.state == Event.State.DRAFT:
            return data
        if not data.get("space") and not data.get("place"):
            self.add_error(
                "place", ValidationError(_("An event that is out needs a space or a place in words."))
            )
        self._check_space(data)
        return data

    def _check_space(self, data: dict[str, Any]) -> None:
        """A published event holds its space: what stands in the way is said at the field."""
        space, starts_at, ends_at = (data.get(name) for name in ("space", "starts_at", "ends_at"))
        if self.instance.state != Event.State.PUBLISHED or space is None or not can_hold(space):
            return
        if not starts_at or not ends_at or ends_at <= max(starts_at, timezone.now()):
            return
        try:
            mine = room_of(self.instance)
            check_hold(space, starts_at, ends_at, besides=mine.booking if mine else None)
        except ValidationError as error:
            add_errors(self, error)
