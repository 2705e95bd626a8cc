"""What the back-office asks before a unit is offered, an offer taken back or allocated, a request refused."""

from typing import Any

from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import gettext as _

from members.people.http import request_user
from multifactory.lib.admin_actions import Change, Question
from multifactory.lib.formats import format_day, format_moment
from spaces.allocations.admin_actions import allocated_message, allocation_changes, unit_facts
from spaces.building.dry_run import dry_run, figure_changes
from spaces.building.formats import format_area
from spaces.building.forms import ConfirmForm
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
        (_("Asked before, and waiting"), str(queue_position(asked))),
        (_("Unit"), str(asked.unit or _("any that fits"))),
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


def offer_question(request: HttpRequest, asked: UnitRequest) -> Question:
    def make_form(data: Any = None) -> OfferForm:
        unit = asked.unit if asked.unit in askable_units() else None
        initial = {"unit": unit, "free_from": _free_from(unit)}
        return OfferForm(data, units=askable_units(), initial=initial)

    def carry_out(cleaned: dict[str, Any]) -> str:
        offer = offer_unit(asked, by=request_user(request), **cleaned)
        values = {"unit": offer.unit.code, "asker": asked, "until": format_moment(offer.expires_at)}
        return _("%(unit)s is kept for %(asker)s until %(until)s; a mail is on its way.") % values

    def changes(cleaned: dict[str, Any]) -> list[Change]:
        unit, until = cleaned["unit"], format_moment(cleaned["expires_at"])
        dry_run(lambda: carry_out(cleaned), lambda: None)
        line = waiting_list_for(unit, cleaned["free_from"])
        others = ", ".join(str(waiting) for waiting in line if waiting != asked) or _("nobody")
        kept = _("for %(asker)s until %(until)s") % {"asker": asked, "until": until}
        following = _("goes on to the next in line") if cleaned["passes_on"] else _("is free again")
        return [
            (f"{unit.code}, {format_area(unit.area_m2)} m²", "", kept),
            (_("Waiting for such a unit too"), others, cleaned["order_reason"] or _("after this one")),
            (_("If it comes to nothing"), "", following),
        ]

    return Question(
        title=_("Offer a unit to %(asker)s") % {"asker": asked},
        button=_("Offer it"),
        make_form=make_form,
        changes=changes,
        carry_out=carry_out,
        now=request_facts(asked),
    )


def _free_from(unit: Space | None) -> Any:
    """From when a unit could be had: the end of who holds it, or today."""
    held = unit.allocations.on().first() if unit else None
    return (held.end_on if held else None) or timezone.localdate()


def refuse_question(asked: UnitRequest) -> Question:
    def carry_out(cleaned: dict[str, Any]) -> str:
        refuse_request(asked, reason=cleaned["reason"])
        return _("The request is refused; a mail says why.")

    def changes(cleaned: dict[str, Any]) -> list[Change]:
        refused = _("refused: %(reason)s") % {"reason": cleaned["reason"]}
        return [(str(asked), asked.get_state_display(), refused)]

    return Question(
        title=_("Refuse the request of %(asker)s") % {"asker": asked},
        button=_("Refuse it"),
        make_form=RefuseForm,
        changes=changes,
        carry_out=carry_out,
        now=request_facts(asked),
    )


def withdraw_offer_question(offer: Offer) -> Question:
    def carry_out(cleaned: dict[str, Any]) -> str:
        withdraw_offer(offer)
        return _("The offer is taken back; a mail says so.")

    def changes(cleaned: dict[str, Any]) -> list[Change]:
        return [(str(offer), offer.get_state_display(), str(Offer.State.WITHDRAWN.label))]

    return Question(
        title=_("Take back the offer of %(unit)s") % {"unit": offer.unit},
        button=_("Take it back"),
        make_form=ConfirmForm,
        changes=changes,
        carry_out=carry_out,
        now=request_facts(offer.request),
    )


def allocate_offer_question(request: HttpRequest, offer: Offer) -> Question:
    unit, asked = offer.unit, offer.request

    def make_form(data: Any = None) -> AllocateOfferForm:
        start = max(offer.free_from, timezone.localdate())
        return AllocateOfferForm(data, offer=offer, initial={"company": asked.company, "start_on": start})

    def carry_out(cleaned: dict[str, Any]) -> str:
        return allocated_message(allocate_offer(offer, by=request_user(request), **cleaned))

    def changes(cleaned: dict[str, Any]) -> list[Change]:
        figures = figure_changes(lambda: carry_out(cleaned), cleaned["start_on"])
        return [
            *allocation_changes(cleaned),
            (_("Request of %(asker)s") % {"asker": asked}, "", _("closed")),
            *figures,
        ]

    return Question(
        title=_("Allocate %(unit)s to who accepted it") % {"unit": unit},
        button=_("Allocate"),
        make_form=make_form,
        changes=changes,
        carry_out=carry_out,
        now=[*unit_facts(unit), *request_facts(asked)],
    )
