"""How each condition is written and drawn."""

from spaces.condition.formats import CONDITION_FORMATS
from spaces.condition.models import Condition


def test_every_condition_has_its_words_and_its_style():
    assert list(CONDITION_FORMATS) == Condition.State.values
    assert [condition.css for condition in CONDITION_FORMATS.values()] == [
        "disused",
        "safe",
        "works",
        "usable",
    ]
    assert [condition.caption for condition in CONDITION_FORMATS.values()] == [
        "Disused",
        "Made safe",
        "Works in progress",
        "Usable",
    ]
