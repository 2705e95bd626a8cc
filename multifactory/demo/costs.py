"""Costs of a sample: nine months of them, shared by rules of the case, one under a decision, one urgent."""

import uuid
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from dateutil.relativedelta import relativedelta
from django.utils import timezone

from members.people.models import User
from multifactory.demo.accounts import R84_BUDGETS, Lines, load_payments, write_drafts
from multifactory.demo.categories import CATEGORIES
from multifactory.demo.expenses import call_funds
from multifactory.demo.meters import load_meters
from multifactory.demo.papers import write_paper
from multifactory.demo.written import Written
from multifactory.lib.formats import format_day
from multifactory.lib.papers import CleanPaper
from multifactory.lib.shares import shares
from spaces.building.models import Floor, Space
from spaces.costs.budgets.models import BudgetLine
from spaces.costs.sharing.models import Category, ShareTable, SharingRule
from spaces.costs.sharing.rules import TABLE_WHOLE
from spaces.costs.sharing.services import adopt_table, fill_table, write_rule
from spaces.costs.spending.models import Authorisation, Cost
from spaces.costs.spending.services import add_paper, record_cost

MONTHS = 9
RUNNING = "A running bill of every month."
SUPPLIERS = {
    "heating": "Teleriscaldamento Po",
    "power": "Luce Comune",
    "internet": "Rete Larga",
    "cleaning": "Il Secchio",
}


@dataclass(frozen=True)
class CaseCosts:
    """Euro a month by category, and by which rule; the rules by their names."""

    monthly: dict[str, tuple[int, str]]
    rules: dict[str, dict[str, Any]]
    urgent: tuple[str, str, int, str]  # category, what for, euro, rule
    drafts: dict[str, dict[str, Any]] = field(default_factory=dict)  # that a decision puts in force next year
    stairs_percent: int = 0  # that a m² upstairs weighs more in the table proposed for next year
    budgets: Lines = ()
    has_meters: bool = False


BY_AREA = {"fixed_key": "area"}
EQUALLY = {"fixed_key": "equal"}
BY_METERS = BY_AREA | {"variable_key": "metered", "meter_kind": "heating", "is_for_heating": True}
CASES = {
    "r84": CaseCosts(
        {"heating": (1840, "Heating"), "power": (612, "By value"), "internet": (189, "The same for all")},
        {
            "Heating": BY_METERS | {"fixed_percent": 50},
            "By value": {"fixed_key": "table"},
            "The same for all": EQUALLY,
        },
        ("upkeep", "Burst pipe in the yard", 486, "By value"),
        {"Heating": BY_METERS | {"fixed_percent": 30}},
        stairs_percent=10,
        budgets=R84_BUDGETS,
        has_meters=True,
    ),
    "risma11": CaseCosts(
        {
            "heating": (1260, "By m²"),
            "power": (310, "The workshops"),
            "internet": (120, "The same for all"),
        },
        # W5, under works, weighs nothing on its floor.
        {
            "By m²": BY_AREA | {"empty": "again"},
            "The workshops": BY_AREA | {"among": "floor", "floor": "Workshops"},
            "The same for all": EQUALLY,
        },
        ("upkeep", "Slates after the storm", 730, "By m²"),
    ),
    "infatti9": CaseCosts(
        {"cleaning": (380, "By people"), "internet": (99, "The same for all")},
        {"By people": {"fixed_key": "heads"}, "The same for all": EQUALLY},
        ("upkeep", "Lock of the front door", 214, "The same for all"),
    ),
}


class CostLoader:
    """The rules and drafts of budgets, which decisions are about; then what was spent and paid."""

    def __init__(self, written: Written, coordinator: User) -> None:
        self.written, self.coordinator = written, coordinator
        self.case = CASES[written.case.slug]
        self.rules: dict[str, SharingRule] = {}

    def load_rules(self) -> None:
        Category.objects.bulk_create(
            Category(code=code, name_en=english, name_it=italian, position=place)
            for place, (code, english, italian) in enumerate(CATEGORIES)
        )
        if self.case.has_meters:
            load_meters(self.written, self.coordinator)
        self.rules = _write_rules(self.written, self.case, self.coordinator)
        drafts = _draft_rules(self.case, self.coordinator, self.written.today.year + 1)
        if self.case.stairs_percent:
            day = date(self.written.today.year + 1, 1, 1)
            _write_table(day, self.coordinator, stairs_percent=self.case.stairs_percent)
        write_drafts(self.case.budgets, [self.rules, self.rules | drafts], self.written.today.year)

    def load(self) -> None:
        _Recorder(self.written, self.case, self.rules, self.coordinator).record()
        call_funds(self.coordinator)
        load_payments(self.written, self.coordinator)


def _write_rules(written: Written, case: CaseCosts, by: User) -> dict[str, SharingRule]:
    table = adopt_table(_write_table(written.today - relativedelta(years=2), by, reason="From the m²"))
    rules = {}
    for name, terms in case.rules.items():
        values: dict[str, Any] = {"table": table} if "table" in terms.values() else {}
        if "floor" in terms:
            values["floor"] = Floor.objects.get(name=terms["floor"])
        rule = SharingRule(
            name=name, valid_from=written.case.founded, reason="Agreed when we began", **(terms | values)
        )
        rules[name] = write_rule(rule, by=by)
    return rules


def _draft_rules(case: CaseCosts, by: User, year: int) -> dict[str, SharingRule]:
    start = date(year, 1, 1)
    return {
        name: SharingRule.objects.create(name=name, version=None, valid_from=start, recorded_by=by, **terms)
        for name, terms in case.drafts.items()
    }


def _write_table(day: date, by: User, *, reason: str = "", stairs_percent: int = 0) -> ShareTable:
    """The draft of a table from the m² of all units of a day, those above the ground floor weighing more."""
    units = Space.objects.units().existing(day).values_list("code", "area_m2", "floor__level")
    weights = {code: int((area or 0) * (100 + stairs_percent * (level > 0))) for code, area, level in units}
    parts = shares(TABLE_WHOLE, list(weights.values()))
    table = ShareTable.objects.create(name="Value", valid_from=day, reason=reason, recorded_by=by)
    fill_table(table, dict(zip(weights, parts, strict=True)))
    return table


class _Recorder:
    def __init__(
        self, written: Written, case: CaseCosts, rules: dict[str, SharingRule], coordinator: User
    ) -> None:
        self.case, self.rules, self.coordinator = case, rules, coordinator
        self.categories = {category.code: category for category in Category.objects.all()}
        self.first = written.today.replace(day=1) - relativedelta(months=MONTHS)

    def record(self) -> None:
        """Every month its bills; then what was decided and what was urgent."""
        for month in range(MONTHS):
            start = self.first + relativedelta(months=month)
            for code, (euros, rule) in self.case.monthly.items():
                cents = euros * 100 + (start.month * 7_37) % 90_00
                self._record(
                    code, str(self.categories[code]), cents, start, rule=self.rules[rule], number=month
                )
        category, title, euros, rule = self.case.urgent
        start = self.first + relativedelta(months=MONTHS - 2)
        self._record(category, title, euros * 100, start, rule=self.rules[rule], reason="It could not wait.")
        self._record_decided()

    def _record_decided(self) -> None:
        """Nearly half of what each decision allows, since it was taken; borne as it was decided."""
        allowed = Authorisation.objects.select_related("resolution__responsible", "category")
        for authorisation in allowed.order_by("pk"):
            resolution = authorisation.resolution
            self._record(
                authorisation.category.code,
                resolution.title[:120],
                authorisation.cents * 12 // 25,
                resolution.decided_on,
                authorisation=authorisation,
                supplier=str(resolution.responsible or ""),
            )

    def _record(self, code: str, title: str, cents: int, start: date, **more: Any) -> None:
        number, reason = more.pop("number", None), more.pop("reason", "")
        is_bill = number is not None
        line = BudgetLine.objects.filter(budget__year=start.year, category__code=code).first()
        if is_bill and line and not line.budget.is_draft:
            more["budget_line"] = line
        cost = Cost(
            title=title,
            category=self.categories[code],
            cents=cents,
            start_on=start,
            end_on=start + relativedelta(months=1),
            supplier=more.pop("supplier", SUPPLIERS.get(code, "")),
            invoice_number=f"{start:%Y}/{number + 41}" if is_bill else "",
            invoice_on=start + relativedelta(months=1, days=3) if is_bill else None,
            urgent_reason=reason or ("" if {"authorisation", "budget_line"} & set(more) else RUNNING),
            recorded_at=timezone.now(),
            **more,
        )
        kept = record_cost(cost, request_id=uuid.uuid4(), by=self.coordinator)
        add_paper(kept, _invoice(kept), for_members=True)


def _invoice(cost: Cost) -> CleanPaper:
    days = f"{format_day(cost.start_on)} - {format_day(cost.last_day)}"
    number = f"Invoice {cost.invoice_number}" if cost.invoice_number else "Invoice"
    return write_paper(
        cost.supplier or "A supplier", number, "", cost.title, days, "", f"In all {cost.amount}"
    )
