"""Who a session belongs to."""

from typing import Any

from allauth.account.auth_backends import AuthenticationBackend

from members.people.models import Membership, User


class PortalBackend(AuthenticationBackend):
    """allauth's; the person of a session comes with their current places, which every page asks for."""

    def get_user(self, user_id: Any) -> User | None:
        places = list(
            Membership.objects.current()
            .filter(user=user_id)
            .select_related("user", "company")
            .order_by("company__name", "pk")
        )
        user: User | None = places[0].user if places else super().get_user(user_id)
        if user is None or not self.user_can_authenticate(user):
            return None
        user.current_places = places
        for place in places:
            place.user = user
        return user
