"""What people type about companies and themselves."""

from members.forms.account import InvitationForm, InvitedSignupForm, ProfileForm
from members.forms.profile import (
    ChangeRequestForm,
    CompanyForm,
    LinkForm,
    LogoForm,
    MachineForm,
    PhotoForm,
    ProductForm,
)

__all__ = [
    "ChangeRequestForm",
    "CompanyForm",
    "InvitationForm",
    "InvitedSignupForm",
    "LinkForm",
    "LogoForm",
    "MachineForm",
    "PhotoForm",
    "ProductForm",
    "ProfileForm",
]
