"""What whoever calls an assembly enters: where and when, the agenda, changes after the notice."""

from typing import Any, cast

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from governance.assemblies.calling.readiness import fault_of_proposal
from governance.assemblies.calling.rules import second_call_fault
from governance.attendance.models import AgendaItem, Assembly
from governance.hooks import has_candidates
from governance.proposals.choices import Matter
from governance.proposals.models import Proposal
from governance.proposals.services import MAX_REASON_LENGTH
from governance.rulebook.models import Rulebook
from multifactory.lib.days import MOMENT_INPUT, LocalDateTimeField
from multifactory.lib.formats import format_day
from multifactory.lib.stamps import StampedMixin
from multifactory.lib.text.forms import LineField

Mode = Assembly.Mode
Kind = AgendaItem.Kind
DETAILS = ("mode", "place", "link", "first_call_at", "second_call_at")


class AssemblyForm(StampedMixin, forms.ModelForm):
    """A draft: where and when."""

    first_call_at = LocalDateTimeField(label=_("First call"))
    second_call_at = LocalDateTimeField(label=_("Second call"), required=False)

    class Meta:
        model = Assembly
        fields: tuple[str, ...] = ("kind", *DETAILS)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name in ("first_call_at", "second_call_at"):
            if name in self.fields:
                attrs = {"type": "datetime-local"}
                self.fields[name].widget = forms.DateTimeInput(attrs, format=MOMENT_INPUT)
        if "second_call_at" in self.fields:
            self.fields["second_call_at"].help_text = self._help_for_second_call()

    def _help_for_second_call(self) -> Any:
        rulebook = self.rulebook
        if rulebook and rulebook.second_call_days == 0:
            return _("If the first call has no quorum, it is held then.")
        return _("On another day. If the first call has no quorum, it is held then.")

    @property
    def rulebook(self) -> Rulebook | None:
        return self.instance.rulebook or Rulebook.objects.in_force_now()

    def clean_first_call_at(self) -> Any:
        moment = self.cleaned_data["first_call_at"]
        if moment and moment <= timezone.now():
            raise forms.ValidationError(_("Choose a moment to come."))
        return moment

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        mode = cleaned.get("mode")
        if mode in (Mode.HALL, Mode.MIXED) and "place" in cleaned and not cleaned["place"]:
            self.add_error("place", _("Say where it meets."))
        if mode in (Mode.REMOTE, Mode.MIXED) and "link" in cleaned and not cleaned["link"]:
            self.add_error("link", _("Give the link to the video meeting."))
        rulebook = self.rulebook
        if mode and mode != Mode.HALL and rulebook and not rulebook.is_remote_allowed:
            self.add_error("mode", _("The rulebook does not allow assemblies by video: choose the hall."))
        self._check_second_call(cleaned, rulebook)
        return cleaned

    def _check_second_call(self, cleaned: dict[str, Any], rulebook: Rulebook | None) -> None:
        first, second = (
            cleaned.get("first_call_at", self.instance.first_call_at),
            cleaned.get("second_call_at"),
        )
        if not first or not second:
            return
        if second <= first:
            self.add_error("second_call_at", _("The second call must come after the first."))
        elif rulebook and (
            day := second_call_fault(Assembly(first_call_at=first, second_call_at=second), rulebook)
        ):
            text = _("The second call is on another day: it can be from %(day)s.")
            self.add_error("second_call_at", forms.ValidationError(text, params={"day": format_day(day)}))


class MoveForm(AssemblyForm):
    """Place and hours after the notice; of a first call that was held, only the second."""

    reason = LineField(
        label=_("Why"),
        required=False,
        max_length=MAX_REASON_LENGTH,
        help_text=_("It is in the e-mail to all."),
    )

    class Meta(AssemblyForm.Meta):
        fields = DETAILS

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if self.instance.call:
            del self.fields["first_call_at"]

    def clean_first_call_at(self) -> Any:
        return self.cleaned_data["first_call_at"]


class AgendaItemForm(StampedMixin, forms.ModelForm):
    """An item: a proposal whose text is final, or a report or something to talk about in its own words."""

    title = LineField(
        label=_("Title"),
        required=False,
        max_length=140,
        help_text=_("Empty for a proposal: it is called as the proposal is."),
    )

    class Meta:
        model = AgendaItem
        fields = ("kind", "proposal", "title", "text")
        widgets = {"text": forms.Textarea(attrs={"rows": 5})}
        help_texts = {
            "proposal": _("Of those whose text is final. A report and other business have none."),
            "text": _("For a report or other business: what it is about. A proposal has its own text."),
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        proposal = cast(forms.ModelChoiceField, self.fields["proposal"])
        proposal.queryset = Proposal.objects.visible_to(None).select_related("company")
        ready = Proposal.objects.filter(state__in=["frozen", "closed"], is_advisory=False).order_by("title")
        chosen = self.instance.proposal
        offered = [*([chosen] if chosen else []), *(one for one in ready if one != chosen)]
        proposal.widget.choices = [("", _("none")), *((one.pk, one.title) for one in offered)]

    def clean_proposal(self) -> Proposal | None:
        proposal = self.cleaned_data["proposal"]
        if proposal and (fault := fault_of_proposal(proposal)):
            raise forms.ValidationError(fault)
        return proposal

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        kind, proposal = cleaned.get("kind"), cleaned.get("proposal")
        if "proposal" not in self.errors and kind:
            self._check_kind(kind, proposal)
        if proposal and not cleaned.get("title"):
            cleaned["title"] = proposal.title
        if not proposal and not cleaned.get("title") and not {"title", "proposal"} & self.errors.keys():
            self.add_error("title", _("Say what it is about."))
        if proposal:
            cleaned["text"] = ""
        return cleaned

    def _check_kind(self, kind: str, proposal: Proposal | None) -> None:
        needs_one = kind in (Kind.DECISION, Kind.ELECTION)
        if needs_one and proposal is None:
            self.add_error("proposal", _("A decision or an election needs its proposal."))
        elif not needs_one and proposal is not None:
            self.add_error("proposal", _("Only a decision or an election has a proposal."))
        elif kind == Kind.ELECTION and proposal and proposal.matter != Matter.ELECTION:
            self.add_error("kind", _("This proposal elects no one: it is a decision."))
        elif kind == Kind.DECISION and proposal and has_candidates(proposal):
            self.add_error("kind", _("This proposal elects persons: it is an election."))

    def values(self) -> dict[str, Any]:
        return {name: self.cleaned_data[name] for name in ("kind", "proposal", "title", "text")}


class AgendaOrderForm(forms.Form):
    """One number an item; it need not be without gaps."""

    def __init__(self, *args: Any, items: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for item in items:
            self.fields[f"item-{item.pk}"] = forms.IntegerField(
                label=_("Number of “%(title)s”") % {"title": item.title},
                min_value=1,
                max_value=999,
                initial=item.position,
                widget=forms.NumberInput(attrs={"inputmode": "numeric", "class": "short"}),
            )

    def numbers(self) -> dict[int, int]:
        return {int(name.removeprefix("item-")): number for name, number in self.cleaned_data.items()}


class CancelForm(forms.Form):
    reason = LineField(
        label=_("Reason"),
        max_length=MAX_REASON_LENGTH,
        help_text=_("Every company reads it in its e-mail."),
    )
