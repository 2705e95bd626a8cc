"""Who is there for a duty on which day, with what weight; and who did how much against the share."""

from bisect import bisect_right
from collections import defaultdict
from dataclasses import dataclass
from datetime import date
from functools import cache
from math import lcm

from members.companies.models import Company
from multifactory.lib.shares import shares
from multifactory.lib.weekdays import weekdays_in
from spaces.upkeep.duties.models import Duty, DutyLeave, HeadCount, ShareKey
from spaces.upkeep.duties.rotation import Presence, Rota, minutes_due
from spaces.upkeep.duties.turn_models import Turn


class Participants:
    """The companies of a duty; three queries, whatever the days asked for."""

    def __init__(self, duty: Duty) -> None:
        self.duty = duty
        self.companies = list(Company.objects.order_by("joined_on", "pk"))
        leaves: dict[int, list[tuple[date, date | None]]] = defaultdict(list)
        for company, start, end in DutyLeave.objects.values_list("company", "start_on", "end_on"):
            leaves[company].append((start, end))
        self.presences = [
            Presence(one.pk, one.joined_on, one.left_on, tuple(leaves[one.pk])) for one in self.companies
        ]
        self._known = self._known_weights()
        self._in_minutes = cache(self._minutes)

    def weights_on(self, day: date) -> dict[int, int]:
        """Of those who are there on a day, by id, the oldest member first."""
        there = [one.company for one in self.presences if one.is_there(day)]
        weights = tuple(self._weight(company, day) for company in there)
        if self.duty.least_minutes:
            weights = self._in_minutes(weights)
        return dict(zip(there, weights, strict=True))

    def _minutes(self, weights: tuple[int, ...]) -> tuple[int, ...]:
        total = self.duty.minutes * len(weekdays_in(self.duty.weekdays))
        return tuple(minutes_due(total, weights, least=self.duty.least_minutes))

    def _weight(self, company: int, day: date) -> int:
        known = self._known.get(company, [])
        place = bisect_right(known, day, key=lambda entry: entry[0])
        return known[place - 1][1] if place else 1

    def _known_weights(self) -> dict[int, list[tuple[date, int]]]:
        """The weights by company, each from a day on; who has none counts once."""
        known: dict[int, list[tuple[date, int]]] = defaultdict(list)
        if self.duty.key == ShareKey.HEADS:
            rows = HeadCount.objects.order_by("from_day")
            for company, day, heads in rows.values_list("company", "from_day", "heads"):
                known[company].append((day, heads))
        elif self.duty.key == ShareKey.FIXED:
            for company, weight in self.duty.weights.values_list("company", "weight"):
                known[company].append((date.min, weight))
        return known


def doer_of(turn: Turn) -> int | None:
    """Whose account a turn is on: who did it; until that is known, whose it is; nobody's if it was missed."""
    if turn.state == Turn.State.MISSED:
        return None
    return turn.done_by_id or turn.company_id


@dataclass(frozen=True)
class Contribution:
    """What a company did of the turns that are past, against its share of them, in minutes."""

    company: Company
    due: int
    done: int
    width: int  # of the bar of what is done, in hundredths of the largest
    due_width: int

    @property
    def difference(self) -> int:
        return self.done - self.due


def contributions(duty: Duty, today: date) -> list[Contribution]:
    """All companies that had a share or did a turn before today, the oldest member first."""
    people = Participants(duty)
    rota, done = Rota(), dict[int, int]()
    past = list(duty.turns.filter(day__lt=today).order_by("day"))
    for turn in past:
        rota.count(people.weights_on(turn.day), None)
        if turn.state == Turn.State.DONE and turn.done_by_id:
            done[turn.done_by_id] = done.get(turn.done_by_id, 0) + duty.minutes
    due = _minutes_of(rota, duty.minutes * len(past))
    largest = max([1, *due.values(), *done.values()])
    return [
        Contribution(
            company,
            due.get(company.pk, 0),
            done.get(company.pk, 0),
            done.get(company.pk, 0) * 100 // largest,
            due.get(company.pk, 0) * 100 // largest,
        )
        for company in people.companies
        if company.pk in due or company.pk in done
    ]


def _minutes_of(rota: Rota, total: int) -> dict[int, int]:
    """The shares in whole minutes that add up to the total."""
    if not rota.balance or not total:
        return {}
    whole = lcm(*(share.denominator for share in rota.balance.values()))
    weights = [int(share * whole) for share in rota.balance.values()]
    return dict(zip(rota.balance, shares(total, weights), strict=True))
