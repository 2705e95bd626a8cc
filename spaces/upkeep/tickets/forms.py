"""What people enter about tickets."""

import uuid
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from members.companies.models import Company
from members.people.models import User
from multifactory.lib.days import MOMENT_INPUT, LocalDateTimeField
from multifactory.lib.images.forms import ImageUploadField
from multifactory.lib.stamps import StampedMixin
from multifactory.lib.text.forms import TextField
from spaces.building.forms import SkipConstraintsForm, choices_of
from spaces.building.models import Space, SpaceQuerySet
from spaces.upkeep.tickets.models import TEXT_LENGTH, Severity, Ticket, TicketEvent
from spaces.upkeep.tickets.rules import severities_open_to, states_open_to
from spaces.upkeep.tickets.terms import TicketTerms
from spaces.upkeep.tickets.transitions import Party


def common_spaces() -> SpaceQuerySet:
    """What tickets are about: private units are their companies' own."""
    return Space.objects.existing().exclude(kind=Space.Kind.UNIT).order_by("code")


class ReportForm(SkipConstraintsForm):
    """What is wrong with a space. `request_id` makes sending it twice one ticket."""

    choices_missing_texts = {
        "space": _("There are no common spaces yet. Coordinators add them in the back office.")
    }

    image = ImageUploadField(label=_("Photo"), required=False)
    request_id = forms.UUIDField(widget=forms.HiddenInput, initial=uuid.uuid4)

    class Meta:
        model = Ticket
        fields = ["space", "title", "text", "severity"]
        labels = {
            "space": _("Space"),
            "title": _("What is wrong?"),
            "text": _("More about it"),
            "severity": _("How severe is it?"),
        }
        help_texts = {
            "title": _("In a few words, as “The saw throws sparks”."),
            "severity": _("Danger blocks the space at once for 24 hours and cancels what is booked then."),
        }
        widgets = {"severity": forms.RadioSelect, "text": forms.Textarea(attrs={"rows": 4})}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choices_of(self, "space").queryset = common_spaces()
        severity: Any = self.fields["severity"]
        severity.choices = [
            (Severity.LOW, _("Low: it can wait")),
            (Severity.NORMAL, _("Normal")),
            (Severity.URGENT, _("Urgent: it cannot be used, or will soon get worse")),
            (Severity.DANGER, _("Danger: someone could get hurt")),
        ]


class CommentForm(SkipConstraintsForm):
    """Words or a photo for a ticket. `request_id` makes sending it twice one comment."""

    image = ImageUploadField(label=_("Photo"), required=False)
    request_id = forms.UUIDField(widget=forms.HiddenInput, initial=uuid.uuid4)

    class Meta:
        model = TicketEvent
        fields = ["text"]
        labels = {"text": _("Comment")}
        widgets = {"text": forms.Textarea(attrs={"rows": 3})}


class ChangeForm(StampedMixin, SkipConstraintsForm):
    """State, severity and who is responsible, as far as a person may change them."""

    text = TextField(
        label=_("Comment"),
        required=False,
        max_length=TEXT_LENGTH,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("What was done, or why."),
    )

    class Meta:
        model = Ticket
        fields = ["state", "severity", "responsible"]
        labels = {"state": _("State"), "severity": _("Severity"), "responsible": _("Responsible")}

    def __init__(self, *args: Any, user: User, party: Party, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        ticket = self.instance
        state: Any = self.fields["state"]
        state.choices = [(one, one.label) for one in states_open_to(ticket, party)]
        severity: Any = self.fields["severity"]
        severity.choices = [(one, one.label) for one in severities_open_to(ticket, party)]
        companies = Company.objects.current()
        if not party & Party.COORDINATOR:
            mine = user.memberships.current().values("company")
            companies = companies.filter(pk__in=mine) if ticket.responsible_id is None else companies.none()
            companies = companies | Company.objects.filter(pk=ticket.responsible_id)
        responsible = choices_of(self, "responsible")
        responsible.queryset, responsible.empty_label = companies.order_by("name"), _("Nobody yet")
        if ticket.responsible_id is not None and not party & Party.COORDINATOR:
            responsible.empty_label = None

    def terms(self) -> TicketTerms:
        values = self.cleaned_data
        return TicketTerms(values["state"], values["severity"], values["responsible"])


class BlockForm(forms.Form):
    """Until when a space stays blocked; somebody looks at it again then."""

    until = LocalDateTimeField(
        label=_("Blocked until"),
        widget=forms.DateTimeInput({"type": "datetime-local"}, format=MOMENT_INPUT),
        help_text=_("It is to be reviewed then: at most 90 days ahead."),
    )
