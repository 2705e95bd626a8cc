"""The recount away from the portal, and whatever somebody may do to a record."""

import ast
import json
import subprocess
import sys
from copy import deepcopy
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from governance import verify
from governance.voting import record
from tests.factories.records import EXTENDED_TO, FIRST_VERSION, ORDINARY, make_record
from tests.governance.golden import COUNTED, GOLDEN, at, edited, problem
from tests.governance.voting.counting.strategies import rounds

FILE = Path(verify.__file__)
NOW = datetime.now(UTC)


def run(found, tmp_path, *arguments: str) -> tuple[int, str]:
    path = tmp_path / "record.json"
    path.write_text(found if isinstance(found, str) else json.dumps(found))
    command = [sys.executable, "-I", str(FILE), str(path), *arguments]
    done = subprocess.run(command, capture_output=True, text=True, cwd=tmp_path)
    assert done.stderr == ""
    return done.returncode, done.stdout


def paths(value, so_far=()):
    """The way to every leaf; an empty list or object is one."""
    inside = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    found = [path for key, one in inside for path in paths(one, (*so_far, key))]
    return found or [so_far]


def every_leaf():
    return [
        pytest.param(name, path, id=f"{name}:{'.'.join(map(str, path))}")
        for name, found in GOLDEN.items()
        for path in paths(found)
        if path != ("format",)
    ]


def others(leaf):
    """Other values in the place of a leaf, of its own kind and of others."""
    if isinstance(leaf, bool):
        return [not leaf, int(leaf), None]
    if isinstance(leaf, int):
        return [leaf + 1, leaf - 1, str(leaf), leaf == 1, None]
    if isinstance(leaf, str):
        return [leaf + "x", leaf[:-1] if leaf else " ", leaf.upper() if leaf != leaf.upper() else "0", None]
    return [[0], {"x": 1}, None]


# --- What is well -------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", GOLDEN)
def test_a_good_record_is_well(name):
    assert problem(GOLDEN[name]) == ""


def test_the_file_runs_alone_and_says_what_it_checked(tmp_path):
    code, said = run(GOLDEN["motion"], tmp_path)

    assert code == 0
    assert said.splitlines()[-2:] == [
        "ok   Counted again: 4 yes, 1 no, 1 abstain, 1 blank; 8 of 10 took part, 5 had to: adopted.",
        f"     Compare the last head with the one in your mail: {GOLDEN['motion']['events'][-1]['hash']}",
    ]


@pytest.mark.parametrize("name", ["open", "cancelled"])
def test_a_round_without_a_count_is_well_and_its_votes_stay_sealed(name, tmp_path):
    found = make_record("motion", [[{"choice": "yes"}], [{"choice": "no"}]], ending=name, opened_at=NOW)
    code, said = run(found, tmp_path)

    assert (code, f"The round is {name}: there is nothing to count." in said) == (0, True)
    assert "nonce" not in json.dumps(found)


def test_without_arguments_it_explains_itself(tmp_path):
    done = subprocess.run([sys.executable, "-I", str(FILE)], capture_output=True, text=True, cwd=tmp_path)

    assert (done.returncode, done.stderr) == (2, "")
    assert "python3 verify.py record-8-1.json --head HASH" in done.stdout


def test_an_open_record_of_a_round_that_is_over_by_now_ends_with_3(tmp_path):
    """Before, a record that was made while the round was open passed for ever (0)."""
    code, said = run(GOLDEN["open"], tmp_path)

    assert (code, said.splitlines()[-1]) == (3, "OLD   It was made before the end: download it again.")


def test_an_open_record_does_not_say_who_has_voted():
    found = GOLDEN["open"]
    voted = [event for event in found["events"] if event["type"] == "VOTED"]

    assert [sorted(event) for event in voted] == [
        ["at", "hash", "height", "parent", "payload_hash", "type"]
    ] * 2
    assert ("commitment" in json.dumps(found), found["votes"]) == (False, [])


def test_the_heads_of_the_mails_are_found_in_the_chain(tmp_path):
    found = GOLDEN["motion"]
    opening, result = found["events"][1]["hash"], found["events"][-1]["hash"]
    code, said = run(found, tmp_path, "--head", opening, "--head", result)

    assert code == 0
    assert f"The head {opening} is that of event 2, OPEN." in said


def test_a_chain_made_anew_does_not_have_the_heads_of_the_mails(tmp_path):
    head = GOLDEN["motion"]["events"][-1]["hash"]
    other = make_record("motion", [[{"choice": "no"}]])
    code, said = run(other, tmp_path, "--head", head)

    assert (code, said.splitlines()[-1]) == (1, f"WRONG The head {head} is not in this chain.")


@pytest.mark.parametrize(
    "text",
    [
        "",
        "no",
        "[]",
        "null",
        "{}",
        '{"format": "multifactory-record/3"}',
        '{"format": 1.5}',
        '{"format": NaN}',
        '{"format": "multifactory-record/1", "format": "multifactory-record/1"}',
        "[" * 100_000,
    ],
    ids=range(10),
)
def test_what_is_no_record_ends_with_2(text, tmp_path):
    assert run(text, tmp_path)[0] == 2


@pytest.mark.parametrize("depth", [100, 330, 500, 900, 960])
def test_what_is_nested_too_deep_ends_without_a_crash(depth, tmp_path):
    found = GOLDEN["open"] | {"proposal": "DEEP"}
    text = json.dumps(found).replace('"DEEP"', "[" * depth + '"e\u0300"' + "]" * depth)

    assert run(text, tmp_path)[0] in (1, 2)


def test_two_names_that_are_the_same_text_are_found():
    found = deepcopy(GOLDEN["open"])
    found["proposal"] |= {"è": 1, "e\u0300": 2}

    assert problem(found) == "Two names in one object are the same text."


def test_text_in_another_form_of_unicode_is_the_same_text():
    found = json.loads(json.dumps(GOLDEN["motion"]).replace("\\u00f9", "u\u0300"))

    assert (problem(found), found != GOLDEN["motion"]) == ("", True)


def test_half_a_character_is_found():
    found = deepcopy(GOLDEN["open"])
    found["proposal"]["title"] = "\ud800"

    assert problem(found) == "There is a text with half a character."


def test_a_missing_file_ends_with_2(tmp_path):
    assert verify.main([str(tmp_path / "nothing.json")]) == 2


def test_it_is_one_file_of_the_standard_library_for_python_39():
    tree = ast.parse(FILE.read_text(), feature_version=(3, 9))
    imported = {
        name.split(".")[0]
        for node in ast.walk(tree)
        for name in (
            [alias.name for alias in node.names]
            if isinstance(node, ast.Import)
            else [node.module]
            if isinstance(node, ast.ImportFrom)
            else []
        )
    }

    assert imported - sys.stdlib_module_names == set()


# --- What is not --------------------------------------------------------------------------------------


@pytest.mark.parametrize(("name", "path"), every_leaf())
def test_another_value_in_any_place_is_found(name, path):
    for other in others(at(GOLDEN[name], path)):
        found = deepcopy(GOLDEN[name])
        at(found, path[:-1])[path[-1]] = other
        assert problem(found) != "", other


def test_another_format_is_no_record(tmp_path):
    assert run(GOLDEN["motion"] | {"format": "multifactory-record/11"}, tmp_path)[0] == 2


def containers(value, so_far=()):
    inside = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    here = [so_far] if isinstance(value, dict | list) else []
    return here + [path for key, one in inside for path in containers(one, (*so_far, key))]


@pytest.mark.parametrize("name", GOLDEN)
def test_anything_dropped_added_doubled_or_moved_is_found(name):
    for path in containers(GOLDEN[name]):
        original = at(GOLDEN[name], path)
        if isinstance(original, dict):
            changed = [{k: v for k, v in original.items() if k != key} for key in original]
            changed += [original | {"one more": 1}]
        else:
            places = range(len(original))
            changed = [original[:n] + original[n + 1 :] for n in places]
            changed += [[*original[: n + 1], original[n], *original[n + 1 :]] for n in places]
            changed += [[*original, {}]]
            changed += [[*original[:n], *original[n:][::-1]] for n in places if n < len(original) - 1]
        for other in [*changed, None, "", [], {}]:
            if other == original:
                continue
            found = deepcopy(GOLDEN[name])
            if path:
                at(found, path[:-1])[path[-1]] = other
            else:
                found = other
            # A round that is open: what lacks its end is a good record of an earlier hour. Only a head tells.
            heads = [GOLDEN[name]["events"][-1]["hash"]] if name == "open" else []
            assert problem(found, *heads) != "", (path, other)


@pytest.mark.parametrize("name", [*COUNTED, "cancelled"])
def test_a_chain_cut_anywhere_is_found_without_a_head(name, tmp_path):
    """Before, all of 335 cut chains passed once their votes were taken out too."""
    found = GOLDEN[name]
    for kept in range(len(found["events"])):
        cut = found | {"events": found["events"][:kept], "votes": []}
        # The first format has no word on how the round stood: such a file is only ever out of date.
        assert run(cut, tmp_path)[0] == (3 if name == "first" and 2 <= kept <= 5 else 1), kept


@pytest.mark.parametrize("made_at", ["2026-03-04T09:00:00.000000Z", "2026-03-08T09:00:00.000000Z"])
def test_a_chain_cut_and_said_to_be_open_never_ends_with_0(made_at, tmp_path):
    found = GOLDEN["motion"]
    for kept in range(2, len(found["events"]) - 4):
        settings = found["events"][0]["payload"]["round"]
        said = {"state": "open", "made_at": made_at, "votes": [], "round": settings}
        cut = found | said | {"events": found["events"][:kept]}
        assert run(cut, tmp_path)[0] == (3 if made_at < settings["closes_at"] else 1), kept
        assert run(cut, tmp_path, "--head", found["events"][-1]["hash"])[0] == 1, kept


# --- Code and verifier --------------------------------------------------------------------------------


@settings(max_examples=300)
@given(rounds(), st.integers(0, 3), st.integers(0, 3), st.integers(0, 3), st.booleans())
def test_code_and_verifier_agree_on_every_method(voting, absent, recused, suspended, is_advisory):
    """Whatever the portal counts, the verifier counts the same."""
    if not voting.answers and absent + recused == 0:
        absent = 1
    found = make_record(
        voting.method,
        [[answer] for answer in voting.answers],
        rule=voting.rule,
        keys=voting.keys,
        lot=voting.lot,
        seats=voting.seats,
        dots=voting.dots,
        absent=absent,
        recused=recused,
        suspended=suspended,
        is_advisory=is_advisory,
        is_second=voting.rule.version > 1,
    )

    assert problem(json.loads(json.dumps(found))) == ""


def test_close_within_an_extension_is_well():
    found = make_record("motion", [[{"choice": "yes"}]], rule=replace(ORDINARY, base="all"), is_extended=True)

    assert (problem(found), found["round"]["closes_at"]) == ("", record.moment(EXTENDED_TO))


def test_a_record_of_version_1_is_counted_by_those_entitled_and_one_of_version_2_by_all_members():
    """Four of ten members are suspended: four took part, of six entitled three had to, of ten five."""
    answers = [[{"choice": "yes"}], [{"choice": "yes"}], [{"choice": "yes"}], [{"choice": "blank"}]]

    def tally_of(rule):
        found = make_record("motion", answers, rule=rule, is_second=rule.version > 1, absent=2, suspended=4)
        assert problem(found) == ""
        return found["events"][-2]["payload"]

    first, now = tally_of(FIRST_VERSION), tally_of(ORDINARY)
    assert ("members" in first, first["quorum"], first["outcome"]) == (False, 3, "adopted")
    assert (now["members"], now["quorum"], now["outcome"]) == (10, 5, "no_quorum")


@pytest.mark.parametrize("edit", [{"quorum_of": "nobody"}, {"quorum_of": None}, {"is_tie_run_off": 1}])
def test_a_rule_that_does_not_say_whose_quorum_it_has_is_found(edit):
    def change(found):
        for settings_of_round in (found["round"], found["events"][0]["payload"]["round"]):
            settings_of_round["rule"] |= edit

    assert edited(change, "second").startswith("The rule")


def test_a_rule_made_one_of_version_1_is_found_by_the_count():
    def change(found):
        for settings_of_round in (found["round"], found["events"][0]["payload"]["round"]):
            for name in ("quorum_of", "is_tie_run_off"):
                del settings_of_round["rule"][name]

    assert (
        edited(change, "second")
        == "The round does not have the fields it should: " + ", ".join(verify.ROUND) + "."
    )
