"""Measures as people write them."""

from decimal import Decimal

import pytest
from django.core.exceptions import ValidationError

from multifactory.lib.numbers import CommaDecimalField

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("text", "number"),
    [("62,5", "62.5"), ("62.5", "62.5"), ("1.250,50", "1250.50"), ("1,250.50", "1250.50"), ("7", "7")],
)
def test_a_measure_is_read_as_people_write_it(text, number):
    assert CommaDecimalField(max_digits=8, decimal_places=2).clean(text) == Decimal(number)


@pytest.mark.parametrize("text", ["1,250", "1.250", "1.250.000", "x", "NaN", "1,,5"])
def test_a_measure_that_could_be_misread_is_refused(text):
    with pytest.raises(ValidationError):
        CommaDecimalField(max_digits=8, decimal_places=2).clean(text)
