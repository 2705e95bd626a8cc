"""What no rulebook lowers, whoever writes it: the database refuses it, and a form says why."""

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction

from governance.rulebook.floors import sort_ways
from governance.rulebook.models import MatterRule, Rulebook

pytestmark = pytest.mark.django_db


def rule_of(matter: str) -> MatterRule:
    return MatterRule.objects.get(matter=matter)


@pytest.mark.parametrize(
    ("matter", "changes", "words"),
    [
        ("dissolution", {"numerator": 2, "denominator": 3}, "at least three quarters of all member"),
        ("dissolution", {"base": "present"}, "at least three quarters of all member"),
        ("dissolution", {"quorum_of": "entitled"}, "a part of all members"),
        ("statute", {"quorum_of": "entitled"}, "a part of all members"),
        ("ordinary", {"quorum_numerator": 1, "quorum_denominator": 3}, "At least half must take part"),
        ("ordinary", {"quorum_numerator": 0}, "At least half must take part"),
        ("ordinary", {"ways": ["consent"]}, "Yes or no can always decide"),
        ("ordinary", {"ways": ["motion", "dots"]}, "Yes or no can always decide"),
        ("rules", {"ways": ["motion", "ranked"]}, "decided by yes or no, or by consent"),
        ("statute", {"ways": ["motion", "approval"]}, "decided by yes or no, or by consent"),
        ("accounts", {"ways": ["motion", "consent", "ranked"]}, "decided by yes or no, or by consent"),
        ("dissolution", {"ways": ["motion", "ranked", "approval"]}, "decided by yes or no, or by consent"),
    ],
)
def test_a_rule_below_the_law_is_refused_by_form_and_database(matter, changes, words):
    rule = rule_of(matter)
    for name, value in changes.items():
        setattr(rule, name, value)

    with pytest.raises(ValidationError) as refusal:
        rule.full_clean()
    assert words in str(refusal.value)
    with pytest.raises(IntegrityError), transaction.atomic():
        rule.save()


@pytest.mark.parametrize(
    ("matter", "changes"),
    [
        ("dissolution", {"numerator": 4, "denominator": 5}),
        ("statute", {"ways": ["motion", "consent"]}),
        # The statute may lower art. 21(2): half on the first call, whoever comes on the second.
        ("statute", {"quorum_numerator": 1, "quorum_denominator": 2, "second_quorum_numerator": 0}),
        ("ordinary", {"quorum_of": "entitled"}),
        ("election", {"ways": ["motion", "consent", "ranked", "approval"]}),
    ],
)
def test_a_rule_the_law_allows_is_kept(matter, changes):
    rule = rule_of(matter)
    for name, value in changes.items():
        setattr(rule, name, value)

    rule.full_clean()
    rule.save()


def test_a_second_call_can_be_on_the_day_of_the_first():
    rulebook = Rulebook.objects.get()
    rulebook.second_call_days = 0

    rulebook.full_clean()
    rulebook.save()


def test_ways_are_kept_in_one_order_whatever_was_ticked():
    assert sort_ways(["approval", "consent"]) == ["motion", "consent", "approval"]
    assert sort_ways(["dots"]) == sort_ways([]) == ["motion"]
