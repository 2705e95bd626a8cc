"""Yes, no, abstain and blank."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from governance.voting.counting.motion import Counts, has_majority, has_quorum, outcome, outcome_under
from governance.voting.counting.rule import BASES, Electorate, Rule, quorum_needed
from governance.voting.counting.tally import tally
from tests.factories.records import ORDINARY
from tests.governance.voting.counting.strategies import rounds, rules

SIMPLE = replace(ORDINARY, base="cast", quorum_numerator=0, quorum_denominator=1)
TWO_THIRDS = replace(ORDINARY, base="cast", numerator=2, denominator=3)


def counts(yes=0, no=0, abstain=0, blank=0, *, absent=0, recused=0) -> Counts:
    entitled = yes + no + abstain + blank + absent + recused
    return Counts(Electorate(entitled, entitled, recused), yes, no, abstain, blank)


# --- The quorum ---------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("members", "half", "three_quarters", "tenth"),
    [(41, 21, 31, 5), (40, 20, 30, 4), (11, 6, 9, 2), (9, 5, 7, 1), (60, 30, 45, 6)],
)
def test_41_companies_need_21_for_half_31_for_three_quarters_5_for_a_tenth(
    members, half, three_quarters, tenth
):
    fractions = [(1, 2), (3, 4), (1, 10)]
    needed = [
        quorum_needed(
            Electorate(members, members), replace(ORDINARY, quorum_numerator=part, quorum_denominator=whole)
        )
        for part, whole in fractions
    ]

    assert needed == [half, three_quarters, tenth]


def test_quorum_is_never_nobody():
    assert [
        quorum_needed(Electorate(60, 60), SIMPLE),
        quorum_needed(Electorate(0, 0), ORDINARY),
        quorum_needed(Electorate(1, 1), ORDINARY),
    ] == [1, 1, 1]


def test_quorum_is_met_exactly_at_the_threshold():
    assert [has_quorum(counts(yes=taking, absent=41 - taking), ORDINARY) for taking in (20, 21)] == [
        False,
        True,
    ]


def test_abstaining_blank_and_recused_count_for_the_quorum():
    assert has_quorum(counts(abstain=1, blank=1, recused=1, absent=3), ORDINARY) is True


def test_clear_yes_of_too_few_has_no_quorum():
    assert outcome(counts(yes=20, absent=21), ORDINARY) == "no_quorum"


@given(st.integers(0, 500), st.integers(0, 20), st.integers(1, 20))
def test_quorum_is_the_smallest_number_that_reaches_the_fraction(entitled, part, whole):
    part = min(part, whole)
    needed = quorum_needed(
        Electorate(entitled, entitled), replace(ORDINARY, quorum_numerator=part, quorum_denominator=whole)
    )

    assert needed * whole >= entitled * part
    assert needed == 1 or (needed - 1) * whole < entitled * part


# --- The majority -------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("rule", "found", "expected"),
    [
        # Of those present: abstaining and a blank weigh as no, standing aside does not.
        (ORDINARY, counts(yes=11, no=10, absent=20), "adopted"),
        (ORDINARY, counts(yes=11, no=5, abstain=6, absent=19), "rejected"),
        (ORDINARY, counts(yes=11, no=5, blank=6, absent=19), "rejected"),
        (ORDINARY, counts(yes=12, no=5, abstain=3, blank=3, absent=18), "adopted"),
        (ORDINARY, counts(yes=11, no=5, abstain=5, recused=1, absent=19), "adopted"),
        # Of votes cast: neither weighs anything.
        (replace(ORDINARY, base="cast"), counts(yes=2, no=1, abstain=10, blank=10, absent=1), "adopted"),
        # Of all: staying away weighs as no.
        (replace(ORDINARY, base="all"), counts(yes=20, abstain=1, absent=20), "rejected"),
        (replace(ORDINARY, base="all"), counts(yes=21, absent=20), "adopted"),
    ],
)
def test_each_base_weighs_what_is_neither_yes_nor_no(rule, found, expected):
    assert outcome(found, rule) == expected


def test_two_thirds_of_three():
    two_of_three, all_three = counts(yes=2, no=1), counts(yes=3)
    at_least = replace(TWO_THIRDS, is_strict=False)

    assert [outcome(found, at_least) for found in (two_of_three, all_three)] == ["adopted", "adopted"]
    assert [outcome(found, TWO_THIRDS) for found in (two_of_three, all_three)] == ["rejected", "adopted"]


@pytest.mark.parametrize(
    ("base", "found"),
    [
        ("cast", counts(yes=6, no=3, abstain=4)),
        ("present", counts(yes=6, no=1, abstain=1, blank=1, recused=2)),
        ("all", counts(yes=6, no=1, absent=2)),
    ],
)
def test_exact_equality_under_at_least_and_more_than(base, found):
    rule = replace(TWO_THIRDS, base=base)

    assert outcome(found, replace(rule, is_strict=False)) == "adopted"
    assert outcome(found, rule) == "rejected"


def test_dissolution_needs_three_quarters_of_all():
    rule = replace(ORDINARY, base="all", numerator=3, denominator=4, is_strict=False)

    assert [outcome(counts(yes=yes, no=41 - yes), rule) for yes in (30, 31)] == ["rejected", "adopted"]


def test_statute_change_keeps_three_quarters_present():
    rule = replace(ORDINARY, quorum_numerator=3, quorum_denominator=4)

    assert outcome(counts(yes=30, absent=11), rule) == "no_quorum"
    assert outcome(counts(yes=16, no=15, absent=10), rule) == "adopted"


@pytest.mark.parametrize("is_strict", [True, False])
@pytest.mark.parametrize("base", BASES)
def test_as_many_yes_as_no_is_a_tie_and_adopts_nothing(base, is_strict):
    assert outcome(counts(yes=5, no=5), replace(ORDINARY, base=base, is_strict=is_strict)) == "tied"


def test_fewer_yes_than_no_is_rejected_whatever_the_fraction():
    assert (
        outcome(counts(yes=1, no=2), replace(SIMPLE, numerator=1, denominator=3, is_strict=False))
        == "rejected"
    )


@pytest.mark.parametrize("base", BASES)
@pytest.mark.parametrize("is_strict", [True, False])
def test_no_yes_at_all_is_never_adopted(base, is_strict):
    rule = replace(SIMPLE, base=base, numerator=0, is_strict=is_strict)
    silent = [counts(abstain=3), counts(blank=3), counts(recused=3), counts(no=1)]

    assert [outcome(found, rule) for found in silent] == ["rejected"] * 4


def test_zero_votes_have_no_quorum():
    assert [outcome(counts(absent=41), rule) for rule in (ORDINARY, SIMPLE)] == ["no_quorum"] * 2


def test_all_abstain():
    assert outcome(counts(abstain=41), ORDINARY) == "rejected"


def test_all_blank():
    assert outcome(counts(blank=41), ORDINARY) == "rejected"


def test_all_recused():
    assert outcome(counts(recused=41), ORDINARY) == "rejected"


def test_one_yes_of_one():
    assert outcome(counts(yes=1), ORDINARY) == "adopted"


def test_one_yes_of_sixty_has_no_quorum_and_on_second_call_is_adopted():
    lonely = counts(yes=1, absent=59)

    assert [outcome(lonely, rule) for rule in (ORDINARY, SIMPLE)] == ["no_quorum", "adopted"]


def test_other_bases_are_for_information():
    found = counts(yes=11, no=5, abstain=6, absent=19)

    assert [outcome_under(base, found, ORDINARY) for base in BASES] == ["adopted", "rejected", "rejected"]
    assert [found.against(base) for base in BASES] == [16, 22, 41]


def test_unknown_base_is_refused():
    with pytest.raises(KeyError):
        outcome(counts(yes=1), replace(ORDINARY, base="everybody"))


def test_tally_counts_companies():
    answers = [{"choice": choice} for choice in ("yes", "yes", "no", "blank")]
    counted = tally("motion", answers, Electorate(6, 6, 1), rule=ORDINARY)

    assert counted.to_json() == {
        "method": "motion",
        "members": 6,
        "entitled": 6,
        "recused": 1,
        "counts": {"yes": 2, "no": 1, "abstain": 0, "blank": 1},
        "taken_part": 5,
        "quorum": 3,
        "outcome": "rejected",
        "winners": [],
        "lot_used": False,
        "details": {},
    }
    assert counted.as_motion == Counts(Electorate(6, 6, 1), 2, 1, 0, 1)
    assert counted.absent == 1


# --- Whatever the numbers -----------------------------------------------------------------------------

numbers = st.integers(0, 60)
any_counts = st.builds(
    lambda yes, no, abstain, blank, absent, recused: counts(
        yes, no, abstain, blank, absent=absent, recused=recused
    ),
    *(numbers, numbers, numbers, numbers, numbers, st.integers(0, 5)),
)


@given(any_counts, rules)
def test_outcome_agrees_with_the_definition(found, rule):
    bases = {
        "cast": found.yes + found.no,
        "present": found.yes + found.no + found.abstain + found.blank,
        "all": found.electorate.members,
    }
    part, whole = found.yes * rule.denominator, bases[rule.base] * rule.numerator

    assert (outcome(found, rule) == "adopted") == (
        found.taken_part >= 1
        and found.taken_part * rule.quorum_denominator >= found.electorate.entitled * rule.quorum_numerator
        and found.yes > found.no
        and (part > whole or (part == whole and not rule.is_strict))
    )


@given(any_counts, rules, st.sampled_from(["no", "abstain", "blank", "absent"]))
def test_one_more_yes_never_undoes_an_adoption(found, rule, source):
    if getattr(found, source) == 0:
        return
    moved = {"yes": found.yes + 1} | ({} if source == "absent" else {source: getattr(found, source) - 1})

    if outcome(found, rule) == "adopted":
        assert outcome(replace(found, **moved), rule) == "adopted"


@given(any_counts)
def test_simple_majority_treats_yes_and_no_alike(found):
    mirrored = replace(found, yes=found.no, no=found.yes)

    assert has_majority(found, SIMPLE) + has_majority(mirrored, SIMPLE) == (found.yes != found.no)


@given(any_counts, rules)
def test_what_all_adopt_those_present_and_those_cast_adopt_too(found, rule):
    verdicts = [outcome_under(base, found, rule) == "adopted" for base in BASES]

    assert verdicts == sorted(verdicts, reverse=True)


@given(rounds(("motion",)), st.randoms())
def test_motion_is_neutral_to_the_order_of_answers(voting, random):
    shuffled = list(voting.answers)
    random.shuffle(shuffled)

    assert replace(voting, answers=tuple(shuffled)).tally(absent=2) == voting.tally(absent=2)


@given(rules)
def test_rule_survives_json(rule):
    assert Rule.from_json(rule.to_json()) == rule


def test_rule_with_a_missing_number_is_refused():
    with pytest.raises(KeyError):
        Rule.from_json({"base": "cast"})
