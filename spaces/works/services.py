"""What is done with works beyond writing them down: taking back a mistake."""

from django.db import transaction

from members.people.models import User
from spaces.building.services import void_row
from spaces.works.models import Renewal


@transaction.atomic
def void_renewal(renewal: Renewal, *, reason: str, by: User | None) -> Renewal:
    """Mark works as entered by mistake: no page shows them, the record keeps them.

    Again: changes nothing.
    """
    renewal = Renewal.objects.select_for_update(of=("self",)).get(pk=renewal.pk)
    void_row(renewal, reason=reason, by=by)
    return renewal
