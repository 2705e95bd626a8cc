"""Mails to people who asked for a unit. Each carries the link by which they follow their request."""

from typing import Any

from members.companies.models import the_multifactory
from multifactory.lib.mail import absolute_url, send
from spaces.building.formats import format_area
from spaces.requests.models import Offer, UnitRequest
from spaces.requests.tokens import request_path


def _send(template: str, request: UnitRequest, **more: Any) -> None:
    context = {
        "request": request,
        "portal": the_multifactory(),
        "follow_url": absolute_url(request_path(request)),
    }
    send(request.email, template, context | more, request.language)


def _send_offer(template: str, offer: Offer) -> None:
    unit = offer.unit
    facts = {"area": format_area(unit.area_m2), "unit_url": absolute_url(unit.get_absolute_url())}
    _send(template, offer.request, offer=offer, unit=unit, **facts)


def send_request_received(request: UnitRequest) -> None:
    _send("unit_request_received", request)


def send_request_again(request: UnitRequest) -> None:
    """To somebody who asked for the same before: their place in line stays."""
    _send("unit_request_again", request)


def send_request_refused(request: UnitRequest) -> None:
    _send("unit_request_refused", request)


def send_offer(offer: Offer) -> None:
    _send_offer("unit_offer", offer)


def send_offer_expired(offer: Offer) -> None:
    _send_offer("unit_offer_expired", offer)


def send_offer_withdrawn(offer: Offer) -> None:
    _send_offer("unit_offer_withdrawn", offer)
