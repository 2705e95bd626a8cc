"""Mails about bookings."""

from collections.abc import Sequence
from typing import Any

from django.conf import settings
from django.db.models import QuerySet
from django.utils.translation import override

from members.companies.models import Company, the_multifactory
from members.people.mails.choices import wants_mails
from members.people.mails.emails import preference_links
from members.people.models import Membership, User
from multifactory.lib.mail import absolute_url, send
from spaces.bookings.mail_kinds import BOOKINGS
from spaces.bookings.models import Booking
from spaces.building.formats import format_period


def _people_told(company: Company, bookings: Sequence[Booking]) -> QuerySet[User]:
    """Who booked, as far as they are still there; else the representatives. Not who wants no such mails."""
    members = Membership.objects.current().filter(company=company, user__is_active=True)
    bookers = members.filter(user__in=[booking.booked_by_id for booking in bookings])
    told = bookers if bookers.exists() else members.representatives()
    return User.objects.filter(wants_mails(BOOKINGS.key), pk__in=told.values("user")).order_by("pk")


def send_bookings_cancelled(company: Company, bookings: Sequence[Booking], *, reason: str) -> None:
    """Others have cancelled these bookings of a company, or ended them early: one mail for all of them."""
    _tell("booking_cancelled", company, bookings, reason=reason)


def send_booking_changed(company: Company, booking: Booking) -> None:
    """A coordinator has moved a booking of a company, or changed its words."""
    _tell("booking_changed", company, [booking])


def send_booking_answered(company: Company, booking: Booking) -> None:
    """A coordinator has approved a booking, or has not."""
    answer = {"is_approved": booking.is_confirmed, "reason": booking.cancel_reason}
    _tell("booking_answered", company, [booking], **answer)


def send_bookings_lapsed(company: Company, bookings: Sequence[Booking]) -> None:
    """Nobody approved these bookings of a company in time: one mail for all of them."""
    _tell("booking_lapsed", company, bookings)


def _tell(mail: str, company: Company, bookings: Sequence[Booking], **more: Any) -> None:
    for person in _people_told(company, bookings):
        foot = preference_links(person, BOOKINGS.key)
        with override(person.language or settings.LANGUAGE_CODE):
            rows = [
                (one, format_period(one.starts_at, one.ends_at), absolute_url(one.get_absolute_url()))
                for one in bookings
            ]
        context = {"company": company, "rows": rows, "portal": the_multifactory()} | more
        send(person.email, mail, context | foot, person.language, unsubscribe=foot["stop_url"])
