"""The condition of a space on its page in the back-office."""

from typing import Any

from django import forms
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext_lazy as _

from multifactory.lib.text.forms import LineField
from spaces.building.forms import SkipConstraintsForm, offer_adopted_resolutions
from spaces.condition.models import Condition


class _NothingToTakeBack(forms.Widget):
    """The back-office wants every field it lists, on a row that is only being added too."""

    def render(self, name: str, value: Any, attrs: Any = None, renderer: Any = None) -> SafeString:
        return mark_safe("–")

    def id_for_label(self, id_: str) -> str:
        return ""


class ConditionForm(SkipConstraintsForm):
    """A condition; one entered by mistake is struck out by saying why.

    The formset says what the constraints say, over all conditions and with days.
    """

    strike_out = LineField(
        label=_("Entered by mistake?"),
        max_length=200,
        required=False,
        help_text=_("Say why: it will no longer count, but it stays on record."),
    )

    class Meta:
        model = Condition
        fields = ("state", "resolution", "start_on", "end_on", "note")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offer_adopted_resolutions(self)
        self.fields["note"].help_text = _("Why, or what was found. Visitors read it too.")
        if self.instance.pk is None:
            self.fields["strike_out"].widget = _NothingToTakeBack()
