"""Pages of costs as members read them."""

import csv
from datetime import date, timedelta
from decimal import Decimal
from io import StringIO

import pytest
from django.urls import reverse

from multifactory.lib.formats import format_day
from spaces.costs.spending.services import void_cost
from tests.factories.costs import (
    AuthorisationFactory,
    CategoryFactory,
    CostFactory,
    ShareTableFactory,
    SharingRuleFactory,
    TableRowFactory,
    adopted_budget,
)
from tests.factories.governance import ResolutionFactory
from tests.factories.members import CompanyFactory, MembershipFactory, UserFactory
from tests.factories.spaces import AllocationFactory, SpaceFactory

pytestmark = pytest.mark.django_db

Q1 = {"start_on": date(2025, 1, 1), "end_on": date(2025, 4, 1)}


@pytest.fixture
def own(client):
    """A representative that reads; their company holds 60 of 100 m²."""
    place = MembershipFactory(role="representative", company__name="Ferri")
    unit = SpaceFactory(kind="unit", code="A1", area_m2=60)
    AllocationFactory(company=place.company, unit=unit, area_m2=60)
    SpaceFactory(kind="unit", code="A2", area_m2=40)
    client.force_login(place.user)
    return place.company


def text_of(client, url: str) -> str:
    return " ".join(client.get(url).content.decode().split())


def test_a_year_says_what_was_spent_by_category_and_by_month(own, client):
    heating, water = CategoryFactory(name_en="Heating"), CategoryFactory(name_en="Water")
    CostFactory(category=heating, cents=900_00, rule=SharingRuleFactory(), **Q1)
    CostFactory(category=water, cents=100_00, rule=SharingRuleFactory(), **Q1)
    void_cost(CostFactory(category=water, cents=5_00, **Q1), reason="Mistake", by=UserFactory())

    page = client.get(reverse("spaces:cost_year", args=[2025]))

    figures = page.context["figures"]
    assert (figures.total, figures.own, figures.empty) == ("€ 1,000.00", "€ 600.00", "€ 400.00")
    assert [(one.label, one.count, one.own, one.width) for one in figures.categories] == [
        ("Heating", "€ 900.00", "€ 540.00", 100),
        ("Water", "€ 100.00", "€ 60.00", 11),
    ]
    # 31, 28 and 31 of 90 days, of each cost to the cent.
    assert figures.months[:4] == [
        ("January", "€ 344.45"),
        ("February", "€ 311.11"),
        ("March", "€ 344.44"),
        ("April", "€ 0.00"),
    ]
    assert figures.per_m2 == "€ 10.00"


def test_a_year_says_what_fell_to_empty_units_whoever_bears_it(own, client):
    """400.00 to the community, 400.00 again to its only payer; two were members on those days."""
    heating = CategoryFactory()
    CostFactory(category=heating, cents=1_000_00, rule=SharingRuleFactory(), **Q1)
    CostFactory(category=heating, cents=1_000_00, rule=SharingRuleFactory(empty="again"), **Q1)
    CompanyFactory(joined_on=date(2020, 1, 1), left_on=date(2025, 1, 2))
    CompanyFactory(joined_on=date(2020, 1, 1), left_on=date(2025, 1, 1))
    CompanyFactory(joined_on=date(2025, 4, 1))

    figures = client.get(reverse("spaces:cost_year", args=[2025])).context["figures"]

    assert (figures.total, figures.empty, figures.own) == ("€ 2,000.00", "€ 800.00", "€ 1,600.00")
    assert figures.per_company == "€ 600.00"  # (2,000 − 800) ÷ 2


def test_a_long_year_is_listed_page_by_page_the_latest_first(own, client):
    heating, rule = CategoryFactory(code="heating"), SharingRuleFactory()
    CostFactory(title="Water", rule=rule, **Q1)
    CostFactory.create_batch(51, category=heating, rule=rule, **Q1)
    url = reverse("spaces:cost_year", args=[2025])

    def numbers(query):
        return [cost.number for cost in client.get(f"{url}?{query}").context["page_obj"]]

    assert numbers("page=1") == list(range(52, 2, -1))
    assert numbers("page=2") == [2, 1]
    assert numbers("category=heating&page=2") == [2]


def test_a_cost_says_by_which_rule_and_how_each_share_comes_about(own, client):
    cost = CostFactory(cents=1_000_01, rule=SharingRuleFactory(), **Q1)

    text = text_of(client, cost.get_absolute_url())

    assert "Shared by the m² each company holds, day by day." in text
    assert "€ 1,000.01 × 60.00 m² × 90 days ÷ 9,000 m²·days = 600.006 → € 600.01" in text
    assert "The community, for empty units" in text


def test_the_document_is_read_by_members_where_it_says_so(own, client):
    cost = CostFactory(rule=SharingRuleFactory(), **Q1)

    assert client.get(reverse("spaces:cost_paper", args=[2025, cost.number])).status_code == 404


def test_a_statement_lists_the_costs_of_the_own_company_alone(own, client):
    CostFactory(title="Gas", cents=900_00, rule=SharingRuleFactory(), **Q1)
    other = AllocationFactory().company
    rule = SharingRuleFactory(fixed_key="equal", among="companies")
    rule.companies.set([other])
    CostFactory(title="The oven of others", rule=rule, **Q1)
    url = reverse("spaces:cost_statement", args=[2025])

    page = client.get(url)
    rows = list(csv.reader(StringIO(client.get(f"{url}?download").content.decode("utf-8-sig"))))

    assert [cost.title for cost in page.context["statement"].rows] == ["Gas"]
    category = page.context["statement"].rows[0].category
    assert rows[1] == ["cost", "2025/1", "Gas", category, "2025-01-01", "900.00", "540.00", ""]


def test_amounts_are_written_as_the_reader_writes_them(own, client):
    cost = CostFactory(title="Gas", cents=1_234_567_89, rule=SharingRuleFactory(), **Q1)
    pages = (reverse("spaces:cost_year", args=[2025]), reverse("spaces:cost_statement", args=[2025]))

    for language, whole, share in (
        ("en", "€ 1,234,567.89", "€ 740,740.73"),
        ("it", "€ 1.234.567,89", "€ 740.740,73"),
    ):
        client.cookies["django_language"] = language
        texts = [text_of(client, url) for url in (*pages, cost.get_absolute_url())]
        assert all(whole in text and share in text for text in texts)


def test_the_record_of_a_year_adds_up(own, client):
    CostFactory(cents=900_00, rule=SharingRuleFactory(), **Q1)
    CostFactory(cents=-10_01, rule=SharingRuleFactory(), **Q1)

    response = client.get(reverse("spaces:cost_record", args=[2025]))
    rows = list(csv.reader(StringIO(b"".join(response.streaming_content).decode("utf-8-sig"))))

    head = rows[0]
    sums: dict[str, Decimal] = {}
    for row in rows[1:]:
        number = row[head.index("Number")]
        sums[number] = sums.get(number, Decimal(0)) + Decimal(row[head.index("Bears")].lstrip("'"))
    assert sums == {"2025/1": Decimal("900.00"), "2025/2": Decimal("-10.01")}


def test_a_year_that_never_was_is_not_found(own, client):
    for name in ("cost_year", "cost_statement", "cost_record"):
        assert client.get(reverse(f"spaces:{name}", args=[1999])).status_code == 404


def test_trying_an_amount_keeps_nothing(own, client):
    rule = SharingRuleFactory(name="Roof")

    page = client.get(reverse("spaces:cost_try"), {"cents": "1.000,00", "rule": rule.pk})

    assert (page.context["own"], page.context["empty"]) == ("€ 600.00", "€ 400.00")
    assert [share["amount"] for share in page.context["shares"]] == ["€ 600.00", "€ 400.00"]


@pytest.mark.parametrize(
    ("cents", "words"),
    [
        ("0", "above zero"),
        ("-0,01", "above zero"),
        ("10" * 8, "at most 10 million euro"),
        ("x", "Enter a number"),
    ],
)
def test_an_amount_that_is_none_is_said_beside_its_field(own, client, cents, words):
    page = client.get(reverse("spaces:cost_try"), {"cents": cents, "rule": SharingRuleFactory().pk})

    assert words in str(page.context["form"].errors["cents"])


def test_rules_say_what_the_next_version_changed(own, client):
    SharingRuleFactory(name="Heating")
    SharingRuleFactory(name="Heating", version=2, empty="again")

    text = text_of(client, reverse("spaces:sharing_rules"))

    assert "<del>Shared by the m² each company holds, day by day. The community bears" in text


def test_a_rule_decided_for_later_stands_below_the_one_in_force(own, client):
    SharingRuleFactory(name="Heating", fixed_key="equal")
    decided = ResolutionFactory(title="By m² from next year")
    start = date.today() + timedelta(days=30)
    SharingRuleFactory(name="Heating", version=2, valid_from=start, reason="", resolution=decided)
    SharingRuleFactory(name="Water", valid_from=start)

    page = client.get(reverse("spaces:sharing_rules"))

    heating, water = page.context["rules"]
    assert (heating["rule"].version, [rule.version for rule, _changes in heating["coming"]]) == (1, [2])
    assert (water["rule"].version, water["coming"]) == (1, [])
    text = " ".join(page.content.decode().split())
    assert f"From {format_day(start)}: version 2" in text
    assert decided.get_absolute_url() in text
    assert "<del>Shared equally" in text
    assert "Earlier versions" not in text


def test_each_rule_shows_the_own_part_beside_the_communitys(own, client):
    SharingRuleFactory(name="By m²")
    SharingRuleFactory(name="Equally", fixed_key="equal")

    groups = client.get(reverse("spaces:sharing_rules")).context["rules"]

    community = "The community, for empty units"
    assert [[(part.name, part.percent, part.width) for part in group["parts"]] for group in groups] == [
        [("Ferri", "60.0", 60), (community, "40.0", 40)],
        [("Ferri", "100.0", 100), (community, "0.0", 0)],
    ]


def test_what_a_decision_of_its_own_allowed_is_not_more_than_the_budget(own, client):
    """Budgeted 1,000.00; spent 900.00 of it, and 1,500.00 by the decision."""
    upkeep = CategoryFactory()
    line = adopted_budget(2025, category=upkeep, cents=1_000_00).lines.get()
    works = AuthorisationFactory(category=upkeep, cents=1_500_00)
    CostFactory(category=upkeep, cents=900_00, budget_line=line, **Q1)
    CostFactory(category=upkeep, cents=1_500_00, authorisation=works, **Q1)

    bar = client.get(reverse("spaces:cost_year", args=[2025])).context["figures"].categories[0]

    assert (bar.count, bar.budget, bar.apart, bar.is_over) == (
        "€ 2,400.00",
        "€ 1,000.00",
        "€ 1,500.00",
        False,
    )


def test_a_table_shows_what_changed_and_can_be_taken_along(own, client):
    table = ShareTableFactory(name="Value")
    for code in ("B1", "B2"):
        TableRowFactory(table=table, unit=SpaceFactory(kind="unit", code=code), parts=50_000)
    type(table).objects.update(adopted_at=date(2025, 1, 1).isoformat() + "T00:00Z")

    page = client.get(table.get_absolute_url())
    rows = client.get(f"{table.get_absolute_url()}?download").content.decode("utf-8-sig")

    assert [(row.code, row.parts, row.width) for row in page.context["rows"]] == [
        ("B1", 50_000, 100),
        ("B2", 50_000, 100),
    ]
    assert rows.splitlines() == ["unit,parts", "B1,50000", "B2,50000"]


def test_the_draft_of_a_table_is_not_shown(own, client):
    assert client.get(ShareTableFactory().get_absolute_url()).status_code == 404


def test_empty_pages_offer_nothing_that_leads_nowhere(own, client):
    year = date.today().year

    costs, meters = (text_of(client, reverse(name)) for name in ("spaces:cost_list", "spaces:meter_list"))
    accounts = text_of(client, reverse("spaces:year_accounts", args=[year]))
    tried = text_of(client, reverse("spaces:cost_try"))

    assert "No costs recorded" in costs
    assert reverse("spaces:cost_statement", args=[year]) not in costs
    assert "No meters yet" in meters
    assert "?kind=" not in meters
    assert "Nothing to settle" in accounts
    assert "€ 0.00" not in accounts
    assert "No sharing rule is in force yet" in tried


def test_a_company_without_costs_reads_what_it_will_find_here(own, client):
    assert "No cost of this year was shared" in text_of(
        client, reverse("spaces:cost_statement", args=[date.today().year])
    )
    CompanyFactory()
