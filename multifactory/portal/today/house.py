"""Rows of the queue from the building, the exchange, who asks to join, and events."""

from collections.abc import Iterator
from typing import Any

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext, ngettext, pgettext

from multifactory.lib.formats import format_day, format_long_moment
from multifactory.portal.today.rows import Waiting, named

Found = dict[str, Any]


def rows(found: Found, *, is_coordinator: bool) -> Iterator[Waiting]:
    yield from _offers(found)
    yield from _turns(found)
    yield from _deadlines(found)
    yield from _tickets(found, is_coordinator=is_coordinator)
    yield from _to_confirm(found)
    yield from _listings(found)
    yield from _applications(found)
    yield from _events(found)
    yield from _agreements(found)


def _offers(found: Found) -> Iterator[Waiting]:
    for offer, href in found.get("unit_offers", ()):
        parts = {"floor": offer.unit.floor, "moment": format_long_moment(offer.expires_at)}
        answer = gettext("%(floor)s. Answer by %(moment)s.") % parts
        yield Waiting(
            sign="key",
            title=str(offer.unit),
            href=href,
            at=offer.expires_at,
            said=f"{gettext('A unit is reserved for you')}: {answer}",
            act=gettext("Read and answer"),
            act_href=href,
        )


def _turns(found: Found) -> Iterator[Waiting]:
    for turn in found.get("turns", ()):
        yield Waiting(
            sign="broom",
            title=str(turn.duty),
            href=turn.get_absolute_url(),
            at=turn.day,
            said=gettext("Your turn"),
            is_written=True,
        )


def _deadlines(found: Found) -> Iterator[Waiting]:
    for one in found.get("deadlines", ()):
        if one.last_done:
            done = gettext("last done: %(day)s") % {"day": format_day(one.last_done)}
        else:
            done = pgettext("deadline", "not recorded yet")
        parts = [gettext("A deadline of your company"), str(one.place), done]
        if one.is_late and one.blocks_when_late:
            parts.append(gettext("no bookings until it is done"))
        yield Waiting(
            sign="wrench",
            title=str(one),
            href=one.get_absolute_url(),
            at=one.next_on,
            said=" · ".join(parts),
            is_written=True,
        )


def _tickets(found: Found, *, is_coordinator: bool) -> Iterator[Waiting]:
    ours = gettext("Tickets to settle") if is_coordinator else gettext("Tickets we are responsible for")
    for ticket in found.get("tickets", ()):
        yield Waiting(
            sign="wrench",
            title=ticket.title,
            href=ticket.get_absolute_url(),
            is_now=ticket.severity == "danger",
            said=ours,
            is_written=True,
            labels="spaces/_ticket_labels.html",
            item=ticket,
        )


def _to_confirm(found: Found) -> Iterator[Waiting]:
    waits = gettext("To confirm for another company")
    for one in found.get("to_confirm", ()):
        company = {"company": named(one.asker)}
        if one.is_project:
            said = gettext("joint project led by %(company)s") % company
        else:
            said = gettext("asked by %(company)s") % company
        yield Waiting(sign="hands", title=one.what, href=one.href, said=f"{waits}: {said}", is_written=True)


def _listings(found: Found) -> Iterator[Waiting]:
    for listing in found.get("ending_listings", ()):
        yield Waiting(
            sign="tag",
            title=listing.title,
            href=listing.get_absolute_url(),
            at=listing.expires_on,
            said=gettext("It leaves the exchange then."),
            is_written=True,
            labels="members/_listing_label.html",
            item=listing,
            act=gettext("Renew for 60 days"),
            act_href=reverse("members:listing_renew", args=[listing.pk]),
            posts=True,
        )


def _applications(found: Found) -> Iterator[Waiting]:
    desk, asks = gettext("Applications on the desk"), gettext("Who asks to join")
    for one in found.get("desk_applications", ()):
        said = f"{desk}: {one.get_state_display()}"
        if one.due_on:
            said += f", {gettext('to be decided by %(day)s') % {'day': format_day(one.due_on)}}"
        href = reverse("admin:members_application_change", args=[one.pk])
        yield Waiting(sign="person", title=one.name, href=href, at=one.due_on, said=said)
    for one in found.get("applications", ()):
        if one.open_until <= timezone.localdate():
            words, at = gettext("to be proposed, decided by %(day)s"), one.due_on
        else:
            words, at = gettext("ask until %(day)s"), one.open_until
        said = f"{asks}: {words % {'day': format_day(at)}}. {one.line}"
        yield Waiting(sign="person", title=one.name, href=one.get_absolute_url(), at=at, said=said)


def _events(found: Found) -> Iterator[Waiting]:
    for event in found.get("events_asked", ()):
        href = reverse("events:event_hosts", args=[event.slug])
        said = gettext("We are asked to make an event together")
        yield Waiting(sign="day", title=str(event), href=href, at=event.starts_at, said=said)
    for event in found.get("queues", ()):
        href = f"{reverse('events:guest_list', args=[event.slug])}?list=waiting"
        people = ngettext("%(people)s person waiting", "%(people)s people waiting", event.waiting)
        said = f"{gettext('Our events with a waiting list')}: {people % {'people': event.waiting}}"
        yield Waiting(sign="day", title=str(event), href=href, at=event.starts_at, said=said)


def _agreements(found: Found) -> Iterator[Waiting]:
    for one in found.get("agreements", ()):
        said = gettext("ends on %(day)s") % {"day": format_day(one.ends_on)}
        at = one.ends_on
        if one.notice_day:
            said += f"; {gettext('notice until %(day)s') % {'day': format_day(one.notice_day)}}"
            at = one.notice_day if one.notice_day >= timezone.localdate() else at
        said = f"{gettext('Agreements that end soon')}: {said}"
        title, href = f"{one}, {one.institution}", one.institution.get_absolute_url()
        yield Waiting(sign="sheet", title=title, href=href, at=at, said=said)
