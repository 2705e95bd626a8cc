"""The assembly of the year: due eleven months after the accounts were approved, and told once."""

from datetime import date, timedelta

import pytest
import time_machine
from django.urls import reverse
from django.utils import timezone

from governance.attendance.models import AgendaItem, Assembly
from governance.notices.yearly import accounts_due, tell_of_yearly_assembly
from governance.offices.models import Office
from governance.rulebook.models import Rulebook
from tests.factories.governance import ProposalFactory, ResolutionFactory
from tests.factories.members import MembershipFactory
from tests.threads import at_once

pytestmark = pytest.mark.django_db


def approve_accounts(day: date, **terms):
    return ResolutionFactory(matter="accounts", decided_on=day, year=day.year, **terms)


def an_officer(kind="treasurer"):
    place = MembershipFactory(role="representative")
    Office.objects.create(kind=kind, user=place.user, company=place.company, start_on=date(2024, 1, 1))
    return place


@pytest.mark.parametrize(("day", "is_due"), [(date(2026, 3, 29), False), (date(2026, 3, 30), True)])
def test_due_eleven_months_after_the_last_accounts(day, is_due):
    approve_accounts(date(2024, 5, 1))
    approve_accounts(date(2025, 4, 30))
    approve_accounts(date(2025, 12, 1), outcome="rejected")

    due = accounts_due(day)

    assert bool(due) == is_due
    assert due is None or due.until == date(2026, 4, 30)


def test_not_due_without_accounts_or_once_an_assembly_is_called_for_them():
    day = timezone.localdate()
    assert accounts_due(day) is None
    approve_accounts(day - timedelta(days=400))
    assert accounts_due(day)
    assembly = Assembly.objects.create(place="Hall", first_call_at=timezone.now() + timedelta(days=20))
    proposal = ProposalFactory(matter="accounts", state="called")
    AgendaItem.objects.create(assembly=assembly, position=1, title="Accounts", proposal=proposal)
    assert accounts_due(day)

    Assembly.objects.update(
        state="called", year=2026, number=1, called_at=timezone.now(), rulebook=Rulebook.objects.first()
    )

    assert accounts_due(day) is None


def test_officers_and_coordinators_are_told_once_a_year(mailoutbox, coordinator):
    officer, _member = an_officer(), MembershipFactory(role="representative")
    approve_accounts(timezone.localdate() - timedelta(days=340))

    assert [tell_of_yearly_assembly() for _ in range(2)] == [1, 0]
    assert sorted(mail.to[0] for mail in mailoutbox) == sorted([officer.user.email, coordinator.email])

    approve_accounts(timezone.localdate())
    with time_machine.travel(timezone.now() + timedelta(days=345)):
        assert tell_of_yearly_assembly() == 1


def test_the_dashboard_of_officers_says_it_and_that_of_others_does_not(client_of):
    officer, member = an_officer(), MembershipFactory(role="representative")
    approve_accounts(timezone.localdate() - timedelta(days=340))

    pages = [client_of(one.user).get(reverse("dashboard")).content.decode() for one in (officer, member)]

    assert ["An assembly is due" in page for page in pages] == [True, False]


@pytest.mark.django_db(transaction=True)
def test_two_workers_together_tell_once(mailoutbox):
    officer = an_officer()
    approve_accounts(timezone.localdate() - timedelta(days=340))

    answers = at_once(*[tell_of_yearly_assembly] * 4)

    assert (sum(answers), [mail.to for mail in mailoutbox]) == (1, [[officer.user.email]])
