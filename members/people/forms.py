"""What people type about whom they invite."""

from django import forms
from django.utils.translation import gettext_lazy as _

from members.people.models import Membership
from multifactory.lib.text.forms import EmailField


class InvitationForm(forms.Form):
    email = EmailField(label=_("E-mail address"), max_length=254)
    role = forms.ChoiceField(
        label=_("Role"),
        choices=Membership.Role.choices,
        initial=Membership.Role.COLLABORATOR,
        widget=forms.RadioSelect,
        help_text=_("A representative votes for the company and invites its people."),
    )
