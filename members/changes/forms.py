"""What a company asks of the coordinators."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from members.changes.models import ChangeRequest
from members.changes.services import request_change
from members.companies.models import Company
from members.people.models import User
from multifactory.lib.text.forms import LineField


class ChangeRequestForm(forms.Form):
    name = LineField(
        label=_("Name"),
        max_length=120,
        help_text=_("Your page address changes with the name; the old address keeps working."),
    )
    craft = forms.ChoiceField(label=_("Craft"), choices=Company.Craft.choices, widget=forms.RadioSelect)
    craft_number = LineField(
        label=_("Number in the register"),
        max_length=40,
        required=False,
        help_text=_("Only for a business in the register of craft businesses."),
    )
    note = LineField(
        label=_("Why"),
        max_length=ChangeRequest._meta.get_field("note").max_length,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("What the coordinators should know, in at most 300 characters."),
    )

    def __init__(self, *args: Any, company: Company, **kwargs: Any) -> None:
        now = {"name": company.name, "craft": company.craft, "craft_number": company.craft_number}
        super().__init__(*args, **{"initial": now} | kwargs)
        self.company = company

    def save(self, *, by: User) -> ChangeRequest:
        return request_change(self.company, by=by, **self.cleaned_data)
