"""Numbers as people write them."""

from decimal import Decimal

import pytest
from django.core.exceptions import ValidationError
from django.utils.translation import override

from multifactory.lib.numbers import CommaDecimalField, MoneyField, with_point


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


@pytest.mark.parametrize("language", ["en", "it"])
@pytest.mark.parametrize("written", ["1.200,50", "1,200.50", "1200,5", "1200.50", "1 200,50"])
def test_money_is_read_in_every_spelling_in_every_language(language, written):
    with override(language):
        assert MoneyField().clean(written) == 120050


@pytest.mark.parametrize("written", ["€ 12,50", "12,50 €", "12.5€", "EUR 12.50", "12,50 euro"])
def test_money_may_name_its_currency(written):
    assert MoneyField().clean(written) == 1250


@pytest.mark.parametrize(("language", "shown"), [("en", "1200.50"), ("it", "1200,50")])
def test_money_is_shown_back_in_euro_of_the_language(language, shown):
    field = MoneyField()

    with override(language):
        assert field.widget.format_value(field.prepare_value(120050)) == shown
        assert not field.has_changed(120050, shown)


@pytest.mark.parametrize("text", ["much", "-1", "1.2345,678", "99999999999"])
def test_what_is_no_amount_is_refused(text):
    with pytest.raises(ValidationError):
        MoneyField().clean(text)
