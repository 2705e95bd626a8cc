"""Dots, which advise."""

from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from governance.voting.counting.rule import Electorate
from governance.voting.counting.tally import Tally, tally
from tests.factories.records import ORDINARY
from tests.governance.voting.counting.strategies import rounds


def count(*dots: dict[str, int], absent=0) -> Tally:
    answers = [{"choice": "ballot", "dots": one} for one in dots]
    return tally(
        "dots",
        answers,
        Electorate(len(answers) + absent, len(answers) + absent),
        rule=ORDINARY,
        option_keys="ABC",
    )


def test_sums_and_shared_ranks():
    counted = count({"A": 2, "B": 2}, {"A": 1, "B": 1, "C": 1})

    assert counted.details == {"sums": {"A": 3, "B": 3, "C": 1}, "ranks": {"A": 1, "B": 1, "C": 3}}
    assert (counted.winners, counted.lot_used) == (("A", "B"), False)


def test_dots_advise_whatever_the_quorum():
    assert [count({"A": 1}).outcome, count({"A": 1}, absent=9).outcome] == ["advised"] * 2


def test_nobody_leads_without_a_dot():
    counted = count(absent=3)

    assert (counted.winners, counted.details["ranks"]) == ((), {"A": 1, "B": 1, "C": 1})


@given(rounds(("dots",)), st.randoms())
def test_dots_are_neutral_to_order_and_names(voting, random):
    answers, keys = list(voting.answers), list(voting.keys)
    random.shuffle(answers)
    random.shuffle(keys)
    names = dict(zip(voting.keys, keys, strict=True))
    renamed = tuple(
        answer
        | ({"dots": {names[key]: dots for key, dots in answer["dots"].items()}} if "dots" in answer else {})
        for answer in answers
    )
    first, other = voting.tally(absent=1), replace(voting, answers=renamed).tally(absent=1)

    assert other.details["ranks"] == {names[key]: rank for key, rank in first.details["ranks"].items()}
    assert set(other.winners) == {names[key] for key in first.winners}
