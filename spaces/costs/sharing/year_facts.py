"""What is read once of a year and cut to the days of each cost: as many queries whatever its rules and costs.

Seven at most; only meters are read for each rule and its days.
"""

from collections.abc import Collection, Iterable
from datetime import date
from functools import cache, cached_property
from typing import TypeVar

from spaces.costs.sharing.facts import (
    BY_UNITS,
    BookedTime,
    Key,
    booked_times,
    count_minutes,
    last_year,
    read_facts,
    read_tables,
    read_units,
    weights_by,
)
from spaces.costs.sharing.models import SharingRule
from spaces.costs.sharing.split import RuleWeights, scope_of, weights_of_rule
from spaces.costs.sharing.weights import Facts, Hold, Interval, Scope, Table, Unit

Span = TypeVar("Span", Unit, Hold)


class YearFacts:
    """What the keys of some rules weigh in [start, end), and in any days of it."""

    def __init__(
        self, start: date, end: date, rules: Iterable[SharingRule], *, is_forecast: bool = False
    ) -> None:
        """`rules` are all that will be asked for, each with its table and its companies. A forecast takes
        use to go on as it was."""
        self.start, self.end, self.is_forecast = start, end, is_forecast
        self.rules = {rule.pk: rule for rule in rules}
        self._units_within = cache(self._cut_units)
        self._weights = cache(self._weigh)

    def weights_of(self, rule: SharingRule, start: date, end: date) -> RuleWeights:
        """Over [start, end); asked again, the same."""
        return self._weights(rule.pk, start, end)

    def _weigh(self, pk: int, start: date, end: date) -> RuleWeights:
        rule = self.rules[pk]
        if Key.METERED in rule.keys:
            return weights_of_rule(rule, start, end, is_forecast=self.is_forecast)
        scope = scope_of(rule)
        facts = self._facts(rule, scope, start, end)
        return RuleWeights([weights_by(key, facts, scope) for key in rule.keys])

    def _facts(self, rule: SharingRule, scope: Scope, start: date, end: date) -> Facts:
        keys, facts = set(rule.keys), Facts(start, end)
        if keys & BY_UNITS or scope.is_place:
            facts.units, facts.holds, facts.unusable = self._units_within(start, end)
        if Key.EQUAL in keys:
            spans = [(pk, *_meet(first, last, start, end)) for pk, first, last in self._members.members]
            facts.members = [row for row in spans if row[1] < row[2]]
        if Key.HEADS in keys:
            counted = [(pk, *_meet(first, last, start, end), n) for pk, first, last, n in self._heads.heads]
            facts.heads = [row for row in counted if row[1] < row[2]]
        if Key.BOOKED in keys and rule.policy_id:
            days = last_year() if self.is_forecast else (start, end)
            facts.minutes = count_minutes(self._times, rule.policy_id, *days)
        if Key.TABLE in keys and rule.table:
            facts.tables = [one for one in self._tables.get(rule.table.name, ()) if one.start < end]
        return facts

    @cached_property
    def _units(self) -> Facts:
        facts = Facts(self.start, self.end)
        read_units(facts)
        return facts

    def _cut_units(
        self, start: date, end: date
    ) -> tuple[list[Unit], dict[int, list[Hold]], dict[int, list[Interval]]]:
        year = self._units
        holds = {
            unit: [
                Hold(one.unit, one.company, *_meet(one.start, one.end, start, end), one.area)
                for one in _within(of_unit, start, end)
            ]
            for unit, of_unit in year.holds.items()
        }
        units = [
            Unit(one.pk, one.floor, one.building, one.area, *_meet(one.start, one.end, start, end))
            for one in _within(year.units, start, end)
        ]
        unusable = {
            unit: [_meet(first, last, start, end) for first, last in times if first < end and last > start]
            for unit, times in year.unusable.items()
        }
        return units, holds, unusable

    @cached_property
    def _members(self) -> Facts:
        return read_facts(self.start, self.end, keys=[Key.EQUAL], scope=Scope())

    @cached_property
    def _heads(self) -> Facts:
        return read_facts(self.start, self.end, keys=[Key.HEADS], scope=Scope())

    @cached_property
    def _times(self) -> list[BookedTime]:
        policies = {rule.policy_id for rule in self.rules.values() if rule.policy_id}
        return booked_times(policies, *(last_year() if self.is_forecast else (self.start, self.end)))

    @cached_property
    def _tables(self) -> dict[str, list[Table]]:
        return read_tables({rule.table.name for rule in self.rules.values() if rule.table}, self.end)


def _within(spans: Collection[Span], start: date, end: date) -> list[Span]:
    return [one for one in spans if one.start < end and one.end > start]


def _meet(first: date, last: date, start: date, end: date) -> Interval:
    return max(first, start), min(last, end)
