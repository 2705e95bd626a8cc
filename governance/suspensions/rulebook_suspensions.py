"""Who has no vote because a number of the rulebook says so, until the reason ends."""

from datetime import timedelta

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from governance.hooks import companies_that_owe
from governance.rulebook.models import Rulebook
from governance.suspensions.models import VotingSuspension
from governance.suspensions.services import end_suspension, suspend_company
from members.companies.models import Company


@transaction.atomic
def settle_rulebook_suspensions() -> int:
    """Suspend from tomorrow who owes for longer than the rulebook grants, and end it for who owes no more.

    How many were entered or ended; again: none. Rolls of rounds that are open stay as they are. All members
    read the reason, so it names the rulebook and no debt.
    """
    today = timezone.localdate()
    rulebook = Rulebook.objects.in_force_now()
    days = rulebook.arrears_days_before_suspension if rulebook else None
    running = VotingSuspension.objects.filter(is_by_rulebook=True).exclude(end_on__lte=today)
    if rulebook is None or (days is None and not running.exists()):
        return 0
    # One at a time: of two workers the second finds what the first has entered.
    Rulebook.objects.select_for_update(of=("self",)).get(pk=rulebook.pk)
    owing = {pk for owed in companies_that_owe for pk in owed(days, today)} if days is not None else set()
    suspended = {one.company_id: one for one in running.select_related("company")}
    changed = 0
    for pk, suspension in suspended.items():
        if pk not in owing:
            end_suspension(suspension, end_on=max(today, suspension.start_on), by=None)
            changed += 1
    for company in Company.objects.current(today).filter(pk__in=owing - set(suspended)).order_by("pk"):
        suspend_company(
            company,
            start_on=today + timedelta(days=1),
            reason=_("suspended by the rulebook"),
            rulebook_entry=str(rulebook),
            is_by_rulebook=True,
            by=None,
        )
        changed += 1
    return changed
