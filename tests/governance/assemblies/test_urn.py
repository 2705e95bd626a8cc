"""The cryptography of an urn, without the database."""

import json
from collections import Counter
from time import perf_counter

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from governance.assemblies.secrecy import urn
from governance.assemblies.secrecy.services import read_ballot, write_ballot
from governance.voting.record import new_nonce


def test_what_is_sealed_is_opened_by_its_key_alone():
    private, public = urn.new_pair()
    other, _public = urn.new_pair()
    box = urn.seal(public, b"yes")

    assert urn.unseal(private, box) == b"yes"
    with pytest.raises(urn.WrongKeyError):
        urn.unseal(other, box)


def test_one_content_has_another_box_each_time():
    _private, public = urn.new_pair()

    assert len({urn.seal(public, b"yes") for _ in range(50)}) == 50


@pytest.mark.parametrize("place", [0, 31, 32, 40, -1])
def test_a_changed_byte_is_found(place):
    private, public = urn.new_pair()
    box = bytearray(urn.seal(public, b"yes"))
    box[place] ^= 1

    with pytest.raises(urn.WrongKeyError):
        urn.unseal(private, bytes(box))


def test_a_pair_opens_in_either_order_and_one_of_it_opens_nothing():
    (one, one_public), (other, other_public) = urn.new_pair(), urn.new_pair()
    stranger, _public = urn.new_pair()
    box = urn.seal_to_pair(one_public, other_public, b"the key")

    for first, second in ((one, other), (other, one)):
        left = urn.open_for_pair(first, box)
        assert left != b"the key"
        with pytest.raises(urn.WrongKeyError):
            urn.open_for_pair(first, left)
        assert urn.open_for_pair(second, left) == b"the key"
    with pytest.raises(urn.WrongKeyError):
        urn.open_for_pair(stranger, box)


def test_a_code_has_twenty_signs_and_is_read_as_it_was_meant():
    code = urn.new_code()
    private, _public = urn.new_pair()
    locked = urn.lock(private, code)
    typed = f" {code.lower().replace('-', ' ').replace('0', 'o').replace('1', 'l')} "

    assert len(urn.read_code(code)) == urn.CODE_LENGTH
    assert urn.unlock(locked, typed) == private
    with pytest.raises(urn.WrongKeyError):
        urn.unlock(locked, urn.new_code())


answers = st.one_of(
    st.sampled_from([{"choice": choice} for choice in ("yes", "no", "abstain", "blank")]),
    st.dictionaries(st.sampled_from("ABCDE"), st.integers(1, 6), min_size=1).map(
        lambda ranks: {"choice": "ballot", "ranks": ranks}
    ),
    st.lists(st.sampled_from("ABCDE"), unique=True).map(lambda names: {"choice": "ballot", "options": names}),
)
phrases = st.text(st.characters(exclude_categories=("Cs", "Cc")), max_size=80)


@settings(deadline=None, max_examples=50)
@given(st.lists(st.tuples(phrases, answers), max_size=12))
def test_any_answers_in_the_same_multiset_out(cast):
    private, public = urn.new_pair()
    sealed = [urn.seal(public, write_ballot((new_nonce(), *one))) for one in cast]

    opened = [read_ballot(urn.unseal(private, box)) for box in reversed(sealed)]

    def text(phrase, answer):
        return json.dumps([phrase, answer], sort_keys=True)

    assert {len(box) for box in sealed} <= {urn.BOX_LENGTH}
    assert Counter(text(*one) for one in cast) == Counter(text(*one[1:]) for one in opened)


def test_what_does_not_fit_into_a_box_is_refused():
    with pytest.raises(ValueError, match="does not fit"):
        write_ballot((new_nonce(), "", {"choice": "objection", "reason": "x" * 1000}))


def test_a_thousand_boxes_are_opened_within_a_second():
    private, public = urn.new_pair()
    boxes = [urn.seal(public, urn.fill(b"x")) for _ in range(1000)]
    start = perf_counter()

    for box in boxes:
        urn.unseal(private, box)

    assert perf_counter() - start < 2
