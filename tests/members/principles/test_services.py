"""The figures of a month, kept once."""

from datetime import date

import pytest
from django.db import IntegrityError

from members.principles.figures import METHOD
from members.principles.models import MonthlyFigures
from members.principles.services import keep_figures, write_monthly_figures
from tests.factories.members import CompanyFactory
from tests.threads import at_once

pytestmark = pytest.mark.django_db
FIRST = date(2026, 12, 1)


def test_on_the_first_day_the_month_just_ended_is_kept():
    CompanyFactory.create_batch(8, joined_on=date(2020, 1, 1), left_on=FIRST)
    CompanyFactory(joined_on=FIRST)
    assert write_monthly_figures(FIRST) == 1
    [kept] = MonthlyFigures.objects.all()
    assert (kept.month, kept.day, kept.method) == (date(2026, 11, 1), date(2026, 11, 30), METHOD)
    assert (kept.figures["companies"], kept.figures["day"]) == (8, "2026-11-30")
    assert kept.figures["parts"].keys() == {
        *("m2_registered", "m2_self_declared", "m2_none", "m2_usable", "m2_roofed")
    }


def test_what_is_kept_is_not_written_again():
    assert write_monthly_figures(FIRST) == 1
    CompanyFactory.create_batch(3)
    assert write_monthly_figures(FIRST) == 0
    assert MonthlyFigures.objects.get().figures["companies"] == 0


@pytest.mark.parametrize("day", [2, 15, 30])
def test_a_month_that_was_missed_stays_a_gap(day):
    assert write_monthly_figures(FIRST.replace(day=day)) == 0
    assert MonthlyFigures.objects.count() == 0


def test_january_keeps_december():
    write_monthly_figures(date(2027, 1, 1))
    assert MonthlyFigures.objects.get().month == date(2026, 12, 1)


def test_a_day_before_its_month_is_refused_by_the_database():
    with pytest.raises(IntegrityError):
        MonthlyFigures.objects.create(
            month=date(2026, 11, 1), day=date(2026, 10, 31), method=METHOD, figures={}
        )


@pytest.mark.django_db(transaction=True)
def test_two_workers_write_one_month():
    day = date(2026, 11, 30)
    answers = at_once(*[lambda: keep_figures(day)] * 4)
    assert sorted(answers) == [False, False, False, True]
    assert MonthlyFigures.objects.count() == 1
