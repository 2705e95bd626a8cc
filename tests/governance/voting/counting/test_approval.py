"""Seats by approval."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from governance.voting.counting.rule import Electorate
from governance.voting.counting.tally import Tally, tally
from tests.factories.records import FIRST_VERSION, ORDINARY
from tests.governance.voting.counting.strategies import rounds

APPROVAL = ("approval",)


def count(*names: str, seats=1, lot="ABC", blank=0, absent=0, is_advisory=False, rule=ORDINARY) -> Tally:
    """One ballot for each text, approving of its letters."""
    answers = [{"choice": "ballot", "options": list(one)} for one in names] + [{"choice": "blank"}] * blank
    electorate = Electorate(len(answers) + absent, len(answers) + absent)
    return tally(
        "approval",
        answers,
        electorate,
        rule=rule,
        option_keys=sorted(lot),
        lot=tuple(lot),
        seats=seats,
        is_advisory=is_advisory,
    )


def test_most_approved_take_the_seats():
    counted = count("AB", "AB", "A", "C", "BC", seats=2)

    assert (counted.outcome, counted.winners, counted.lot_used) == ("adopted", ("A", "B"), False)
    assert counted.details == {
        "scores": {"A": 3, "B": 3, "C": 2},
        "ballots": 5,
        "needed": 1,
        "elected": ["A", "B"],
        "naming": 5,
    }


@pytest.mark.parametrize(
    ("names", "winners"), [(["A", "B"], ()), (["A", "A", "B"], ("A",)), (["AB", "A"], ("A",))]
)
def test_single_winner_needs_more_than_half_of_the_ballots(names, winners):
    counted = count(*names)

    assert (counted.winners, counted.outcome) == (winners, "adopted" if winners else "rejected")


def test_blanks_raise_what_a_single_winner_needs_of_those_present():
    """They did not in version 1: two of thirteen present took the seat."""
    first = count("A", "A", "B", blank=10, rule=FIRST_VERSION)
    now = count("A", "A", "B", blank=10)

    assert (first.winners, first.details["needed"]) == (("A",), 2)
    assert (now.winners, now.details["needed"], now.outcome) == ((), 7, "rejected")


def test_ballot_without_a_name_weighs_against_a_single_winner():
    assert [count("A", "", "A", "").winners, count("A", "", "A").winners] == [(), ("A",)]


@pytest.mark.parametrize(("lot", "winner"), [("ABC", "A"), ("CBA", "B")])
def test_single_seat_tie_goes_to_the_lot(lot, winner):
    counted = count("AB", "AB", "C", lot=lot)

    assert (counted.winners, counted.lot_used) == ((winner,), True)


@pytest.mark.parametrize(("lot", "second"), [("ABC", "B"), ("CBA", "C")])
def test_boundary_tie_by_lot(lot, second):
    counted = count("AB", "AC", "A", seats=2, lot=lot)

    assert (counted.winners, counted.lot_used) == (("A", second), True)


def test_a_tie_at_the_last_seat_of_an_election_has_a_run_off():
    rule = replace(ORDINARY, is_tie_run_off=True)
    counted = count("AB", "AC", "A", seats=2, rule=rule)

    assert (counted.outcome, counted.winners, counted.lot_used) == ("tied", (), False)
    assert (counted.details["elected"], counted.details["tied"]) == (["A"], ["B", "C"])


@pytest.mark.parametrize(("is_run_off", "winners"), [(True, ("A",)), (False, ())])
def test_a_run_off_for_the_last_of_several_seats_asks_for_no_majority(is_run_off, winners):
    counted = count("A", "A", "B", "C", "", rule=replace(ORDINARY, is_run_off=is_run_off))

    assert counted.winners == winners


def test_tie_within_the_seats_needs_no_lot():
    assert count("AB", "AB", "AC", seats=3, lot="CBA").lot_used is False
    assert count("AB", "BA", seats=2).lot_used is False


def test_nobody_is_elected_without_an_approval():
    counted = count("A", seats=2)

    assert (counted.winners, counted.lot_used) == (("A",), False)


def test_seats_at_least_candidates():
    assert [count("AB", "C", seats=seats).winners for seats in (3, 4)] == [("A", "B", "C")] * 2


def test_all_blank_elects_nobody():
    assert [count(blank=3, seats=seats).outcome for seats in (1, 2)] == ["rejected", "no_quorum"]


def test_no_quorum_elects_nobody():
    counted = count("AB", seats=1, absent=2)

    assert (counted.outcome, counted.winners, counted.lot_used) == ("no_quorum", (), False)


def test_advisory_approval_names_who_leads():
    counted = count("A", absent=9, is_advisory=True)

    assert (counted.outcome, counted.winners) == ("advised", ("A",))


@pytest.mark.parametrize("lot", ["AB", "ABCD", "AAB", ""])
def test_lot_that_is_not_the_options_is_refused(lot):
    with pytest.raises(ValueError, match="lot"):
        tally("approval", [], Electorate(1, 1), rule=ORDINARY, option_keys="ABC", lot=tuple(lot))


# --- Whatever the ballots -----------------------------------------------------------------------------


@given(rounds(APPROVAL), st.randoms())
def test_approval_is_neutral_to_the_order_of_ballots(voting, random):
    shuffled = list(voting.answers)
    random.shuffle(shuffled)

    assert replace(voting, answers=tuple(shuffled)).tally(absent=1) == voting.tally(absent=1)


@given(rounds(APPROVAL), st.data())
def test_approval_is_neutral_to_the_names_of_options(voting, data):
    names = dict(zip(voting.keys, data.draw(st.permutations(voting.keys)), strict=True))
    answers = tuple(
        answer | ({"options": [names[key] for key in answer["options"]]} if "options" in answer else {})
        for answer in voting.answers
    )
    first = voting.tally(absent=1)
    other = replace(voting, answers=answers, lot=tuple(names[key] for key in voting.lot)).tally(absent=1)

    assert other.winners == tuple(names[key] for key in first.winners)
    assert (other.outcome, other.lot_used) == (first.outcome, first.lot_used)


@given(rounds(APPROVAL))
def test_one_more_approval_keeps_a_winner(voting):
    """Monotone: a name added to any ballot for anybody elected leaves them elected."""
    for winner in voting.tally(absent=1).winners:
        for place, answer in enumerate(voting.answers):
            if winner not in answer.get("options", [winner]):
                more = {"choice": "ballot", "options": [*answer["options"], winner]}
                answers = (*voting.answers[:place], more, *voting.answers[place + 1 :])
                assert winner in replace(voting, answers=answers).tally(absent=1).winners


@given(rounds(APPROVAL))
def test_who_is_elected_has_no_fewer_approvals_than_who_is_not(voting):
    counted = voting.tally(absent=1)
    scores, elected = counted.details["scores"], counted.details["elected"]
    others = [
        score for key, score in scores.items() if key not in elected and score >= counted.details["needed"]
    ]

    tied = counted.details.get("tied", [])
    assert len(elected) <= voting.seats
    assert all(scores[key] >= score for key in elected for score in others)
    assert not others or len(elected) == voting.seats or len(elected) + len(tied) > voting.seats
    assert len({scores[key] for key in tied}) <= 1


@given(rounds(APPROVAL))
def test_a_run_off_leaves_out_nobody_whom_the_lot_could_have_elected(voting):
    """Those above the tie are elected whatever the lot; those in it are the ones it decides between."""
    by_lot = replace(voting, rule=replace(voting.rule, is_tie_run_off=False)).tally(absent=1)
    rule = replace(voting.rule, quorum_of=voting.rule.quorum_of or "members", is_tie_run_off=True)
    run_off = replace(voting, rule=rule).tally(absent=1)
    if "tied" not in run_off.details:
        return
    elected, tied = run_off.details["elected"], run_off.details["tied"]

    assert set(elected) <= set(by_lot.details["elected"]) <= {*elected, *tied} or voting.rule.version == 1
    assert len(elected) < voting.seats < len(elected) + len(tied)
    assert (run_off.winners, run_off.lot_used) == ((), False)
