"""Who keeps the money: the treasurer in office, or until there is one whom the back-office names."""

from django.utils import timezone

from governance.offices.models import Office
from members.people.models import User

TREASURERS = "Treasurers"  # the group of the coordinators who stand in while nobody is in office


def is_treasurer(user: User) -> bool:
    """May read and enter the payments of all. One query of members, two of coordinators.

    Whom the back-office names has the powers of a coordinator, so they rest without the second factor.
    """
    if not user.is_authenticated:
        return False
    in_office = Office.objects.on(timezone.localdate()).filter(
        kind=Office.Kind.TREASURER, voided_at__isnull=True
    )
    holders = set(in_office.values_list("user", flat=True))
    if holders:
        return user.pk in holders
    return user.is_coordinator and user.groups.filter(name=TREASURERS).exists()
