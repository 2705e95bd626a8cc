"""Who holds an office. Each question is one query: offices change seldom, and pages ask for one person."""

from datetime import date
from typing import Any

from django.db.models import QuerySet
from django.utils import timezone

from governance.offices.models import Office
from members.people.models import User


def current_offices(day: date | None = None) -> QuerySet[Office]:
    """Those in force that day (today), with person and company, in the order of their kinds."""
    offices = Office.objects.on(day or timezone.localdate()).in_order()
    return offices.select_related("user", "company", "resolution")


def is_officer(user: Any, *kinds: str, day: date | None = None) -> bool:
    """Holds one of these offices that day (today); without kinds, any office."""
    if not isinstance(user, User):
        return False
    offices = Office.objects.on(day or timezone.localdate()).filter(user=user)
    return (offices.filter(kind__in=kinds) if kinds else offices).exists()


def directors_companies(day: date | None = None) -> set[int]:
    """The companies that stand aside when the accounts are voted on (c.c., art. 21), by id."""
    offices = Office.objects.on(day or timezone.localdate()).directors()
    return set(offices.values_list("company", flat=True))
