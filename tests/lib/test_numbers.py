"""Numbers as people write them."""

from decimal import Decimal

import pytest
from django.core.exceptions import ValidationError

from multifactory.lib.numbers import CommaDecimalField, with_point


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("62", "62"),
        ("62.5", "62.5"),
        ("62,5", "62.5"),
        (" 1 200,50 ", "1200.50"),
        ("1.200,50", "1200.50"),
        ("1,200.50", "1200.50"),
        ("1'200.5", "1200.5"),
        ("much", "much"),
        ("-3,5", "-3.5"),
    ],
)
def test_decimals_are_read_with_point_or_comma(written, meant):
    assert with_point(written) == meant


@pytest.mark.parametrize("text", ["much", "1,2,x", "NaN", "0", "123456789", "1,234"])
def test_what_is_no_area_is_refused(text):
    field = CommaDecimalField(min_value=Decimal("0.01"), max_digits=8, decimal_places=2)

    with pytest.raises(ValidationError):
        field.clean(text)
