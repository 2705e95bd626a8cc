"""What verify.py says of minutes that were changed, with the mailed head and without."""

import json
from copy import deepcopy
from random import Random

import pytest

from governance import verify
from governance.assemblies.minutes import record
from governance.assemblies.minutes.book import build_file, hash_of
from governance.assemblies.minutes.models import Minutes
from governance.assemblies.minutes.services import correct_minutes
from tests.factories.minutes import sign_both, signed_minutes
from tests.governance.golden import GOLDEN, at
from tests.governance.test_attacks import change_a_leaf

pytestmark = pytest.mark.django_db


def problem(found, *heads, folder="") -> str:
    """What verify finds wrong, or nothing."""
    try:
        list(verify.verify_minutes(found, heads, folder=str(folder)))
    except verify.WrongError as error:
        return str(error)
    return ""


@pytest.fixture
def original(db):
    """The third entry of a book: minutes, their correction, and one more of that."""
    old = signed_minutes(companies=4, suspended=1)
    for _ in range(2):
        old = sign_both(correct_minutes(old, by=old.assembly.chair))
    found = build_file(Minutes.objects.get(pk=old.pk))
    return json.loads(json.dumps(found))


def rehash(found) -> None:
    """As the owner of the database would: content, entries and parents made anew."""
    parent = ""
    found["book"][-1]["content"] = record.digest(found["content"])
    for entry in found["book"]:
        entry["parent"] = parent
        entry["hash"] = record.digest({name: one for name, one in entry.items() if name != "hash"})
        parent = entry["hash"]


def change_the_book(found, random: Random) -> None:
    book = found["book"]
    place = random.randrange(len(book))
    match random.choice(["drop", "double", "move", "text", "rounds"]):
        case "drop":
            del book[place]
        case "double":
            book.insert(place, deepcopy(book[place]))
        case "move":
            book.insert((place + 1) % len(book), book.pop(place))
        case "text":
            found["content"]["text"] += " And more."
        case "rounds":
            found["content"]["facts"]["items"][0]["rounds"] = []


def tampered(original, seed: int, *, is_rehashed: bool):
    random, found = Random(seed), deepcopy(original)
    while found == original:
        random.choice([change_a_leaf, change_the_book])(found, random)
        if is_rehashed and found["book"]:
            rehash(found)
    return found


def test_a_good_file_passes_with_each_head(original):
    heads = [entry["hash"] for entry in original["book"]]
    assert (len(heads), problem(original, *heads)) == (3, "")
    assert problem(original, "0" * 64) == f"The head {'0' * 64} is not in this book."


@pytest.mark.parametrize("is_rehashed", [True, False])
def test_400_random_changes_of_minutes_fail_with_the_mailed_head(original, is_rehashed):
    head = original["book"][-1]["hash"]
    changed = [tampered(original, seed, is_rehashed=is_rehashed) for seed in range(400)]
    assert [one for one in changed if problem(one, head) == ""] == []


def test_rehashed_minutes_without_a_head_still_need_the_counts_that_they_say(original):
    found = deepcopy(original)
    found["content"]["facts"]["items"][0]["rounds"][0]["votes"]["no"] = []
    rehash(found)
    assert problem(found).endswith("does not name those who said “no”.")


def test_a_number_left_out_is_found(original):
    found = deepcopy(original)
    found["book"][-1]["number"] += 1
    rehash(found)
    assert problem(found) == "Entry 3 of the book does not have the next number of its year."


def test_one_person_for_both_is_found(original):
    found = deepcopy(original)
    signatures = found["book"][-1]["signatures"]
    signatures[1] |= {name: signatures[0][name] for name in ("person", "name")}
    rehash(found)
    assert problem(found) == "Entry 3 of the book is signed twice by the same person."


def test_a_name_that_was_not_signed_is_found(original):
    found = deepcopy(original)
    person = next(iter(found["names"]))
    found["names"][person]["name"] = "Somebody Else"
    assert problem(found) == f"The name of person {person} is not the one that was signed."


def test_whoever_was_erased_is_said_to_be(original):
    found = deepcopy(original)
    found["names"].popitem()
    assert [line for line in verify.verify_minutes(found) if "1 were erased since." in line] != []


def test_a_record_beside_that_is_another_is_found(original, tmp_path):
    vote = at(original, ["content", "facts", "items", 0, "rounds", 0])

    (tmp_path / f"record-{vote['record']}.json").write_text(json.dumps(GOLDEN["motion"]))
    assert "does not end with the head that the minutes have" in problem(original, folder=tmp_path)


def test_a_file_that_is_changed_on_the_disk_fails_the_command(original, tmp_path, capsys):
    path = tmp_path / "minutes-2027-3.json"
    path.write_text(json.dumps(original, ensure_ascii=False))
    assert verify.main([str(path)]) == 0
    assert original["book"][-1]["hash"] in capsys.readouterr().out
    path.write_text(json.dumps(original | {"names": {}, "content": {}}))
    assert verify.main([str(path)]) == 1
    assert "WRONG" in capsys.readouterr().out


def test_facts_within_facts_that_are_not_as_they_should_be_are_no_crash(original):
    found = deepcopy(original)
    found["content"]["facts"]["items"] = [None]
    rehash(found)
    assert problem(found) != ""


def test_the_hash_that_both_sign_is_that_of_the_file(original):
    minutes = Minutes.objects.in_book().last()
    assert original["book"][-1]["content"] == hash_of(minutes)
