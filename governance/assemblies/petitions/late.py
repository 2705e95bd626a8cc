"""Mails about petitions whose day has passed without a call."""

from django.db import transaction
from django.utils import timezone

from governance.assemblies.petitions import emails
from governance.assemblies.petitions.models import Petition


def tell_of_late_petitions() -> int:
    """Write once to the president, the coordinators and those who signed. Returns of how many petitions."""
    today = timezone.localdate()
    late = Petition.objects.overdue(today).filter(late_told_on=None).select_related("company").order_by("pk")
    return sum(_tell_once(petition) for petition in late)


@transaction.atomic
def _tell_once(petition: Petition) -> bool:
    """Compare and set, in the transaction of the mails: of two workers one takes it."""
    rows = Petition.objects.filter(pk=petition.pk, late_told_on=None, due_on=petition.due_on)
    if not rows.update(late_told_on=timezone.localdate()):
        return False
    emails.send_petition_late(petition)
    return True
