"""What the back-office asks before a unit is offered, an offer taken back or allocated, a request refused."""

from typing import Any

from django import forms
from django.contrib import admin
from django.core.exceptions import ValidationError
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from multifactory.lib.admin_actions import Change, ConfirmedAction
from multifactory.lib.formats import format_day, format_moment
from spaces.allocations.admin_actions import allocated_message, allocation_changes, unit_facts
from spaces.building.dry_run import dry_run, figure_changes
from spaces.building.formats import format_area
from spaces.building.models import Space
from spaces.requests.forms import AllocateOfferForm, OfferForm, RefuseForm
from spaces.requests.models import Offer, UnitRequest
from spaces.requests.offers import allocate_offer, offer_unit, withdraw_offer
from spaces.requests.services import refuse_request
from spaces.requests.vacancy import askable_units
from spaces.requests.waiting_list import queue_position, waiting_list_for


def request_facts(asked: UnitRequest) -> list[tuple[str, str]]:
    facts = [
        (_("Who"), str(asked)),
        (_("Asked on"), format_moment(asked.asked_at)),
        (_("Earlier requests still waiting"), str(queue_position(asked))),
        (_("Unit"), str(asked.unit or _("any suitable unit"))),
        ("m²", format_size(asked)),
        (_("Wanted from"), format_day(asked.wanted_from) if asked.wanted_from else ""),
        (_("Field of activity"), str(asked.field or "")),
        (_("What it needs"), asked.needs),
        (_("What for"), asked.note),
    ]
    return [fact for fact in facts if fact[1]]


def format_size(asked: UnitRequest) -> str:
    """30–45, ≥ 30 or ≤ 45."""
    least, most = asked.least_m2, asked.most_m2
    if least and most:
        return f"{least}–{most}"
    return f"≥ {least}" if least else (f"≤ {most}" if most else "")


class RequestAction(ConfirmedAction):
    """About one request that waits."""

    @classmethod
    def queryset(cls, model_admin: admin.ModelAdmin, request: HttpRequest) -> QuerySet[UnitRequest]:
        return UnitRequest.objects.for_list()

    def refusal(self) -> str:
        return "" if self.row.is_waiting else _("This request is closed.")

    def facts(self) -> list[tuple[str, str]]:
        return request_facts(self.row)


class OfferUnit(RequestAction):
    name, description = "offer", gettext_lazy("Offer a unit")
    button = gettext_lazy("Offer the unit")

    @property
    def title(self) -> str:
        return _("Offer a unit to %(asker)s") % {"asker": self.row}

    def make_form(self, data: Any = None) -> OfferForm:
        unit = self.row.unit if self.row.unit in askable_units() else None
        initial = {"unit": unit, "free_from": _free_from(unit)}
        return OfferForm(data, units=askable_units(), initial=initial)

    def changes(self, form: OfferForm) -> list[Change]:
        asked, cleaned = self.row, form.cleaned_data
        unit, until = cleaned["unit"], format_moment(cleaned["expires_at"])
        dry_run(lambda: self.carry_out(form), lambda: None)
        line = waiting_list_for(unit, cleaned["free_from"])
        others = ", ".join(str(other) for other in line if other != asked) or _("nobody")
        kept = _("for %(asker)s until %(until)s") % {"asker": asked, "until": until}
        following = (
            _("passes on to the next on the waiting list") if cleaned["passes_on"] else _("is free again")
        )
        return [
            (f"{unit.code}, {format_area(unit.area_m2)} m²", "", kept),
            (_("Also waiting for a similar unit"), others, cleaned["order_reason"] or _("after this one")),
            (_("If the offer is not accepted"), "", following),
        ]

    def carry_out(self, form: OfferForm) -> str:
        offer = offer_unit(self.row, by=self.by, **form.cleaned_data)
        values = {"unit": offer.unit.code, "asker": self.row, "until": format_moment(offer.expires_at)}
        return _("%(unit)s is reserved for %(asker)s until %(until)s; an e-mail is on its way.") % values


def _free_from(unit: Space | None) -> Any:
    """From when a unit could be had: the end of who holds it, or today."""
    held = unit.allocations.on().first() if unit else None
    return (held.end_on if held else None) or timezone.localdate()


class RefuseRequest(RequestAction):
    name, description = "refuse", gettext_lazy("Refuse this request")
    form_class = RefuseForm
    button = gettext_lazy("Refuse the request")

    @property
    def title(self) -> str:
        return _("Refuse the request of %(asker)s") % {"asker": self.row}

    def changes(self, form: RefuseForm) -> list[Change]:
        refused = _("refused: %(reason)s") % {"reason": form.cleaned_data["reason"]}
        return [(str(self.row), self.row.get_state_display(), refused)]

    def carry_out(self, form: RefuseForm) -> str:
        refuse_request(self.row, reason=form.cleaned_data["reason"])
        return _("Request refused. An e-mail explains why.")


class OfferAction(ConfirmedAction):
    """About one offer."""

    @classmethod
    def queryset(cls, model_admin: admin.ModelAdmin, request: HttpRequest) -> QuerySet[Offer]:
        return Offer.objects.for_list()


class WithdrawOffer(OfferAction):
    name, description = "take_back", gettext_lazy("Withdraw this offer")
    button = gettext_lazy("Withdraw the offer")

    @property
    def title(self) -> str:
        return _("Withdraw the offer of %(unit)s") % {"unit": self.row.unit}

    def refusal(self) -> str:
        is_live = self.row.state in (Offer.State.OPEN, Offer.State.ACCEPTED)
        return "" if is_live else _closed_message(self.row)

    def facts(self) -> list[tuple[str, str]]:
        return request_facts(self.row.request)

    def changes(self, form: forms.BaseForm) -> list[Change]:
        return [(str(self.row), self.row.get_state_display(), str(Offer.State.WITHDRAWN.label))]

    def carry_out(self, form: forms.BaseForm) -> str:
        if not withdraw_offer(self.row):
            self.row.refresh_from_db(fields=["state"])
            raise ValidationError(_closed_message(self.row))
        return _("Offer withdrawn. An e-mail tells the applicant.")


def _closed_message(offer: Offer) -> str:
    return _("This offer is closed: %(state)s.") % {"state": offer.get_state_display()}


class AllocateOffer(OfferAction):
    name, description = "allocate_offer", gettext_lazy("Allocate the accepted unit")
    button = gettext_lazy("Allocate")

    @property
    def title(self) -> str:
        return _("Allocate %(unit)s to whoever accepted it") % {"unit": self.row.unit}

    def refusal(self) -> str:
        is_accepted = self.row.state == Offer.State.ACCEPTED
        return "" if is_accepted else _("A unit can be allocated only once its offer has been accepted.")

    def facts(self) -> list[tuple[str, str]]:
        return [*unit_facts(self.row.unit), *request_facts(self.row.request)]

    def make_form(self, data: Any = None) -> AllocateOfferForm:
        offer = self.row
        start = max(offer.free_from, timezone.localdate())
        initial = {"company": offer.request.company, "start_on": start}
        return AllocateOfferForm(data, offer=offer, initial=initial)

    def changes(self, form: AllocateOfferForm) -> list[Change]:
        cleaned = form.cleaned_data
        figures = figure_changes(lambda: self.carry_out(form), cleaned["start_on"])
        return [
            *allocation_changes(cleaned),
            (_("Request of %(asker)s") % {"asker": self.row.request}, "", _("closed")),
            *figures,
        ]

    def carry_out(self, form: AllocateOfferForm) -> str:
        return allocated_message(allocate_offer(self.row, by=self.by, **form.cleaned_data))
