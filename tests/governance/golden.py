"""A good record of each method and of each ending, and what verify says of one that was edited."""

from copy import deepcopy

from governance import verify
from tests.factories.records import in_first_format, make_record, relinked


def ranks(**places: int) -> dict:
    return {"choice": "ballot", "ranks": places}


GOLDEN = {
    "motion": make_record(
        "motion",
        [
            [{"choice": "no"}, {"choice": "yes", "reason": "Più luce"}],
            [{"choice": "yes"}],
            [{"choice": "no"}],
            [{"choice": "abstain"}],
            [{"choice": "yes"}],
            [{"choice": "yes"}],
            [{"choice": "blank"}],
        ],
        absent=2,
        recused=1,
        suspended=1,
        is_extended=True,
    ),
    "consent": make_record(
        "consent",
        [
            [{"choice": "consent"}],
            [{"choice": "concern", "reason": "Rumore"}],
            [{"choice": "objection", "reason": "Costa troppo"}],
        ],
        absent=1,
    ),
    "ranked": make_record(
        "ranked",
        [[ranks(A=1, B=2, none=3)], [ranks(B=1, none=2)], [ranks(A=1, B=1)], [{"choice": "blank"}]],
        keys=["A", "B"],
        lot=["B", "A"],
    ),
    "approval": make_record(
        "approval",
        [[{"choice": "ballot", "options": ["A", "B"]}], [{"choice": "ballot", "options": ["C"]}]],
        keys=["A", "B", "C"],
        lot=["C", "A", "B"],
        seats=2,
    ),
    "dots": make_record(
        "dots",
        [[{"choice": "ballot", "dots": {"A": 3, "B": 1}}], [{"choice": "ballot", "dots": {"B": 2}}]],
        keys=["A", "B"],
        dots=(4, 3),
    ),
    "open": make_record("motion", [[{"choice": "yes"}], [{"choice": "no"}]], ending="open"),
    "cancelled": make_record("motion", [[{"choice": "yes"}], [{"choice": "no"}]], ending="cancelled"),
    "second": make_record(
        "approval",
        [[{"choice": "ballot", "options": ["A", "B"]}], [{"choice": "ballot", "options": ["C"]}]],
        keys=["A", "B", "C"],
        seats=2,
        is_second=True,
    ),
    "left": make_record(
        "motion",
        [[{"choice": "yes"}], [{"choice": "yes"}, {"choice": "no"}], [{"choice": "no"}], [{"choice": "no"}]],
        absent=1,
        recused=1,
        left=[2, 3, 6],
        is_second=True,
    ),
}
GOLDEN["first"] = in_first_format(GOLDEN["consent"])

COUNTED = [name for name, found in GOLDEN.items() if found["votes"]]


def problem(found, *heads) -> str:
    """What verify finds wrong, or nothing."""
    try:
        list(verify.verify(found, heads))
    except verify.WrongError as error:
        return str(error)
    return ""


def edited(edit, name="motion") -> str:
    found = deepcopy(GOLDEN[name])
    edit(found)
    return problem(relinked(found))


def at(found, path):
    for key in path:
        found = found[key]
    return found


def renumbered(found):
    for height, event in enumerate(found["events"], start=1):
        event["height"] = height


def voted(found, company, revision=1):
    payload = {"company": company, "revision": revision}
    return next(one for one in found["events"] if one.get("payload", {}).items() >= payload.items())
