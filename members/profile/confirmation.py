"""Once a year a company is asked whether its page is still right."""

from datetime import date

from django.db import transaction
from django.utils import timezone

from members.companies.models import Company
from members.profile import emails


def confirm_page(company: Company) -> None:
    """Its people say today that the page is right."""
    Company.objects.filter(pk=company.pk).update(confirmed_on=timezone.localdate())


def ask_for_confirmation(today: date | None = None) -> int:
    """Mail the representatives of each company whose page nobody has confirmed for a year.

    Returns how many companies were asked. One without representatives is asked when it has one. Twice on a
    day, or by two workers, asks once.
    """
    today = today or timezone.localdate()
    return sum(
        _ask_representatives(company, today) for company in Company.objects.to_ask(today).order_by("pk")
    )


@transaction.atomic
def _ask_representatives(company: Company, today: date) -> bool:
    memberships = company.memberships.current(today).representatives().filter(user__is_active=True)
    people = [membership.user for membership in memberships.select_related("user")]
    # Whoever changes the row first writes the mails.
    if not people or not Company.objects.to_ask(today).filter(pk=company.pk).update(asked_on=today):
        return False
    for person in people:
        emails.send_page_check(company, person)
    return True
