"""Putting a candidate to the vote: the words, the unit and the first day."""

import uuid
from typing import Any

from django import forms
from django.db.models import Q
from django.utils import timezone
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _

from governance.proposals.models import Proposal
from members.companies.models import Company
from multifactory.lib.days import DayField
from multifactory.lib.text.forms import LineField, TextField
from spaces.admission.models import ProposedAdmission
from spaces.admission.validation import check_proposed_admission
from spaces.building.forms import choices_of
from spaces.building.models import Space
from spaces.effects.forms import ProposedForm
from spaces.requests.vacancy import listed_units

TITLE, TEXT = Proposal._meta.get_field("title"), Proposal._meta.get_field("text")


class ProposedAdmissionForm(ProposedForm):
    """The unit and the first day. Which candidate it is about never changes."""

    class Meta:
        model = ProposedAdmission
        fields = ["unit", "joins_on"]
        field_classes = {"joins_on": DayField}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offered = Q(pk__in=listed_units().values("pk")) | Q(pk=self.instance.unit_id)
        unit = choices_of(self, "unit")
        unit.queryset = Space.objects.units().filter(offered).order_by("code")
        unit.empty_label = _("none yet: it joins the waiting list")

    def check(self) -> None:
        check_proposed_admission(self.instance)

    def clean(self) -> dict[str, Any]:
        day = self.cleaned_data.get("joins_on")
        if day and "joins_on" in self.changed_data and day <= timezone.localdate():
            self.add_error("joins_on", _("Choose a day that is still to come."))
        return super().clean()


class ProposeForm(ProposedAdmissionForm):
    """With the words of the proposal, by the company the page named."""

    request_id = forms.UUIDField(widget=forms.HiddenInput, initial=uuid.uuid4)
    company = forms.ModelChoiceField(queryset=Company.objects.all(), widget=forms.HiddenInput)
    title = LineField(label=capfirst(TITLE.verbose_name), max_length=TITLE.max_length)
    text = TextField(
        label=capfirst(TEXT.verbose_name),
        max_length=TEXT.max_length,
        widget=forms.Textarea(attrs={"rows": 8}),
        help_text=_("All companies read it, and it stays in the book of resolutions."),
    )

    field_order = ["title", "text", "unit", "joins_on"]
