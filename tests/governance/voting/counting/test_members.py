"""All members count, and no way of voting lowers the majority of its matter."""

from dataclasses import replace
from fractions import Fraction
from math import ceil

import pytest
from hypothesis import given
from hypothesis import strategies as st

from governance.voting.counting.ranked import places, prefer, strongest_paths
from governance.voting.counting.rule import Electorate, Rule, quorum_needed
from governance.voting.counting.tally import tally
from tests.factories.records import FIRST_VERSION, ORDINARY
from tests.governance.voting.counting.strategies import Voting, rounds

STATUTE = replace(ORDINARY, quorum_numerator=3, quorum_denominator=4)
DISSOLUTION = replace(ORDINARY, base="all", numerator=3, denominator=4, is_strict=False)


def answers(**choices: int) -> list[dict]:
    return [{"choice": choice} for choice, number in choices.items() for _ in range(number)]


def names(*ballots: str) -> list[dict]:
    return [{"choice": "ballot", "options": list(ballot)} for ballot in ballots]


# --- The numbers of the law ---------------------------------------------------------------------------


@pytest.mark.parametrize(("suspended", "before"), [(0, 30), (1, 30), (4, 27), (7, 25)])
def test_three_quarters_of_forty_members_are_thirty_however_many_are_suspended(suspended, before):
    """Civil code, art. 21(3). Version 1 asked 27 with four suspended and 25 with seven."""

    def least(rule: Rule) -> int:
        electorate = Electorate(40, 40 - suspended)
        return next(
            yes
            for yes in range(1, 41 - suspended)
            if tally("motion", answers(yes=yes), electorate, rule=rule).outcome == "adopted"
        )

    assert least(replace(DISSOLUTION, quorum_of=None)) == before
    assert least(DISSOLUTION) == 30


def test_suspending_three_of_41_leaves_quorum_21_statute_31_dissolution_31():
    """Version 1 asked 19, 29 and 29."""
    electorate = Electorate(41, 38)

    def figures(of: str | None) -> list[int]:
        rules = [replace(rule, quorum_of=of) for rule in (ORDINARY, STATUTE)]
        dissolution = replace(DISSOLUTION, quorum_of=of)
        least = next(
            yes
            for yes in range(1, 42)
            if tally("motion", answers(yes=yes), electorate, rule=dissolution).outcome == "adopted"
        )
        return [*(quorum_needed(electorate, rule) for rule in rules), least]

    assert (figures(None), figures("members")) == ([19, 29, 29], [21, 31, 31])


def test_a_rulebook_may_have_its_quorum_of_those_entitled():
    rule = replace(ORDINARY, quorum_of="entitled")

    assert quorum_needed(Electorate(41, 38), rule) == 19


def test_recused_companies_are_members_and_take_part():
    counted = tally("motion", answers(yes=20), Electorate(41, 38, 18), rule=DISSOLUTION)

    assert (counted.taken_part, counted.as_motion.against("all"), counted.outcome) == (38, 41, "rejected")


# --- No way of voting lowers them ---------------------------------------------------------------------


def test_a_rulebook_by_consent_needs_the_majority_of_those_present():
    """One consent and 29 that let the others decide, of 39: adopted in version 1."""
    given_answers = answers(consent=1, aside=29)

    def outcome(rule: Rule) -> str:
        return tally("consent", given_answers, Electorate(39, 39), rule=rule).outcome

    assert [outcome(replace(STATUTE, quorum_of=None)), outcome(STATUTE)] == ["adopted", "rejected"]
    assert (
        tally("consent", answers(consent=16, aside=14), Electorate(39, 39), rule=STATUTE).outcome == "adopted"
    )


def test_approval_under_three_quarters_of_all_needs_three_quarters_of_all():
    """Eleven of 39: adopted in version 1, in which more than half of the ballots were enough."""
    ballots = [*names(*["A"] * 11), *names(*["B"] * 9)]
    rule = replace(DISSOLUTION, quorum_numerator=1, quorum_denominator=2)

    def count(ballots: list[dict], rule: Rule) -> tuple[str, int]:
        found = tally("approval", ballots, Electorate(39, 39), rule=rule, option_keys="AB", lot=("A", "B"))
        return found.outcome, found.details["needed"]

    assert count(ballots, replace(rule, quorum_of=None)) == ("adopted", 11)
    assert count(ballots, rule) == ("rejected", 30)
    assert count(names(*["A"] * 30), rule) == ("adopted", 30)


def test_two_seats_are_not_filled_by_one_vote_each_where_the_others_name_nobody():
    """Twenty of 39 took part, 18 of them blank: version 1 elected both, with one vote each."""
    given_answers = [*names("A", "B"), *answers(blank=9), *names(*[""] * 9)]

    def count(rule: Rule):
        return tally(
            "approval",
            given_answers,
            Electorate(39, 39),
            rule=rule,
            option_keys="AB",
            lot=("A", "B"),
            seats=2,
        )

    assert (count(FIRST_VERSION).outcome, count(FIRST_VERSION).winners) == ("adopted", ("A", "B"))
    now = count(ORDINARY)
    assert (now.outcome, now.winners, now.taken_part, now.for_quorum, now.quorum) == (
        "no_quorum",
        (),
        20,
        2,
        20,
    )


def test_25_of_39_that_took_part_by_consent_have_the_quorum_of_20():
    """Blanks count the same for bar, sentence and quorum: it said "25 took part, 20 had to: no quorum"."""
    given_answers = answers(consent=14, blank=11)

    def count(rule: Rule) -> tuple[int, int, int, str]:
        found = tally("consent", given_answers, Electorate(39, 39), rule=rule)
        return found.taken_part, found.for_quorum, found.quorum, found.outcome

    assert count(FIRST_VERSION) == (25, 14, 20, "no_quorum")
    assert count(ORDINARY) == (25, 25, 20, "adopted")


def test_a_second_call_needs_at_least_one_company():
    rule = replace(ORDINARY, quorum_numerator=0, quorum_denominator=1)

    assert (quorum_needed(Electorate(41, 41), rule), quorum_needed(Electorate(0, 0), rule)) == (1, 1)


# --- A tie at the top of a ranking --------------------------------------------------------------------


def rank_both_first(rule: Rule):
    ballots = [{"choice": "ballot", "ranks": {"A": 1, "B": 1, "C": 2}}] * 3
    lot = ("B", "A", "C")
    return tally("ranked", ballots, Electorate(3, 3), rule=rule, option_keys="ABC", lot=lot)


def test_a_tie_at_the_top_of_a_ranking_goes_by_lot_or_to_a_run_off():
    by_lot, run_off = rank_both_first(ORDINARY), rank_both_first(replace(ORDINARY, is_tie_run_off=True))

    assert (by_lot.outcome, by_lot.winners, by_lot.lot_used) == ("adopted", ("B",), True)
    assert (run_off.outcome, run_off.winners, run_off.lot_used) == ("tied", (), False)
    assert run_off.details["order"][0] == ["B", "A"]


# --- Whatever the numbers: exact fractions ------------------------------------------------------------


def reaches(yes: int, no: int, rule: Rule, base: int) -> bool:
    share = Fraction(rule.numerator, rule.denominator) * base
    return yes > no and (yes > share if rule.is_strict else yes >= share)


def expected(voting: Voting, members: int, entitled: int, recused: int) -> str:
    """The outcome by the definition, in exact fractions; of rankings only the winner comes from the code."""
    rule, given_answers = voting.rule, voting.answers
    if rule.version == 1:
        members = entitled
    count = {one: sum(answer["choice"] == one for answer in given_answers) for one in ALL_CHOICES}
    ballots = [answer for answer in given_answers if answer["choice"] == "ballot"]
    present, taken_part = len(given_answers), len(given_answers) + recused
    all_of_them = members if rule.quorum_of == "members" else entitled
    quorum = max(1, ceil(Fraction(rule.quorum_numerator, rule.quorum_denominator) * all_of_them))

    def motion(yes: int, no: int) -> str:
        base = {"cast": yes + no, "present": present, "all": members}[rule.base]
        return "adopted" if reaches(yes, no, rule, base) else "tied" if yes == no > 0 else "rejected"

    found = "advised"
    if voting.method == "motion":
        found = motion(count["yes"], count["no"])
    if voting.method == "consent":
        yes = count["consent"] + count["concern"]
        is_enough = rule.version == 1 or motion(yes, 0) == "adopted"
        found = "adopted" if count["consent"] and is_enough else "rejected"
        found = "objected" if count["objection"] else found
        taken_part -= count["blank"] if rule.version == 1 else 0
    if voting.method == "ranked":
        found = expected_ranking(voting, ballots, motion)
    if voting.method == "approval" and voting.seats > 1:
        scores = [sum(key in ballot["options"] for ballot in ballots) for key in voting.keys]
        found = expected_seats(voting, [score for score in scores if score])
        if rule.version > 1:
            taken_part = sum(bool(ballot["options"]) for ballot in ballots) + recused
    if voting.method == "approval" and voting.seats == 1:
        scores = [sum(key in ballot["options"] for ballot in ballots) for key in voting.keys]
        base = {"cast": len(ballots), "present": present, "all": members}[rule.base]
        if rule.version == 1:
            passes = [2 * score > len(ballots) for score in scores]
        else:
            passes = [reaches(score, len(ballots) - score, rule, base) for score in scores]
        able = [score for score, is_enough in zip(scores, passes, strict=True) if is_enough]
        found = expected_seats(voting, able)
    return "no_quorum" if found != "advised" and taken_part < quorum else found


ALL_CHOICES = ["yes", "no", "abstain", "blank", "consent", "concern", "aside", "objection", "ballot"]


def expected_seats(voting: Voting, able: list[int]) -> str:
    """Of an approval: `able` are the scores of those with enough votes."""
    highest = sorted(able, reverse=True)
    is_tie = len(highest) > voting.seats and highest[voting.seats - 1] == highest[voting.seats]
    if is_tie and voting.rule.is_tie_run_off:
        return "tied"
    return "adopted" if able else "rejected"


def expected_ranking(voting: Voting, ballots: list[dict], motion) -> str:
    order = places(strongest_paths(prefer(ballots, (*voting.lot, "none"))), (*voting.lot, "none"))
    tied = [key for key in order[0] if key != "none"]
    if not tied:
        return "rejected"
    if len(tied) > 1 and voting.rule.is_tie_run_off:
        return "tied"
    last = len(voting.keys) + 2
    duels = [(one["ranks"].get(tied[0], last), one["ranks"].get("none", last)) for one in ballots]
    return motion(sum(own < other for own, other in duels), sum(own > other for own, other in duels))


@given(rounds(), st.integers(0, 4), st.integers(0, 4), st.integers(0, 8))
def test_every_method_agrees_with_exact_fractions(voting, absent, recused, suspended):
    entitled = len(voting.answers) + absent + recused
    counted = voting.tally(absent, recused, suspended)

    assert counted.outcome == expected(voting, entitled + suspended, entitled, recused)


@given(rounds(), st.integers(0, 4), st.integers(0, 4), st.integers(1, 8))
def test_suspending_companies_never_adopts_what_was_not(voting, absent, recused, suspended):
    """The same answers, with some suspended in place of absent, decide the same."""
    voting = replace(voting, rule=replace(voting.rule, quorum_of="members"))
    present_and_absent = voting.tally(absent + suspended, recused)
    present_and_suspended = voting.tally(absent, recused, suspended)

    assert present_and_suspended.outcome == present_and_absent.outcome


@given(rounds(("consent", "approval", "ranked")), st.integers(0, 4), st.integers(0, 4), st.integers(0, 8))
def test_no_way_of_voting_adopts_without_the_majority_of_its_matter(voting, absent, recused, suspended):
    """Of all members: whatever is adopted was wanted by the fraction of M, however it was asked."""
    rule = replace(voting.rule, base="all", quorum_of="members")
    counted = replace(voting, rule=rule, seats=1).tally(absent, recused, suspended)
    if counted.outcome != "adopted":
        return
    members = len(voting.answers) + absent + recused + suspended
    details = counted.details
    if voting.method == "approval":
        yes = details["scores"][counted.winners[0]]
    else:
        yes = details.get("as_motion", details.get("against_none"))["yes"]

    assert reaches(yes, 0, rule, members)
