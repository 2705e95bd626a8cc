"""What people enter about listings."""

import uuid
from datetime import date, timedelta
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from members.companies.models import Company, Field
from members.exchange.listings.models import NEEDS, TEXT_LENGTH, Listing, ListingKind, Outcome
from members.exchange.listings.rules import USUAL_DAYS
from members.exchange.listings.services import ensure_possible_end, open_listing, save_listing
from members.profile.forms import PictureForm, WordsField
from multifactory.lib.days import DayField
from multifactory.lib.images.forms import ImageUploadField
from multifactory.lib.text.forms import LineField, TextField

KIND_LABELS = {
    ListingKind.OFFER: gettext_lazy("Offer: something we make or do"),
    ListingKind.NEED: gettext_lazy("Need: something we look for"),
    ListingKind.SURPLUS: gettext_lazy("Surplus: material or things left over"),
    ListingKind.MACHINE_TIME: gettext_lazy("Machine time: hours on a machine of ours"),
    ListingKind.SUBCONTRACTING: gettext_lazy("Subcontracting: work we give to others"),
    ListingKind.JOB: gettext_lazy("Job: a person we look for"),
    ListingKind.SPACE: gettext_lazy("Space to share: a part of our unit"),
}


def kind_choices() -> list[tuple[Any, Any]]:
    """What one has, then what one needs."""
    have = [(kind.value, KIND_LABELS[kind]) for kind in ListingKind if kind not in NEEDS]
    need = [(kind.value, KIND_LABELS[kind]) for kind in NEEDS]
    return [(gettext_lazy("We have"), have), (gettext_lazy("We need"), need)]


def usual_end() -> date:
    return timezone.localdate() + timedelta(days=USUAL_DAYS)


class ListingForm(PictureForm):
    """A listing. `request_id` makes sending a new one twice one listing."""

    words = WordsField(
        label=gettext_lazy("Words"),
        help_text=gettext_lazy(
            "Materials, products, machines, with commas between them: oak, table, lathe. They find what fits."
        ),
    )
    expires_on = DayField(
        label=gettext_lazy("Ends on"),
        required=False,
        help_text=gettext_lazy(
            "The first day it is no longer shown, at most 180 days ahead. We remind you; you can renew it."
        ),
    )
    is_standing = forms.BooleanField(
        label=gettext_lazy("It has no end"),
        required=False,
        help_text=gettext_lazy("Once a year you are asked whether it is still right."),
    )
    image = ImageUploadField(label=gettext_lazy("Picture"), required=False)
    alt = LineField(
        label=gettext_lazy("What the picture shows"),
        max_length=160,
        required=False,
        help_text=gettext_lazy("In a few words, for people who cannot see it."),
    )
    is_picture_removed = forms.BooleanField(label=gettext_lazy("Remove the picture"), required=False)
    request_id = forms.UUIDField(widget=forms.HiddenInput, initial=uuid.uuid4)

    class Meta:
        model = Listing
        fields = ["kind", "title", "text", "field", "expires_on"]
        labels = {
            "kind": gettext_lazy("What is it?"),
            "title": gettext_lazy("Title"),
            "text": gettext_lazy("More about it"),
            "field": gettext_lazy("Field of activity"),
        }
        help_texts = {
            "title": gettext_lazy("In a few words, as “Spruce, seasoned seven years”."),
            "text": gettext_lazy("How much, in what state, at what price, by when."),
        }
        widgets = {"text": forms.Textarea(attrs={"rows": 5})}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        listing: Listing = self.instance
        kinds: Any = self.fields["kind"]
        kinds.choices = [("", "---------"), *kind_choices()]
        fields: Any = self.fields["field"]
        fields.choices = [("", "---------"), *((field.pk, field.name) for field in Field.objects.all())]
        self.picture = getattr(listing, "picture", None) if listing.pk else None
        if self.picture is None:
            del self.fields["is_picture_removed"]
        else:
            self.fields["image"].label = _("Another picture")
            self.initial["alt"] = self.picture.alt
        if listing.pk:
            del self.fields["request_id"]
            self.initial["words"] = ", ".join(term.name for term in listing.terms.all())
            self.initial["is_standing"] = listing.is_standing
        else:
            self.initial.setdefault("field", listing.company.field_id)
            self.initial["expires_on"] = usual_end()

    def clean(self) -> dict[str, Any]:
        data = self.cleaned_data
        if data.get("is_standing"):
            data["expires_on"] = None
        elif "expires_on" in data and "expires_on" not in self.errors:
            self._check_end(data["expires_on"])
        keeps_picture = self.picture is not None and not data.get("is_picture_removed")
        if (data.get("image") or keeps_picture) and "alt" not in self.errors and not data.get("alt"):
            self.add_error("alt", _("Say in a few words what the picture shows."))
        return super().clean()

    def _check_end(self, end: date | None) -> None:
        if end is None:
            self.add_error("expires_on", _("Choose a day, or tick that it has no end."))
        elif end != self.initial.get("expires_on"):
            try:
                ensure_possible_end(end)
            except ValidationError as error:
                self.add_error("expires_on", error.message_dict["expires_on"])

    def save(self, commit: bool = True) -> Listing:
        data = self.cleaned_data
        more = {"terms": data["words"], "image": data["image"], "alt": data["alt"]}
        if self.instance.pk:
            save_listing(self.instance, is_picture_removed=data.get("is_picture_removed", False), **more)
            return self.instance
        names = ("kind", "title", "text", "field", "expires_on", "is_standing", "request_id")
        self.instance = open_listing(
            company=self.instance.company,
            author=self.instance.author,
            **{name: data[name] for name in names},
            **more,
        )
        return self.instance


class ReplyForm(forms.Form):
    """An answer to a listing. `request_id` makes sending it twice one answer."""

    text = TextField(
        label=gettext_lazy("Your answer"),
        max_length=TEXT_LENGTH,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=gettext_lazy("It goes out by e-mail; they can answer to your e-mail address."),
    )
    request_id = forms.UUIDField(widget=forms.HiddenInput, initial=uuid.uuid4)


class CloseForm(forms.Form):
    """With whom? A company that answered, another one here, somebody outside, nobody."""

    OTHER, OUTSIDE, NOBODY = "other", "outside", "nobody"

    with_whom = forms.ChoiceField(label=gettext_lazy("With whom?"), widget=forms.RadioSelect)
    company = forms.ModelChoiceField(
        label=gettext_lazy("Which company here?"),
        queryset=Company.objects.none(),
        to_field_name="slug",
        required=False,
    )

    def __init__(self, *args: Any, listing: Listing, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        others = Company.objects.current().exclude(pk=listing.company_id).order_by("name")
        self.answered = {
            f"company-{company.pk}": company
            for company in others.filter(listing_replies__listing=listing).distinct()
        }
        with_whom: Any = self.fields["with_whom"]
        with_whom.choices = [
            *((key, _("%(company)s, who answered") % {"company": one}) for key, one in self.answered.items()),
            (self.OTHER, _("another company here")),
            (self.OUTSIDE, _("somebody outside")),
            (self.NOBODY, _("nobody: it is over")),
        ]
        company: Any = self.fields["company"]
        company.queryset = others

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        if data.get("with_whom") == self.OTHER and not data.get("company") and "company" not in self.errors:
            self.add_error("company", _("Choose the company."))
        return data

    def values(self) -> dict[str, Any]:
        """As `close_listing` takes them."""
        chosen = self.cleaned_data["with_whom"]
        partner = self.cleaned_data["company"] if chosen == self.OTHER else self.answered.get(chosen)
        return {"outcome": Outcome.NOT_DONE if chosen == self.NOBODY else Outcome.DONE, "partner": partner}
