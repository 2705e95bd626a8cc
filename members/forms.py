"""What people type about companies and themselves."""

from typing import Any

from allauth.account.forms import SignupForm
from allauth.core import context
from django import forms
from django.conf import settings
from django.contrib import messages
from django.core.exceptions import ValidationError
from django.db import transaction
from django.forms import BaseInlineFormSet, inlineformset_factory
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from members.invitations import invitation_in_session
from members.models import Company, Membership, Product, User
from members.services import accept_invitation

PRODUCTS_LIMIT = 40


class CompanyForm(forms.ModelForm):
    """What a company says of itself. Its name, address, craft and dates are the back-office's."""

    website = Company._meta.get_field("website").formfield(assume_scheme="https")

    class Meta:
        model = Company
        fields = ["line", "story", "field", "vocation", "founded", "email", "phone", "website"]
        widgets = {"story": forms.Textarea(attrs={"rows": 12})}
        help_texts = {
            "line": _("It stands on your card in the directory: at most 100 characters."),
            "story": _("How it began, how you work, what is special. You can use Markdown."),
            "email": _("Everybody can read it. Leave it empty to show none."),
            "phone": _("Everybody can read it. Leave it empty to show none."),
        }

    def clean_founded(self) -> int | None:
        founded = self.cleaned_data["founded"]
        if founded is not None and not 1000 <= founded <= timezone.localdate().year:
            raise ValidationError(_("Write the year with four digits, not later than this year."))
        return founded


class _ProductFormSet(BaseInlineFormSet):
    def save_new(self, form: Any, commit: bool = True) -> Product:
        """A new product comes after the others."""
        taken = [one.instance.position for one in self.initial_forms]
        form.instance.position = max(taken, default=-1) + 1
        return super().save_new(form, commit=commit)


ProductFormSet = inlineformset_factory(
    Company,
    Product,
    formset=_ProductFormSet,
    fields=["name", "line"],
    extra=2,
    max_num=PRODUCTS_LIMIT,
    validate_max=True,
    absolute_max=PRODUCTS_LIMIT + 10,
)


class InvitationForm(forms.Form):
    email = forms.EmailField(label=_("E-mail address"), max_length=254)
    role = forms.ChoiceField(
        label=_("Role"),
        choices=Membership.Role.choices,
        initial=Membership.Role.COLLABORATOR,
        widget=forms.RadioSelect,
        help_text=_("A representative votes for the company and invites its people."),
    )


class ProfileForm(forms.ModelForm):
    class Meta:
        model = User
        fields = ["name", "language"]
        help_texts = {"language": _("Of these pages and of the mails you receive.")}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["name"].required = True
        self.fields["name"].widget.attrs["autocomplete"] = "name"
        self.fields["language"].choices = [("", _("as the browser says")), *settings.LANGUAGES]


class InvitedSignupForm(SignupForm):
    """An account for the address that was invited, and the place in the company with it."""

    name = forms.CharField(
        label=_("Name and surname"),
        max_length=120,
        widget=forms.TextInput(attrs={"autocomplete": "name"}),
    )
    field_order = ["name", "email", "password1", "password2"]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["email"].widget.attrs["readonly"] = True
        self.fields["email"].help_text = _("The address the invitation came to.")

    def clean_email(self) -> str:
        email = super().clean_email()
        invitation = invitation_in_session(context.request)
        if invitation is None or email.lower() != invitation.email.lower():
            raise ValidationError(_("Use the address the invitation came to."))
        return email

    def try_save(self, request: HttpRequest) -> tuple[User | None, HttpResponse | None]:
        """Account and place are made together or not at all."""
        try:
            with transaction.atomic():
                user, response = super().try_save(request)
                invitation = invitation_in_session(request)
                if user is not None:
                    if invitation is None:
                        raise ValidationError(_("This invitation is no longer open."))
                    accept_invitation(invitation, user=user)
                    messages.success(request, _("Welcome to %(company)s.") % {"company": invitation.company})
        except ValidationError as error:
            messages.error(request, " ".join(error.messages))
            return None, redirect("account_signup")
        return user, response
