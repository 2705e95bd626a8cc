"""Consent and objections."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from governance.voting.counting.rule import Electorate
from governance.voting.counting.tally import tally
from tests.factories.records import ORDINARY
from tests.governance.voting.counting.strategies import rounds


def outcome(absent=0, recused=0, **choices: int) -> str:
    answers = [
        {"choice": choice} | ({"reason": "Rumore"} if choice == "objection" else {})
        for choice, number in choices.items()
        for _ in range(number)
    ]
    return tally(
        "consent", answers, Electorate(len(answers) + absent + recused, recused), rule=ORDINARY
    ).outcome


def test_consent_without_objection_is_adopted():
    assert outcome(consent=1) == "adopted"
    assert outcome(consent=1, concern=3, aside=3) == "adopted"


def test_one_objection_stops():
    assert outcome(consent=40, objection=1) == "objected"


def test_nobody_consents():
    assert outcome(concern=2, aside=2) == "rejected"


def test_silence_is_never_consent():
    assert outcome(consent=2, absent=3) == "no_quorum"
    assert outcome(absent=5) == "no_quorum"


def test_blanks_do_not_make_the_quorum():
    assert outcome(consent=2, blank=3) == "no_quorum"
    assert outcome(consent=3, blank=2) == "adopted"


def test_recused_companies_count_for_the_quorum():
    assert outcome(consent=1, recused=2, absent=3) == "adopted"


def test_objection_without_quorum_decides_nothing():
    assert outcome(objection=1, absent=3) == "no_quorum"


def test_tally_tells_explicit_answers_from_blanks():
    counted = tally("consent", [{"choice": "consent"}, {"choice": "blank"}], Electorate(4, 1), rule=ORDINARY)

    assert (counted.taken_part, counted.details, counted.outcome) == (3, {"explicit": 2}, "adopted")


@given(rounds(("consent",)), st.randoms())
def test_consent_is_neutral_to_the_order_of_answers(voting, random):
    shuffled = list(voting.answers)
    random.shuffle(shuffled)

    assert replace(voting, answers=tuple(shuffled)).tally(absent=1) == voting.tally(absent=1)


@given(rounds(("consent",)), st.data())
def test_an_objection_withdrawn_never_undoes_an_adoption(voting, data):
    """Monotone: whatever somebody says, saying consent in its place does not harm."""
    if not voting.answers or voting.tally().outcome != "adopted":
        return
    place = data.draw(st.integers(0, len(voting.answers) - 1))
    answers = [*voting.answers[:place], {"choice": "consent"}, *voting.answers[place + 1 :]]

    assert replace(voting, answers=tuple(answers)).tally().outcome == "adopted"


@pytest.mark.parametrize("other", ["concern", "aside", "consent"])
def test_withdrawn_objection_lets_it_pass(other):
    counts = {"consent": 2} | {other: 1 + 2 * (other == "consent")}

    assert (outcome(consent=2, objection=1), outcome(**counts)) == ("objected", "adopted")
