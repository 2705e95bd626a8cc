"""What the back-office does to selected events, after a page that says what follows."""

from django import forms
from django.contrib import admin
from django.http import HttpRequest
from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _

from events.programme.consequences import consequences_of, told
from events.programme.models import Event, EventQuerySet
from events.programme.rules import is_cancellable
from events.programme.services import cancel_event, postpone_event, publish_event, return_event
from events.programme.transitions import POSTPONE, PUBLISH, RETURN, Transition
from multifactory.lib.admin_actions import Change, ConfirmedAction
from multifactory.lib.formats import format_moment
from multifactory.lib.text.forms import LineField


class PublishEvents(ConfirmedAction):
    name, description, label = "publish", _("Publish the selected events"), _("Publish")
    permissions, most = ["change"], 0
    title, button = _("Publish these events?"), _("Yes, publish")

    @classmethod
    def queryset(cls, model_admin: admin.ModelAdmin, request: HttpRequest) -> EventQuerySet:
        return Event.objects.select_related("space").order_by(*model_admin.ordering or ())

    def concerns(self, row: Event) -> bool:
        return PUBLISH.is_possible(row)

    def refusal(self) -> str:
        return "" if self.rows else gettext("Only a draft can be published.")

    def lines(self) -> list[str]:
        nowhere = gettext("no place yet")
        return [
            f"{event}: {format_moment(event.starts_at)}, {event.where or nowhere},"
            f" {event.get_visibility_display()}"
            for event in self.rows
        ]

    def carry_out(self, form: forms.BaseForm) -> str:
        done = len(self.for_each_row(lambda event: publish_event(event, by=self.by) or event))
        return ngettext("%(number)d event published.", "%(number)d events published.", done) % {
            "number": done
        }


class SubmittedAction(ConfirmedAction):
    """One that names the events and what follows for each."""

    permissions, most = ["change"], 0
    transition: Transition

    @classmethod
    def queryset(cls, model_admin: admin.ModelAdmin, request: HttpRequest) -> EventQuerySet:
        return Event.objects.select_related("space").order_by(*model_admin.ordering or ())

    def concerns(self, row: Event) -> bool:
        return self.transition.is_possible(row)

    def refusal(self) -> str:
        return "" if self.rows else str(self.transition.refusal)

    def lines(self) -> list[str]:
        return [f"{event}: {' '.join(consequences_of(event, self.transition))}" for event in self.rows]


class PostponeEvents(SubmittedAction):
    name, description, label = "postpone", _("Postpone the selected events…"), _("Postpone")
    title, button = _("Postpone these events?"), _("Yes, postpone and tell them")
    transition = POSTPONE

    def carry_out(self, form: forms.BaseForm) -> str:
        number = sum(self.for_each_row(lambda event: postpone_event(event, by=self.by)))
        text = ngettext(
            "Postponed. %(number)d person will be notified by e-mail.",
            "Postponed. %(number)d people will be notified by e-mail.",
            number,
        )
        return text % {"number": number}


class ReturnForm(forms.Form):
    reason = LineField(label=_("Reason"), max_length=200, help_text=_("The hosts will read it in an e-mail."))


class ReturnEvents(SubmittedAction):
    name, description, label = "return", _("Return the selected events…"), _("Return it to its hosts")
    title, button = _("Return these events to their hosts?"), _("Yes, return")
    form_class = ReturnForm
    transition = RETURN

    def carry_out(self, form: ReturnForm) -> str:
        def give_back(event: Event) -> Event:
            return_event(event, by=self.by, **form.cleaned_data)
            return event

        number = len(self.for_each_row(give_back))
        return ngettext("%(number)d event returned.", "%(number)d events returned.", number) % {
            "number": number
        }


class CancelForm(forms.Form):
    reason = LineField(
        label=_("Reason"),
        max_length=200,
        help_text=_("Everyone registered will read it in an e-mail, others on the page."),
    )


class CancelEvents(ConfirmedAction):
    name, description, label = "cancel", _("Cancel the selected events…"), _("Cancel the event")
    permissions, most = ["change"], 0
    title, button = _("Cancel these events?"), _("Yes, cancel and tell them")
    form_class = CancelForm

    @classmethod
    def queryset(cls, model_admin: admin.ModelAdmin, request: HttpRequest) -> EventQuerySet:
        return Event.objects.select_related("space")

    def concerns(self, row: Event) -> bool:
        return is_cancellable(row)

    def refusal(self) -> str:
        return "" if self.rows else gettext("Only a published event that is not over can be cancelled.")

    def lines(self) -> list[str]:
        return [f"{event}: {told(event)}" for event in self.rows]

    def changes(self, form: CancelForm) -> list[Change]:
        state = Event.State
        cancelled = f"{state.CANCELLED.label}: {form.cleaned_data['reason']}"
        return [(event.title, str(state(event.state).label), cancelled) for event in self.rows]

    def carry_out(self, form: CancelForm) -> str:
        number = sum(self.for_each_row(lambda event: cancel_event(event, by=self.by, **form.cleaned_data)))
        text = ngettext(
            "Cancelled. %(number)d person will be notified by e-mail.",
            "Cancelled. %(number)d people will be notified by e-mail.",
            number,
        )
        return text % {"number": number}
