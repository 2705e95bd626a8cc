"""Whether a company comes, who votes for it, and what is wrong on the roll."""

from collections.abc import Iterable, Sequence
from typing import Any, cast

from django import forms
from django.utils.translation import gettext_lazy as _

from governance.attendance.models import Assembly, AssemblyEntry
from governance.attendance.rules import fits_mode
from members.people.models import Membership, User
from multifactory.lib.stamps import StampedMixin
from multifactory.lib.text.forms import LineField, TextField

Answer, Standing = AssemblyEntry.Answer, AssemblyEntry.Standing


def answers_for(assembly: Assembly) -> list[tuple[str, Any]]:
    """What a company can answer, as the assembly meets. A proxy answers by itself."""
    ways = [one for one in (Answer.HALL, Answer.REMOTE) if fits_mode(one, assembly)]
    return [(one.value, one.label) for one in (*ways, Answer.ABSENT)]


class AnswerForm(StampedMixin, forms.ModelForm):
    class Meta:
        model = AssemblyEntry
        fields = ("rsvp",)
        widgets = {"rsvp": forms.RadioSelect()}

    def __init__(self, *args: Any, assembly: Assembly, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        answer = cast(forms.ChoiceField, self.fields["rsvp"])
        answer.label = _("Does your company come?")
        answer.choices = answers_for(assembly)


class ProxyForm(forms.Form):
    """One choice names both the company and the person, so that no proxy is blank."""

    holder = forms.ChoiceField(
        label=_("Who votes on your company’s behalf"),
        help_text=_("A person who represents another company. They must accept."),
        error_messages={"invalid_choice": _("Choose someone whose company is called and entitled to vote.")},
    )
    instructions = TextField(
        label=_("Instructions"),
        max_length=2_000,
        required=False,
        help_text=_("Only the two companies read them."),
    )

    def __init__(
        self, *args: Any, entries: Iterable[AssemblyEntry], places: Sequence[Membership], **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.by_company = {entry.company_id: entry for entry in entries}
        self.people = {self._key(place): place for place in places if place.company_id in self.by_company}
        groups: dict[str, list[tuple[str, str]]] = {}
        for key, place in self.people.items():
            groups.setdefault(str(place.company), []).append((key, str(place.user)))
        holder = cast(forms.ChoiceField, self.fields["holder"])
        holder.choices = [("", _("choose a person")), *groups.items()]

    def _key(self, place: Membership) -> str:
        return f"{self.by_company[place.company_id].pk}-{place.user_id}"

    @property
    def chosen(self) -> tuple[AssemblyEntry, User]:
        """Of a valid form: the company that holds the proxy, and its person."""
        place = self.people[self.cleaned_data["holder"]]
        return self.by_company[place.company_id], place.user


class CorrectionForm(forms.Form):
    entry = forms.ModelChoiceField(
        AssemblyEntry.objects.none(), label=_("Company"), empty_label=_("choose a company")
    )
    after = forms.ChoiceField(label=_("Correct to"), choices=Standing.choices)
    reason = LineField(
        label=_("Reason"), max_length=300, help_text=_("The minutes say it, with both your names.")
    )

    def __init__(self, *args: Any, assembly: Assembly, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        entries = AssemblyEntry.objects.filter(assembly=assembly).exclude(standing=Standing.LEFT)
        cast(forms.ModelChoiceField, self.fields["entry"]).queryset = entries.select_related("company")
        self.fields["after"].initial = Standing.LEFT
