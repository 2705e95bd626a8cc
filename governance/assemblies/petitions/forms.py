"""Beginning a petition, signing for a company, naming the assembly that answers."""

import uuid
from typing import Any, cast

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from governance.assemblies.petitions.models import NAMEABLE, Petition
from governance.attendance.models import Assembly
from governance.proposals.forms import ActingCompanyForm
from multifactory.lib.formats import format_day
from multifactory.lib.stamps import StampedMixin


class PetitionForm(StampedMixin, forms.ModelForm):
    request_id = forms.UUIDField(required=False, initial=uuid.uuid4, widget=forms.HiddenInput)

    class Meta:
        model = Petition
        fields = ("title", "text")
        widgets = {"text": forms.Textarea(attrs={"rows": 10})}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not self.instance._state.adding:
            del self.fields["request_id"]


class SignatureForm(ActingCompanyForm):
    """For the company the page named."""


class AssemblyField(forms.ModelChoiceField):
    """Assemblies with the day of their first call: those in preparation have no number."""

    def label_from_instance(self, obj: Any) -> str:
        return f"{obj}, {format_day(timezone.localdate(obj.first_call_at))}"


class AnswerForm(forms.Form):
    """The assembly called for a petition: in preparation, or called already."""

    assembly = AssemblyField(
        label=_("Assembly"),
        queryset=Assembly.objects.none(),
        empty_label=_("choose an assembly"),
        help_text=_("One in preparation or already called that has what the petition asks on its agenda."),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        assembly = cast(forms.ModelChoiceField, self.fields["assembly"])
        assembly.queryset = Assembly.objects.filter(state__in=NAMEABLE).order_by("-first_call_at")
