"""Who is granted a certificate, and why one is revoked."""

from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from members.people.models import Membership, User
from multifactory.lib.days import DayField
from multifactory.lib.text.forms import LineField


class GrantForm(forms.Form):
    person = forms.ModelChoiceField(User.objects.none(), label=_("Person"))
    granted_on = DayField(label=_("Shown on"), initial=timezone.localdate)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        person: Any = self.fields["person"]
        current = Membership.objects.current()
        person.queryset = User.objects.filter(pk__in=current.values("user")).order_by("name", "pk")


class RevokeForm(forms.Form):
    reason = LineField(label=_("Why"), max_length=200)
