"""The rule of a round in words."""

from dataclasses import replace

import pytest

from governance.voting.counting.rule import Electorate, Rule
from governance.voting.rule_text import RuleText
from tests.factories.governance import ORDINARY_RULE

ORDINARY = Rule.from_json(ORDINARY_RULE)


def test_the_quorum_in_words():
    assert RuleText(ORDINARY, Electorate(41, 38)).quorum == "21 of 41 member companies must take part"


def test_a_quorum_where_there_is_no_company_yet_is_a_part():
    """The rulebook of an empty portal said "1 of 0 member companies must take part"."""
    assert RuleText(ORDINARY, Electorate(0, 0)).quorum == "at least 1/2 of the companies must take part"


@pytest.mark.parametrize(
    ("rule", "words"),
    [
        (ORDINARY, "yes from more than half of those taking part"),
        (replace(ORDINARY, numerator=2, denominator=4), "yes from more than half of those taking part"),
        (replace(ORDINARY, base="cast"), "more yes than no"),
        (
            replace(ORDINARY, base="all", is_strict=False),
            "yes from at least half of all companies (21 of 41)",
        ),
        (replace(ORDINARY, numerator=6, denominator=9), "yes from more than 2/3 of those taking part"),
        (
            replace(ORDINARY, base="all", numerator=3, denominator=4, is_strict=False),
            "yes from at least 3/4 of all companies (31 of 41)",
        ),
    ],
)
def test_the_majority_in_words(rule, words):
    assert RuleText(rule, Electorate(41, 38)).majority == words


@pytest.mark.parametrize(
    ("method", "seats", "words"),
    [
        (
            "consent",
            1,
            "no objection, and with consents as yes: yes from more than half of those taking part",
        ),
        (
            "ranked",
            1,
            "the winner of the ranking, with yes from more than half of those taking part against"
            " “none of these”",
        ),
        (
            "approval",
            1,
            "the option most companies accept, with yes from more than half of those taking part",
        ),
        ("approval", 3, "the 3 options most companies accept"),
    ],
)
def test_other_ways_of_voting_in_words(method, seats, words):
    assert RuleText(ORDINARY, Electorate(41, 38), method, seats).majority == words


def test_a_poll_decides_nothing():
    assert RuleText(ORDINARY, Electorate(41, 38), is_advisory=True).majority == "nothing: it asks for advice"
