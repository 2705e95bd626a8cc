"""Registrations under a person's e-mail addresses, with or without an account."""

from django.db.models import QuerySet

from events.registrations.door_models import GuestLetter, GuestListDownload
from events.registrations.erasure import forget
from events.registrations.models import Notice, Registration
from events.registrations.question_models import Answer
from events.registrations.services import cancel_registration
from members.people.models import User
from members.people.personal_data import addresses_of
from multifactory.lib.personal_data import Sections, any_case, rows_of


def _registrations_of(user: User) -> QuerySet[Registration]:
    return Registration.objects.filter(any_case("email", addresses_of(user))).order_by("pk")


def collect(user: User) -> Sections:
    dates = ["created_at", "held_until", "queued_at", "offered_until", "confirmed_at", "cancelled_at"]
    came = ["checked_in_at", "checked_in_party"]
    mine = _registrations_of(user)
    answers = Answer.objects.filter(registration__in=mine)
    notices = Notice.objects.filter(registration__in=mine)
    return {
        "event_registrations": rows_of(
            mine,
            "event__title",
            "event__starts_at",
            "name",
            "email",
            "language",
            "party",
            "code",
            "state",
            *dates,
            *came,
        ),
        "event_answers": rows_of(
            answers, "registration__event__title", "question__label_it", "question__label_en", "text"
        ),
        "event_notices": rows_of(notices, "registration__event__title", "kind", "queued_at"),
        "event_letters_sent": rows_of(
            GuestLetter.objects.filter(sent_by=user), "event__title", "subject", "text", "sent_at"
        ),
        "guest_lists_downloaded": rows_of(
            GuestListDownload.objects.filter(by=user), "event__title", "at", "rows"
        ),
        "guests_checked_in": rows_of(
            Registration.objects.filter(checked_in_by=user), "event__title", "checked_in_at"
        ),
    }


def erase(user: User) -> None:
    """Cancel the registrations for events that are not over; keep of each that somebody registered."""
    registrations = list(_registrations_of(user).select_related("event"))
    for registration in registrations:
        if registration.is_live:
            cancel_registration(registration)  # of an event that has begun nothing changes
    forget(registrations)
