"""The count of a whole round."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from governance.voting.counting.rule import ADVISED, OUTCOMES, Electorate
from governance.voting.counting.tally import Tally, tally
from tests.factories.records import ORDINARY
from tests.governance.voting.counting.strategies import rounds


@given(rounds(), st.integers(1, 3), st.integers(0, 3))
def test_tally_survives_json_and_holds_no_floats(voting, absent, recused):
    counted = voting.tally(absent, recused)
    read = json.loads(json.dumps(counted.to_json()), parse_float=pytest.fail)

    assert Tally.from_json(read).to_json() == read == counted.to_json()


@given(rounds(), st.integers(1, 3), st.integers(0, 3))
def test_tally_accounts_for_every_company(voting, absent, recused):
    counted = voting.tally(absent, recused)

    assert sum(counted.counts.values()) == len(voting.answers)
    assert counted.taken_part + counted.absent == counted.entitled == len(voting.answers) + absent + recused
    assert counted.outcome in OUTCOMES


@given(rounds())
def test_only_what_is_adopted_or_advised_has_winners(voting):
    counted = voting.tally(absent=1)

    assert counted.outcome in ("adopted", ADVISED) or counted.winners == ()


def test_poll_on_a_motion_decides_nothing():
    counted = tally("motion", [{"choice": "yes"}], Electorate(1, 1), rule=ORDINARY, is_advisory=True)

    assert (counted.outcome, counted.counts["yes"]) == ("advised", 1)


def test_more_answers_than_companies_are_refused():
    with pytest.raises(ValueError, match="More companies"):
        tally("motion", [{"choice": "yes"}] * 2, Electorate(2, 2, 1), rule=ORDINARY)


def test_answer_of_another_method_is_not_counted():
    with pytest.raises(KeyError):
        tally("motion", [{"choice": "ballot"}], Electorate(1, 1), rule=ORDINARY)


def test_unknown_method_is_refused():
    with pytest.raises(KeyError):
        tally("lottery", [], Electorate(1, 1), rule=ORDINARY)


def test_none_is_no_key_of_an_option():
    with pytest.raises(ValueError, match="lot"):
        tally("ranked", [], Electorate(1, 1), rule=ORDINARY, option_keys=["none"], lot=["none"])
