"""Who reads what applications send, besides their applicants."""

from django.db.models import Q, QuerySet

from members.people.models import COORDINATORS, Membership, User


def coordinators() -> QuerySet[User]:
    is_appointed = Q(is_superuser=True) | Q(groups__name=COORDINATORS)
    return User.objects.filter(is_appointed, is_active=True, is_staff=True).distinct()


def representatives() -> QuerySet[User]:
    """Of all companies that are members today."""
    places = Membership.objects.current().representatives()
    return User.objects.filter(pk__in=places.values("user"), is_active=True)
