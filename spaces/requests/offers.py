"""Offering a unit to who asked for one, until a day and hour.

An offer that is turned down or not answered in time goes on to the next request that fits, where whoever
made it chose so. That happens once, whoever looks first: the worker, or a page that needs to know.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, datetime
from typing import Any

from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.db.models.functions import Now
from django.utils import timezone
from django.utils.translation import gettext as _

from members.companies.models import Company
from members.people.models import User
from spaces.allocations.edit_tokens import check_unit_unchanged
from spaces.allocations.models import Allocation
from spaces.allocations.services import allocate
from spaces.allocations.validation import check_free
from spaces.building.models import Space
from spaces.building.rules import existence_fault
from spaces.building.services import lock_spaces
from spaces.requests import emails
from spaces.requests.models import Offer, UnitRequest
from spaces.requests.waiting_list import waiting_list_for


@transaction.atomic
def offer_unit(
    request: UnitRequest,
    *,
    unit: Space,
    free_from: date,
    expires_at: datetime,
    by: User | None,
    passes_on: bool = True,
    order_reason: str = "",
    edit_token: str | None = None,
) -> Offer:
    """Keep a unit for a request until `expires_at`. Out of the order of the line only with a reason."""
    [unit] = lock_spaces([unit.pk])
    check_unit_unchanged(unit, edit_token)
    if not UnitRequest.objects.waiting().filter(pk=request.pk).exists():
        raise ValidationError(_("This request is closed."))
    if expires_at <= timezone.now():
        raise ValidationError({"expires_at": _("This time has already passed.")})
    check_can_offer(unit, free_from)
    waiting = waiting_list_for(unit, free_from)
    if waiting and waiting[0] != request and not order_reason.strip():
        text = _(
            "%(asker)s is first on the waiting list for %(unit)s. Say why this request goes ahead of it."
        )
        raise ValidationError({"order_reason": text % {"asker": waiting[0], "unit": unit.code}})
    offer = Offer(
        request=request,
        unit=unit,
        free_from=free_from,
        expires_at=expires_at,
        passes_on=passes_on,
        order_reason=order_reason.strip(),
        offered_by=by,
    )
    with _rival_explained(request):
        offer.save()
    emails.send_offer(offer)
    return offer


def check_can_offer(unit: Space, free_from: date) -> None:
    """Raise why a unit cannot be offered from a day on: it is held, kept for another, or not there."""
    if unit.kind != Space.Kind.UNIT:
        raise ValidationError(
            {"unit": _("%(space)s is common: it is booked, not allocated.") % {"space": unit}}
        )
    if fault := existence_fault(unit, free_from, None):
        raise ValidationError({"unit": fault})
    check_free(unit, free_from, None)
    if rival := unit.offers.live().select_related("request__company").first():
        text = _("%(unit)s has already been offered to %(asker)s.") % {
            "unit": unit.code,
            "asker": rival.request,
        }
        raise ValidationError({"unit": text})


def accept_offer(offer: Offer) -> Offer:
    """Say yes, in time and while the unit is still free. Again: changes nothing. Nothing is allocated yet."""
    close_due_offers()
    with transaction.atomic():
        [unit] = lock_spaces([offer.unit_id])
        in_time = Offer.objects.unanswered().filter(pk=offer.pk, expires_at__gt=Now())
        if in_time.update(state=Offer.State.ACCEPTED, answered_at=Now()):
            check_free(unit, offer.free_from, None)
        offer = _read(offer.pk)
        if offer.state not in (Offer.State.ACCEPTED, Offer.State.DONE):
            raise ValidationError(_why_closed(offer), code=offer.state)
    return offer


def refuse_offer(offer: Offer) -> Offer:
    """Say no: it goes on to the next, where that was chosen. Again, or too late: changes nothing."""
    close_due_offers()
    with transaction.atomic():
        lock_spaces([offer.unit_id])
        _turn_down(offer)
    return _read(offer.pk)


def drop_offers(request: UnitRequest) -> None:
    """What was offered to a request that is no more goes on. Inside the caller's transaction."""
    offers = list(request.offers.live())
    lock_spaces(offer.unit_id for offer in offers)
    for offer in offers:
        _turn_down(offer)


@transaction.atomic
def withdraw_offer(offer: Offer) -> bool:
    """Take an offer back; the asker keeps their place in line. False where it was closed already."""
    lock_spaces([offer.unit_id])
    offer = _read(offer.pk)
    if offer.state not in (Offer.State.OPEN, Offer.State.ACCEPTED):
        return False
    close_offer(offer, Offer.State.WITHDRAWN)
    emails.send_offer_withdrawn(offer)
    return True


@transaction.atomic
def allocate_offer(offer: Offer, *, company: Company, by: User | None, **terms: Any) -> Allocation:
    """Give the unit to who accepted it: `terms` as of `allocate`. A candidate is a company by now."""
    [unit] = lock_spaces([offer.unit_id])
    offer = _read(offer.pk)
    if offer.state != Offer.State.ACCEPTED:
        raise ValidationError(
            _("A unit can be allocated only once its offer has been accepted: this one is %(state)s.")
            % {"state": offer.get_state_display()}
        )
    if offer.request.company_id not in (None, company.pk):
        text = _("%(company)s asked for it.") % {"company": offer.request}
        raise ValidationError({"company": text})
    # Who asked is this company from now on, so that allocating closes the request and its offer.
    UnitRequest.objects.filter(pk=offer.request_id).update(company=company)
    return allocate(unit, company=company, by=by, **terms)


def close_due_offers() -> int:
    """Close the offers nobody answered in time and pass them on; gives how many."""
    due = list(Offer.objects.due().values_list("pk", "unit"))
    return sum(_expire(pk, unit) for pk, unit in due)


@transaction.atomic
def _expire(pk: int, unit: int) -> bool:
    lock_spaces([unit])
    if not Offer.objects.due().filter(pk=pk).update(state=Offer.State.EXPIRED, answered_at=Now()):
        return False  # somebody else was first
    offer = _read(pk)
    emails.send_offer_expired(offer)
    _pass_on(offer)
    return True


def _turn_down(offer: Offer) -> None:
    turned = Offer.objects.live().filter(pk=offer.pk)
    if turned.update(state=Offer.State.REFUSED, answered_at=Now()):
        _pass_on(_read(offer.pk))


def _pass_on(offer: Offer) -> None:
    """The same offer for the next in line, as long as the one before had."""
    if not offer.passes_on:
        return
    try:
        check_can_offer(offer.unit, offer.free_from)
    except ValidationError:
        return  # it was given away, or is no more
    now = timezone.now()
    for request in waiting_list_for(offer.unit, offer.free_from):
        following = Offer(
            request=request,
            unit=offer.unit,
            free_from=offer.free_from,
            offered_at=now,
            expires_at=now + (offer.expires_at - offer.offered_at),
            passes_on=True,
            came_from=offer,
            offered_by=offer.offered_by,
        )
        try:
            with transaction.atomic():
                following.save()
        except IntegrityError:
            continue  # they were offered another unit at this very moment
        emails.send_offer(following)
        return


def _read(pk: int) -> Offer:
    return Offer.objects.select_related("request__company", "unit__floor__building").get(pk=pk)


def _why_closed(offer: Offer) -> str:
    if offer.state == Offer.State.EXPIRED:
        return _("This offer has expired: it was not answered in time.")
    return _("This offer is closed: %(state)s.") % {"state": offer.get_state_display()}


@contextmanager
def _rival_explained(request: UnitRequest) -> Iterator[None]:
    """Explain the refusal of the database: one unit is offered to one, and one is offered one unit."""
    try:
        with transaction.atomic():
            yield
    except IntegrityError:
        rival = request.offers.live().select_related("unit").first()
        if rival is None:
            raise
        text = _("%(asker)s already has an offer: %(unit)s.") % {"asker": request, "unit": rival.unit.code}
        raise ValidationError(text) from None


def settle_offers(allocation: Allocation) -> None:
    """Close the offer that led to an allocation, and take back one to somebody else which it crosses.

    Whoever allocated, a page or an adopted proposal: nobody keeps an offer of a unit that is given away.
    The caller holds the lock of the unit.
    """
    end = allocation.end_on
    for offer in Offer.objects.live().filter(unit=allocation.unit_id).select_related("request", "unit"):
        if offer.request.company_id == allocation.company_id:
            close_offer(offer, Offer.State.DONE, allocation)
            close_request(offer.request, UnitRequest.State.SETTLED)
        elif end is None or end > offer.free_from:
            close_offer(offer, Offer.State.WITHDRAWN)
            emails.send_offer_withdrawn(offer)


def close_offer(offer: Offer, state: str, allocation: Allocation | None = None) -> None:
    offer.state, offer.answered_at, offer.allocation = state, timezone.now(), allocation
    offer.save(update_fields=["state", "answered_at", "allocation"])


def close_request(request: UnitRequest, state: str, refusal: str = "") -> None:
    request.state, request.closed_at, request.refusal = state, timezone.now(), refusal
    request.save(update_fields=["state", "closed_at", "refusal", "company"])
