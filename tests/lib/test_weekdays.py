"""Days of the week as one number."""

from datetime import date

import pytest
from django.core.exceptions import ValidationError
from django.utils import translation

from multifactory.lib.weekdays import (
    EVERY_DAY,
    WeekdaysFormField,
    describe_weekdays,
    holds_on,
    weekday_mask,
    weekdays_in,
)


@pytest.mark.parametrize(
    ("days", "english", "italian"),
    [
        (range(7), "every day", "ogni giorno"),
        (range(5), "Mon–Fri", "lun–ven"),
        ([1, 3], "Tue, Thu", "mar, gio"),
        ([0, 1, 4, 5, 6], "Mon, Tue, Fri–Sun", "lun, mar, ven–dom"),
    ],
)
def test_days_are_said_in_few_words(days, english, italian):
    with translation.override("en"):
        assert describe_weekdays(weekday_mask(days)) == english
    with translation.override("it"):
        assert describe_weekdays(weekday_mask(days)).lower() == italian


def test_a_day_holds_by_its_weekday():
    monday_to_friday = weekday_mask(range(5))

    assert weekdays_in(monday_to_friday) == [0, 1, 2, 3, 4]
    assert holds_on(monday_to_friday, date(2026, 12, 4))
    assert not holds_on(monday_to_friday, date(2026, 12, 5))
    assert all(holds_on(EVERY_DAY, date(2026, 12, day)) for day in range(1, 8))


def test_the_form_takes_boxes_and_asks_for_one_at_least():
    field = WeekdaysFormField()

    assert field.clean(["0", "6"]) == 0b1000001
    assert field.prepare_value(0b1000001) == [0, 6]
    assert not field.has_changed(0b1000001, ["0", "6"])
    assert field.has_changed(0b1000001, ["0"])
    for bad in ([], ["7"], ["x"]):
        with pytest.raises(ValidationError):
            field.clean(bad)
