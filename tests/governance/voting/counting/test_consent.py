"""Consent and objections."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from governance.voting.counting.rule import Electorate
from governance.voting.counting.tally import tally
from tests.factories.records import FIRST_VERSION, ORDINARY
from tests.governance.voting.counting.strategies import rounds


def outcome(absent=0, recused=0, rule=ORDINARY, **choices: int) -> str:
    answers = [
        {"choice": choice} | ({"reason": "Rumore"} if choice == "objection" else {})
        for choice, number in choices.items()
        for _ in range(number)
    ]
    return tally(
        "consent",
        answers,
        Electorate(len(answers) + absent + recused, len(answers) + absent + recused, recused),
        rule=rule,
    ).outcome


def test_consent_without_objection_is_adopted():
    assert outcome(consent=1) == "adopted"
    assert outcome(consent=1, concern=3, aside=3) == "adopted"


def test_letting_the_others_decide_is_no_consent():
    """One consent and six that let the others decide: adopted in version 1, now no majority."""
    choices = {"consent": 1, "aside": 6}

    assert [outcome(rule=rule, **choices) for rule in (FIRST_VERSION, ORDINARY)] == ["adopted", "rejected"]


def test_one_objection_stops():
    assert outcome(consent=40, objection=1) == "objected"


def test_nobody_consents():
    assert outcome(concern=2, aside=2) == "rejected"


def test_silence_is_never_consent():
    assert outcome(consent=2, absent=3) == "no_quorum"
    assert outcome(absent=5) == "no_quorum"


def test_blanks_count_for_the_quorum_as_in_every_other_way_of_voting():
    """They did not in version 1, so a page said "5 of 5 took part, 3 had to: no quorum"."""
    rules = (FIRST_VERSION, ORDINARY)

    assert [outcome(consent=2, blank=3, rule=rule) for rule in rules] == ["no_quorum", "rejected"]
    assert [outcome(consent=3, blank=2, rule=rule) for rule in rules] == ["adopted", "adopted"]


def test_recused_companies_count_for_the_quorum():
    assert outcome(consent=1, recused=2, absent=3) == "adopted"


def test_objection_without_quorum_decides_nothing():
    assert outcome(objection=1, absent=3) == "no_quorum"


def test_a_tally_of_version_1_tells_explicit_answers_from_blanks():
    answers = [{"choice": "consent"}, {"choice": "blank"}]
    counted = tally("consent", answers, Electorate(4, 4, 1), rule=FIRST_VERSION)

    assert (counted.taken_part, counted.details, counted.outcome) == (3, {"explicit": 2}, "adopted")
    assert (counted.for_quorum, "members" in counted.to_json()) == (2, False)


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
