"""The question of every year."""

from datetime import date, timedelta

import pytest
from django.db import transaction
from django.utils import timezone

from members.changes.models import ChangeRequest
from members.changes.services import request_change
from members.companies.models import Company
from members.people.models import Membership
from members.profile.confirmation import ask_for_confirmation, confirm_page
from tests.factories.members import (
    CompanyFactory,
    MembershipFactory,
    UserFactory,
)

pytestmark = pytest.mark.django_db
TODAY = date(2026, 6, 1)
YEAR = timedelta(days=365)


@pytest.fixture
def asked(company, representative) -> ChangeRequest:
    return request_change(company, by=representative, name="Sedie Belle", note="Ada has joined us.")


def member(company: Company, **user) -> None:
    MembershipFactory(company=company, role=Membership.Role.REPRESENTATIVE, user=UserFactory(**user))


def test_a_year_after_the_last_look_the_representatives_are_asked(mailoutbox):
    company = CompanyFactory(name="Sedie Belle", slug="sedie-belle", confirmed_on=TODAY - YEAR)
    member(company, email="a@example.org", language="en")
    member(company, email="b@example.org", language="it")
    MembershipFactory(company=company)  # a collaborator
    member(company, is_active=False)
    assert ask_for_confirmation(TODAY) == 1
    assert sorted(mail.to for mail in mailoutbox) == [["a@example.org"], ["b@example.org"]]
    in_english = next(mail for mail in mailoutbox if mail.to == ["a@example.org"])
    assert in_english.subject == "Is the page of Sedie Belle still correct?"
    assert "/companies/sedie-belle/edit/" in in_english.body
    assert Company.objects.get().asked_on == TODAY


@pytest.mark.parametrize(
    ("dates", "is_asked"),
    [
        ({"joined_on": TODAY - YEAR}, True),
        ({"joined_on": TODAY - YEAR + timedelta(days=1)}, False),
        ({"joined_on": TODAY - 5 * YEAR, "confirmed_on": TODAY - YEAR + timedelta(days=1)}, False),
        ({"joined_on": TODAY - 5 * YEAR, "confirmed_on": TODAY - YEAR}, True),
        ({"joined_on": TODAY - 5 * YEAR, "asked_on": TODAY - 2 * YEAR}, False),
        ({"joined_on": TODAY - 5 * YEAR, "asked_on": TODAY - 2 * YEAR, "confirmed_on": TODAY - YEAR}, True),
        ({"joined_on": TODAY - 5 * YEAR, "left_on": TODAY}, False),
    ],
)
def test_who_is_asked(dates, is_asked):
    company = CompanyFactory(**dates)
    member(company)
    assert ask_for_confirmation(TODAY) == int(is_asked)


def test_nobody_is_asked_twice(mailoutbox):
    company = CompanyFactory(confirmed_on=TODAY - YEAR)
    member(company)
    assert [ask_for_confirmation(TODAY + timedelta(days=days)) for days in (0, 0, 1, 400)] == [
        1,
        0,
        0,
        0,
    ]
    assert len(mailoutbox) == 1


def test_a_company_without_representatives_waits_for_one():
    company = CompanyFactory(confirmed_on=TODAY - YEAR)
    assert ask_for_confirmation(TODAY) == 0
    member(company)
    assert ask_for_confirmation(TODAY) == 1


def test_the_mail_and_the_day_are_kept_together(monkeypatch):
    company = CompanyFactory(confirmed_on=TODAY - YEAR)
    member(company)
    with transaction.atomic():
        ask_for_confirmation(TODAY)
        transaction.set_rollback(True)
    assert Company.objects.get(pk=company.pk).asked_on is None


@pytest.mark.parametrize(
    ("asked", "confirmed", "since"),
    [
        (None, None, None),
        (29, None, None),
        (30, None, "joined"),
        (30, 400, "confirmed"),
        (30, 30, None),
        (40, 3, None),
        (400, 500, "confirmed"),
    ],
)
def test_after_30_days_without_an_answer_the_page_says_since_when(asked, confirmed, since):
    today = timezone.localdate()
    days = {
        name: None if ago is None else today - timedelta(days=ago)
        for name, ago in (("asked_on", asked), ("confirmed_on", confirmed))
    }
    company = CompanyFactory(**days)
    expected = {None: None, "joined": company.joined_on, "confirmed": days["confirmed_on"]}[since]
    assert company.unconfirmed_since == expected
    assert list(Company.objects.unconfirmed()) == ([company] if expected else [])


def test_an_answer_takes_the_question_back():
    company = CompanyFactory(asked_on=timezone.localdate() - timedelta(days=90))
    confirm_page(company)
    assert Company.objects.get().unconfirmed_since is None
