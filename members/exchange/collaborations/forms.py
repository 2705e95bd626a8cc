"""What people enter about collaborations."""

from datetime import date
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from members.companies.models import Company
from members.exchange.collaborations.models import WHAT_LENGTH, Collaboration, CollaborationKind
from members.exchange.collaborations.rules import OFFERED_SIDES, Side, in_order
from multifactory.lib.days import DayField
from multifactory.lib.text.forms import LineField

PUBLIC_LABEL = gettext_lazy("We agree that everyone can see it")
PUBLIC_HELP = gettext_lazy("It is public only if the other company agrees too. Members always see it.")


class PastDayField(DayField):
    """Today or an earlier day."""

    def clean(self, value: Any) -> date | None:
        day = super().clean(value)
        if day is not None and day > timezone.localdate():
            raise ValidationError(_("Choose today or an earlier day."), code="ahead")
        return day


class ProposeForm(forms.Form):
    choices_missing_texts = {"company": gettext_lazy("There is no other company yet.")}

    company = forms.ModelChoiceField(
        label=gettext_lazy("With which company?"),
        queryset=Company.objects.none(),
        to_field_name="slug",
    )
    side = forms.ChoiceField(
        label=gettext_lazy("How do you work together?"), choices=OFFERED_SIDES, widget=forms.RadioSelect
    )
    what = LineField(
        label=gettext_lazy("What is it about?"),
        max_length=WHAT_LENGTH,
        help_text=gettext_lazy("In a few words, as “seasoned maple and spruce”."),
    )
    started_on = PastDayField(label=gettext_lazy("Since when?"), initial=timezone.localdate)
    is_public = forms.BooleanField(label=PUBLIC_LABEL, required=False, help_text=PUBLIC_HELP)

    def __init__(self, *args: Any, own: Company, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.own = own
        companies: Any = self.fields["company"]
        companies.queryset = Company.objects.current().exclude(pk=own.pk).order_by("name")

    def clean(self) -> dict[str, Any]:
        """Refuse what is live already, except for the other company's question, which this answers."""
        values = super().clean() or {}
        if {"company", "side"} <= values.keys():
            asked = self.values()
            pair = {name: asked[name] for name in ("giver", "taker", "kind")}
            live = Collaboration.objects.live().for_list().filter(**pair).first()
            if live is not None and (live.is_confirmed or live.asker.pk == self.own.pk):
                text = _("You already have this with %(company)s: “%(what)s”.")
                fault = text % {"company": values["company"], "what": live.what}
                self.add_error("side", fault)
        return values

    def values(self) -> dict[str, Any]:
        """As `propose_collaboration` takes them."""
        values = dict(self.cleaned_data)
        side, other = values.pop("side"), values.pop("company")
        kind = CollaborationKind.WORKS_WITH if side == Side.WITH else CollaborationKind.SUPPLIES
        giver, taker = (other, self.own) if side == Side.GETS else (self.own, other)
        giver, taker = in_order(giver, taker, kind)
        return {"giver": giver, "taker": taker, "kind": kind, **values}


class ConfirmForm(forms.Form):
    is_public = forms.BooleanField(label=PUBLIC_LABEL, required=False, help_text=PUBLIC_HELP)


class DeclineForm(forms.Form):
    """Nothing to enter: the button says it."""


class PublicForm(forms.Form):
    is_public = forms.BooleanField(label=PUBLIC_LABEL, required=False)


class EndForm(forms.Form):
    ended_on = PastDayField(
        label=gettext_lazy("First day it no longer holds"),
        initial=timezone.localdate,
        required=False,
        help_text=gettext_lazy(
            "Today or an earlier day; empty means today. The other company will be notified."
        ),
    )
