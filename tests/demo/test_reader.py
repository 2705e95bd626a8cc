"""The reader of the samples says what is wrong in a file, and where."""

import re
from datetime import date
from shutil import copytree

import pytest
from django.core.management import CommandError, call_command

from multifactory.demo.sample import reader
from multifactory.demo.sample.blocks import SampleError, unwrapped
from multifactory.demo.sample.reader import FOLDER, read_case, read_folder

CASE = "infatti9"
COMPANY = """
[[companies]]
name = "Vetreria Seveso"
line = "Lamp glass, blown to measure"
field = "ceramics"
vocation = "craft"
craft = "registered"
founded = 2012
joined = 2024-03-04
representatives = ["Olga Pirola"]
story = "She blows."

[[companies.products]]
name = "Shades"
line = "In four colours"
kinds = "lamp shades"
materials = "glass"
stages = "design finishing"
"""


@pytest.fixture
def folder(tmp_path):
    return copytree(FOLDER / CASE, tmp_path / CASE)


def change(folder, file, old, new):
    path = folder / file
    text = path.read_text("utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), "utf-8")


def complaint(folder):
    with pytest.raises(SampleError) as caught:
        read_folder(folder)
    return str(caught.value)


FAULTS = {
    "unknown field": (
        ("companies.toml", 'field = "textiles"', 'field = "textile"'),
        "companies.toml: company 1 'Maglia Piana': unknown field 'textile' (did you mean 'textiles'?)",
    ),
    "misspelt key": (
        ("companies.toml", "opening = ", "openings = "),
        "companies.toml: company 1 'Maglia Piana': unknown key 'openings' (did you mean 'opening'?)",
    ),
    "misspelt key that is needed": (
        ("companies.toml", "founded = ", "foundet = "),
        "companies.toml: company 1 'Maglia Piana': 'founded' is missing (and 'foundet' is unknown)",
    ),
    "missing key": (("case.toml", "address = ", "# address = "), "case.toml: 'address' is missing"),
    "misspelt block": (
        ("requests.toml", "[[requests]]", "[[request]]"),
        "requests.toml: unknown block 'request' (did you mean 'requests'?)",
    ),
    "misspelt inner block": (
        ("companies.toml", "[[companies.products]]", "[[companies.product]]"),
        "companies.toml: company 1 'Maglia Piana': unknown key 'product' (did you mean 'products'?)",
    ),
    "wrong word of a list": (
        ("companies.toml", 'craft = "registered"', 'craft = "yes"'),
        "companies.toml: company 1 'Maglia Piana': unknown craft 'yes'"
        " (known: registered, self_declared, none)",
    ),
    "wrong stage": (
        ("companies.toml", 'stages = "design prototype', 'stages = "design prototipe'),
        "companies.toml: company 1 'Maglia Piana', product 1 'Jumpers to measure': unknown stage 'prototipe'"
        " (did you mean 'prototype'?)",
    ),
    "wrong sign": (
        ("companies.toml", 'sign = "weave - oxide"', 'sign = "weave oxide"'),
        "companies.toml: company 1 'Maglia Piana': the sign 'weave oxide' must be 3 words:"
        " figure, letter, colour",
    ),
    "nobody to represent it": (
        ("companies.toml", 'representatives = ["Anna Ferri"]', "representatives = []"),
        "companies.toml: company 1 'Maglia Piana': somebody must be among its 'representatives'",
    ),
    "text for a number": (
        ("companies.toml", "founded = ", 'founded = "2001" #'),
        "companies.toml: company 1 'Maglia Piana': 'founded' must be a whole number, not '2001'",
    ),
    "truth for a number": (
        ("calendar.toml", "capacity = 16", "capacity = true"),
        "calendar.toml: event 3 'A thousand folds': 'capacity' must be a whole number, not True",
    ),
    "day in quotes": (
        ("companies.toml", "joined = 2020-10-01", 'joined = "2020-10-01"'),
        "companies.toml: company 1 'Maglia Piana': 'joined' must be a date such as 2019-06-01 without"
        " quotes, or days from the day of loading such as -40, not '2020-10-01'",
    ),
    "text for a list": (
        ("proposals.toml", "recusals = [[", 'recusals = "none" # [['),
        "proposals.toml: proposal 3 'U5 to Ruota Lenta, who mend on the stairs': 'recusals' must be"
        " a list in brackets, not 'none'",
    ),
    "days in the wrong order": (
        ("allocations.toml", "end = 2023-04-01", "end = 2021-04-01"),
        "allocations.toml: allocation 4 'P5': 'end' (2021-04-01) must lie after 'start' (2021-04-12)",
    ),
    "date that is still to come": (
        ("companies.toml", "joined = 2020-10-01", "joined = 2920-10-01"),
        "companies.toml: company 1 'Maglia Piana': 'joined' (2920-10-01) is still to come: write it as days"
        " from the day of loading",
    ),
    "conditions in the wrong order": (
        ("buildings.toml", '["under_works", -35]', '["under_works", 2020-02-01]'),
        "buildings.toml: building 1 'The hall in via Trento e Trieste', floor 1 'The hall',"
        " space 5 'Workshop P4': the days of 'conditions' must follow one another",
    ),
    "no time of day": (
        ("calendar.toml", 'time = "15:00"', 'time = "25:00"'),
        "calendar.toml: event 1 'Swap of winter coats': '25:00' is no time of day such as 18:30",
    ),
    "unknown company": (
        ("allocations.toml", 'company = "Piega"', 'company = "Pieghe"'),
        "allocations.toml: allocation 10 'U3a': unknown company 'Pieghe' (did you mean 'Piega'?)",
    ),
    "unknown company among many": (
        ("proposals.toml", 'no = ["Galli Assemblaggi"]', 'no = ["Galli Assemblagi"]'),
        "proposals.toml: proposal 4 'A room for children and a room for quiet, before the showroom',"
        " round 1: unknown company 'Galli Assemblagi' (did you mean 'Galli Assemblaggi'?)",
    ),
    "unknown space": (
        ("calendar.toml", 'space = "N4", ', 'space = "N9", '),
        "calendar.toml: booking 7 'N9': unknown space 'N9'",
    ),
    "room for a unit": (
        ("requests.toml", 'space = "P7"', 'space = "N1"'),
        "requests.toml: request 1 'Sartoria dei Tigli': unknown unit 'N1'",
    ),
    "candidate without a field": (
        ("requests.toml", 'field = "textiles"\n', ""),
        "requests.toml: request 1 'Sartoria dei Tigli': who is no company of the case needs a 'field'",
    ),
    "unknown person": (
        ("proposals.toml", 'author = "Meena Joshi"', 'author = "Mina Joshi"'),
        "proposals.toml: proposal 1 'Which dishwasher follows the old one', comment 1 'Gabriella Nava',"
        " answer 1 'Mina Joshi': unknown person 'Mina Joshi' (did you mean 'Meena Joshi'?)",
    ),
    "resolution that was not adopted": (
        ("allocations.toml", 'resolution = "ruota"', 'resolution = "saturday"'),
        "allocations.toml: allocation 5 'P5': unknown adopted proposal 'saturday'"
        " (known: dishwasher, life-rooms, quiet-hours, ruota, duties, p4-roof, open-gate)",
    ),
    "unknown history": (
        ("buildings.toml", 'history = "life"', 'history = "live"'),
        "buildings.toml: building 1 'The hall in via Trento e Trieste', floor 1 'The hall',"
        " space 10 'Children's room': unknown history 'live' (did you mean 'life'?)",
    ),
    "shape of three numbers": (
        ("buildings.toml", "shape = [30, 25, 190, 170]", "shape = [30, 25, 190]"),
        "buildings.toml: building 1 'The hall in via Trento e Trieste', floor 1 'The hall',"
        " space 1 'Workshop P1': 'shape' must be a list in brackets, not 30",
    ),
    "shape without an area": (
        ("buildings.toml", "shape = [30, 25, 190, 170]", "shape = [30, 25, 190, 0]"),
        "buildings.toml: building 1 'The hall in via Trento e Trieste', floor 1 'The hall',"
        " space 1 'Workshop P1': 'shape' must be [left, top, width, height] or three or more [x, y]"
        " around an area, not [30, 25, 190, 0]",
    ),
    "vote of a company that has none": (
        ("proposals.toml", 'no = ["Formica Sicura"]', 'no = ["Vele di Brianza"]'),
        "proposals.toml: proposal 7 'Duties by hours, not by company', round 1: not entitled to vote:"
        " Vele di Brianza",
    ),
    "vote of a company that has left, where all are named": (
        ("proposals.toml", 'yes = ["Galli Assemblaggi", "Maglia Piana",', 'yes = ["Vele di Brianza",'),
        "proposals.toml: proposal 12 'Let the crane run from 7:00 in winter', round 1: not entitled to vote:"
        " Vele di Brianza",
    ),
    "option that is not there": (
        ("proposals.toml", 'ranks = "C B A -"', 'ranks = "C B=D -"'),
        "proposals.toml: proposal 1 'Which dishwasher follows the old one', round 1, answer 3:"
        " unknown option 'D' (known: A, B, C)",
    ),
    "company that answers twice": (
        ("proposals.toml", 'abstain = ["Vele di Brianza"]', 'abstain = ["Galli Assemblaggi"]'),
        "proposals.toml: proposal 4 'A room for children and a room for quiet, before the showroom',"
        " round 1: Galli Assemblaggi answers twice",
    ),
    "company that is away and answers": (
        ("proposals.toml", 'away = ["Tornio Dolce"]', 'away = ["Piega"]'),
        "proposals.toml: proposal 9 'Change the roof of P4', round 1: away and yet answering: Piega",
    ),
    "answer of two sorts": (
        ("proposals.toml", 'ranks = "B A C -"', 'ranks = "B A C -"\nchoice = "blank"'),
        "proposals.toml: proposal 1 'Which dishwasher follows the old one', round 1, answer 1: it needs"
        " one of 'choice', 'ranks', 'options' and 'dots'",
    ),
    "event without a place": (
        ("calendar.toml", 'place = "The whole house"\n', ""),
        "calendar.toml: event 5 'Open gate': it needs a 'space' or, in words, a 'place', and not both",
    ),
    "name that is there twice": (
        ("companies.toml", 'name = "Piega"', 'name = "Maglia Piana"'),
        "companies.toml: company 3 'Maglia Piana': the company 'Maglia Piana' is there twice",
    ),
}


@pytest.mark.parametrize("fault", FAULTS.values(), ids=FAULTS)
def test_a_fault_is_told_with_its_file_and_place(folder, fault):
    edit, message = fault
    change(folder, *edit)
    assert complaint(folder) == f"{CASE}/{message}"


def test_a_date_that_no_calendar_has_is_told_with_its_line(folder):
    change(folder, "works.toml", "start = 2021-03-01", "start = 2021-02-30")
    line = (folder / "works.toml").read_text("utf-8").split("2021-02-30")[0].count("\n") + 1
    assert complaint(folder) == f"{CASE}/works.toml: Invalid date or datetime (at line {line}, column 9)"


def test_a_file_that_is_no_toml_is_told_with_the_line(folder):
    change(folder, "case.toml", 'name = "Infatti9 Multifactory"', "name = Infatti9")
    assert re.fullmatch(rf"{CASE}/case.toml: Invalid value \(at line \d+, column 8\)", complaint(folder))


def test_a_file_that_is_missing_or_too_many_is_named(folder):
    (folder / "works.toml").rename(folder / "work.toml")
    assert complaint(folder) == f"{CASE}/work.toml: unknown file (did you mean 'works.toml'?)"
    (folder / "work.toml").unlink()
    assert complaint(folder) == f"{CASE}/works.toml: the file is missing"


def test_no_key_and_no_block_is_read_over(folder):
    """Whatever key is misspelt, the file is named that holds it."""
    for path in sorted(set(folder.glob("*.toml")) - {folder / "pictures.toml"}):  # read by `pictures`
        text = path.read_text("utf-8")
        lines = {*re.findall(r"^(?:\w+ = |\[+[\w.]+\]+$)", text, re.MULTILINE)}
        assert lines
        for line in lines:
            wrong = re.sub(r"(\w)( = |\]+)$", r"\1q\2", line)
            path.write_text(text.replace(f"\n{line}", f"\n{wrong}"), "utf-8")
            assert complaint(folder).startswith(f"{CASE}/{path.name}: "), (path.name, line)
        path.write_text(text, "utf-8")


def test_a_company_is_added_by_one_block(folder):
    with (folder / "companies.toml").open("a", encoding="utf-8") as file:
        file.write(COMPANY)
    case = read_folder(folder)
    assert case.companies[:-1] == read_case(CASE).companies
    company = case.companies[-1]
    assert (company.name, company.joined) == ("Vetreria Seveso", "2024-03-04")
    assert company.people == (("Olga Pirola", "representative"),)
    assert company.products == (("Shades", "In four colours"),)
    assert case.profiles["Vetreria Seveso"].made == (("lamp shades", "glass", "design finishing"),)


def test_what_is_not_written_has_its_usual_value():
    case = read_case(CASE)
    assert case.founded == date(2020, 1, 1)
    spaces = {space.code: space for space in case.spaces}
    assert (spaces["PLC"].takes, spaces["PLC"].area_m2) == (("PLC", "PL"), 0)
    assert (spaces["N1"].takes, spaces["U3"].takes, spaces["N6"].takes) == (("N1",), (), ())
    assert spaces["N1"].shape == ((190, 245), (340, 245), (340, 375), (190, 375))
    assert spaces["N1"].area_m2 == 161  # 150 × 130 at 11 units per metre


def test_who_is_not_named_in_a_round_answers_as_the_others():
    proposals = {one.key: one for one in read_case(CASE).proposals}
    votes = proposals["duties"].round.votes
    assert [name for name, answer in votes.items() if answer != "yes"] == [
        "Galli Assemblaggi",
        "Formica Sicura",
    ]
    assert len(votes) == 9
    assert "Tornio Dolce" not in proposals["p4-roof"].round.votes
    assert list(proposals["phones"].round.votes)[-2:] == ["Formica Sicura", "Tornio Dolce"]
    # who would hold the unit has no vote, and who is away none yet
    assert {"Ruota Lenta", "Maglia Piana"}.isdisjoint(proposals["garden-office"].round.votes)


def test_the_command_says_what_is_wrong_with_a_sample(folder, monkeypatch):
    change(folder, "case.toml", "address = ", "# address = ")
    monkeypatch.setattr(reader, "FOLDER", folder.parent)
    read_case.cache_clear()
    with pytest.raises(CommandError, match=f"^{CASE}/case.toml: 'address' is missing$"):
        call_command("demo", case=CASE)
    read_case.cache_clear()


@pytest.mark.parametrize(
    ("wrapped", "joined"),
    [
        ("One\nline.\n\nAnother\none.", "One line.\n\nAnother one."),
        ("For:\n- **E1** to\n  one;\n- E2\n  - below", "For:\n- **E1** to one;\n- E2\n  - below"),
        ("1. One\n2. Two\n# Head\n> said", "1. One\n2. Two\n# Head\n> said"),
        ("It cost\n1900.", "It cost 1900."),
    ],
)
def test_wrapped_lines_of_a_text_are_joined(wrapped, joined):
    assert unwrapped(wrapped) == joined
