"""Registrations under a person's e-mail addresses, with or without an account."""

from django.db.models import QuerySet
from django.utils import timezone

from events.registrations.models import Registration
from events.registrations.services import cancel_registration
from members.people.models import User
from members.people.personal_data import addresses_of
from multifactory.lib.personal_data import Sections, any_case, clear_log_names, rows_of
from multifactory.lib.signed_links import hash_token, new_token


def _registrations_of(user: User) -> QuerySet[Registration]:
    return Registration.objects.filter(any_case("email", addresses_of(user))).order_by("pk")


def collect(user: User) -> Sections:
    dates = ["event__starts_at", "state", "created_at", "cancelled_at"]
    mine = _registrations_of(user)
    return {"event_registrations": rows_of(mine, "event__title", "name", "email", "language", *dates)}


def erase(user: User) -> None:
    """Cancel the registrations for events that are not over; keep of each that somebody registered."""
    registrations = list(_registrations_of(user).select_related("event"))
    for registration in registrations:
        if registration.is_confirmed and registration.event.ends_at > timezone.now():
            cancel_registration(registration)
        Registration.objects.filter(pk=registration.pk).update(
            name="–",
            email=f"erased-{registration.pk}@invalid",
            language="",
            request_id=None,
            cancel_token_hash=hash_token(new_token()),  # the link in their mail opens nothing now
        )
    clear_log_names(Registration, [registration.pk for registration in registrations])
