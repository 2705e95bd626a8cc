"""What people type about whom they invite."""

from django import forms
from django.utils.translation import gettext_lazy as _

from members.people.models import Membership


class InvitationForm(forms.Form):
    email = forms.EmailField(label=_("E-mail address"), max_length=254)
    role = forms.ChoiceField(
        label=_("Role"),
        choices=Membership.Role.choices,
        initial=Membership.Role.COLLABORATOR,
        widget=forms.RadioSelect,
        help_text=_("A representative votes for the company and invites its people."),
    )
