"""Costs, what allows them, and how they are shared."""

import uuid
from datetime import date

import factory
from django.utils import timezone

from governance.attachments.models import Attachment
from governance.proposals.share_models import ProposalShare
from spaces.costs.budgets.models import Budget, BudgetLine
from spaces.costs.budgets.services import adopt_budget
from spaces.costs.dues.models import Credit, Payment
from spaces.costs.funds.models import Fund, FundCall, Quote
from spaces.costs.funds.services import call_fund
from spaces.costs.metering.models import Meter, Reading
from spaces.costs.sharing.models import Category, ShareTable, SharingRule, TableRow
from spaces.costs.spending.models import Authorisation, Cost, CostShare, ProposedExpense
from spaces.costs.spending.services import record_cost
from tests.factories.governance import ProposalFactory, ResolutionFactory
from tests.factories.members import CompanyFactory, UserFactory
from tests.factories.spaces import SpaceFactory


class CategoryFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Category

    code = factory.Sequence(lambda n: f"heating-{n}")
    name_en = factory.Sequence(lambda n: f"Heating {n}")
    name_it = factory.Sequence(lambda n: f"Riscaldamento {n}")


class SharingRuleFactory(factory.django.DjangoModelFactory):
    """By m², from long ago."""

    class Meta:
        model = SharingRule

    name = factory.Sequence(lambda n: f"Rule {n}")
    valid_from = date(2020, 1, 1)
    reason = "As it always was."
    fixed_key = "area"


class ShareTableFactory(factory.django.DjangoModelFactory):
    """A draft without rows."""

    class Meta:
        model = ShareTable

    name = factory.Sequence(lambda n: f"Table {n}")
    valid_from = date(2020, 1, 1)
    reason = "As it always was."


class TableRowFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = TableRow

    table = factory.SubFactory(ShareTableFactory)
    unit = factory.SubFactory(SpaceFactory)
    parts = 100_000


class AuthorisationFactory(factory.django.DjangoModelFactory):
    """An adopted proposal that allows € 1,000."""

    class Meta:
        model = Authorisation

    resolution = factory.LazyFunction(
        lambda: ResolutionFactory(
            proposal=ProposalFactory(state="decided", cost_cents=1_000_00, effect="expense"),
            outcome="adopted",
        )
    )
    category = factory.SubFactory(CategoryFactory)
    cents = 1_000_00


class CostFactory(factory.django.DjangoModelFactory):
    """Recorded through the service: needs somebody to bear it."""

    class Meta:
        model = Cost

    title = factory.Sequence(lambda n: f"Gas {n}")
    category = factory.SubFactory(CategoryFactory)
    cents = 900_00
    start_on = factory.LazyFunction(lambda: date(timezone.localdate().year, 1, 1))
    end_on = factory.LazyFunction(lambda: date(timezone.localdate().year, 4, 1))
    rule = factory.SubFactory(SharingRuleFactory, fixed_key="equal")
    urgent_reason = "It was cold."

    @classmethod
    def _create(cls, model_class, *args, **values):
        by = values.pop("recorded_by", None) or UserFactory()
        request_id = values.pop("request_id", None) or uuid.uuid4()
        return record_cost(model_class(**values), request_id=request_id, by=by)


class MeterFactory(factory.django.DjangoModelFactory):
    """The main one of the heating, for as long as anybody remembers."""

    class Meta:
        model = Meter

    code = factory.Sequence(lambda n: f"H-{n}")
    kind = "heating"
    start_on = date(2020, 1, 1)


class ReadingFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Reading

    meter = factory.SubFactory(MeterFactory)
    day = factory.LazyFunction(timezone.localdate)
    value = 1_000_000


def metered_rule(**values):
    """30 % by m², the rest by what the meters of the heating count."""
    terms = {"fixed_percent": 30, "variable_key": "metered", "meter_kind": "heating", "is_for_heating": True}
    return SharingRuleFactory(**(terms | values))


def read_meter(*values, first=date(2025, 1, 1), last=date(2025, 4, 1), **meter):
    """A meter with what it showed at the beginning and at the end of some days."""
    made = MeterFactory(**meter)
    for day, value in zip((first, last), values, strict=True):
        ReadingFactory(meter=made, day=day, value=value)
    return made


class BudgetFactory(factory.django.DjangoModelFactory):
    """A draft without lines."""

    class Meta:
        model = Budget

    year = factory.Sequence(lambda n: 2031 + n % 100)


class BudgetLineFactory(factory.django.DjangoModelFactory):
    """€ 12,000, the same for every company."""

    class Meta:
        model = BudgetLine

    budget = factory.SubFactory(BudgetFactory)
    category = factory.SubFactory(CategoryFactory)
    cents = 12_000_00
    rule = factory.SubFactory(SharingRuleFactory, fixed_key="equal")


def adopted_budget(year, *, decided_on=None, **line):
    """With one line, and the quotas of whoever is a member."""
    budget = BudgetLineFactory(budget__year=year, **line).budget
    resolution = ResolutionFactory(matter="budget", decided_on=decided_on or date(year - 1, 12, 1))
    return adopt_budget(budget, resolution=resolution)


class PaymentFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Payment

    company = factory.SubFactory(CompanyFactory)
    cents = 100_00
    paid_on = factory.LazyFunction(timezone.localdate)
    request_id = factory.LazyFunction(uuid.uuid4)


class CreditFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Credit

    company = factory.SubFactory(CompanyFactory)
    cents = 500_00
    given_on = factory.LazyFunction(timezone.localdate)
    reason = "It painted the stairs."
    resolution = factory.SubFactory(ResolutionFactory)
    request_id = factory.LazyFunction(uuid.uuid4)


class ProposedFundFactory(factory.django.DjangoModelFactory):
    """An expense of € 1,000 that is proposed, with a fund set aside part by part."""

    class Meta:
        model = ProposedExpense

    proposal = factory.SubFactory(ProposalFactory, matter="renewal", effect="expense", cost_cents=1_000_00)
    category = factory.SubFactory(CategoryFactory)
    fund = "progress"


class QuoteFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Quote

    paper = factory.LazyFunction(
        lambda: Attachment.objects.create(
            proposal=ProposalFactory(effect="expense"), name="Quote", kind="pdf", size=9, sha256="0" * 64
        )
    )
    supplier = factory.Sequence(lambda n: f"Roofs {n}")
    cents = 900_00


class FundFactory(factory.django.DjangoModelFactory):
    """Of € 1,000, called part by part; `shares` are cents by company, else the community bears it."""

    class Meta:
        model = Fund
        skip_postgeneration_save = True

    authorisation = factory.SubFactory(AuthorisationFactory)
    kind = "progress"

    @factory.post_generation
    def shares(self, create, extracted, **kwargs):
        for company, cents in (extracted or {None: self.authorisation.cents}).items():
            ProposalShare.objects.create(
                proposal=self.authorisation.resolution.proposal, company=company, cents=cents
            )


class FundCallFactory(factory.django.DjangoModelFactory):
    """Called through the service."""

    class Meta:
        model = FundCall

    fund = factory.SubFactory(FundFactory)
    cents = 100_00
    due_on = factory.LazyFunction(timezone.localdate)

    @classmethod
    def _create(cls, model_class, *args, **values):
        by = values.pop("called_by", None) or UserFactory()
        return call_fund(model_class(**values), fund=values["fund"], request_id=uuid.uuid4(), by=by)


class CostShareFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = CostShare

    cost = factory.SubFactory(CostFactory)
    cents = 0
    weight = 1
