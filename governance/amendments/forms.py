"""Another text for a proposal."""

import uuid
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from governance.amendments.models import Amendment
from governance.hooks import effect_of
from governance.proposals.models import Proposal
from multifactory.lib.stamps import StampedMixin


class AmendedEffectForm:
    """What the proposal would carry out instead: the form of its effect, filled with what stands now."""

    def __init__(self, proposal: Proposal, data: Any = None, amendment: Amendment | None = None) -> None:
        found = effect_of(proposal)
        if found is None:
            raise ValueError(f"Proposal {proposal.pk} carries nothing out.")
        self.effect, row = found
        self.unchanged = self.effect.facts(row)
        amended = self.effect.amended_rows(proposal).get(amendment.pk) if amendment else None
        self.is_unchanged_now = amendment is not None and amended is None
        instance = amended or row
        instance.pk = None  # saved as a row of its own
        self.form: Any = self.effect.form_class(data, prefix="effect", instance=instance)

    @classmethod
    def of(cls, proposal: Proposal, *args: Any) -> "AmendedEffectForm | None":
        return cls(proposal, *args) if effect_of(proposal) else None

    def fault(self, *, keeps: bool) -> Any:
        """What does not go together with whether the effect is said to stay; empty where all is well."""
        is_changed = self.form.has_changed()
        if keeps:
            text = _("Below you have changed the automatic effect: change it back, or untick this.")
            return text if is_changed else ""
        is_valid = self.form.is_valid()
        if not is_valid and is_changed:
            return _("Correct the automatic effect.")
        if not is_valid or self.effect.facts(self.form.instance) == self.unchanged:
            return _(
                "The text and the automatic effect would differ. Change the effect below, or tick "
                "that it stays as it is."
            )
        return ""


class AmendmentForm(StampedMixin, forms.ModelForm):
    """The words; `effect_form` where the proposal carries anything out."""

    keeps_effect = forms.BooleanField(
        label=_("The automatic effect stays as it is"),
        required=False,
        help_text=_(
            "Tick this if your text only changes other things. Otherwise enter the automatic effect below."
        ),
    )
    request_id = forms.UUIDField(required=False, initial=uuid.uuid4, widget=forms.HiddenInput)

    class Meta:
        model = Amendment
        fields = ("title", "text", "reason")
        widgets = {"text": forms.Textarea(attrs={"rows": 14}), "reason": forms.Textarea(attrs={"rows": 3})}
        help_texts = {
            "text": _(
                "This is the text of the proposal: edit what you want to change. Everyone will "
                "see the differences."
            ),
            "reason": _("Why your company wants this change."),
        }

    def __init__(self, *args: Any, effect_form: "AmendedEffectForm | None" = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.effect_form = effect_form
        if effect_form is None:
            del self.fields["keeps_effect"]
        else:
            self.fields["keeps_effect"].initial = effect_form.is_unchanged_now

    def clean(self) -> dict[str, Any]:
        """Text and effect change together, or the company says that the effect stays."""
        cleaned = super().clean() or self.cleaned_data
        if self.effect_form and (fault := self.effect_form.fault(keeps=cleaned.get("keeps_effect", False))):
            self.add_error("keeps_effect", fault)
        return cleaned

    @property
    def effect_row(self) -> Any:
        """What the proposal would carry out instead, not yet saved; None where its effect stays."""
        is_amended = self.effect_form is not None and not self.cleaned_data["keeps_effect"]
        return self.effect_form.form.instance if self.effect_form and is_amended else None

    def values(self) -> dict[str, Any]:
        """The words, and what the proposal would carry out."""
        words = {name: self.cleaned_data[name] for name in self.Meta.fields}
        return words | {"effect_row": self.effect_row}
