"""Who keeps the money: the treasurer in office, or until there is one whom the back-office names."""

from django.db.models import Exists
from django.utils import timezone

from governance.offices.models import Office
from members.people.models import User

TREASURERS = "Treasurers"  # the group of the coordinators who stand in while nobody is in office


def is_treasurer(user: User) -> bool:
    """May read and enter the payments of all. One query.

    Whom the back-office names has the powers of a coordinator, so they rest without the second factor.
    """
    if not user.is_authenticated:
        return False
    in_office = Office.objects.on(timezone.localdate()).filter(
        kind=Office.Kind.TREASURER, voided_at__isnull=True
    )
    named = User.groups.through.objects.filter(user=user.pk, group__name=TREASURERS)
    has_holder, is_holder, is_named = User.objects.values_list(
        Exists(in_office), Exists(in_office.filter(user=user.pk)), Exists(named)
    ).get(pk=user.pk)
    return is_holder if has_holder else user.is_coordinator and is_named
