"""Orders of preference: Schulze, the lot, and the winner against "none of these"."""

from dataclasses import replace
from itertools import pairwise, permutations

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from governance.voting.counting.answers import NONE
from governance.voting.counting.ranked import places, prefer, strongest_paths
from governance.voting.counting.rule import Electorate
from governance.voting.counting.tally import Tally, tally
from tests.factories.records import ORDINARY
from tests.governance.voting.counting.strategies import rounds

SIMPLE = replace(ORDINARY, base="cast")


def ballots(*groups: tuple[int, str]) -> list[dict]:
    """(5, "A B=C none"): five companies rank A first, B and C equal second, then none; the others last."""
    return [
        {
            "choice": "ballot",
            "ranks": {
                key: rank for rank, group in enumerate(order.split(), start=1) for key in group.split("=")
            },
        }
        for number, order in groups
        for _ in range(number)
    ]


def count(answers, lot="ABCDE", *, rule=ORDINARY, absent=0, recused=0, is_advisory=False) -> Tally:
    electorate = Electorate(len(answers) + absent + recused, len(answers) + absent + recused, recused)
    return tally(
        "ranked",
        answers,
        electorate,
        rule=rule,
        option_keys=sorted(lot),
        lot=tuple(lot),
        is_advisory=is_advisory,
    )


# --- The order ----------------------------------------------------------------------------------------


def test_condorcet_winner_wins_though_first_on_fewest_ballots():
    counted = count(ballots((4, "A C B"), (3, "B C A"), (2, "C A B")), "ABC")

    assert (counted.outcome, counted.winners, counted.lot_used) == ("adopted", ("C",), False)
    assert counted.details["order"] == [["C"], ["A"], ["B"], ["none"]]


def test_example_of_schulze():
    """Schulze 2011, example 1: E, A, C, B, D."""
    counted = count(
        ballots(
            (5, "A C B E D"),
            (5, "A D E C B"),
            (8, "B E D A C"),
            (3, "C A B E D"),
            (7, "C A E B D"),
            (2, "C B A D E"),
            (7, "D C E B A"),
            (8, "E B A D C"),
        )
    )

    assert counted.details["order"] == [["E"], ["A"], ["C"], ["B"], ["D"], ["none"]]
    assert counted.details["pairwise"]["A"] == {"B": 20, "C": 26, "D": 30, "E": 22, "none": 45}
    assert {key: won for key, (won, _) in counted.details["strengths"]["A"].items()} == {
        "B": 28,
        "C": 28,
        "D": 30,
        "E": 24,
        "none": 45,
    }


def test_three_cycle():
    """A beats B by 5 to 4, B beats C by 7, C beats A by 6: the weakest win, that over B, is broken."""
    counted = count(ballots((3, "A B C"), (2, "C A B"), (4, "B C A")), "CAB")

    assert counted.details["pairwise"]["A"]["B"] == 5
    assert counted.details["order"] == [["B"], ["C"], ["A"], ["none"]]
    assert counted.lot_used is False


@pytest.mark.parametrize("lot", ["ABC", "BCA", "CBA"])
def test_three_cycle_of_equal_wins_goes_to_the_lot(lot):
    counted = count(ballots((1, "A B C"), (1, "B C A"), (1, "C A B")), lot)

    assert (counted.winners, counted.lot_used) == ((lot[0],), True)


@pytest.mark.parametrize("lot", ["ABC", "BCA", "CBA"])
def test_all_equal(lot):
    counted = count(ballots((3, "A=B=C none")), lot)

    assert counted.details["order"] == [[*lot], ["none"]]
    assert (counted.winners, counted.lot_used) == ((lot[0],), True)


def test_all_equal_with_none_is_nobody_s_preference():
    counted = count(ballots((3, "A=B=none")), "BA")

    assert (counted.outcome, counted.winners) == ("rejected", ())
    assert counted.details["against_none"] == {"yes": 0, "no": 0, "abstain": 3}


def test_truncated_ballots():
    """What is not ranked comes last, together with "none" where that is not ranked either."""
    counted = count(ballots((3, "A"), (2, "B none")), "ABC")

    assert counted.details["pairwise"] == {
        "A": {"B": 3, "C": 3, "none": 3},
        "B": {"A": 2, "C": 2, "none": 2},
        "C": {"A": 0, "B": 0, "none": 0},
        "none": {"A": 2, "B": 0, "C": 2},
    }
    assert counted.winners == ("A",)


def test_gaps_in_the_ranks_mean_nothing():
    answers = [{"choice": "ballot", "ranks": {"A": 1, "B": 3, NONE: 3}}]

    assert count(answers, "AB").details == count(ballots((1, "A B=none")), "AB").details


def test_fewer_losing_votes_make_the_stronger_win():
    """A over B and B over C by as many votes: the one with fewer against it is stronger."""
    pairs = {"A": {"B": 5, "C": 1}, "B": {"A": 1, "C": 5}, "C": {"A": 5, "B": 3}}

    assert strongest_paths(pairs) == {
        "A": {"B": (5, -1), "C": (5, -3)},
        "B": {"A": (5, -3), "C": (5, -3)},
        "C": {"A": (5, -1), "B": (5, -1)},
    }


# --- Against none -------------------------------------------------------------------------------------


def test_none_wins():
    counted = count(ballots((3, "none A B"), (2, "A B none")), "AB")

    assert (counted.outcome, counted.winners, counted.details["winner"]) == ("rejected", (), "none")
    assert counted.details["leader"] == "A"
    assert counted.details["against_none"] == {"yes": 2, "no": 3, "abstain": 0}


def test_winner_fails_the_rule():
    """Ranked first, checked after: B does not step in, though it would pass where A fails."""
    rule = replace(ORDINARY, numerator=2, denominator=3, is_strict=False)
    counted = count(ballots((5, "A B none"), (2, "B none A"), (2, "none A B")), "AB", rule=rule)

    assert counted.details["against_none"] == {"yes": 5, "no": 4, "abstain": 0}
    assert counted.details["pairwise"]["B"]["none"] == 7
    assert (counted.details["winner"], counted.outcome, counted.winners) == ("A", "rejected", ())


def test_equal_to_none_abstains_and_a_blank_weighs_as_no_among_those_present():
    answers = [*ballots((3, "A none"), (1, "A=none"), (1, "none A")), {"choice": "blank"}]

    assert count(answers, "A").outcome == "rejected"
    assert count(answers, "A", rule=SIMPLE).outcome == "adopted"
    assert count(answers, "A").as_motion.against("present") == 6


def test_as_many_for_the_winner_as_for_none_is_a_tie():
    counted = count(ballots((2, "A none"), (2, "none A")), "A")

    assert (counted.details["winner"], counted.outcome, counted.winners) == ("A", "tied", ())


def test_none_is_never_drawn_before_an_option():
    """A and "none" share the first place: the rule decides, not the lot."""
    counted = count(ballots((2, "A B none"), (2, "none A B")), "BA")

    assert counted.details["order"][0] == ["A", "none"]
    assert (counted.outcome, counted.lot_used) == ("tied", False)


def test_no_quorum_elects_nobody():
    counted = count(ballots((2, "A=B none")), "AB", absent=3)

    assert (counted.outcome, counted.winners, counted.lot_used) == ("no_quorum", (), False)


def test_advisory_ranking_decides_nothing_and_names_who_leads():
    counted = count(ballots((1, "B A none")), "AB", absent=3, is_advisory=True)

    assert (counted.outcome, counted.winners) == ("advised", ("B",))


def test_nobody_ranks_anything():
    counted = count([{"choice": "blank"}] * 3, "AB")

    assert (counted.outcome, counted.winners) == ("rejected", ())


def test_ten_options_are_counted():
    assert count(ballots((3, "J I H G F E D C B A none")), "ABCDEFGHIJ").winners == ("J",)


# --- Whatever the ballots -----------------------------------------------------------------------------

RANKED = ("ranked",)


def renamed(answer, names):
    ranks = {names.get(key, key): rank for key, rank in answer.get("ranks", {}).items()}
    return answer | ({"ranks": ranks} if ranks else {})


@given(rounds(RANKED), st.randoms())
def test_ranking_is_neutral_to_the_order_of_ballots(voting, random):
    shuffled = list(voting.answers)
    random.shuffle(shuffled)

    assert replace(voting, answers=tuple(shuffled)).tally(absent=1) == voting.tally(absent=1)


@given(rounds(RANKED), st.data())
def test_ranking_is_neutral_to_the_names_of_options(voting, data):
    """Options renamed on ballots and in the lot: the same one wins under its new name."""
    names = dict(zip(voting.keys, data.draw(st.permutations(voting.keys)), strict=True))
    other = replace(
        voting,
        answers=tuple(renamed(answer, names) for answer in voting.answers),
        lot=tuple(names[key] for key in voting.lot),
    ).tally(absent=1)
    first = voting.tally(absent=1)

    assert other.winners == tuple(names[key] for key in first.winners)
    assert (other.outcome, other.lot_used) == (first.outcome, first.lot_used)
    assert other.details["order"] == [
        [names.get(key, key) for key in group] for group in first.details["order"]
    ]


def first_place(voting):
    keys = (*voting.lot, NONE)
    given_ballots = [answer for answer in voting.answers if answer["choice"] == "ballot"]
    return places(strongest_paths(prefer(given_ballots, keys)), keys)[0]


@given(rounds(RANKED), st.data())
def test_raising_the_winner_keeps_it(voting, data):
    """Monotone: ranked higher on one ballot, whoever was first stays first, and alone if alone."""
    at = [place for place, answer in enumerate(voting.answers) if answer["choice"] == "ballot"]
    assume(at)
    before = first_place(voting)
    winner = data.draw(st.sampled_from(before))
    place = data.draw(st.sampled_from(at))
    answer = voting.answers[place]
    rank = answer["ranks"].get(winner, len(voting.keys) + 2)
    raised = answer | {"ranks": answer["ranks"] | {winner: data.draw(st.integers(0, rank))}}
    after = first_place(
        replace(voting, answers=(*voting.answers[:place], raised, *voting.answers[place + 1 :]))
    )

    assert winner in after
    assert len(before) > 1 or after == before


@given(rounds(RANKED))
def test_condorcet_winner_is_alone_in_the_first_place(voting):
    pairs = voting.tally(absent=1).details["pairwise"]
    winners = [x for x in pairs if all(pairs[x][y] > pairs[y][x] for y in pairs if y != x)]

    if winners:
        assert first_place(voting) == winners


@given(rounds(RANKED))
def test_lot_is_used_only_among_those_tied_for_the_first_place(voting):
    counted = voting.tally(absent=1)
    tied = [key for key in counted.details["order"][0] if key != NONE]

    is_by_lot = len(tied) > 1 and not voting.rule.is_tie_run_off
    assert counted.lot_used == (is_by_lot and counted.outcome != "no_quorum")
    if counted.winners and len(tied) > 1:
        assert counted.winners == (min(tied, key=voting.lot.index),)


@settings(max_examples=200)
@given(rounds(RANKED))
def test_strengths_agree_with_every_path_walked(voting):
    """The definition itself: over all paths without a circle, the strongest weakest link."""
    counted = voting.tally(absent=1)
    pairs = counted.details["pairwise"]

    def link(x, y):
        return (pairs[x][y], -pairs[y][x]) if pairs[x][y] > pairs[y][x] else (0, 0)

    for x in pairs:
        for y in pairs:
            if x == y:
                continue
            between = [key for key in pairs if key not in (x, y)]
            walks = [
                (x, *middle, y)
                for length in range(len(between) + 1)
                for middle in permutations(between, length)
            ]
            strongest = max(min(link(*step) for step in pairwise(walk)) for walk in walks)
            assert counted.details["strengths"][x][y] == [strongest[0], -strongest[1]]
