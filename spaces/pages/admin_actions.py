"""What the back-office asks before the condition of a space changes."""

from datetime import date

from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from multifactory.lib.admin_actions import Change
from multifactory.lib.formats import format_day
from spaces.allocations.admin_actions import unit_facts
from spaces.bookings.models import Booking
from spaces.bookings.unusable import bookings_between
from spaces.building.dry_run import decision_change
from spaces.building.formats import format_period
from spaces.building.models import Space
from spaces.condition.models import Condition
from spaces.pages.forms import ChangeConditionForm
from spaces.pages.services import change_condition
from spaces.reshaping.admin_actions import DecidedAction


def _when(booking: Booking) -> str:
    return format_period(booking.starts_at, booking.ends_at)


class ChangeCondition(DecidedAction):
    name, description = "change_condition", gettext_lazy("Change the condition of this space")
    form_class = ChangeConditionForm
    button = gettext_lazy("Change the condition")

    @classmethod
    def queryset(cls, model_admin: admin.ModelAdmin, request: HttpRequest) -> QuerySet[Space]:
        return Space.objects.for_list()

    @property
    def title(self) -> str:
        return _("Change the condition of %(space)s") % {"space": self.row}

    def facts(self) -> list[tuple[str, str]]:
        return unit_facts(self.row)

    def changes(self, form: ChangeConditionForm) -> list[Change]:
        space, cleaned = self.row, form.cleaned_data
        day = cleaned["day"]
        figures = self.figure_changes(form)
        running = space.conditions.on(day).first()
        state = Condition.State(cleaned["state"])
        condition = (
            _("Condition on %(day)s") % {"day": format_day(day)},
            running.get_state_display() if running else _("not written"),
            str(state.label),
        )
        decision = decision_change(cleaned["resolution"], cleaned["reason"])
        return [
            condition,
            *self._holder_changes(state, day),
            *self._booking_changes(form),
            decision,
            *figures,
        ]

    def _holder_changes(self, state: Condition.State, day: date) -> list[Change]:
        """Who holds a unit goes on holding it, in whatever state it is: said where it cannot be used."""
        held = self.row.allocations.on(day).first()
        if state == Condition.State.USABLE or held is None:
            return []
        goes_on = _("%(company)s goes on") % {"company": held.company}
        return [(_("Allocated to"), str(held.company), goes_on)]

    def _booking_changes(self, form: ChangeConditionForm) -> list[Change]:
        """What is booked while it cannot be used, and would be cancelled."""
        space, state, day = self.row, form.cleaned_data["state"], form.cleaned_data["day"]
        if state == Condition.State.USABLE:
            return []
        following = space.conditions.valid().filter(start_on__gt=day).order_by("start_on").first()
        bookings = bookings_between(space, day, following.start_on if following else None)
        return [
            (
                str(booking.space),
                f"{booking.holder}, {_when(booking)}",
                _("cancelled, with an e-mail to the company"),
            )
            for booking in bookings
        ]

    def carry_out(self, form: ChangeConditionForm) -> str:
        condition = change_condition(self.row, state=form.cleaned_data["state"], **self.decision(form))
        values = {
            "space": self.row.code,
            "state": condition.get_state_display(),
            "day": format_day(condition.start_on),
        }
        return _("%(space)s: %(state)s from %(day)s.") % values
