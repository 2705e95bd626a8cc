"""Who a session belongs to."""

from typing import Any

from allauth.account.auth_backends import AuthenticationBackend
from django.db.models import FilteredRelation, IntegerField, OuterRef, Q, Subquery, Value
from django.db.models.functions import Coalesce

from members.hooks import votes_waiting
from members.people.models import Membership, User


class PortalBackend(AuthenticationBackend):
    """allauth's; the person of a session comes with their current places, which every page asks for.

    Each place says what waits for the vote of its company (`votes_waiting`).
    """

    def get_user(self, user_id: Any) -> User | None:
        current = Membership.objects.current().filter(user=user_id).values("pk")
        rows: Any = User.objects.filter(pk=user_id).annotate(
            place=FilteredRelation("memberships", condition=Q(memberships__in=Subquery(current))),
            votes_waiting=sum(
                (Coalesce(count(OuterRef("place__company")), 0) for count in votes_waiting),
                start=Value(0, output_field=IntegerField()),
            ),
        )
        # A row for each place, and one with none for who has no place: one query.
        found = list(rows.select_related("place__company").order_by("place__company__name", "place__pk"))
        if not found or not self.user_can_authenticate(found[0]):
            return None
        user: User = found[0]
        user.current_places = []
        for row in found:
            if place := getattr(row, "place", None):
                place.user, place.votes_waiting = user, getattr(row, "votes_waiting", 0)
                user.current_places.append(place)
        return user
