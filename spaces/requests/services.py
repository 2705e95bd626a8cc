"""Asking for a unit, and what becomes of it."""

from datetime import datetime, time, timedelta
from typing import Any
from uuid import UUID, uuid4

from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from members.applications.models import Application
from members.companies.models import Company
from members.people.models import User
from spaces.building.models import Space
from spaces.requests import emails
from spaces.requests.models import UnitRequest
from spaces.requests.offers import close_request, drop_offers

ERASED_DOMAIN = "@invalid"
KEPT_AFTER_CLOSING = timedelta(days=180)  # what names a person, after a request has come to its end


@transaction.atomic
def ask_for_unit(
    *,
    email: str,
    language: str,
    request_id: UUID,
    company: Company | None = None,
    name: str = "",
    by: User | None = None,
    **wishes: Any,
) -> UnitRequest:
    """Put somebody in the line for a unit, and mail the link by which they follow it.

    `wishes`: field, unit, takes_others, least_m2, most_m2, needs, wanted_from, note. A form sent twice, and
    somebody who waits for the same already, get no second place; the answer is the same, so nobody learns
    who asks.
    """
    email = email.strip().lower()
    if first := UnitRequest.objects.filter(request_id=request_id, email=email).first():
        return first
    waiting = UnitRequest.objects.waiting().filter(email=email, company=company)
    if known := waiting.filter(unit=wishes.get("unit")).first():
        emails.send_request_again(known)
        return known
    request = UnitRequest(
        request_id=request_id,
        email=email,
        language=language,
        company=company,
        name=name.strip(),
        asked_by=by,
        **wishes,
    )
    try:
        with transaction.atomic():
            request.save()
    except IntegrityError:
        # The same form at the same moment; from another address, a form filled in once more.
        raise ValidationError(_("This form has already been used. Open it again.")) from None
    emails.send_request_received(request)
    return request


def adopt_requests(application: Application, *, company: Company) -> None:
    """What its people asked for as a candidate is asked by the company they have become."""
    candidates = UnitRequest.objects.waiting().filter(company=None, email=application.email)
    candidates.update(company=company)


@transaction.atomic
def queue_admitted(application: Application, *, company: Company, unit: Space | None) -> UnitRequest:
    """Put a company that has joined without a unit in line, from the day its application was submitted.

    A request it made as a candidate is this one, and keeps an earlier place.
    """
    day = application.submitted_on or timezone.localdate()
    asked_at = timezone.make_aware(datetime.combine(day, time.min))
    request = UnitRequest.objects.waiting().filter(company=company).first()
    if request is None:
        names = ("email", "language", "field", "least_m2", "most_m2", "needs", "wanted_from")
        wishes = {name: getattr(application, name) for name in names}
        request = UnitRequest(company=company, unit=unit, asked_at=asked_at, **wishes)
    request.application, request.asked_at = application, min(request.asked_at, asked_at)
    request.save()
    emails.send_request_received(request)
    return request


@transaction.atomic
def settle_requests(company: Company) -> None:
    """It holds a unit by a decision: what it waited for has come."""
    for request in UnitRequest.objects.waiting().filter(company=company):
        _close(request, UnitRequest.State.SETTLED)


@transaction.atomic
def withdraw_request(request: UnitRequest) -> bool:
    """The asker wants it no more: their offer, if any, goes on. False where it was closed already."""
    return _close(request, UnitRequest.State.WITHDRAWN)


@transaction.atomic
def refuse_request(request: UnitRequest, *, reason: str) -> bool:
    """Say no, and why; the asker reads it. False where it was closed already."""
    if not reason.strip():
        raise ValidationError({"reason": _("Say why: the person who asked will read it.")})
    if not _close(request, UnitRequest.State.REFUSED, reason.strip()):
        return False
    emails.send_request_refused(request)
    return True


def _close(request: UnitRequest, state: str, refusal: str = "") -> bool:
    drop_offers(request)
    row = UnitRequest.objects.select_for_update().get(pk=request.pk)
    if not row.is_waiting:
        return False
    close_request(row, state, refusal)
    request.refresh_from_db()
    return True


def anonymise_old_requests() -> int:
    """Empty what names a person in requests that came to their end long ago; that somebody asked stays."""
    old = UnitRequest.objects.filter(closed_at__lt=timezone.now() - KEPT_AFTER_CLOSING)
    return anonymise_requests(old.exclude(email__endswith=ERASED_DOMAIN))


@transaction.atomic
def anonymise_requests(requests: QuerySet[UnitRequest]) -> int:
    """What is left of these requests names nobody, and the link in the mail opens nothing."""
    emptied = list(requests.select_for_update(of=("self",)))
    for request in emptied:
        request.name, request.email, request.uid = "–", f"erased-{request.pk}{ERASED_DOMAIN}", uuid4()
        request.language = request.needs = request.note = request.refusal = ""
        request.asked_by = None
    texts = ["name", "email", "uid", "language", "needs", "note", "refusal", "asked_by"]
    UnitRequest.objects.bulk_update(emptied, texts)
    return len(emptied)
