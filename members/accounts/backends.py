"""Who a session belongs to."""

from typing import Any

from allauth.account.auth_backends import AuthenticationBackend
from django.db.models import IntegerField, OuterRef, Value
from django.db.models.functions import Coalesce

from members.hooks import votes_waiting
from members.people.models import Membership, User


class PortalBackend(AuthenticationBackend):
    """allauth's; the person of a session comes with their current places, which every page asks for.

    Each place says what waits for the vote of its company (`votes_waiting`).
    """

    def get_user(self, user_id: Any) -> User | None:
        waiting = (Coalesce(count(OuterRef("company")), 0) for count in votes_waiting)
        places: list[Any] = list(
            Membership.objects.current()
            .filter(user=user_id)
            .annotate(waiting=sum(waiting, start=Value(0, output_field=IntegerField())))
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
