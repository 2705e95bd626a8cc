"""What coordinators enter about an event."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from events.programme.models import Event


class EventForm(forms.ModelForm):
    """What the back-office writes. The state is not here: it changes through actions."""

    class Meta:
        model = Event
        fields = (
            *("title", "slug", "summary", "text", "starts_at", "ends_at", "space", "place"),
            *("is_common", "organisers", "visibility", "capacity"),
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
        if not data.get("is_common") and not data.get("organisers"):
            self.add_error("organisers", ValidationError(_("An event that is out needs an organiser.")))
        return data
