"""Who a session belongs to."""

from typing import Any

from allauth.account.auth_backends import AuthenticationBackend
from django.db.models import Value

from members.hooks import votes_waiting
from members.people.models import Membership, User


class PortalBackend(AuthenticationBackend):
    """allauth's; the person of a session comes with their current places, which every page asks for.

    Each place says what waits for the vote of its company (`votes_waiting`).
    """

    def get_user(self, user_id: Any) -> User | None:
        places: list[Any] = list(
            Membership.objects.current()
            .filter(user=user_id)
            .annotate(waiting=sum(votes_waiting, start=Value(0)))
            .select_related("user", "company")
            .order_by("company__name", "pk")
        )
        user: User | None = places[0].user if places else super().get_user(user_id)
        if user is None or not self.user_can_authenticate(user):
            return None
        user.current_places = places
        for place in places:
            place.user, place.votes_waiting = user, place.waiting
        return user
