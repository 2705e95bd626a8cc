"""What a company says of itself. `save()` hands it to the service that keeps the limits."""

from typing import Any, cast

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from members.companies.models import Company, Field
from members.profile.models import Link, Machine, Photo, Product, Stage, Term
from members.profile.services import (
    save_link,
    save_logo,
    save_machine,
    save_photo,
    save_product,
    save_profile,
)
from members.profile.terms import LONGEST_WORD, split_words, term_slug
from multifactory.lib.images.forms import ImageUploadField
from multifactory.lib.stamps import StampedMixin
from multifactory.lib.text.forms import LineField

MAX_WORDS = 12
WORDS_LENGTH = 400


class WordsField(LineField):
    """Words with commas between them, as a person types them."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(required=False, max_length=WORDS_LENGTH, **kwargs)

    def clean(self, value: Any) -> str:
        words = split_words(super().clean(value))
        if len(words) > MAX_WORDS:
            raise ValidationError(_("Write at most %(most)d words."), params={"most": MAX_WORDS})
        for word in words:
            check_word(word)
        return ", ".join(words)


def check_word(word: str) -> None:
    """One that can stand in the directory and in an address."""
    if len(word) > LONGEST_WORD:
        raise ValidationError(
            _("“%(word)s…” is longer than %(most)d letters: put commas between the words."),
            params={"word": word[:20], "most": LONGEST_WORD},
        )
    if not term_slug(word):
        raise ValidationError(
            _("“%(word)s” has no letters of the Latin alphabet: write it with Latin letters."),
            params={"word": word},
        )


class CompanyProfileForm(StampedMixin, forms.ModelForm):
    """What a company says of itself. Its name, address, craft and dates are the coordinators'."""

    website = Company._meta.get_field("website").formfield(assume_scheme="https")

    class Meta:
        model = Company
        fields = [
            *("line", "story", "field", "second_field", "third_field", "vocation"),
            *("founded", "people_at_work", "customers"),
            *("email", "email_is_public", "phone", "phone_is_public", "website", "opening_times"),
            *("takes_visits", "takes_commissions", "takes_apprentices"),
        ]
        widgets = {"story": forms.Textarea(attrs={"rows": 12})}
        labels = {
            "field": _("Main field of activity"),
            "founded": _("Year it was founded"),
            "customers": _("Who buys from you"),
        }
        help_texts = {
            "line": _("It appears on your card in the directory: at most 100 characters."),
            "story": _("How it began, how you work, what makes it special. You can use Markdown."),
            "opening_times": _("For example: Friday afternoon, or by appointment."),
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        fields = [(field.pk, field.name) for field in Field.objects.all()]  # read once for the three
        for name in ("field", "second_field", "third_field"):
            cast(forms.ChoiceField, self.fields[name]).choices = [("", "---------"), *fields]

    def clean_founded(self) -> int | None:
        founded = self.cleaned_data["founded"]
        if founded is not None and not 1000 <= founded <= timezone.localdate().year:
            raise ValidationError(_("Write the year with four digits, not later than this year."))
        return founded

    def clean(self) -> dict[str, Any]:
        """What the database refuses, said beside the field it is about."""
        data = super().clean() or {}
        first, second, third = (data.get(name) for name in ("field", "second_field", "third_field"))
        if third and not second and "second_field" not in self.errors:
            self.add_error("second_field", _("Choose the second field before the third."))
        if second and second == first:
            self.add_error("second_field", _("Choose each field of activity once."))
        if third and third in (first, second):
            self.add_error("third_field", _("Choose each field of activity once."))
        return data

    def save(self, commit: bool = True) -> Company:
        save_profile(self.instance, fields=self.fields)
        return self.instance


class PictureForm(StampedMixin, forms.ModelForm):
    """A form with a picture: a browser never sends a file a second time by itself, so the form says so."""

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        if data.get("image") and self.errors:
            self.add_error("image", _("Choose the picture again: browsers send it only once."))
        return data


class LogoForm(forms.Form):
    image = ImageUploadField(label=_("Logo"), fit="logo")

    def __init__(self, *args: Any, instance: Company, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.company = instance

    def save(self) -> None:
        save_logo(self.company, image=self.cleaned_data["image"])


class ProductForm(PictureForm):
    kinds = WordsField(
        label=_("Kinds of product"), help_text=_("Words with commas between them: table, chair, repair.")
    )
    materials = WordsField(
        label=_("Materials"), help_text=_("Words with commas between them: oak, linen, steel.")
    )
    stages = forms.MultipleChoiceField(
        label=_("What you do in-house"),
        choices=Stage.choices,
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=_("The stages in its life that happen in your company."),
    )
    image = ImageUploadField(label=_("Photo"), required=False)
    alt = LineField(
        label=_("What the photo shows"),
        max_length=160,
        required=False,
        help_text=_("In a few words, for people who cannot see it."),
    )
    is_photo_removed = forms.BooleanField(label=_("Remove the photo"), required=False)

    class Meta:
        model = Product
        fields = ["name", "line"]
        help_texts = {"line": _("What is good about it, in at most 140 characters.")}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.photo = getattr(self.instance, "photo", None) if self.instance.pk else None
        if self.photo is None:
            del self.fields["is_photo_removed"]
        else:
            self.fields["image"].label = _("Another photo")
            self.initial["alt"] = self.photo.alt
        if self.instance.pk:
            names: dict[str, list[str]] = {Term.Kind.PRODUCT: [], Term.Kind.MATERIAL: []}
            for term in self.instance.terms.all():
                names.setdefault(term.kind, []).append(term.name)
            self.initial["kinds"] = ", ".join(names[Term.Kind.PRODUCT])
            self.initial["materials"] = ", ".join(names[Term.Kind.MATERIAL])
            self.initial["stages"] = [done.stage for done in self.instance.stages.all()]

    def clean(self) -> dict[str, Any]:
        data = self.cleaned_data
        keeps_photo = self.photo is not None and not data.get("is_photo_removed")
        if (data.get("image") or keeps_photo) and "alt" not in self.errors and not data.get("alt"):
            self.add_error("alt", _("Say in a few words what the photo shows."))
        return super().clean()

    def save(self, commit: bool = True) -> Product:
        data = self.cleaned_data
        save_product(
            self.instance,
            kinds=data["kinds"],
            materials=data["materials"],
            stages=data["stages"],
            image=data["image"],
            alt=data["alt"],
            is_photo_removed=data.get("is_photo_removed", False),
        )
        return self.instance


class MachineForm(StampedMixin, forms.ModelForm):
    kind = LineField(
        label=_("Kind of machine"),
        required=False,
        max_length=60,
        help_text=_("One or two words people search for: lathe, laser cutter."),
    )

    class Meta:
        model = Machine
        fields = ["name", "line"]
        help_texts = {"line": _("For example: members, after an hour of training, €10 an hour.")}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if self.instance.term_id:
            self.initial["kind"] = self.instance.term.name

    def clean_kind(self) -> str:
        kind = " ".join(self.cleaned_data["kind"].split())
        if "," in kind:
            raise ValidationError(_("Write one kind, without commas."))
        if kind:
            check_word(kind)
        return kind

    def save(self, commit: bool = True) -> Machine:
        save_machine(self.instance, kind=self.cleaned_data["kind"])
        return self.instance


class LinkForm(StampedMixin, forms.ModelForm):
    url = Link._meta.get_field("url").formfield(assume_scheme="https")

    class Meta:
        model = Link
        fields = ["label", "url"]
        help_texts = {"label": _("The text people see: Shop, Instagram, Workshop video.")}

    def save(self, commit: bool = True) -> Link:
        save_link(self.instance)
        return self.instance


class PhotoForm(PictureForm):
    image = ImageUploadField(label=_("Photo"))

    class Meta:
        model = Photo
        fields = ["alt"]

    field_order = ["image", "alt"]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["alt"].required = True
        self.fields["alt"].error_messages["required"] = _("Say in a few words what the photo shows.")
        if self.instance.pk:
            self.fields["image"].required = False
            self.fields["image"].label = _("Another picture")

    @property
    def photo(self) -> Photo | None:
        return self.instance if self.instance.pk else None

    def save(self, commit: bool = True) -> Photo:
        save_photo(self.instance, image=self.cleaned_data["image"])
        return self.instance
