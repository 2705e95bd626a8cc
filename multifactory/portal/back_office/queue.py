"""What waits for coordinators, as rows of one queue by the time that is left."""

from collections.abc import Iterator
from datetime import date, timedelta
from typing import Any

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from events.institutions.agreement_models import Agreement
from events.programme.models import Event
from governance.assemblies.petitions.models import Petition
from governance.notices.yearly import accounts_due
from governance.resolutions.models import Resolution
from governance.voting.models import VotingRound
from members.applications.reading.dashboard import desk_applications
from members.changes.models import ChangeRequest
from members.people.models import User
from multifactory.lib.formats import format_day, format_long_moment
from multifactory.lib.media.models import MediaIdentity
from multifactory.portal.today import governance, house
from multifactory.portal.today.queue import Group, by_time_left_in_groups
from multifactory.portal.today.rows import Waiting, named
from spaces.allocations.models import Allocation
from spaces.bookings.models import Booking
from spaces.requests.models import UnitRequest
from spaces.upkeep.deadlines.models import Deadline
from spaces.upkeep.tickets.models import Ticket

ENDING_DAYS = 90
ROWS = 8  # of each kind


def back_office_queue(user: User, today: date) -> list[Group]:
    """The first rows of each kind; every kind has its list below them on the page."""
    found = _shared_with_the_dashboard(user, today)
    rows = [
        *_media(),
        *governance.rows(found, represents=False, is_coordinator=True),
        *house.rows(found, is_coordinator=True),
        *_approvals(),
        *_deadlines(today),
        *_requests_for_units(),
        *_ending_allocations(today),
        *_submitted_events(),
        *_change_requests(),
    ]
    return by_time_left_in_groups(rows)


def _shared_with_the_dashboard(user: User, today: date) -> dict[str, Any]:
    overdue = Resolution.objects.for_coordinators(today).order_by("due_on", "review_on", "pk")
    return {
        "petitions": Petition.objects.unanswered().select_related("assembly").order_by("due_on", "pk")[:ROWS],
        "accounts_due": accounts_due(today),
        "waiting_rounds": VotingRound.objects.open()
        .soonest_first()
        .select_related("proposal__company", "amendment")[:ROWS],
        "overdue": overdue.select_related("responsible")[:ROWS],
        "tickets": Ticket.objects.waiting_for(user, None).urgent_first()[:ROWS],
        "desk_applications": desk_applications()[:ROWS],
        "agreements": Agreement.objects.ending_soon(today).select_related("institution")[:ROWS],
    }


def _media() -> Iterator[Waiting]:
    media = MediaIdentity.objects.in_trouble().first()
    if media is None:
        return
    said = {
        "unknown": _(
            "This database does not know all the files stored, and nothing shows that it stored them. "
            "None is removed."
        ),
        "foreign": _("The files were stored by another database. None is removed."),
        "version": _("The files or the database are of another version of the portal. None is removed."),
    }.get(media.state) or _(
        "Unused files over the daily limit: %(count)s. Some are moved aside or removed every day."
    ) % {"count": media.waiting}
    yield Waiting(
        sign="sheet",
        title=_("Pictures and documents"),
        href="",
        is_now=True,
        said=f"{said} {_('Please tell whoever runs the server.')}",
    )


def _approvals() -> Iterator[Waiting]:
    for booking in Booking.objects.pending().for_list().order_by("pending_until", "pk")[:ROWS]:
        href = reverse("admin:spaces_booking_change", args=[booking.pk])
        yield Waiting(
            sign="book",
            title=f"{booking.space}, {named(booking.holder)}",
            href=href,
            at=booking.pending_until,
            said=_("A booking to approve: %(moment)s") % {"moment": format_long_moment(booking.starts_at)},
            act=_("Answer"),
            act_href=href,
        )


def _deadlines(today: date) -> Iterator[Waiting]:
    for deadline in Deadline.objects.due_soon(today).select_related("responsible")[:ROWS]:
        who = f", {named(deadline.responsible)}" if deadline.responsible else ""
        yield Waiting(
            sign="wrench",
            title=str(deadline),
            href=reverse("admin:spaces_deadline_change", args=[deadline.pk]),
            at=deadline.next_on,
            said=f"{_('Deadline')}: {deadline.place}{who}",
            is_written=True,
        )


def _requests_for_units() -> Iterator[Waiting]:
    for one in UnitRequest.objects.to_serve().select_related("company", "unit")[:ROWS]:
        said = _("requesting a unit since %(day)s") % {"day": format_day(timezone.localdate(one.asked_at))}
        if accepted := getattr(one, "accepted", None):
            said += f"; {_('accepted %(unit)s: decide and allocate it') % {'unit': accepted}}"
        elif one.unit:
            said += f": {one.unit.code}"
        href = reverse("admin:spaces_unitrequest_change", args=[one.pk])
        yield Waiting(sign="key", title=str(one), href=href, said=said)


def _ending_allocations(today: date) -> Iterator[Waiting]:
    ending = Allocation.objects.ending_before(today + timedelta(days=ENDING_DAYS))
    for one in ending.select_related("unit", "company").order_by("end_on")[:ROWS]:
        day = {"day": format_day(one.end_on) if one.end_on else ""}
        said = f"{named(one.company)}: {_('free from %(day)s') % day}"
        href = reverse("admin:spaces_allocation_change", args=[one.pk])
        yield Waiting(sign="key", title=str(one.unit), href=href, at=one.end_on, said=said)


def _submitted_events() -> Iterator[Waiting]:
    for event in Event.objects.filter(state=Event.State.SUBMITTED).upcoming()[:ROWS]:
        href = reverse("admin:events_event_change", args=[event.pk])
        yield Waiting(
            sign="day",
            title=str(event),
            href=href,
            at=event.starts_at,
            said=_("An event to publish"),
            is_written=True,
            act=_("Read"),
            act_href=href,
        )


def _change_requests() -> Iterator[Waiting]:
    requests = ChangeRequest.objects.filter(state=ChangeRequest.State.OPEN).select_related("company")
    for change in requests.order_by("requested_at")[:ROWS]:
        if change.name and change.craft:
            asked = _("another name and registration as a craft business")
        elif change.name:
            asked = _("another name")
        else:
            asked = _("registration as a craft business")
        since = _("since %(day)s") % {"day": format_day(timezone.localdate(change.requested_at))}
        href = reverse("admin:members_changerequest_change", args=[change.pk])
        yield Waiting(
            sign="tag",
            title=str(change.company),
            href=href,
            said=f"{_('What companies ask')}: {asked}, {since}",
            act=_("Check"),
            act_href=href,
        )
