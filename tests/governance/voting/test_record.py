"""Canonical JSON, hashes and the parts of a record."""

import json
from datetime import UTC, datetime, timedelta, timezone
from hashlib import sha256

import pytest
from hypothesis import given
from hypothesis import strategies as st

from governance.voting import record
from tests.factories.records import make_record

json_values = st.recursive(
    st.one_of(st.none(), st.booleans(), st.integers(), st.text(st.characters(exclude_categories=["Cs"]))),
    lambda inside: st.one_of(
        st.lists(inside, max_size=4), st.dictionaries(st.text('ab"é', max_size=3), inside)
    ),
    max_leaves=10,
)


def test_canonical_json_has_no_spaces_and_its_keys_in_order():
    assert (
        record.canonical({"b": [1, None, True], "a": {"è": "\n"}})
        == '{"a":{"è":"\\n"},"b":[1,null,true]}'.encode()
    )


def test_canonical_json_writes_one_form_of_each_letter():
    assert record.canonical({"unita\u0300": "e\u0301"}) == record.canonical({"unità": "é"})


def test_two_keys_that_are_the_same_text_are_refused():
    with pytest.raises(ValueError, match="same text"):
        record.canonical({"e\u0301": 1, "é": 2})


@pytest.mark.parametrize("value", [1.0, float("nan"), {1: "a"}, {None: 1}, b"a", {1, 2}, datetime.now(UTC)])
def test_floats_and_what_json_has_no_word_for_are_refused(value):
    with pytest.raises(TypeError):
        record.canonical({"deep": [value]})


def test_half_a_character_is_refused():
    with pytest.raises(ValueError, match="surrogates"):
        record.canonical("\ud800")


@given(json_values)
def test_canonical_json_is_its_own_canonical_form(value):
    written = record.canonical(value)

    assert record.canonical(json.loads(written)) == written


def test_event_hash_is_as_the_format_says():
    payload = sha256(b'{"reason":"Ferie"}').hexdigest()
    covered = f'{{"at":"t","height":3,"parent":"p","payload":"{payload}","type":"CANCEL"}}'

    found = record.event_hash(3, "p", "CANCEL", {"reason": "Ferie"}, "t")
    assert found == sha256(covered.encode()).hexdigest()


def test_event_hash_covers_each_part():
    parts = (3, "p", "CANCEL", {"reason": "Ferie"}, "t")
    others = (4, "q", "CLOSE", {"reason": "ferie"}, "u")
    hashes = {record.event_hash(*parts)}
    hashes |= {record.event_hash(*parts[:n], others[n], *parts[n + 1 :]) for n in range(5)}

    assert len(hashes) == 6


def test_commitment_is_as_the_format_says():
    nonce = "ab" * 32

    found = record.commitment(nonce, {"reason": "Sì", "choice": "yes"})
    assert found == sha256(b"\xab" * 32 + '{"choice":"yes","reason":"Sì"}'.encode()).hexdigest()


def test_nonces_are_32_bytes_and_never_the_same():
    nonces = {record.new_nonce() for _ in range(100)}

    assert (len(nonces), {len(bytes.fromhex(one)) for one in nonces}) == (100, {32})


def test_hash_of_votes_does_not_hang_on_their_order():
    votes = make_record("motion", [[{"choice": "yes"}], [{"choice": "no"}]])["votes"]

    assert record.votes_hash(votes) == record.votes_hash(votes[::-1]) != record.votes_hash(votes[:1])


def test_moment_is_utc_to_the_microsecond_and_sorts_as_time():
    rome = timezone(timedelta(hours=2))

    assert record.moment(datetime(2026, 10, 25, 2, 30, tzinfo=rome)) == "2026-10-25T00:30:00.000000Z"
    assert record.moment(datetime(2026, 1, 1, tzinfo=UTC)) < record.moment(
        datetime(2026, 1, 1, 0, 0, 0, 1, UTC)
    )


def test_moment_without_a_time_zone_is_refused():
    with pytest.raises(ValueError, match="time zone"):
        record.moment(datetime(2026, 1, 1))


def test_record_keeps_sealed_what_was_answered_before():
    found = make_record("motion", [[{"choice": "no"}, {"choice": "yes"}], [{"choice": "no"}]])

    assert [(vote["company"], vote["revision"], vote["answer"]) for vote in found["votes"]] == [
        (1, 2, {"choice": "yes"}),
        (2, 1, {"choice": "no"}),
    ]
    assert [event["type"] for event in found["events"]] == [
        "SETUP",
        "OPEN",
        *["VOTED"] * 3,
        "CLOSE",
        "TALLY",
        "OUTCOME",
    ]
