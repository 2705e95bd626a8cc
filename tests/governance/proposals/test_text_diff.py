"""What changed between two texts, and which amendment is voted on first."""

import time

from hypothesis import given
from hypothesis import strategies as st

from governance.amendments.models import Amendment
from governance.amendments.rules import voting_order
from governance.proposals.text_diff import ADDED, GAP, REMOVED, diff_texts, distance, fold_unchanged

texts = st.text(alphabet="ab \nà.#", max_size=60)


def side(lines, without: str) -> str:
    """One of the two texts, read off the difference."""
    kept = [line for line in lines if line.kind != without]
    return "\n".join("".join(piece.text for piece in line.pieces if piece.kind != without) for line in kept)


@given(texts, texts)
def test_both_texts_can_be_read_off_the_difference(before, after):
    lines = diff_texts(before, after)

    assert (side(lines, ADDED), side(lines, REMOVED)) == (before, after)


@given(texts)
def test_a_text_does_not_differ_from_itself(text):
    assert {line.kind for line in diff_texts(text, text)} == {"kept"}
    assert distance(text, text) == 0


def test_words_that_changed_stand_beside_those_that_stayed():
    [line] = diff_texts("It costs € 900 in all.", "It costs € 1,200 in all.")

    assert [(piece.kind, piece.text) for piece in line.pieces] == [
        ("kept", "It costs € "),
        ("removed", "900"),
        ("added", "1,200"),
        ("kept", " in all."),
    ]


def test_long_stretches_that_stayed_are_folded():
    before = "\n".join(f"line {number}" for number in range(50))

    shown = fold_unchanged(diff_texts(before, before.replace("line 25", "another")))

    assert [(line.kind, line.skipped) for line in shown if line.kind == GAP] == [(GAP, 23), (GAP, 22)]
    assert len(shown) == 2 + 5


def test_the_longest_texts_are_compared_in_good_time():
    """40,000 letters with nothing in common: no reader waits for a square of that."""
    before, after = ("\n".join(f"{word} {n} " * 4 for n in range(1500)) for word in ("old", "new"))
    start = time.process_time()

    diff_texts(before[:40_000], after[:40_000])

    assert time.process_time() - start < 5


def test_the_farthest_amendment_is_voted_on_first():
    text = "We mend the roof in May."
    near = Amendment(number=1, title="T", text="We mend the roof in June.")
    far = Amendment(number=2, title="T", text="We sell the house.")
    as_near = Amendment(number=3, title="T", text="We mend the roof in July.")

    assert voting_order([near, far, as_near], "T", text) == [far, near, as_near]
