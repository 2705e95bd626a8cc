"""What an election fills, who is proposed, what a candidate says."""

from typing import Any, cast

from django import forms
from django.utils.translation import gettext_lazy as _

from governance.assemblies.elections.models import Candidacy, ProposedElection
from governance.rulebook.models import Rulebook
from members.people.models import Membership
from multifactory.lib.days import DayInput
from multifactory.lib.stamps import StampedMixin
from multifactory.lib.text.forms import TextField


class ProposedElectionForm(StampedMixin, forms.ModelForm):
    class Meta:
        model = ProposedElection
        fields = ("kind", "start_on", "years")
        widgets = {"start_on": DayInput()}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        rulebook = Rulebook.objects.in_force_now()
        if rulebook and self.instance._state.adding:
            self.initial["years"] = rulebook.term_years


class CandidateForm(forms.Form):
    """A person of a member company."""

    place = forms.ModelChoiceField(label=_("Person"), queryset=Membership.objects.none())

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        people = Membership.objects.current().filter(user__is_active=True).select_related("user", "company")
        place = cast(forms.ModelChoiceField, self.fields["place"])
        place.queryset = people.order_by("user__name", "company__name")


class StatementForm(forms.Form):
    """What a candidate says to all companies."""

    statement = TextField(
        label=_("What you want to do in this office"),
        required=False,
        max_length=Candidacy._meta.get_field("statement").max_length,
        help_text=_("All members read it, below your name. You can leave it empty."),
        widget=forms.Textarea(attrs={"rows": 5}),
    )
