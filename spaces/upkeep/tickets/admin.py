"""Tickets in the back-office: looked at, and settled by the same services as on their pages."""

from typing import Any

from django import forms
from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from members.companies.models import Company
from multifactory.lib.admin import ReadOnlyAdmin, ReadOnlyInline
from multifactory.lib.admin_actions import Change, ConfirmedAction
from multifactory.lib.formats import format_moment
from multifactory.lib.text.forms import LineField
from spaces.bookings.models import Booking
from spaces.bookings.rules import explain_conflict
from spaces.building.dry_run import dry_run
from spaces.building.forms import choices_of
from spaces.upkeep.tickets.forms import BlockForm
from spaces.upkeep.tickets.models import Ticket, TicketEvent, TicketState
from spaces.upkeep.tickets.rules import can_set_block
from spaces.upkeep.tickets.services import change_ticket, set_block
from spaces.upkeep.tickets.terms import TicketTerms, lowered
from spaces.upkeep.tickets.timeline import describe_event, in_words
from spaces.upkeep.tickets.transitions import Party, may_step
from spaces.upkeep.tickets.validation import bookings_to_stop


class AgreedBlockForm(BlockForm):
    """With the bookings that were shown, so that no other is cancelled."""

    agreed = forms.ModelMultipleChoiceField(
        Booking.objects.all(), to_field_name="uid", required=False, widget=forms.MultipleHiddenInput
    )


class ResponsibleForm(forms.Form):
    responsible = forms.ModelChoiceField(
        label=_("Responsible"),
        queryset=Company.objects.none(),
        required=False,
        empty_label=_("Nobody yet"),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choices_of(self, "responsible").queryset = Company.objects.current().order_by("name")


class CloseForm(forms.Form):
    text = LineField(label=_("Why"), max_length=200, help_text=_("The person who reported it reads this."))


class TicketAction(ConfirmedAction):
    @classmethod
    def queryset(cls, model_admin: admin.ModelAdmin, request: HttpRequest) -> QuerySet[Ticket]:
        return Ticket.objects.for_list()

    def facts(self) -> list[tuple[str, str]]:
        block = format_moment(self.row.blocks_until) if self.row.blocks_until else "–"
        return [
            (gettext("Space"), str(self.row.space)),
            (gettext("State"), in_words(self.row)),
            (gettext("Responsible"), str(self.row.responsible or "–")),
            (gettext("Blocked until"), block),
        ]

    def change(self, terms: TicketTerms, text: str = "") -> None:
        change_ticket(self.row, terms=terms, by=self.by, company=None, text=text, agreed=())


class SetBlock(TicketAction):
    name, description = "block", _("Confirm the block, with a date")
    button = _("Confirm the block")

    def concerns(self, row: Ticket) -> bool:
        return can_set_block(row, Party.COORDINATOR)

    @property
    def title(self) -> str:
        return gettext("How long does %(space)s stay blocked?") % {"space": self.row.space}

    def make_form(self, data: Any = None) -> AgreedBlockForm:
        """The bookings that are shown now are those agreed to with the next step."""
        if data is not None and "check" in data:
            asked = BlockForm(data)
            if asked.is_valid():
                data = data.copy()
                shown = bookings_to_stop(self.row.space, asked.cleaned_data["until"])
                data.setlist("agreed", [str(booking.uid) for booking in shown])
        return AgreedBlockForm(data)

    def changes(self, form: AgreedBlockForm) -> list[Change]:
        until = form.cleaned_data["until"]
        stopped = [explain_conflict(one) for one in bookings_to_stop(self.row.space, until)]
        dry_run(lambda: self._set(form), lambda: None)
        before = format_moment(self.row.blocks_until) if self.row.blocks_until else "–"
        cancelled = (gettext("Cancelled or ended early"), "", " ".join(stopped) or "–")
        return [(gettext("Blocked until"), before, format_moment(until)), cancelled]

    def carry_out(self, form: AgreedBlockForm) -> str:
        self._set(form)
        return gettext("The block is confirmed.")

    def _set(self, form: AgreedBlockForm) -> None:
        agreed = {booking.uid for booking in form.cleaned_data["agreed"]}
        set_block(self.row, until=form.cleaned_data["until"], by=self.by, agreed=agreed)


class LetGo(TicketAction):
    name, description = "let_go", _("There is no danger: lift the block")
    button = _("Lift the block")

    def concerns(self, row: Ticket) -> bool:
        return can_set_block(row, Party.COORDINATOR)

    @property
    def title(self) -> str:
        return gettext("Lift the block: %(ticket)s") % {"ticket": self.row}

    def carry_out(self, form: forms.Form) -> str:
        self.change(lowered(self.row))
        return gettext("The space can be booked again. What was cancelled stays cancelled.")


class SetResponsible(TicketAction):
    name, description = "responsible", _("Say which company is responsible")
    button = _("Save")
    form_class = ResponsibleForm

    def concerns(self, row: Ticket) -> bool:
        return row.is_standing

    @property
    def title(self) -> str:
        return gettext("Who is responsible? %(ticket)s") % {"ticket": self.row}

    def changes(self, form: ResponsibleForm) -> list[Change]:
        after = str(form.cleaned_data["responsible"] or "–")
        return [(gettext("Responsible"), str(self.row.responsible or "–"), after)]

    def carry_out(self, form: ResponsibleForm) -> str:
        self.change(TicketTerms(self.row.state, self.row.severity, form.cleaned_data["responsible"]))
        return gettext("Ticket saved.")


class CloseTicket(TicketAction):
    name, description = "close", _("Close the ticket")
    button = _("Close the ticket")
    form_class = CloseForm

    def concerns(self, row: Ticket) -> bool:
        return may_step(row.state, TicketState.CLOSED, Party.COORDINATOR)

    @property
    def title(self) -> str:
        return gettext("Close: %(ticket)s") % {"ticket": self.row}

    def changes(self, form: CloseForm) -> list[Change]:
        return [(gettext("State"), self.row.get_state_display(), str(TicketState.CLOSED.label))]

    def carry_out(self, form: CloseForm) -> str:
        terms = TicketTerms(TicketState.CLOSED, self.row.severity, self.row.responsible)
        self.change(terms, form.cleaned_data["text"])
        return gettext("The ticket is closed.")


class TicketEventInline(ReadOnlyInline):
    model = TicketEvent
    fields = ["at", "by", "company", "what", "text"]
    readonly_fields = ["at", "by", "company", "what", "text"]

    def get_queryset(self, request: HttpRequest) -> QuerySet[TicketEvent]:
        return super().get_queryset(request).select_related("by", "company", "ticket")

    @admin.display(description=_("what"))
    def what(self, event: TicketEvent) -> str:
        return describe_event(event)


@admin.register(Ticket)
class TicketAdmin(ReadOnlyAdmin):
    list_display = [
        "number",
        "title",
        "space",
        "severity",
        "state",
        "responsible",
        "blocks_until",
        "is_confirmed",
    ]
    list_filter = ["state", "severity", "is_confirmed"]
    list_select_related = ["space", "responsible"]
    search_fields = ["title", "text", "space__code"]
    ordering = ["-number"]
    fields = [
        ("number", "space"),
        "title",
        "text",
        ("severity", "state"),
        ("reported_by", "company", "reported_at"),
        "responsible",
        ("blocks_from", "blocks_until", "is_confirmed"),
    ]
    inlines = [TicketEventInline]
    actions = [SetBlock.as_action(), LetGo.as_action(), SetResponsible.as_action(), CloseTicket.as_action()]
