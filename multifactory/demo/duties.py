"""The rota of a sample: eight weeks that are past, a turn that changed hands, one that looks for somebody."""

from datetime import date, timedelta
from typing import Any

from members.companies.models import Company
from members.people.models import Membership, User
from multifactory.demo.written import Written
from multifactory.lib.weekdays import weekday_mask
from spaces.upkeep.duties.models import Duty, HeadCount, ShareKey
from spaces.upkeep.duties.rules import PLANNED_AHEAD
from spaces.upkeep.duties.services import accept_swap, ask_swap, create_duty, plan_turns, record_turn
from spaces.upkeep.duties.turn_models import Turn

WORKDAYS = weekday_mask(range(5))

ROTAS: dict[str, dict[str, Any]] = {
    "r84": {
        "name": "Court and bins",
        "text": "The bins to the gate before eight, the court swept, the gate shut in the evening.",
        "minutes": 60,
        "spaces": ["Y3"],
    },
    "risma11": {
        "name": "Kitchen",
        "text": "Dishwasher, tables, floor, and the bins down to the gate.",
        "minutes": 60,
        "weekdays": WORKDAYS,
        "spaces": ["MK"],
    },
    # 31 hours a week, by heads, and an hour at least: as decided there.
    "infatti9": {
        "name": "Kitchen, garden, children’s room, gate and bins",
        "text": "What is written on the list in the kitchen, in any order.",
        "minutes": 372,
        "weekdays": WORKDAYS,
        "key": ShareKey.HEADS,
        "least_minutes": 60,
        "spaces": ["N1", "N2", "N5"],
        "resolution": "duties",
    },
}
HEADS = {
    "Galli Assemblaggi": 12,
    "Maglia Piana": 6,
    "Cucina di Turno": 5,
    "Lambro Grafica": 4,
    "Prima Scala": 4,
    "Ruota Lenta": 3,
}  # of Infatti9; in the others one person works
MISSED, HELPED = 3, 9  # which of the past turns nobody did, and which the company after did


def load_duties(written: Written, coordinator: User) -> None:
    row = dict(ROTAS[written.case.slug])
    start = written.today - PLANNED_AHEAD
    if row.get("key") == ShareKey.HEADS:
        HeadCount.objects.bulk_create(
            HeadCount(company=written.companies[name], from_day=start, heads=heads)
            for name, heads in HEADS.items()
        )
    spaces = [written.spaces[code] for code in row.pop("spaces")]
    if key := row.pop("resolution", None):
        row["resolution"] = written.resolutions[key]
    duty = create_duty(Duty(**row, starts_on=start), spaces=spaces, today=start)
    _record(duty, written.today, coordinator)
    plan_turns(duty, today=written.today)
    _swap(duty, written)


def _record(duty: Duty, today: date, coordinator: User) -> None:
    """What came of the past turns."""
    turns = list(duty.turns.filter(day__lt=today).select_related("company").order_by("day"))
    for place, turn in enumerate(turns):
        done_by: Company | None = turn.company
        if place == MISSED:
            done_by = None
        elif place == HELPED:
            done_by = turns[place + 1].company
        record_turn(turn, done_by=done_by, by=coordinator)


def _swap(duty: Duty, written: Written) -> None:
    """The first log-in has taken over a turn of another company, which asks for one more swap."""
    own = written.companies[written.case.companies[0].name]
    coming = Turn.objects.coming(written.today + timedelta(days=5)).filter(duty=duty).exclude(company=own)
    given, asked = list(coming.select_related("company"))[:2]
    taker, giver, asker = (_representative(one) for one in (own, given.company, asked.company))
    accept_swap(ask_swap(given, by=giver), company=own, by=taker)
    ask_swap(asked, by=asker)


def _representative(company: Company) -> User:
    places = Membership.objects.current().filter(company=company, role=Membership.Role.REPRESENTATIVE)
    return places.select_related("user").order_by("pk")[0].user
