"""What is broken: the list, a report, one ticket with its comments and changes; the sheet for the wall."""

import uuid
from collections.abc import Callable, Collection
from functools import partial
from typing import Any

from django import forms
from django.contrib import messages
from django.core.exceptions import ValidationError
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from members.companies.models import Company, the_multifactory
from members.people.http import MemberRequest, insider_required
from multifactory.lib.access import require
from multifactory.lib.days import MOMENT_INPUT
from multifactory.lib.forms import add_errors, post_data
from multifactory.lib.images.reading import CleanImage
from multifactory.lib.mail import absolute_url
from multifactory.lib.qr import qr_svg
from spaces.bookings.models import Booking, Claim
from spaces.bookings.validation import reason_of
from spaces.bookings.views import hide_purposes
from spaces.building.formats import format_period
from spaces.building.models import CODE, Space
from spaces.schedules.rules import day_bounds
from spaces.upkeep.tickets.filters import TicketFilter
from spaces.upkeep.tickets.forms import BlockForm, ChangeForm, CommentForm, ReportForm, common_spaces
from spaces.upkeep.tickets.kept_photos import keep_photo, kept_photo
from spaces.upkeep.tickets.models import Ticket
from spaces.upkeep.tickets.rules import can_change, can_set_block
from spaces.upkeep.tickets.services import change_ticket, comment_ticket, report_ticket, set_block
from spaces.upkeep.tickets.timeline import ticket_entries
from spaces.upkeep.tickets.validation import UnseenBookingsError, party_of

PER_PAGE = 25
MOST_AGREED = 500  # bookings of a block; more are asked again

FORM_METHODS = require_http_methods(["GET", "HEAD", "POST"])


def _own_company(request: MemberRequest) -> Company | None:
    return request.acting.company if request.acting else None


@require_safe
@insider_required
def ticket_list(request: MemberRequest) -> HttpResponse:
    company = _own_company(request)
    tickets = TicketFilter(
        request.GET, Ticket.objects.for_list().urgent_first(), user=request.user, company=company
    )
    page = Paginator(tickets.qs, PER_PAGE).get_page(request.GET.get("page"))
    context = {
        "form": tickets.form,
        "is_narrowed": tickets.is_narrowed,
        "page_obj": page,
        "blocking": [ticket for ticket in page if ticket.is_blocking],
        "others": [ticket for ticket in page if not ticket.is_blocking],
    }
    return render(request, "spaces/ticket_list.html", context)


@FORM_METHODS
@insider_required
def ticket_new(request: MemberRequest) -> HttpResponse:
    """What the label on the wall opens: a report, what is told already, and today's calendar."""
    space = _space_asked_for(request)
    initial = {"space": space, "request_id": uuid.uuid4()}
    form = ReportForm(post_data(request), request.FILES or None, initial=initial)
    photo = _photo_of(request, form)
    if form.is_valid() and "edit" not in request.POST:
        terms = form.cleaned_data | {"image": photo}
        try:
            ticket = report_ticket(
                company=_own_company(request), by=request.user, agreed=_agreed(request), **terms
            )
        except UnseenBookingsError as error:
            return _ask_first(request, form, error.bookings, has_photo=photo is not None)
        except ValidationError as error:
            add_errors(form, error)
        else:
            messages.success(request, _told(ticket))
            return redirect(ticket)
    context = {"form": form, "space": space, "has_photo": photo is not None}
    return render(request, "spaces/ticket_form.html", context | _known_of(space, request))


def _photo_of(request: MemberRequest, form: ReportForm) -> CleanImage | None:
    """The photo of the form, kept where the form comes back; or the one sent before."""
    if not form.is_bound:
        return None
    form.is_valid()
    request_id, image = (form.cleaned_data.get(name) for name in ("request_id", "image"))
    if request_id is None:
        return image
    keep_photo(image, by=request.user, request_id=request_id)
    return image or kept_photo(by=request.user, request_id=request_id)


def _told(ticket: Ticket) -> str:
    if ticket.is_blocking:
        return _("%(space)s is blocked for 24 hours. The coordinators have been notified.") % {
            "space": ticket.space
        }
    return _("Thank you. The coordinators have been notified.")


def _space_asked_for(request: MemberRequest) -> Space | None:
    """?space=CODE; what is no common space is left out."""
    code = request.GET.get("space", "")
    return common_spaces().filter(code=code).first() if CODE.fullmatch(code) else None


def _known_of(space: Space | None, request: MemberRequest) -> dict[str, Any]:
    """What is told of a space already, and who has it today."""
    if space is None:
        return {}
    start, end = day_bounds(timezone.localdate())
    leaves = space.leaf_ids()
    bookings = hide_purposes(request, list(Booking.objects.occupying(leaves, start, end)))
    blocks = Claim.objects.meeting(leaves, start, end).filter(booking=None).select_related("space")
    return {
        "known": Ticket.objects.standing().filter(space=space).urgent_first()[:10],
        "bookings": [(booking, format_period(booking.starts_at, booking.ends_at)) for booking in bookings],
        "shut": [
            (format_period(block.starts_at, block.ends_at), reason_of(block))
            for block in blocks.order_by("starts_at", "pk")
        ],
    }


def _agreed(request: MemberRequest) -> Collection[uuid.UUID]:
    """The bookings that the page before has shown; what is no key of one is left out."""
    found = set()
    for text in request.POST.getlist("agreed")[:MOST_AGREED]:
        try:
            found.add(uuid.UUID(text))
        except ValueError:
            continue
    return found


def _ask_first(
    request: MemberRequest,
    form: forms.BaseForm,
    bookings: list[Booking],
    ticket: Ticket | None = None,
    *,
    has_photo: bool = False,
) -> HttpResponse:
    """Show what a block cancels before anything happens."""
    context = {
        "form": form,
        "ticket": ticket,
        "fields": [field for field in form if field.name not in ("image", "request_id")],
        "bookings": [(booking, format_period(booking.starts_at, booking.ends_at)) for booking in bookings],
        "has_photo": has_photo,
    }
    return render(request, "spaces/ticket_confirm_block.html", context)


def _answer_to(
    act: Callable[..., object], request: MemberRequest, form: forms.BaseForm, ticket: Ticket, said: str
) -> HttpResponse | None:
    """Do it; the page that follows, or nothing where the form has the error."""
    try:
        act(by=request.user, company=_own_company(request), agreed=_agreed(request))
    except UnseenBookingsError as error:
        return _ask_first(request, form, error.bookings, ticket)
    except ValidationError as error:
        add_errors(form, error)
        return None
    messages.success(request, said)
    return redirect(ticket)


@FORM_METHODS
@insider_required
def ticket_detail(request: MemberRequest, number: int) -> HttpResponse:
    """The ticket, and a comment on it."""
    ticket = get_object_or_404(Ticket.objects.for_list(), number=number)
    form = CommentForm(post_data(request), request.FILES or None, initial={"request_id": uuid.uuid4()})
    if form.is_valid():
        try:
            comment_ticket(ticket, company=_own_company(request), by=request.user, **form.cleaned_data)
        except ValidationError as error:
            add_errors(form, error)
        else:
            messages.success(request, _("Your comment is added."))
            return redirect(ticket)
    party = party_of(ticket, request.user)
    context = {
        "ticket": ticket,
        "form": form,
        "entries": ticket_entries(ticket),
        "can_change": can_change(ticket, party),
        "can_set_block": can_set_block(ticket, party),
    }
    return render(request, "spaces/ticket_detail.html", context)


@FORM_METHODS
@insider_required
def ticket_edit(request: MemberRequest, number: int) -> HttpResponse:
    ticket = get_object_or_404(Ticket.objects.for_list(), number=number)
    party = party_of(ticket, request.user)
    require(can_change(ticket, party))
    form = ChangeForm(post_data(request), instance=ticket, user=request.user, party=party)
    if form.is_valid() and "edit" not in request.POST:
        act = partial(change_ticket, ticket, terms=form.terms(), text=form.cleaned_data["text"])
        if answer := _answer_to(act, request, form, ticket, _("Ticket saved.")):
            return answer
    return render(request, "spaces/ticket_change.html", {"form": form, "ticket": ticket})


@FORM_METHODS
@insider_required
def ticket_block(request: MemberRequest, number: int) -> HttpResponse:
    """For coordinators: until when the space stays blocked."""
    ticket = get_object_or_404(Ticket.objects.for_list(), number=number)
    require(can_set_block(ticket, party_of(ticket, request.user)))
    until = timezone.localtime(ticket.blocks_until).strftime(MOMENT_INPUT) if ticket.blocks_until else ""
    form = BlockForm(post_data(request), initial={"until": until})
    if form.is_valid() and "edit" not in request.POST:
        act = partial(set_block, ticket, until=form.cleaned_data["until"])
        if answer := _answer_to(act, request, form, ticket, _("The block is confirmed.")):
            return answer
    return render(request, "spaces/ticket_block.html", {"form": form, "ticket": ticket})


@require_safe
@insider_required
def space_label(request: MemberRequest, code: str) -> HttpResponse:
    """A sheet for the wall: the code, the name, and a QR code that opens "what is wrong with it?"."""
    space = get_object_or_404(common_spaces().select_related("floor__building"), code=code)
    address = absolute_url(f"{reverse('spaces:ticket_new')}?{urlencode({'space': space.code})}")
    context = {
        "space": space,
        "portal": the_multifactory(),
        "address": address,
        "qr": qr_svg(address, _("QR code: say what is wrong with %(space)s") % {"space": space}),
    }
    return render(request, "spaces/space_label.html", context)
