"""Who gets mails about decisions."""

from django.db.models import Exists, OuterRef, Q, QuerySet

from members.people.models import COORDINATORS, Membership, User


def coordinators() -> QuerySet[User]:
    is_one = Q(is_superuser=True) | Q(groups__name=COORDINATORS)
    return User.objects.filter(is_one, is_active=True, is_staff=True).distinct()


def people_in_companies() -> QuerySet[User]:
    """Active people who are in a company today."""
    places = Membership.objects.current().filter(user=OuterRef("pk"))
    return User.objects.filter(Exists(places), is_active=True)


def insiders() -> QuerySet[User]:
    """All who read what members read: people with a place in a company, and coordinators."""
    return User.objects.filter(
        Q(pk__in=people_in_companies().values("pk")) | Q(pk__in=coordinators().values("pk"))
    )
