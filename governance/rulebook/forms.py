"""Which draft of the rulebook a proposal puts in force."""

from typing import Any, cast

from django import forms
from django.utils.translation import gettext_lazy as _

from governance.rulebook.models import Rulebook, RulebookChange
from multifactory.lib.days import DayInput
from multifactory.lib.stamps import StampedMixin


class RulebookChangeForm(StampedMixin, forms.ModelForm):
    """Which draft of the rulebook a proposal puts in force. Coordinators write drafts in the back-office."""

    class Meta:
        model = RulebookChange
        fields = ("rulebook", "in_force_from")
        widgets = {"in_force_from": DayInput()}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        rulebook = cast(forms.ModelChoiceField, self.fields["rulebook"])
        rulebook.queryset = Rulebook.objects.drafts()
        rulebook.empty_label = _("choose a draft")
        rulebook.help_text = _("Coordinators write drafts in the back office, under Decisions.")
