"""What is done with works beyond writing them down: taking back a mistake."""

from django.db import transaction

from spaces.building.services import void_row
from spaces.works.models import Renewal


@transaction.atomic
def void_renewal(renewal: Renewal, *, reason: str) -> Renewal:
    """Mark works as entered by mistake: they are told no more, and stay in the record.

    Again: changes nothing."""
    renewal = Renewal.objects.select_for_update(of=("self",)).get(pk=renewal.pk)
    void_row(renewal, reason)
    return renewal
