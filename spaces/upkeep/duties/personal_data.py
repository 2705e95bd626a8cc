"""The turns a person recorded, and the swaps they asked for, accepted and undid.

Erasing the person leaves them with the companies, without a name.
"""

from members.people.models import User
from multifactory.lib.personal_data import Sections, rows_of
from spaces.upkeep.duties.turn_models import Swap, Turn

SWAP = (
    "turn__duty__name",
    "turn__day",
    "asked_by__name",
    "taken_by__name",
    "state",
    "asked_at",
    "settled_at",
)


def collect(user: User) -> Sections:
    turns = Turn.objects.filter(recorded_by=user)
    return {
        "turns_recorded": rows_of(turns, "duty__name", "day", "done_by__name", "state", "recorded_at"),
        "swaps_asked": rows_of(Swap.objects.filter(asked_by_person=user), *SWAP),
        "swaps_accepted": rows_of(Swap.objects.filter(taken_by_person=user), *SWAP),
        "swaps_undone": rows_of(Swap.objects.filter(undone_by_person=user), *SWAP),
    }
