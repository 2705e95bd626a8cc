"""Counting votes and who may do what."""

from dataclasses import replace

import pytest
from django.utils import translation
from hypothesis import given
from hypothesis import strategies as st

from governance.models import Outcome, Proposal
from governance.rules import (
    Counts,
    Rule,
    can_call_vote,
    can_comment,
    can_edit_proposal,
    can_open_discussion,
    can_open_voting,
    can_propose,
    can_vote,
    can_withdraw,
    has_majority,
    has_quorum,
    outcome,
    outcome_under,
    quorum_needed,
    rule_in_words,
    why_no_vote,
)
from members.models import Company, Membership, User
from tests.factories.governance import ORDINARY_RULE

BASES = ["cast", "present", "all"]
ORDINARY = Rule.from_json(ORDINARY_RULE)
ANY_NUMBER = replace(ORDINARY, quorum_numerator=0, quorum_denominator=1)


def counts(yes=0, no=0, abstain=0, *, absent=0, recused=0) -> Counts:
    return Counts(
        entitled=yes + no + abstain + absent + recused, recused=recused, yes=yes, no=no, abstain=abstain
    )


# --- The quorum ---------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("entitled", "numerator", "denominator", "needed"),
    [
        (41, 1, 2, 21),
        (41, 3, 4, 31),
        (41, 1, 10, 5),
        (40, 1, 2, 20),
        (3, 2, 3, 2),
        (1, 1, 2, 1),
        (60, 0, 1, 1),
        (0, 1, 2, 1),
    ],
)
def test_quorum_is_rounded_up_and_never_nobody(entitled, numerator, denominator, needed):
    rule = replace(ORDINARY, quorum_numerator=numerator, quorum_denominator=denominator)

    assert quorum_needed(entitled, rule) == needed


def test_quorum_is_met_exactly_at_the_threshold():
    assert has_quorum(counts(yes=21, absent=20), ORDINARY) is True
    assert has_quorum(counts(yes=20, absent=21), ORDINARY) is False


def test_abstaining_and_standing_aside_count_for_the_quorum():
    assert has_quorum(counts(yes=1, abstain=1, recused=1, absent=3), ORDINARY) is True


@given(st.integers(0, 500), st.integers(0, 20), st.integers(1, 20))
def test_quorum_is_the_smallest_number_that_reaches_the_fraction(entitled, numerator, denominator):
    rule = replace(ORDINARY, quorum_numerator=min(numerator, denominator), quorum_denominator=denominator)
    needed = quorum_needed(entitled, rule)

    assert needed * denominator >= entitled * rule.quorum_numerator
    assert needed == 1 or (needed - 1) * denominator < entitled * rule.quorum_numerator


# --- The outcome --------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("rule", "tally", "expected"),
    [
        # Of those present: abstaining weighs as no, standing aside does not.
        (ORDINARY, counts(yes=11, no=10, absent=20), Outcome.ADOPTED),
        (ORDINARY, counts(yes=11, no=5, abstain=6, absent=19), Outcome.REJECTED),
        (ORDINARY, counts(yes=12, no=5, abstain=6, absent=18), Outcome.ADOPTED),
        (ORDINARY, counts(yes=11, no=5, abstain=5, recused=1, absent=19), Outcome.ADOPTED),
        # Of votes cast: abstaining weighs nothing.
        (replace(ORDINARY, base="cast"), counts(yes=2, no=1, abstain=20, absent=1), Outcome.ADOPTED),
        # Of all: staying away weighs as no.
        (replace(ORDINARY, base="all"), counts(yes=20, absent=21, no=0, abstain=1), Outcome.REJECTED),
        (replace(ORDINARY, base="all"), counts(yes=21, absent=20), Outcome.ADOPTED),
        # Two thirds of three, "at least" and "more than".
        (
            replace(ORDINARY, numerator=2, denominator=3, is_strict=False),
            counts(yes=2, no=1),
            Outcome.ADOPTED,
        ),
        (
            replace(ORDINARY, numerator=2, denominator=3, is_strict=True),
            counts(yes=2, no=1),
            Outcome.REJECTED,
        ),
        (replace(ORDINARY, numerator=2, denominator=3, is_strict=True), counts(yes=3), Outcome.ADOPTED),
        # Exactly half is no majority, under either word, when yes and no are equal.
        (ORDINARY, counts(yes=5, no=5), Outcome.TIED),
        (replace(ORDINARY, is_strict=False), counts(yes=5, no=5), Outcome.TIED),
        (replace(ORDINARY, base="cast", is_strict=False), counts(yes=5, no=5, abstain=3), Outcome.TIED),
        # Exactly half of those present, with more yes than no.
        (replace(ORDINARY, is_strict=False), counts(yes=5, no=3, abstain=2), Outcome.ADOPTED),
        (ORDINARY, counts(yes=5, no=3, abstain=2), Outcome.REJECTED),
        # Nothing said.
        (ORDINARY, counts(absent=41), Outcome.NO_QUORUM),
        (ANY_NUMBER, counts(absent=41), Outcome.NO_QUORUM),
        (ORDINARY, counts(abstain=30, absent=11), Outcome.REJECTED),
        (replace(ORDINARY, base="cast"), counts(abstain=30, absent=11), Outcome.REJECTED),
        (ORDINARY, counts(recused=30, absent=11), Outcome.REJECTED),
        # One company.
        (ORDINARY, counts(yes=1), Outcome.ADOPTED),
        (ORDINARY, counts(no=1), Outcome.REJECTED),
        # A clear yes of too few.
        (ORDINARY, counts(yes=20, absent=21), Outcome.NO_QUORUM),
    ],
)
def test_outcome_follows_the_rule(rule, tally, expected):
    assert outcome(tally, rule) == expected


def test_outcome_under_another_base_is_for_information():
    tally = counts(yes=11, no=5, abstain=6, absent=19)

    assert [outcome_under(base, tally, ORDINARY) for base in BASES] == ["adopted", "rejected", "rejected"]


numbers = st.integers(0, 60)
tallies = st.builds(
    lambda yes, no, abstain, absent, recused: counts(yes, no, abstain, absent=absent, recused=recused),
    *(numbers, numbers, numbers, numbers, st.integers(0, 5)),
)
fractions = st.integers(1, 12).flatmap(lambda d: st.tuples(st.integers(1, d), st.just(d)))
rules = st.builds(
    lambda base, part, is_strict, quorum: Rule(base, *part, is_strict, *quorum),
    *(st.sampled_from(BASES), fractions, st.booleans(), fractions),
)


@given(tallies, rules)
def test_outcome_agrees_with_the_definition(tally, rule):
    has_passed = outcome(tally, rule) == Outcome.ADOPTED
    part, whole = tally.yes * rule.denominator, tally.against(rule.base) * rule.numerator

    assert has_passed == (
        tally.taken_part * rule.quorum_denominator >= tally.entitled * rule.quorum_numerator
        and tally.yes > tally.no
        and (part > whole or (part == whole and not rule.is_strict))
    )


@given(tallies, rules, st.sampled_from(["no", "abstain", "absent"]))
def test_one_more_yes_never_undoes_an_adoption(tally, rule, source):
    if getattr(tally, source) == 0:
        return
    moved = {"yes": tally.yes + 1} | ({} if source == "absent" else {source: getattr(tally, source) - 1})

    if outcome(tally, rule) == Outcome.ADOPTED:
        assert outcome(replace(tally, **moved), rule) == Outcome.ADOPTED


@given(tallies)
def test_a_simple_majority_treats_yes_and_no_alike(tally):
    rule = replace(ANY_NUMBER, base="cast")
    mirrored = replace(tally, yes=tally.no, no=tally.yes)

    assert has_majority(tally, rule) + has_majority(mirrored, rule) == (tally.yes != tally.no)


@given(tallies, rules)
def test_what_all_members_adopt_those_present_adopt_too(tally, rule):
    verdicts = [outcome_under(base, tally, rule) == Outcome.ADOPTED for base in BASES]

    assert verdicts == sorted(verdicts, reverse=True)


@given(rules)
def test_a_rule_survives_the_database(rule):
    assert Rule.from_json(rule.to_json()) == rule


def test_a_rule_with_a_missing_number_is_refused():
    with pytest.raises(KeyError):
        Rule.from_json({"base": "cast"})


# --- In words -----------------------------------------------------------------------------------------


def test_the_quorum_in_words():
    assert rule_in_words(ORDINARY, 41).quorum == "21 of 41 companies must take part"


@pytest.mark.parametrize(
    ("rule", "words"),
    [
        (ORDINARY, "yes from more than half of those taking part"),
        (replace(ORDINARY, numerator=2, denominator=4), "yes from more than half of those taking part"),
        (replace(ORDINARY, base="cast"), "more yes than no"),
        (replace(ORDINARY, base="all", is_strict=False), "yes from at least half of all companies"),
        (replace(ORDINARY, numerator=6, denominator=9), "yes from more than 2/3 of those taking part"),
        (
            replace(ORDINARY, base="all", numerator=3, denominator=4, is_strict=False),
            "yes from at least 3/4 of all companies",
        ),
    ],
)
def test_the_majority_in_words(rule, words):
    assert rule_in_words(rule, 41).majority == words


# --- Who may ------------------------------------------------------------------------------------------

LANARI, VIVO = Company(pk=1, name="Bottega Lanari"), Company(pk=2, name="Legno Vivo")
REPRESENTATIVE = Membership(company=LANARI, role="representative")
COLLABORATOR = Membership(company=LANARI, role="collaborator")
STRANGER = Membership(company=VIVO, role="representative")
COORDINATOR, PERSON = User(is_staff=True, is_superuser=True), User()


def proposal(state: str) -> Proposal:
    return Proposal(company=LANARI, state=state)


def test_representatives_propose():
    assert [can_propose(one) for one in (REPRESENTATIVE, COLLABORATOR, None)] == [True, False, False]


@pytest.mark.parametrize(
    ("rule", "states"),
    [
        (can_edit_proposal, ["draft", "discussion"]),
        (can_withdraw, ["draft", "discussion"]),
        (can_open_discussion, ["draft"]),
    ],
)
def test_representatives_of_the_proposing_company_steer_their_proposal(rule, states):
    everybody = (REPRESENTATIVE, COLLABORATOR, STRANGER, None)
    allowed = [
        (one, state) for state in Proposal.State.values for one in everybody if rule(one, proposal(state))
    ]

    assert allowed == [(REPRESENTATIVE, state) for state in states]


def test_the_proposer_or_a_coordinator_opens_voting_on_what_is_discussed():
    people = [(PERSON, REPRESENTATIVE), (COORDINATOR, None), (PERSON, STRANGER), (PERSON, COLLABORATOR)]

    for state in Proposal.State.values:
        is_discussed = state == "discussion"
        allowed = [can_open_voting(user, membership, proposal(state)) for user, membership in people]
        assert allowed == [is_discussed, is_discussed, False, False]
    assert [can_call_vote(user, one, proposal("voting")) for user, one in people] == [
        True,
        True,
        False,
        False,
    ]


def test_people_of_any_company_comment_while_it_is_discussed_or_voted():
    allowed = [state for state in Proposal.State.values if can_comment(COLLABORATOR, proposal(state))]

    assert allowed == ["discussion", "voting"]
    assert can_comment(None, proposal("discussion")) is False


@pytest.mark.parametrize(
    ("membership", "standing", "reason"),
    [
        (REPRESENTATIVE, "entitled", ""),
        (
            COLLABORATOR,
            "entitled",
            "Only a representative votes for Bottega Lanari, and you are a collaborator.",
        ),
        (REPRESENTATIVE, "suspended", "Bottega Lanari has no vote here. The reason on the roll: fees"),
        (
            REPRESENTATIVE,
            None,
            "Bottega Lanari has no vote here: it was not a member company when voting opened.",
        ),
        (None, None, "You read along as a coordinator. Companies vote, and you act for none."),
    ],
)
def test_only_a_representative_of_an_entitled_company_votes(membership, standing, reason):
    assert can_vote(membership, standing) == (reason == "")
    with translation.override("en"):
        assert why_no_vote(membership, standing, "fees") == reason
