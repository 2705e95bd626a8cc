"""What people enter about joint projects."""

import uuid
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.db.models import Q
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from members.companies.models import Company
from members.exchange.collaborations.forms import PUBLIC_LABEL
from members.exchange.projects.models import WHOLE, JointProject, ProjectPart
from members.exchange.projects.rules import MOST_PARTNERS
from members.exchange.projects.services import PartTerms, create_project, update_project
from members.people.models import User
from multifactory.lib.days import DayField
from multifactory.lib.images.forms import ImageUploadField
from multifactory.lib.numbers import CommaDecimalField
from multifactory.lib.shares import shares
from multifactory.lib.stamps import StampedMixin
from multifactory.lib.text.forms import LineField

BLANK_ROWS = 3  # for partners that are added
ROLE_LENGTH = 80


class ProjectForm(StampedMixin, forms.ModelForm):
    """Title, text and days; of a new one also what the lead does. `request_id` makes sending it twice one."""

    starts_on = DayField(label=gettext_lazy("From"))
    ends_on = DayField(
        label=gettext_lazy("Until"),
        required=False,
        help_text=gettext_lazy("The first day after it. Leave empty if it is open."),
    )
    role = LineField(
        label=gettext_lazy("What does your company do in it?"),
        max_length=ROLE_LENGTH,
        help_text=gettext_lazy("In a few words, as “frames and assembly”."),
    )
    request_id = forms.UUIDField(widget=forms.HiddenInput, initial=uuid.uuid4)

    class Meta:
        model = JointProject
        fields = ["title", "text", "starts_on", "ends_on"]
        labels = {"title": gettext_lazy("Title"), "text": gettext_lazy("What is it about?")}
        widgets = {"text": forms.Textarea(attrs={"rows": 8})}
        help_texts = {"text": gettext_lazy("Markdown: empty line for a new paragraph, *emphasis*, - lists.")}

    def __init__(self, *args: Any, user: User, lead: Company, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.user, self.lead = user, lead
        if self.instance.pk:
            del self.fields["role"], self.fields["request_id"]

    def save(self, commit: bool = True) -> JointProject:
        write = update_project if self.instance.pk else create_project
        target = {"project": self.instance} if self.instance.pk else {"lead": self.lead}
        self.instance = write(by=self.user, **target, **self.cleaned_data)  # type: ignore[operator]
        return self.instance


class PartForm(forms.Form):
    """The part of a company. An empty row is none."""

    company = forms.ModelChoiceField(
        label=gettext_lazy("Company"), queryset=Company.objects.none(), to_field_name="slug", required=False
    )
    role = LineField(label=gettext_lazy("What it does"), max_length=ROLE_LENGTH, required=False)
    share = CommaDecimalField(
        label=gettext_lazy("Share in percent"),
        max_digits=5,
        decimal_places=2,
        min_value=0,
        max_value=100,
        localize=True,
        required=False,
    )

    def __init__(self, *args: Any, companies: list[tuple[str, str]], queryset: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field: Any = self.fields["company"]
        field.queryset = queryset
        field.choices = companies

    def clean(self) -> dict[str, Any]:
        values = super().clean() or {}
        company, role, share = (values.get(name) for name in ("company", "role", "share"))
        if company is None and "company" not in self.errors and (role or share is not None):
            self.add_error("company", _("Choose the company, or empty the row."))
        if company is not None and not role and "role" not in self.errors:
            self.add_error("role", _("Say what the company does in the project."))
        return values

    @property
    def is_filled(self) -> bool:
        return bool(self.cleaned_data.get("company"))


class PartFormSet(forms.BaseFormSet):
    """All parts. Where no share is written, all are equal, to a hundredth of a percent."""

    def __init__(self, *args: Any, parts: list[ProjectPart], **kwargs: Any) -> None:
        initial = [
            {"company": part.company.slug, "role": part.role, "share": part.share / 100} for part in parts
        ]
        takes_part = Q(pk__in=[one.company_id for one in parts])
        companies = Company.objects.filter(Q(pk__in=Company.objects.current()) | takes_part).order_by("name")
        names = list(companies.values_list("slug", "name"))
        form_kwargs = {"companies": [("", "–"), *names], "queryset": companies}
        super().__init__(*args, initial=initial, form_kwargs=form_kwargs, **kwargs)

    def clean(self) -> None:
        if any(self.errors):
            return
        filled = [form for form in self.forms if form.is_filled]
        with_share = [form for form in filled if form.cleaned_data.get("share") is not None]
        if with_share and len(with_share) < len(filled):
            raise ValidationError(_("Write the share of each company, or of none: then all are equal."))

    def terms(self) -> list[PartTerms]:
        filled = [form.cleaned_data for form in self.forms if form.is_filled]
        if not filled:
            return []
        written = [values["share"] for values in filled]
        if written[0] is None:
            hundredths = shares(WHOLE, [1] * len(filled))
        else:
            hundredths = [int(share * 100) for share in written]
        return [
            PartTerms(values["company"], values["role"], share)
            for values, share in zip(filled, hundredths, strict=True)
        ]


PartsFormSet = forms.formset_factory(
    PartForm,
    formset=PartFormSet,
    extra=BLANK_ROWS,
    max_num=MOST_PARTNERS,
    absolute_max=MOST_PARTNERS + BLANK_ROWS,
    validate_max=True,
)


class AgreeForm(forms.Form):
    """A partner agrees to its part; `seen` is the fingerprint of the terms it was shown."""

    is_public = forms.BooleanField(
        label=PUBLIC_LABEL,
        required=False,
        help_text=gettext_lazy("It is public only if all partners agree. Members always see who takes part."),
    )
    seen = forms.CharField(widget=forms.HiddenInput, max_length=64, required=False)


class ProjectPublicForm(forms.Form):
    is_public = forms.BooleanField(label=PUBLIC_LABEL, required=False)


class PictureForm(forms.Form):
    image = ImageUploadField(label=gettext_lazy("Picture"))
    alt = LineField(
        label=gettext_lazy("What the picture shows"),
        max_length=160,
        help_text=gettext_lazy("In a few words, for people who cannot see it."),
    )
