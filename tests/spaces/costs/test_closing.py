"""The year's end: what was spent set against the quotas, by a decision, once."""

from datetime import date
from hashlib import sha256

import pytest
from django.core.exceptions import ValidationError
from django.db import DatabaseError, transaction
from django.urls import reverse
from django.utils import timezone

from governance.proposals.services import freeze_proposal, keep_terms
from governance.resolutions.models import Resolution
from governance.rulebook.models import MatterRule
from members.companies.models import Company
from spaces.costs.budgets.models import Budget, CostYear
from spaces.costs.closing.accounts import accounts_of
from spaces.costs.closing.effects import CloseYearEffect, ReopenYearEffect
from spaces.costs.closing.forms import ProposedClosingForm
from spaces.costs.closing.models import Adjustment, Closing, ProposedReopening
from spaces.costs.closing.services import close_year, reopen_year
from spaces.costs.spending.services import void_cost
from tests.factories.costs import CostFactory, SharingRuleFactory, adopted_budget
from tests.factories.governance import ProposalFactory, ResolutionFactory
from tests.factories.members import CompanyFactory, UserFactory
from tests.governance.conftest import cast_all, count_now, electorate  # noqa: F401  fixtures
from tests.spaces.effects.conftest import put

pytestmark = pytest.mark.django_db

LAST = timezone.localdate().year - 1
WHOLE = {"start_on": date(LAST, 1, 1), "end_on": date(LAST + 1, 1, 1)}


def proposed(company=None):
    """A proposal to close last year, as its form writes it."""
    proposal = ProposalFactory(
        matter="accounts",
        effect="close_year",
        company=company or CompanyFactory(joined_on=date(LAST + 1, 1, 1)),
    )
    form = ProposedClosingForm({"year": LAST})
    assert form.is_valid(), form.errors
    form.instance.proposal = proposal
    row = form.save()
    keep_terms(proposal)
    return proposal, row


def closed(row=None):
    return close_year(row or proposed()[1], resolution=ResolutionFactory(decided_on=date(LAST + 1, 2, 20)))


def test_the_difference_to_the_quotas_is_paid_or_given_back():
    one, other = CompanyFactory.create_batch(2, joined_on=date(2020, 1, 1))
    adopted_budget(LAST)  # € 6,000 each
    only_one = SharingRuleFactory(fixed_key="equal", among="companies")
    only_one.companies.set([one])
    CostFactory(cents=11_975_32, **WHOLE)
    CostFactory(cents=100_00, rule=only_one, **WHOLE)

    closing = closed()

    assert dict(closing.adjustments.values_list("company", "cents")) == {one.pk: 87_66, other.pk: -12_34}
    assert closing.adjustments.get(company=one).due_on == date(LAST + 1, 4, 5)
    assert Budget.objects.get(year=LAST).state == "closed"


def test_a_company_that_left_gets_its_own_to_the_day():
    """The cost of the whole year was recorded while both were there: it bears its days alone."""
    stays, left = CompanyFactory.create_batch(2, joined_on=date(2020, 1, 1))
    CostFactory(cents=730_00, **WHOLE)
    Company.objects.filter(pk=left.pk).update(left_on=date(LAST, 3, 15))
    days = (date(LAST, 3, 15) - date(LAST, 1, 1)).days
    whole = (date(LAST + 1, 1, 1) - date(LAST, 1, 1)).days

    lines = {line.payer: line for line in accounts_of(LAST).lines}

    assert lines[left.pk].recorded == 365_00
    assert lines[left.pk].spent == round(730_00 * days / (days + whole))
    assert lines[left.pk].spent + lines[stays.pk].spent == 730_00


def test_a_second_call_changes_nothing():
    CompanyFactory(joined_on=date(2020, 1, 1))
    CostFactory(**WHOLE)
    row = proposed()[1]
    closing = closed(row)

    assert close_year(row, resolution=closing.resolution) == closing
    with pytest.raises(ValidationError, match="only a decision opens them again"):
        close_year(row, resolution=ResolutionFactory())
    assert Closing.objects.count() == 1


@pytest.mark.parametrize("change", ["recorded", "voided", "borne otherwise"])
def test_it_is_blocked_when_a_cost_of_the_year_came_since(change):
    other = CompanyFactory.create_batch(2, joined_on=date(2020, 1, 1))[1]
    cost = CostFactory(**WHOLE)
    row = proposed()[1]
    if change == "recorded":
        CostFactory(cents=1, **WHOLE)
    elif change == "voided":
        void_cost(cost, reason="Twice", by=UserFactory())
    else:
        Company.objects.filter(pk=other.pk).update(left_on=date(LAST, 6, 1))

    with pytest.raises(ValidationError, match="propose it again"):
        closed(row)
    assert not Adjustment.objects.exists()
    assert not CostYear.objects.filter(is_closed=True).exists()


def test_nothing_is_recorded_or_voided_in_a_closed_year():
    CompanyFactory(joined_on=date(2020, 1, 1))
    cost = CostFactory(**WHOLE)
    closed()

    with pytest.raises(ValidationError, match="are closed"):
        CostFactory(**WHOLE)
    with pytest.raises(ValidationError, match="are closed"):
        void_cost(cost, reason="Late", by=UserFactory())
    assert CostFactory().year == LAST + 1


def test_reopening_takes_the_adjustments_back_and_closing_again_is_another(client):
    company = CompanyFactory(joined_on=date(2020, 1, 1))
    CostFactory(**WHOLE)
    closing = closed()
    resolution = ResolutionFactory()

    assert reopen_year(reopen_year(closing, resolution=resolution), resolution=resolution).reopened_by
    CostFactory(cents=1_00, **WHOLE)
    again = closed()

    assert again.adjustments.get(company=company).cents == 901_00
    assert closing.adjustments.get(company=company).cents == 900_00


def test_the_facts_are_the_year_the_day_the_sums_and_the_hash_of_the_file(client, electorate):  # noqa: F811
    client.force_login(electorate[0][1])
    CostFactory(cents=500_00, **WHOLE)
    proposal, row = proposed(electorate[0][0])
    file = b"".join(client.get(reverse("spaces:cost_record", args=[LAST]) + "?language=en"))

    facts = CloseYearEffect().facts(row)

    assert facts["record_sha256"] == sha256(file).hexdigest()
    assert (facts["year"], facts["day"]) == (LAST, timezone.localdate().isoformat())
    assert (facts["cents"], facts["costs"]) == (500_00, 1)
    page = client.get(proposal.get_absolute_url()).content.decode()
    assert "Every line, before and after" in page
    assert facts["record_sha256"] in page


FORM = f"{reverse('governance:proposal_new')}?effect=close_year"


def test_the_form_shows_every_line_before_it_is_saved(client, electorate):  # noqa: F811
    client.force_login(electorate[0][1])
    CostFactory(cents=500_00, **WHOLE)

    page = " ".join(client.get(FORM).content.decode().split())

    assert f"Accounts {LAST} as they stand: € 500.00" in page
    rows = page.split("<tbody>")[1].split("</tbody>")[0]
    assert rows.count("€ 100.00 </td>") == len(electorate)  # to pay, of as much as was recorded


def test_the_form_says_that_there_is_no_year_to_close_and_counts_all_faults(client, electorate):  # noqa: F811
    client.force_login(electorate[0][1])

    page = client.post(FORM, {"matter": "accounts", "text": "It."}).content.decode()

    assert "No year with costs is over and still open: there is nothing to close yet." in page
    assert "There are 2 things to correct" in page
    assert '<a href="#id_effect-year">' in page
    assert "as they stand" not in page


def test_an_adopted_proposal_closes_the_year(cast_all, electorate):  # noqa: F811
    CostFactory(cents=500_00, **WHOLE)
    proposal, _row = proposed(electorate[0][0])
    # Its rulebook decides accounts in an assembly, others also online: what follows is the same.
    MatterRule.objects.filter(matter="accounts").update(is_online=True)
    voting_round = put(proposal)
    cast_all(voting_round, "yes", "yes", "yes", "yes", "yes")
    count_now(voting_round)

    resolution = Resolution.objects.get()
    assert (resolution.outcome, resolution.effect_state) == ("adopted", "done")
    assert Closing.objects.get().resolution == resolution


def test_a_closed_year_is_not_proposed_again_and_an_open_one_not_reopened():
    CompanyFactory(joined_on=date(2020, 1, 1))
    CostFactory(**WHOLE)
    _proposal, row = proposed()
    closing = closed(row)

    with pytest.raises(ValidationError, match="are closed"):
        CloseYearEffect().check(row)
    assert "year" in ProposedClosingForm({"year": LAST}).errors
    closing = reopen_year(closing, resolution=ResolutionFactory())
    with pytest.raises(ValidationError, match="already open"):
        ReopenYearEffect().check(ProposedReopening(closing=closing))


def test_a_stale_proposal_is_not_put_to_the_vote():
    CompanyFactory(joined_on=date(2020, 1, 1))
    CostFactory(**WHOLE)
    MatterRule.objects.filter(matter="accounts").update(is_online=True)
    proposal, _row = proposed()
    CostFactory(cents=1, **WHOLE)

    with pytest.raises(ValidationError, match="propose it again"):
        freeze_proposal(proposal)


def test_what_was_closed_is_sealed():
    CompanyFactory(joined_on=date(2020, 1, 1))
    CostFactory(**WHOLE)
    closed()

    for rows, seal in (
        (Closing.objects.all(), "closing_sealed"),
        (Adjustment.objects.all(), "adjustment_sealed"),
    ):
        with pytest.raises(DatabaseError, match=seal), transaction.atomic():
            rows.update(cents=1)
        with pytest.raises(DatabaseError, match=seal), transaction.atomic():
            rows._raw_delete(rows.db)


def test_a_member_reads_why_they_get_something_back(client, electorate):  # noqa: F811
    company, person = electorate[0]
    adopted_budget(LAST)
    CostFactory(cents=11_938_30, **WHOLE)
    closed()
    client.force_login(person)

    page = " ".join(client.get(reverse("spaces:cost_statement", args=[LAST])).content.decode().split())

    own = Adjustment.objects.get(company=company)
    assert own.cents == -12_34
    assert "bears € 2,387.66 and its quotas were € 2,400.00: it gets back <strong>€ 12.34</strong>" in page
