"""Who gets mails about decisions."""

from collections.abc import Iterable

from django.db.models import Exists, OuterRef, Q, QuerySet

from members.companies.models import Company
from members.people.models import COORDINATORS, Membership, MembershipQuerySet, User


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


def representatives_of(companies: Iterable[Company]) -> MembershipQuerySet:
    """Who acts for these companies today, with person and company."""
    places = Membership.objects.current().representatives().filter(user__is_active=True)
    return (
        places.filter(company__in=companies).select_related("user", "company").order_by("company__name", "pk")
    )
