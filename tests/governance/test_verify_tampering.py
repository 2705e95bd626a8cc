"""Records of which every hash was made anew after an edit: what is found even without a head to compare."""

from copy import deepcopy

import pytest

from governance.voting import record
from tests.factories.records import TERMS, make_record, relinked
from tests.governance.golden import GOLDEN, at, edited, problem, ranks, renumbered, voted

FIELDS = "does not have the fields it should"

# --- Votes, roll, text and count ----------------------------------------------------------------------


def test_flipped_vote_is_found():
    def flip(found):
        found["votes"][2]["answer"]["choice"] = "yes"

    assert edited(flip) == "The vote of company 3 is not the one it cast."


def test_flipped_vote_with_its_commitment_is_found_by_the_count():
    def flip(found):
        vote = found["votes"][2]
        vote["answer"]["choice"] = "yes"
        event = next(one for one in found["events"] if one["payload"].get("company") == 3)
        event["payload"]["commitment"] = record.commitment(vote["nonce"], vote["answer"])
        found["events"][-3]["payload"] = record.close_payload(found["votes"])

    assert edited(flip).startswith("Counting again gives another result")


def test_dropped_vote_is_found():
    assert edited(lambda found: found["votes"].pop()) == "7 companies voted, but 6 votes are here."


def test_doubled_vote_is_found():
    assert (
        edited(lambda found: found["votes"].append(found["votes"][-1]))
        == "The votes are not one a company, in order."
    )


def test_vote_of_a_company_that_never_voted_is_found():
    def add(found):
        found["votes"].append(found["votes"][-1] | {"company": 8})

    assert edited(add) == "Company 8 has a vote that it never cast."


def test_dropped_event_of_a_vote_is_found():
    def drop(found):
        found["events"].remove(voted(found, 1))
        renumbered(found)

    assert edited(drop) == "Event 3: an answer of company 1 is missing or doubled."


def test_doubled_event_of_a_vote_is_found():
    def double(found):
        found["events"].insert(5, deepcopy(voted(found, 2)))
        renumbered(found)

    assert edited(double) == "Event 6: an answer of company 2 is missing or doubled."


@pytest.mark.parametrize("standing", ["suspended", "recused"])
def test_vote_of_a_company_that_may_not_is_found(standing):
    def suspend(found):
        found["events"][0]["payload"]["roll"][2] |= {"standing": standing, "reason": "Arrears"}

    assert edited(suspend) == "Event 6: company 3 may not vote."


def test_vote_of_a_company_off_the_roll_is_found():
    assert (
        edited(lambda found: found["events"][0]["payload"]["roll"].pop(2))
        == "Event 6: company 3 may not vote."
    )


def test_company_twice_on_the_roll_is_found():
    def double(found):
        roll = found["events"][0]["payload"]["roll"]
        roll.append(roll[0])

    assert edited(double) == "Company 1 stands twice on the roll."


def test_smaller_roll_is_found_by_the_quorum():
    def shrink(found):
        found["events"][0]["payload"]["roll"].pop(8)

    assert edited(shrink).startswith("Counting again gives another result")


def test_nobody_on_the_roll_is_found():
    found = make_record("motion", [], absent=1, ending="open")
    found["events"][0]["payload"]["roll"] = []

    assert problem(relinked(found)) == "Nobody on the roll may vote."


def test_swapped_title_is_found():
    def swap(found):
        found["events"][0]["payload"]["proposal"]["title"] = "Another"

    assert edited(swap) == "The proposal is not the one that was voted on."


def test_swapped_attachment_is_found():
    def swap(found):
        found["proposal"]["attachments"][0]["sha256"] = "0" * 64

    assert edited(swap) == "The proposal is not the one that was voted on."


@pytest.mark.parametrize(
    ("name", "value"), [("lot", ["A", "B"]), ("seats", 2), ("is_advisory", True), ("method", "dots")]
)
def test_other_settings_are_found(name, value):
    def change(found):
        found["round"][name] = value

    assert edited(change, "ranked") == "The round's settings are not those it was opened with."


def test_lot_drawn_anew_is_found_by_the_count():
    def draw(found):
        for settings_of_round in (found["round"], found["events"][0]["payload"]["round"]):
            settings_of_round["lot"] = ["A", "C", "B"]

    assert edited(draw, "approval").startswith("Counting again gives another result")


def test_milder_rule_is_found_by_the_count():
    found = make_record("motion", [[{"choice": "yes"}]] * 2 + [[{"choice": "abstain"}]] * 3)
    for settings_of_round in (found["round"], found["events"][0]["payload"]["round"]):
        settings_of_round["rule"]["base"] = "cast"

    assert problem(relinked(found)).startswith("Counting again gives another result")


@pytest.mark.parametrize(
    ("height", "at_moment"), [(3, "2026-02-28T09:00:00.000000Z"), (9, "2026-03-08T09:00:00.000000Z")]
)
def test_vote_outside_the_voting_time_is_found(height, at_moment):
    def move(found):
        found["events"][height - 1]["at"] = at_moment

    assert edited(move) == f"Event {height}: a vote outside the voting time."


def test_vote_one_microsecond_before_the_end_is_well():
    def move(found):
        found["events"][8]["at"] = "2026-03-08T08:59:59.999999Z"

    assert edited(move) == ""


def test_extension_after_the_end_is_found():
    def move(found):
        extension = next(one for one in found["events"] if one["type"] == "EXTEND")
        extension["at"] = "2026-03-08T09:00:00.000000Z"

    assert edited(move) == "Event 11 extends a round that was over."


def test_second_extension_is_found():
    def extend(found):
        extension = deepcopy(found["events"][10])
        extension["payload"]["closes_at"] = "2026-12-01T09:00:00.000000Z"
        found["events"].insert(11, extension)
        renumbered(found)

    assert edited(extend) == "The round was extended more than once."


@pytest.mark.parametrize(
    ("first", "second", "expected"),
    [
        (0, 1, "The round does not begin with SETUP and OPEN."),
        (2, -1, "Out of place in the order of events: CLOSE, OUTCOME, TALLY."),
        (-3, -1, "Out of place in the order of events: CLOSE, OUTCOME, TALLY."),
        (10, -3, "Out of place in the order of events: CLOSE, OUTCOME, TALLY."),
    ],
)
def test_events_in_another_order_are_found(first, second, expected):
    def swap(found):
        events = found["events"]
        events[first], events[second] = events[second], events[first]
        renumbered(found)

    assert edited(swap) == expected


def test_vote_after_the_close_is_found():
    def add(found):
        found["events"].append(deepcopy(found["events"][3]))
        renumbered(found)

    assert edited(add).startswith("Out of place in the order of events")


def test_opened_votes_of_a_cancelled_round_are_found():
    def show(found):
        found["votes"] = GOLDEN["motion"]["votes"]

    assert edited(show, "cancelled") == "Votes are shown though the round was not counted."


@pytest.mark.parametrize(("key", "value"), [("outcome", "rejected"), ("winners", ["A"])])
def test_other_outcome_is_found(key, value):
    def change(found):
        found["events"][-1]["payload"][key] = value

    assert edited(change) == "The outcome is not what the count says."


@pytest.mark.parametrize(
    ("name", "answer"),
    [
        ("motion", {"choice": "perhaps"}),
        ("motion", {"choice": "yes", "ranks": {"A": 1}}),
        ("consent", {"choice": "objection", "reason": "  "}),
        ("ranked", ranks()),
        ("ranked", ranks(Z=1)),
        ("ranked", ranks(A=4)),
        ("ranked", ranks(A=True)),
        ("ranked", {"choice": "ballot", "ranks": ["A"]}),
        ("approval", {"choice": "ballot", "options": ["A", "A"]}),
        ("approval", {"choice": "ballot", "options": ["A", "B", "C"]}),
        ("approval", {"choice": "ballot", "options": [["A"]]}),
        ("dots", {"choice": "ballot", "dots": {"A": 3, "B": 2}}),
        ("dots", {"choice": "ballot", "dots": {"A": -1}}),
        ("dots", {"choice": "ballot", "dots": {"A": 4}}),
    ],
)
def test_invalid_answer_is_found(name, answer):
    def change(found):
        found["votes"][0]["answer"] = answer
        voted(found, 1, found["votes"][0]["revision"])["payload"]["commitment"] = record.commitment(
            found["votes"][0]["nonce"], answer
        )
        found["events"][-3]["payload"] = record.close_payload(found["votes"])

    assert edited(change, name).startswith("The vote of company 1 is not valid: ")


# --- A set-up that no round has, committed to all the same --------------------------------------------

TITLED = {"key": "A", "title": "Option A"}


@pytest.mark.parametrize(
    ("name", "path", "value", "expected"),
    [
        ("motion", "rule.base", "everybody", "The rule's base is unknown."),
        ("motion", "rule.denominator", 0, "The rule divides by nothing."),
        ("motion", "rule.quorum_denominator", 0, "The rule divides by nothing."),
        ("motion", "rule.numerator", -1, "The rule has a negative fraction."),
        ("motion", "rule.quorum_numerator", -1, "The rule has a negative fraction."),
        ("motion", "rule.is_strict", 1, "The rule: “is_strict” is not of the right kind."),
        ("motion", "method", "lottery", "The method is unknown."),
        ("motion", "opened_at", "yesterday", "The opening is no moment."),
        ("open", "closes_at", "tomorrow", "The end is no moment."),
        ("open", "closes_at", "2026-03-01T09:00:00.000000Z", "The round ends before it begins."),
        ("motion", "options", [TITLED], "The options do not go with the method."),
        ("ranked", "options", [], "The options do not go with the method."),
        ("ranked", "options", [TITLED, TITLED], "Two options have the same key, or one is “none”."),
        ("ranked", "options", [TITLED | {"key": "none"}], "Two options have the same key, or one is “none”."),
        ("ranked", "options", [TITLED | {"key": 1}], "An option: “key” is not of the right kind."),
        (
            "ranked",
            "options",
            [TITLED | {"key": key} for key in "ABCDEFGHIJK"],
            "There are more options than can be ranked.",
        ),
        ("ranked", "lot", ["A", "A", "B"], "The lot does not hold each option once."),
        ("approval", "lot", ["A", "B"], "The lot does not hold each option once."),
        ("approval", "lot", ["A", "B", 3], "The lot does not name options."),
        ("approval", "seats", 0, "There is no seat."),
        (
            "dots",
            "dots",
            {"total": 4},
            "The number of dots does not have the fields it should: total, per_option.",
        ),
    ],
)
def test_settings_that_no_round_has_are_found(name, path, value, expected):
    def change(found):
        *way, last = path.split(".")
        for section in (found["round"], found["events"][0]["payload"]["round"]):
            at(section, way)[last] = value

    assert edited(change, name) == expected


@pytest.mark.parametrize(
    ("change", "expected"),
    [
        ({"standing": "absent"}, "The standing of company 9 is unknown."),
        ({"standing": "recused", "reason": " "}, "Company 9 has no vote without a reason."),
        ({"company": "9"}, "An entry of the roll: “company” is not of the right kind."),
    ],
)
def test_entries_that_no_roll_has_are_found(change, expected):
    assert edited(lambda found: found["events"][0]["payload"]["roll"][8].update(change)) == expected


def test_attachment_without_its_hash_is_found():
    def change(found):
        for proposal in (found["proposal"], found["events"][0]["payload"]["proposal"]):
            proposal["attachments"][0]["sha256"] = "unknown"

    assert edited(change) == "An attachment has no SHA-256."


@pytest.mark.parametrize(
    ("kind", "change", "expected"),
    [
        ("EXTEND", {"reason": " "}, "Event 11 gives no reason."),
        ("EXTEND", {"closes_at": "later"}, "Event 11 extends to no moment."),
        ("EXTEND", {"closes_at": "2026-03-08T09:00:00.000000Z"}, "Event 11 does not extend the round."),
        ("CLOSE", {"count": 8}, "Another number of votes was there at the close."),
        ("CLOSE", {"votes": "0" * 64}, "The votes are not those that were there at the close."),
        ("OPEN", {"more": 1}, "Event 2 (OPEN) does not have the fields it should: ."),
    ],
)
def test_events_that_no_round_has_are_found(kind, change, expected):
    def edit(found):
        event = next(one for one in found["events"] if one["type"] == kind)
        event["payload"] |= change
        if "closes_at" in change:
            found["round"]["closes_at"] = change["closes_at"]

    assert edited(edit) == expected


def test_event_of_an_unknown_type_is_found():
    def rename(found):
        found["events"][3]["type"] = "PROXY"

    assert edited(rename) == "Event 4 is of a type that a record does not have."


def test_event_without_a_moment_is_found():
    def change(found):
        found["events"][3]["at"] = "2026-03-01 09:00"

    assert edited(change) == "Event 4 has no moment."


def test_nonce_in_another_spelling_is_found():
    def change(found):
        found["votes"][0]["nonce"] = found["votes"][0]["nonce"].upper()

    assert edited(change) == "The vote of company 1 has no nonce."


def test_vote_shown_in_an_earlier_revision_is_found():
    def change(found):
        found["votes"][0]["revision"] = 1

    assert edited(change) == "The vote of company 1 is not its last one."


def test_cancelling_without_a_reason_is_found():
    def change(found):
        found["events"][-1]["payload"]["reason"] = ""

    assert edited(change, "cancelled") == "Event 5 gives no reason."


def test_event_with_another_number_is_found():
    def renumber(found):
        found["events"][3]["height"] = 40

    assert edited(renumber) == "Event 4 says it is number 40."


def test_event_that_follows_another_is_found():
    """Its hash is right for the parent it names, and its parent is an event of the chain."""
    found = deepcopy(GOLDEN["cancelled"])
    last = found["events"][-1]
    last["parent"] = found["events"][0]["hash"]
    last["hash"] = record.event_hash(
        last["height"], last["parent"], last["type"], last["payload"], last["at"]
    )

    assert problem(found) == "Event 5 does not follow the event before it."


# --- When it was made, and how the round stood ---------------------------------------------------------


@pytest.mark.parametrize(
    ("name", "change", "expected"),
    [
        (
            "open",
            {"made_at": "2026-03-08T09:00:00.000000Z"},
            "It was made after the end, and the round is still open.",
        ),
        (
            "open",
            {"state": "closed"},
            "Event 3 does not have the fields it should: height, parent, type, payload, at, hash.",
        ),
        (
            "cancelled",
            {"state": "open"},
            'It says that the round is "open", but ends with CANCEL: that is cancelled.',
        ),
        (
            "motion",
            {"state": "cancelled"},
            'It says that the round is "cancelled", but ends with OUTCOME: that is closed.',
        ),
        ("motion", {"made_at": "2026-03-08T09:00:00.000000Z"}, "It was made before its last event."),
        ("motion", {"made_at": "today"}, "It does not say when it was made."),
    ],
)
def test_a_record_that_says_another_state_or_moment_is_found(name, change, expected):
    assert edited(lambda found: found.update(change), name) == expected


def test_a_closed_record_without_its_end_is_found():
    def cut(found):
        found["events"] = found["events"][:-3]
        found["votes"] = []

    assert edited(cut) == 'It says that the round is "closed", but ends with EXTEND: that is open.'


def test_a_vote_of_an_open_round_that_was_changed_is_found_by_its_receipt():
    receipt = GOLDEN["open"]["events"][2]["hash"]
    found = deepcopy(GOLDEN["open"])
    found["events"][2]["payload_hash"] = "0" * 64

    assert problem(relinked(found)) == ""
    assert problem(found, receipt) == f"The head {receipt} is not in this chain."


# --- Companies that left -------------------------------------------------------------------------------


def corrections(found):
    return [event for event in found["events"] if event["type"] == "CORRECTION"]


@pytest.mark.parametrize(
    ("change", "expected"),
    [
        ({"company": 99}, "Event 8: company 99 is not on the roll."),
        ({"company": 3}, "Event 9: company 3 is not on the roll."),
        ({"change": "joined"}, "Event 8 corrects what cannot be corrected."),
        ({"reason": " "}, "Event 8 gives no reason."),
        ({"on": "29 November"}, "Event 8 names no day."),
        ({"on": "2026-02-30"}, "Event 8 names no day."),
        ({"on": "2026-03-10"}, "Event 8: company 2 left after the end."),
        ({"company": 1}, "Company 1 has a vote that it never cast."),
    ],
)
def test_a_correction_that_no_round_has_is_found(change, expected):
    assert edited(lambda found: corrections(found)[0]["payload"].update(change), "left") == expected


def test_a_vote_of_a_company_that_has_left_is_found():
    def vote_after(found):
        event = deepcopy(voted(found, 2, 2))
        event["payload"]["revision"] = 3
        found["events"].insert(8, event)
        renumbered(found)

    assert edited(vote_after, "left") == "Event 9: company 2 may not vote."


def test_a_company_that_left_counts_for_nothing():
    """Of six companies three left: one said yes, one no, one stands aside."""
    tally = GOLDEN["left"]["events"][-2]["payload"]

    assert [tally[name] for name in ("entitled", "recused", "taken_part")] == [3, 0, 2]
    assert tally["counts"] == {"yes": 1, "no": 1, "abstain": 0, "blank": 0}


# --- What is decided with the text, and the lot --------------------------------------------------------


@pytest.mark.parametrize(
    ("name", "value", "expected"),
    [
        (
            "effect",
            {"key": "allocation"},
            "The effect does not have the fields it should: key, sentence, facts.",
        ),
        (
            "effect",
            {"key": "x", "sentence": "x", "facts": {"unit": ["C5"]}},
            "The effect has facts within facts.",
        ),
        ("cost_cents", "120000", "The proposal: “cost_cents” is not of the right kind."),
        ("responsible", True, "The proposal: “responsible” is not of the right kind."),
    ],
)
def test_terms_that_no_proposal_has_are_found(name, value, expected):
    def change(found):
        for proposal in (found["proposal"], found["events"][0]["payload"]["proposal"]):
            proposal[name] = value

    assert edited(change, "second") == expected


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("effect", TERMS["effect"] | {"sentence": "D11 goes to Vetro e Piombo."}),
        ("cost_cents", 1),
        ("responsible", 4),
        ("due_on", "2030-01-01"),
        ("supersedes", ""),
    ],
)
def test_other_terms_than_those_voted_on_are_found(name, value):
    """Before, the company of an open allocation was changed in the database, and the check passed."""
    assert (
        edited(lambda found: found["proposal"].update({name: value}), "second")
        == "The proposal is not the one that was voted on."
    )


def test_a_set_up_of_the_second_version_without_its_terms_is_found():
    def forget(found):
        for proposal in (found["proposal"], found["events"][0]["payload"]["proposal"]):
            del proposal["effect"]

    assert edited(forget, "second") == "The proposal does not say “effect”."


def test_a_lot_that_the_votes_do_not_draw_is_found():
    drawn = GOLDEN["second"]["events"][-3]["payload"]["lot"]

    def draw(found):
        found["events"][-3]["payload"]["lot"] = drawn[::-1]

    assert edited(draw, "second") == f"The lot is not the one that the votes draw: {', '.join(drawn)}."


def test_a_lot_of_the_second_version_is_drawn_at_the_close_and_no_earlier():
    def draw_before(found):
        for settings_of_round in (found["round"], found["events"][0]["payload"]["round"]):
            settings_of_round["lot"] = ["A", "B", "C"]

    def draw_never(found):
        del found["events"][-3]["payload"]["lot"]

    assert edited(draw_before, "second") == "A lot was drawn before the close."
    assert edited(draw_never, "second") == "The lot is not drawn at its time."


def test_the_lot_does_not_hang_on_how_an_option_is_called():
    """Before, renaming an option drew anew: six tries gave three orders."""
    votes = GOLDEN["second"]["votes"]
    first, other = (record.drawn_lot(setup, votes, "ABC") for setup in ("0" * 64, "1" * 64))

    assert (sorted(first), record.drawn_lot("0" * 64, votes[::-1], "CAB")) == (["A", "B", "C"], first)
    assert first != other or record.drawn_lot("0" * 64, votes[:1], "ABC") != first
