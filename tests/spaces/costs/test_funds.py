"""Quotes beside a proposal, and the money set aside for extraordinary works (c.c. 1135)."""

import uuid
from datetime import date, timedelta

import pytest
from django.contrib.auth.models import Group
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import DatabaseError, transaction
from django.db.models import Sum
from django.urls import reverse
from django.utils import timezone
from hypothesis import given
from hypothesis import strategies as st

from governance.hooks import describe_effect, facts_by_resolution
from governance.proposals.models import Proposal
from governance.proposals.services import freeze_proposal, keep_terms
from governance.resolutions.models import Resolution
from spaces.costs.budgets.models import CostYear
from spaces.costs.closing.accounts import accounts_of
from spaces.costs.dues.balances import read_company, read_entries
from spaces.costs.funds.models import Fund, FundCall, FundQuota, Quote
from spaces.costs.funds.rules import paid_by_fund, share_call
from spaces.costs.funds.services import call_fund, void_call
from spaces.costs.spending.models import ProposedExpense
from tests.factories.costs import (
    CategoryFactory,
    CostFactory,
    FundCallFactory,
    FundFactory,
    SharingRuleFactory,
)
from tests.factories.governance import ProposalFactory
from tests.factories.members import CompanyFactory, MembershipFactory, UserFactory
from tests.governance.conftest import cast_all, count_now, electorate  # noqa: F401  fixtures
from tests.spaces.effects.conftest import put
from tests.threads import at_once

pytestmark = pytest.mark.django_db

TODAY = timezone.localdate()


# --- Pure --------------------------------------------------------------------------------------------------


@given(
    st.lists(st.integers(0, 10_000_00), min_size=1, max_size=12).filter(sum),
    st.lists(st.integers(1, 100), min_size=1, max_size=6),
)
def test_parts_of_a_fund_never_ask_more_than_was_decided_and_end_at_it(decided, steps):
    shares, called = dict(enumerate(decided)), dict.fromkeys(range(len(decided)), 0)
    whole = sum(decided)
    for step in [*steps, None]:
        left = whole - sum(called.values())
        cents = left if step is None else left * step // 200
        part = share_call(cents, shares, called) if left else {}
        assert sum(part.values()) == (cents if left else 0)
        called = {payer: called[payer] + part.get(payer, 0) for payer in called}
        assert all(0 <= called[payer] <= shares[payer] for payer in shares)
    assert called == shares


def test_more_than_is_left_of_the_decision_cannot_be_called():
    with pytest.raises(ValueError, match="left"):
        share_call(101, {1: 100}, {})


def test_what_is_set_aside_pays_the_years_in_their_order_and_no_more():
    called = {2026: {1: 300}, 2027: {1: 200}}
    spent = {2026: {1: 100}, 2027: {1: 500}}
    assert paid_by_fund(2026, called, spent) == {1: 100}
    assert paid_by_fund(2027, called, spent) == {1: 400}
    assert paid_by_fund(2028, called, spent) == {}


# --- The proposal ------------------------------------------------------------------------------------------


@pytest.fixture
def works(electorate):  # noqa: F811
    """€ 900 in all, of five companies, set aside in one by the 5th of a month to come."""
    proposal = ProposalFactory(
        matter="renewal", effect="expense", cost_cents=900_00, company=electorate[0][0], title="A new roof"
    )
    ProposedExpense.objects.create(
        proposal=proposal, category=CategoryFactory(), fund="whole", fund_due_on=TODAY + timedelta(days=40)
    )
    keep_terms(proposal)
    return proposal


def test_an_adopted_fund_is_called_and_each_company_owes_its_share(works, cast_all, client, electorate):  # noqa: F811
    assert "are set aside in a fund" in describe_effect(works)
    client.force_login(electorate[0][1])
    assert "€ 900 are set aside in a fund" in client.get(works.get_absolute_url()).content.decode()
    voting_round = put(works)
    cast_all(voting_round, "yes", "yes", "yes")
    count_now(voting_round)

    call = FundCall.objects.get()
    assert (call.cents, call.due_on) == (900_00, TODAY + timedelta(days=40))
    assert sorted(call.quotas.values_list("cents", flat=True)) == [180_00] * 5
    resolution = Resolution.objects.get()
    facts = facts_by_resolution([resolution], is_member=True)[resolution.pk]
    assert [fact.label for fact in facts] == [
        "€ 0 of € 900 spent",
        "fund for the works: € 900 of € 900 called",
    ]
    page = client.get(reverse("spaces:cost_statement", args=[call.due_on.year])).content.decode()
    assert f"Fund {resolution.reference}, part 1" in page
    assert "€ 180.00" in page


@pytest.mark.parametrize(
    ("fund", "day", "fault"),
    [
        ("whole", "", "Say by which day"),
        ("progress", "2027-01-05", "Only a fund that is set aside at once has one day."),
    ],
)
def test_a_fund_at_once_has_a_day_and_one_by_progress_none(client, electorate, fund, day, fault):  # noqa: F811
    client.force_login(electorate[0][1])
    data = {
        "title": "A new roof",
        "matter": "renewal",
        "text": "It leaks.",
        "cost_cents": "900",
        "cost_key": "equal",
        "effect-category": CategoryFactory().pk,
        "effect-fund": fund,
        "effect-fund_due_on": day,
    }
    page = client.post(f"{reverse('governance:proposal_new')}?effect=expense", data).content.decode()

    assert fault in page
    assert not Proposal.objects.exists()


# --- Quotes ------------------------------------------------------------------------------------------------


def quote_data(**values):
    paper = SimpleUploadedFile("quote.pdf", b"%PDF-1.7 roof", content_type="application/pdf")
    return {"supplier": "Tetti Rossi", "euros": "12.345,60", "upload": paper} | values


def test_quotes_stand_beside_the_proposal_the_lowest_first(client, electorate):  # noqa: F811
    client.force_login(electorate[0][1])
    proposal = ProposalFactory(effect="expense", company=electorate[0][0], cost_cents=900_00)
    ProposedExpense.objects.create(proposal=proposal, category=CategoryFactory())
    url = reverse("spaces:quote_new", args=[proposal.pk])
    assert client.post(url, quote_data()).status_code == 302
    assert client.post(url, quote_data(supplier="Tetti Blu", euros="9000")).status_code == 302

    page = client.get(proposal.get_absolute_url()).content.decode()
    assert page.rindex("Tetti Blu") < page.rindex("Tetti Rossi")
    assert "€ 12,345.60" in page
    # Supplier and amount are in the name of the paper, so a round commits them with its hash.
    names = proposal.attachments.values_list("name", flat=True)
    assert sorted(names) == ["Tetti Blu · € 9,000.00", "Tetti Rossi · € 12,345.60"]

    paper = proposal.attachments.order_by("pk").first()
    client.post(reverse("governance:attachment_delete", args=[proposal.pk, paper.pk]))
    assert [quote.supplier for quote in Quote.objects.all()] == ["Tetti Blu"]


@pytest.mark.parametrize(
    ("values", "field"),
    [
        ({"euros": "0"}, "euros"),
        ({"euros": "-0,01"}, "euros"),
        ({"euros": "1000000000000000"}, "euros"),
        ({"upload": SimpleUploadedFile("a.pdf", b"none")}, "upload"),
        ({"supplier": ""}, "supplier"),
    ],
)
def test_a_quote_that_is_none_is_refused_beside_its_field(client, electorate, values, field):  # noqa: F811
    client.force_login(electorate[0][1])
    proposal = ProposalFactory(effect="expense", company=electorate[0][0])
    response = client.post(reverse("spaces:quote_new", args=[proposal.pk]), quote_data(**values))

    assert (response.status_code, list(response.context["form"].errors)) == (200, [field])
    assert not proposal.attachments.exists()


def test_quotes_are_fixed_with_the_text(client, works, electorate):  # noqa: F811
    client.force_login(electorate[0][1])
    freeze_proposal(works)
    response = client.post(reverse("spaces:quote_new", args=[works.pk]), quote_data())

    assert "The text is final" in response.content.decode()
    assert not Quote.objects.exists()


# --- By progress -------------------------------------------------------------------------------------------


@pytest.fixture
def fund():
    one, other = CompanyFactory.create_batch(2, joined_on=date(2020, 1, 1))
    return FundFactory(shares={one: 333_33, other: 666_67})


def test_a_treasurer_calls_part_by_part_until_all_is_called(client, fund):
    treasurer = UserFactory(is_staff=True)
    put_in_group(treasurer)
    client.force_login(treasurer)
    url = reverse("spaces:fund_call", args=[fund.pk])
    data = {"euros": "400", "due_on": f"{TODAY + timedelta(days=30)}", "words": "Scaffolding"}
    data["request_id"] = str(uuid.uuid4())
    for _ in range(2):
        assert client.post(url, data).status_code == 302
    refused = client.post(url, data | {"euros": "600,01", "request_id": str(uuid.uuid4())})
    client.post(url, data | {"euros": "600", "request_id": str(uuid.uuid4())})

    assert "Only € 600.00 of what was decided are still to be called." in refused.content.decode()
    assert list(fund.calls.values_list("number", "cents")) == [(1, 400_00), (2, 600_00)]
    rows = FundQuota.objects.values_list("company").annotate(all=Sum("cents"))
    assert sorted(cents for _company, cents in rows.order_by("company")) == [333_33, 666_67]
    page = client.get(fund.get_absolute_url()).content.decode()
    assert "Scaffolding" in page
    assert "Call a part of the fund" not in page  # all is called


def put_in_group(user):
    user.groups.add(*Group.objects.filter(name__in=["Coordinators", "Treasurers"]))


def test_a_voided_part_is_owed_by_nobody_and_can_be_called_again(fund):
    call, by = FundCallFactory(fund=fund, cents=1_000_00), UserFactory()
    company = FundQuota.objects.filter(cents=333_33).get().company
    assert read_company(company).entries.account(TODAY).open == 333_33

    void_call(call, reason="Too early", by=by)

    assert read_company(company).entries.account(TODAY).open == 0
    assert company.pk not in read_entries()
    assert FundCallFactory(fund=fund, cents=1_000_00).number == 2


def test_a_company_that_is_late_with_a_fund_is_so_to_itself_and_the_treasurer_alone(client, fund):
    FundCallFactory(fund=fund, cents=1_000_00, due_on=TODAY - timedelta(days=20))
    late = FundQuota.objects.filter(cents=333_33).get().company
    own = MembershipFactory(company=late, role="representative")
    neighbour = MembershipFactory(role="representative")

    client.force_login(own.user)
    mine = client.get(reverse("spaces:cost_statement", args=[(TODAY - timedelta(days=20)).year]))
    client.force_login(neighbour.user)
    page = client.get(fund.get_absolute_url()).content.decode()

    assert "in arrears since" in mine.content.decode()
    assert "arrears" not in page
    assert "late" not in page.split("<main", 1)[1]


def test_the_years_end_sets_what_a_fund_paid_against_the_costs():
    """€ 1,000 called and € 700 spent: nobody pays these again, and the rest stays in the fund."""
    last = TODAY.year - 1
    companies = CompanyFactory.create_batch(2, joined_on=date(2020, 1, 1))
    fund = FundFactory(shares=dict.fromkeys(companies, 500_00))
    FundCallFactory(fund=fund, cents=1_000_00, due_on=date(last, 3, 5))
    whole = {"start_on": date(last, 1, 1), "end_on": date(last + 1, 1, 1)}
    CostFactory(cents=700_00, rule=None, authorisation=fund.authorisation, urgent_reason="", **whole)
    equal = SharingRuleFactory(fixed_key="equal", among="companies")
    equal.companies.set(companies)
    CostFactory(cents=100_00, rule=equal, **whole)

    lines = {line.payer: line for line in accounts_of(last).lines}

    found = [(lines[one.pk].spent - 350_00, lines[one.pk].quotas) for one in companies]
    assert found == [(50_00, 350_00)] * 2


def test_nothing_is_called_or_voided_in_a_closed_year(fund):
    last = TODAY.year - 1
    call = FundCallFactory(fund=fund, cents=100, due_on=date(last, 3, 5))
    CostYear.objects.filter(pk=last).update(is_closed=True)

    with pytest.raises(ValidationError, match="are closed"):
        FundCallFactory(fund=fund, cents=100, due_on=date(last, 4, 5))
    with pytest.raises(ValidationError, match="are closed"):
        void_call(call, reason="Too early", by=UserFactory())


@pytest.mark.parametrize("model", [Fund, FundCall, FundQuota])
def test_what_was_called_is_sealed(fund, model):
    FundCallFactory(fund=fund)
    row = model.objects.first()
    with pytest.raises(DatabaseError), transaction.atomic():
        model.objects.filter(pk=row.pk).delete()
    if model is not Fund:
        with pytest.raises(DatabaseError), transaction.atomic():
            model.objects.filter(pk=row.pk).update(cents=1)


@pytest.mark.django_db(transaction=True)
def test_two_parts_called_at_once_stay_within_the_decision():
    fund, by = FundFactory(shares={CompanyFactory(): 1_000_00}), UserFactory()

    def call():
        part = FundCall(cents=600_00, due_on=TODAY)
        return call_fund(part, fund=fund, request_id=uuid.uuid4(), by=by)

    answers = at_once(*[call] * 3)

    assert list(fund.calls.values_list("number", "cents")) == [(1, 600_00)]
    assert sum(isinstance(answer, ValidationError) for answer in answers) == 2
