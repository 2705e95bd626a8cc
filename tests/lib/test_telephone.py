"""What a telephone dials of a number as people write it."""

import pytest

from multifactory.lib.telephone import number_to_dial


@pytest.mark.parametrize(
    ("written", "dialled"),
    [
        ("0376 123456 int. 12", "0376123456"),
        ("+39 0376 123456 int.12", "+390376123456"),
        ("0376 123456 (int. 12)", "0376123456"),
        ("0376 123456 (12)", "0376123456"),
        ("0376 123456x12", "0376123456"),
        ("800 123 456 #3", "800123456"),
    ],
)
def test_an_extension_is_not_dialled(written, dialled):
    assert number_to_dial(written) == dialled


@pytest.mark.parametrize(
    ("written", "dialled"),
    [
        ("0376 123456, 333 1234567", "0376123456"),
        ("0376 123456 / 333 1234567", "0376123456"),
        ("0376 123456/7", "0376123456"),
        ("0376 123456 - 0376 123457", "0376123456"),
        ("+39 0376 123456 +39 333 1234567", "+390376123456"),
        ("0376123456 o 333 1234567", "0376123456"),
        ("n. 1: 0376 123456", "0376123456"),
    ],
)
def test_the_first_of_two_numbers_is_dialled(written, dialled):
    assert number_to_dial(written) == dialled


@pytest.mark.parametrize(
    ("written", "dialled"),
    [
        ("0376 123456", "0376123456"),
        ("0376/123456", "0376123456"),
        ("+39 0376 - 123456", "+390376123456"),
        ("(0376) 12-34-56", "0376123456"),
        ("02.1234.5678", "0212345678"),
        ("Tel. +39 (0)376 123456", "+390376123456"),
        ("112", "112"),
        ("on request", ""),
        ("", ""),
    ],
)
def test_a_number_is_dialled_whole_however_it_is_written(written, dialled):
    assert number_to_dial(written) == dialled
