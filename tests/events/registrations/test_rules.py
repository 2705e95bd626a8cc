from datetime import timedelta

import pytest
from django.utils import timezone

from events.programme.models import Event
from events.registrations.codes import ALPHABET, new_code, read_code
from events.registrations.rules import Refusal, refusal_of
from tests.events.helpers import build_event

HOUR = timedelta(hours=1)


@pytest.mark.parametrize(
    ("facts", "refusal"),
    [
        ({"capacity": None}, None),
        ({"capacity": 2}, None),
        ({"capacity": 0}, Refusal.WITHOUT),
        ({"capacity": 2, "starts_at": timezone.now()}, Refusal.STARTED),
        ({"state": Event.State.DRAFT}, Refusal.NOT_PUBLISHED),
        ({"state": Event.State.CANCELLED, "starts_at": timezone.now() - HOUR}, Refusal.CANCELLED),
        ({"registration_opens_at": timezone.now() + HOUR}, Refusal.NOT_YET),
        ({"registration_opens_at": timezone.now() - HOUR}, None),
        ({"registration_closes_at": timezone.now() - HOUR}, Refusal.CLOSED),
        ({"registration_closes_at": timezone.now() + HOUR}, None),
    ],
)
def test_a_newcomer_is_refused_for_the_first_reason_that_holds(facts, refusal):
    assert refusal_of(build_event(**facts), now=timezone.now()) == refusal


@pytest.mark.parametrize(
    ("typed", "code"),
    [
        ("A1B2C0", "A1B2C0"),
        ("aLb2cO", "A1B2C0"),
        ("a i b-2 c o", "A1B2C0"),
        ("A1B2C", ""),
        ("A1B2C0D", ""),
        ("A1B2CU", ""),
        ("A1B2C\x00", ""),
        ("x" * 10000, ""),
        ("", ""),
    ],
)
def test_a_code_with_an_o_for_0_and_an_l_for_1_is_read_as_0_and_1(typed, code):
    assert read_code(typed) == code


def test_a_code_has_six_of_crockfords_letters_and_is_new():
    seen = []
    code = new_code(lambda code: seen.append(code) or len(seen) < 3)
    assert (len(seen), seen[-1]) == (3, code)
    assert len(code) == 6
    assert set(code) <= set(ALPHABET)
    assert len(ALPHABET) == 32
    assert not set("ILOU") & set(ALPHABET)
