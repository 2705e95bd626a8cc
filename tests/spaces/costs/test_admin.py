"""Coordinators enter costs, tables and rules."""

import uuid
from datetime import date

import pytest
from django.contrib.admin.helpers import ACTION_CHECKBOX_NAME
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils import timezone

from spaces.costs.budgets.models import ProposedBudget
from spaces.costs.budgets.services import adopt_budget
from spaces.costs.sharing.models import ProposedRule, ProposedTable, ShareTable, SharingRule
from spaces.costs.sharing.services import delete_draft, put_rule_in_force
from spaces.costs.spending.models import Cost
from tests.factories.costs import (
    AuthorisationFactory,
    BudgetLineFactory,
    CategoryFactory,
    CostFactory,
    ShareTableFactory,
    SharingRuleFactory,
    TableRowFactory,
)
from tests.factories.governance import ProposalFactory, ResolutionFactory
from tests.factories.members import CompanyFactory
from tests.factories.spaces import AllocationFactory, SpaceFactory
from tests.spaces.back_office import Steps, messages_of

pytestmark = pytest.mark.django_db

ADD = "/admin/spaces/cost/add/"
TABLES = "/admin/spaces/sharetable/"


@pytest.fixture
def entered(db):
    """What a coordinator types for a cost that two companies share."""
    CompanyFactory(name="Ferri"), CompanyFactory(name="Galli")
    return {
        "title": "Gas of the winter",
        "category": CategoryFactory().pk,
        "euros": "1.234,57",
        "start_on": "2025-01-01",
        "end_on": "2025-04-01",
        "urgent_reason": "It was cold",
        "rule": SharingRuleFactory(fixed_key="equal").pk,
        "form_id": str(uuid.uuid4()),
    }


def seen_of(page) -> str:
    return page.context["adminform"].form["seen"].value()


def test_the_split_is_shown_before_a_cost_is_recorded(office, entered):
    first = office.post(ADD, entered)

    form = first.context["adminform"].form
    assert sorted(form.split_rows()) == [("Ferri", "€ 617.28"), ("Galli", "€ 617.29")]
    assert "Nothing is saved yet" in first.content.decode()
    assert not Cost.objects.exists()

    office.post(ADD, entered | {"seen": seen_of(first)})

    cost = Cost.objects.get()
    assert (cost.reference, cost.cents, cost.turn, cost.shares.count()) == ("2025/1", 1_234_57, 1, 2)


def test_a_split_that_changed_since_is_shown_again(office, entered):
    first = office.post(ADD, entered)
    CompanyFactory(name="Late")

    again = office.post(ADD, entered | {"seen": seen_of(first)})

    assert len(again.context["adminform"].form.split_rows()) == 3
    assert not Cost.objects.exists()


def test_a_form_sent_twice_records_one(office, entered):
    entered["seen"] = seen_of(office.post(ADD, entered))
    office.post(ADD, entered)
    again = office.post(ADD, entered)
    if again.status_code == 200:  # the turn has gone on: the split is shown again first
        office.post(ADD, entered | {"seen": seen_of(again)})

    assert Cost.objects.count() == 1


def test_the_same_invoice_is_asked_before_saving(office, entered):
    CostFactory(supplier="Gas Po", invoice_number="7")
    entered |= {"supplier": "gas po", "invoice_number": "7"}

    assert "has the same supplier" in str(office.post(ADD, entered).context["adminform"].form.errors)
    ticked = office.post(ADD, entered | {"is_other_invoice": "on"})
    assert "has the same supplier" not in str(ticked.context["adminform"].form.errors)


def test_more_than_is_left_asks_for_a_reason(office, entered):
    entered |= {"authorisation": AuthorisationFactory(cents=1_000_00).pk, "urgent_reason": ""}

    errors = office.post(ADD, entered).context["adminform"].form.errors

    assert errors["over_reason"] == ["Only € 1,000 of this decision are left: say why it is more."]


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"euros": "0"}, "euros"),
        ({"euros": "1000000000000000"}, "euros"),
        ({"euros": "-10000000.01"}, "euros"),
        ({"euros": "1,5,5x"}, "euros"),
        ({"end_on": "2025-01-01"}, "end_on"),
        ({"end_on": "2026-02-01"}, "end_on"),
        ({"urgent_reason": ""}, "urgent_reason"),
        ({"rule": ""}, "rule"),
        ({"form_id": "nonsense"}, "form_id"),
    ],
)
def test_what_is_wrong_stands_beside_its_field(office, entered, change, field):
    page = office.post(ADD, entered | change)

    assert field in page.context["adminform"].form.errors
    assert not Cost.objects.exists()


def test_a_cost_is_voided_with_a_reason_and_gets_its_paper_once(office, entered):
    cost = CostFactory()
    url = reverse("admin:spaces_cost_change", args=[cost.pk])
    page = office.get(url).content.decode()
    Steps(office, "/admin/spaces/cost/", "void", cost, reason="Twice").do()

    cost.refresh_from_db()
    assert (cost.void_reason, "Void this cost" in page) == ("Twice", True)
    assert office.post(url, {"paid_on": "2025-01-01"}).status_code == 403


def test_a_paper_that_is_none_is_refused(office, entered):
    cost = CostFactory()
    url = reverse("admin:spaces_cost_change", args=[cost.pk])
    stamp = office.get(url).context["adminform"].form.stamp

    def send(data: bytes):
        upload = SimpleUploadedFile("invoice.pdf", data, "application/pdf")
        return office.post(url, {"paid_on": "", "document": upload, "for_members": "on"})

    assert "document" in send(b"no pdf").context["adminform"].form.errors
    assert send(b"%PDF-1.7").status_code == 302
    cost.refresh_from_db()
    assert (cost.paper_kind, cost.is_paper_for_members, bool(stamp)) == ("pdf", True, True)


# --- Tables and rules --------------------------------------------------------------------------------------


@pytest.fixture
def two_units(db):
    return [SpaceFactory(kind="unit", code=code, area_m2=area) for code, area in (("A1", 20), ("A2", 10))]


def test_a_table_is_typed_as_lines_and_adopted_once_it_is_whole(office, two_units):
    lines = "\ufeffunit;parts\nA1;60000\nA2;39999\n"
    values = {"name": "Value", "valid_from": "2025-01-01", "reason": "Old"}
    office.post(f"{TABLES}add/", values | {"lines": lines})
    table = ShareTable.objects.get()

    refused = Steps(office, TABLES, "adopt", table).check().content.decode()
    assert "The parts sum to 1 less than 100,000." in refused

    change = reverse("admin:spaces_sharetable_change", args=[table.pk])
    values["lines"] = "A1,60000\nA2,40000"
    office.post(change, values)
    Steps(office, TABLES, "adopt", table).do()
    table.refresh_from_db()
    assert table.adopted_at is not None
    assert office.post(change, values).status_code == 403


def test_a_table_is_filled_from_the_m2(office, two_units):
    table = ShareTableFactory()
    Steps(office, TABLES, "fill_from_area", table).do()

    assert list(table.rows.values_list("unit__code", "parts")) == [("A1", 66_667), ("A2", 33_333)]


@pytest.mark.parametrize(
    ("lines", "words"),
    [
        ("A1;5\nA1;6", "Line 2: A1 stands there twice."),
        ("A1;=1+1", "Line 1: the parts must be a whole number"),
        ("A1;-5\nA2;100005", "Line 1: the parts must be a whole number"),
        ("x;1\nA1;five", "Line 2: the parts must be a whole number"),
        ("A1;1\n;7", "Line 2: the code of a unit is missing."),
        ("A1;1\nNO;2", "No unit has the code NO."),
        ("A1;1\n" * 5_001, "At most 5000 lines"),
    ],
)
def test_lines_that_are_wrong_are_named_and_nothing_is_kept(office, two_units, lines, words):
    data = {"name": "Value", "valid_from": "2025-01-01", "reason": "Old", "lines": lines}
    page = office.post(f"{TABLES}add/", data)

    assert words in str(page.context["adminform"].form.errors["lines"])
    assert not ShareTable.objects.exists()


def test_a_rule_is_entered_and_its_name_again_is_its_next_version(office):
    AllocationFactory()
    values = {
        "name": "Heating",
        "valid_from": "2025-01-01",
        "reason": "As agreed",
        "fixed_percent": "40",
        "fixed_key": "area",
        "variable_key": "heads",
        "among": "all",
        "empty": "community",
        "unusable": "nothing",
    }
    office.post("/admin/spaces/sharingrule/add/", values)
    office.post("/admin/spaces/sharingrule/add/", values | {"fixed_percent": "30"})

    assert list(SharingRule.objects.values_list("version", "fixed_percent")) == [(2, 30), (1, 40)]
    wrong = office.post("/admin/spaces/sharingrule/add/", values | {"fixed_percent": "100"})
    assert "Below 100 percent" in str(wrong.context["adminform"].form.errors)
    metered = office.post("/admin/spaces/sharingrule/add/", values | {"variable_key": "metered"})
    assert "Choose what the meters measure" in str(metered.context["adminform"].form.errors)
    assert date(2025, 1, 1) == SharingRule.objects.first().valid_from


def test_a_draft_of_a_rule_is_entered_and_changed_and_needs_no_reason(office):
    values = {
        "name": "Heating",
        "valid_from": "2025-01-01",
        "is_draft": "on",
        "fixed_percent": "100",
        "fixed_key": "area",
        "among": "all",
        "empty": "community",
        "unusable": "nothing",
    }
    refused = office.post("/admin/spaces/sharingrule/add/", values | {"reason": "As agreed"})
    assert "the proposal decides it" in str(refused.context["adminform"].form.errors["reason"])
    office.post("/admin/spaces/sharingrule/add/", values)
    draft = SharingRule.objects.drafts().get()
    change = reverse("admin:spaces_sharingrule_change", args=[draft.pk])
    assert "is_draft" not in office.get(change).context["adminform"].form.fields

    office.post(change, values | {"fixed_key": "heads"})

    draft.refresh_from_db()
    assert (draft.fixed_key, draft.version, SharingRule.objects.count()) == ("heads", None, 1)


def test_a_form_opened_before_somebodys_change_is_refused_with_what_changed(office):
    rule = SharingRuleFactory(version=None, reason="")
    url = reverse("admin:spaces_sharingrule_change", args=[rule.pk])
    form = office.get(url).context["adminform"].form
    stamp = form.stamp.split('value="')[1].split('"')[0]
    SharingRule.objects.filter(pk=rule.pk).update(fixed_key="heads")
    values = {name: form[name].value() for name in form.fields if form[name].value() is not None}

    page = office.post(url, values | {"stamp": stamp, "companies": [], "empty": "again"})

    assert "by people" in str(page.context["adminform"].form.non_field_errors())
    rule.refresh_from_db()
    assert (rule.fixed_key, rule.empty) == ("heads", "community")


def test_a_version_of_a_rule_says_why_and_is_not_changed(office):
    rule = SharingRuleFactory()
    values = {"name": "Heating", "valid_from": "2025-01-01", "fixed_percent": "100", "fixed_key": "area"}
    values |= {"among": "all", "empty": "community", "unusable": "nothing"}

    page = office.post("/admin/spaces/sharingrule/add/", values)

    assert "Name the resolution that decided it" in str(page.context["adminform"].form.errors)
    assert office.post(reverse("admin:spaces_sharingrule_change", args=[rule.pk]), values).status_code == 403


def test_a_table_without_decision_or_reason_waits_for_a_proposal(office, two_units):
    office.post(f"{TABLES}add/", {"name": "Value", "valid_from": "2025-01-01", "lines": "A1;60000\nA2;40000"})
    table = ShareTable.objects.get()

    refused = Steps(office, TABLES, "adopt", table).check().content.decode()

    assert "Name the resolution that decided it, or give a reason." in refused


# --- Drafts are deleted, nothing else is -------------------------------------------------------------------

RULES, BUDGETS = "/admin/spaces/sharingrule/", "/admin/spaces/budget/"


def draft_of(kind):
    if kind == "table":
        return TABLES, TableRowFactory(table__reason="").table
    if kind == "rule":
        rule = SharingRuleFactory(version=None, reason="")
        rule.companies.add(CompanyFactory())
        return RULES, rule
    return BUDGETS, BudgetLineFactory().budget


def put_in_force(draft):
    if isinstance(draft, ShareTable):
        ShareTable.objects.filter(pk=draft.pk).update(adopted_at=timezone.now(), reason="Old")
    elif isinstance(draft, SharingRule):
        put_rule_in_force(draft, resolution=ResolutionFactory())
    else:
        adopt_budget(draft, resolution=ResolutionFactory())


def try_to_delete(office, url, draft):
    """The button is gone, and so is the action in the list."""
    assert 'value="delete_draft"' not in office.get(f"{url}{draft.pk}/change/").content.decode()
    data = {"action": "delete_draft", ACTION_CHECKBOX_NAME: draft.pk, "do": "1"}
    return office.post(url, data, follow=True)


PROPOSED = {
    "table": lambda draft, proposal: ProposedTable.objects.create(table=draft, proposal=proposal),
    "rule": lambda draft, proposal: ProposedRule.objects.create(rule=draft, proposal=proposal),
    "budget": lambda draft, proposal: ProposedBudget.objects.create(budget=draft, proposal=proposal),
}
KINDS = pytest.mark.parametrize("kind", PROPOSED)


@KINDS
def test_a_draft_is_deleted_with_its_rows_from_its_own_page(office, kind):
    url, draft = draft_of(kind)
    page = office.get(f"{url}{draft.pk}/change/").content.decode()
    assert 'value="delete_draft"' in page

    steps = Steps(office, url, "delete_draft", draft)
    name = str(draft)
    assert steps.changes() == {name: ("draft", "deleted")}
    done = steps.do()

    assert messages_of(done) == [f"“{name}” is deleted."]
    assert not type(draft).objects.exists()


@KINDS
def test_what_is_in_force_is_not_deleted(office, kind):
    url, draft = draft_of(kind)
    CompanyFactory()
    put_in_force(draft)
    draft.refresh_from_db()

    page = try_to_delete(office, url, draft)

    assert messages_of(page) == [f"{draft} is no longer a draft: it stays."]
    with pytest.raises(ValidationError, match="no longer a draft"):
        delete_draft(draft)
    assert type(draft).objects.exists()


@KINDS
def test_a_draft_in_a_proposal_is_not_deleted(office, kind):
    url, draft = draft_of(kind)
    proposal = ProposalFactory()
    PROPOSED[kind](draft, proposal)

    page = try_to_delete(office, url, draft)

    assert messages_of(page) == [f"It is part of proposal {proposal.pk}: it stays."]
    assert type(draft).objects.exists()


def test_a_draft_of_a_table_that_a_rule_names_is_not_deleted(office):
    table = ShareTableFactory(reason="")
    rule = SharingRuleFactory(fixed_key="table", table=table)

    page = try_to_delete(office, TABLES, table)

    assert messages_of(page) == [f"It is the table of {rule}: it stays."]
