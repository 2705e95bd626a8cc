"""Scrutineers and their codes, why a vote is secret, the voter's phrase, and counts of printed ballots."""

from typing import Any, cast
from unicodedata import category

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from governance.assemblies.secrecy.models import Scrutineer, SecretVote
from governance.assemblies.secrecy.paper_votes import Counts, counts_of_choices, counts_of_names
from governance.assemblies.secrecy.rules import LONGEST_PHRASE
from governance.attendance.models import Assembly
from governance.proposals.choices import Method
from governance.voting.counting.answers import choices_of, names_allowed
from governance.voting.models import Vote, VotingRound
from members.people.models import Membership, User
from multifactory.lib.stamps import StampedMixin
from multifactory.lib.text.forms import LineField

_PLAIN = {"autocomplete": "off", "autocapitalize": "characters", "spellcheck": "false"}
_NUMBER = {"inputmode": "numeric", "class": "short"}
_UNSEEN = ("Cc", "Cf", "Cs", "Co", "Cn")  # categories of Unicode


class PersonField(forms.ModelChoiceField):
    def label_from_instance(self, obj: Any) -> str:
        return str(obj)


class ScrutineerForm(forms.Form):
    user = PersonField(
        label=_("Scrutineer"),
        queryset=User.objects.none(),
        empty_label=_("choose a person"),
        help_text=_("Neither who chairs nor a candidate. Name three: two of them open the urn."),
    )

    def __init__(self, *args: Any, assembly: Assembly, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        places = Membership.objects.current().filter(company__assembly_entries__assembly=assembly)
        people = User.objects.filter(memberships__in=places, is_active=True).distinct()
        chosen = Scrutineer.objects.filter(assembly=assembly).values("user")
        field = self.fields["user"]
        field.queryset = (  # type: ignore[attr-defined]
            people.exclude(pk__in=[assembly.chair_id or 0]).exclude(pk__in=chosen).order_by("name", "pk")
        )


class SecretVoteForm(StampedMixin, forms.ModelForm):
    class Meta:
        model = SecretVote
        fields = ("ground", "asked_by", "are_few_accepted")
        widgets = {"ground": forms.RadioSelect, "asked_by": forms.NumberInput(attrs=_NUMBER)}
        help_texts = {"asked_by": _("Only if companies asked for it: how many.")}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["asked_by"].required = False
        ground = cast(forms.ChoiceField, self.fields["ground"])
        ground.choices = SecretVote.Ground.choices  # none is chosen beforehand

    def clean_asked_by(self) -> int:
        return self.cleaned_data["asked_by"] or 0

    def validate_constraints(self) -> None:
        """The service says what is missing, beside its field."""


class KeyForm(forms.Form):
    """The code that was just shown, given back."""

    token = forms.CharField(widget=forms.HiddenInput)
    code = LineField(
        label=_("The code, from what you have written down"),
        max_length=60,
        widget=forms.TextInput(attrs=_PLAIN),
    )


class OpenUrnForm(forms.Form):
    """The own code, and on the same device that of another scrutineer."""

    code = LineField(label=_("Your code"), max_length=60, widget=forms.TextInput(attrs=_PLAIN))
    other = PersonField(
        label=_("Other scrutineer, on this device"),
        queryset=Scrutineer.objects.none(),
        required=False,
        empty_label=_("choose a person"),
        help_text=_("Or leave it empty: the other gives the code on another device."),
    )
    other_code = LineField(
        label=_("Code of the other"), max_length=60, required=False, widget=forms.TextInput(attrs=_PLAIN)
    )

    def __init__(self, *args: Any, own: Scrutineer, **kwargs: Any) -> None:
        self.own = own
        super().__init__(*args, **kwargs)
        others = Scrutineer.objects.filter(assembly=own.assembly_id).exclude(pk=own.pk)
        self.fields["other"].queryset = others.select_related("user")  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        other, code = cleaned.get("other"), cleaned.get("other_code")
        if bool(other) != bool(code) and not self.errors:
            self.add_error("other_code" if other else "other", _("Name both, the person and the code."))
        return cleaned

    def codes(self) -> dict[int, str]:
        found = {self.own.pk: self.cleaned_data["code"]}
        if other := self.cleaned_data["other"]:
            found[other.pk] = self.cleaned_data["other_code"]
        return found

    def add_code_error(self, error: ValidationError) -> None:
        """Beside the code that is meant; what is no fault of a code above all fields."""
        meant = (getattr(error, "params", None) or {}).get("scrutineer")
        names = {self.own.pk: "code"} | ({meant: "other_code"} if meant and meant != self.own.pk else {})
        self.add_error(names.get(meant), error)


class PhraseField(LineField):
    """What is cleaned away unseen elsewhere is refused: the tracker is made of what the voter typed."""

    def to_python(self, value: Any) -> Any:
        if isinstance(value, str) and any(category(sign) in _UNSEEN for sign in value):
            raise ValidationError(_("Use letters, figures and spaces only."), code="control")
        return super().to_python(value)


class PhraseForm(forms.Form):
    """Words of the voter's own: nobody can show two voters the same ballot then."""

    phrase = PhraseField(
        label=_("Any words of your own"),
        max_length=LONGEST_PHRASE,
        help_text=_(
            "For example “blue bicycle 47”. By them nobody else’s ballot can be shown to you as yours."
        ),
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )


class PaperCountForm(forms.Form):
    """What stands on the papers: of yes or no the choices, of an election the names."""

    def __init__(self, *args: Any, voting_round: VotingRound, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.voting_round = voting_round
        self.is_of_names = voting_round.method == Method.APPROVAL
        if self.is_of_names:
            self._add("papers", _("Printed ballots that are not blank"))
            self._add("blank", str(Vote.Choice.BLANK.label).capitalize())
            for option in voting_round.options:
                self._add(f"name_{option['key']}", option["title"])
        else:
            for choice in choices_of(voting_round.method):
                self._add(choice, str(Vote.Choice(choice).label).capitalize())

    def _add(self, name: str, label: Any) -> None:
        widget = forms.NumberInput(attrs=_NUMBER)
        self.fields[name] = forms.IntegerField(label=label, min_value=0, max_value=5000, widget=widget)

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        if self.errors:
            return cleaned
        if not self.is_of_names:
            return cleaned | {"counts": counts_of_choices({name: cleaned[name] for name in self.fields})}
        counts: Counts = counts_of_names(
            {option["key"]: cleaned[f"name_{option['key']}"] for option in self.voting_round.options},
            papers=cleaned["papers"],
            blank=cleaned["blank"],
            most=names_allowed(self.voting_round.seats, len(self.voting_round.options)),
        )
        return cleaned | {"counts": counts}
