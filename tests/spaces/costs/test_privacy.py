"""What a company owes is read by its own people and the treasurer: what others can ask, and what they get."""

from datetime import date

import pytest
import time_machine
from django.contrib import admin
from django.contrib.auth.models import Group
from django.core import mail
from django.urls import reverse

from governance.offices.models import Office
from governance.rulebook.models import Rulebook
from governance.suspensions.rulebook_suspensions import settle_rulebook_suspensions
from members.companies.models import Company
from members.personal_data.data_export import data_of
from multifactory.lib.mail_queue.models import QueuedMail
from spaces.costs.budgets.models import MonthlyQuota
from spaces.costs.closing.models import Adjustment
from spaces.costs.dues.models import Credit, DueNotice, Payment
from spaces.costs.dues.services import send_quota_reminders
from spaces.costs.spending.models import Cost
from tests.factories.costs import CostFactory, PaymentFactory, adopted_budget
from tests.factories.members import CompanyFactory, MembershipFactory, UserFactory

pytestmark = pytest.mark.django_db

NOW = "2026-04-10 12:00:00+02:00"
YEAR = 2026
SECRETS = (
    *("arrears", "days late", "day late", "Zanca pays late"),  # words of a debt, and of its payment
    *("1,222.22", "1222.22"),  # what was paid
    *("2,777.78", "2777.78"),  # what is owed: four quotas of 1,000 less what was paid
)
OTHERS = ("representative", "collaborator", "coordinator")
PAGES_OF_A_YEAR = ("cost_year", "budget_detail", "year_accounts", "cost_record")


@pytest.fixture
def late():
    """One of two companies: € 1,000 a month each, of which it paid a part; suspended by the rulebook."""
    with time_machine.travel(NOW, tick=False):
        late = MembershipFactory(
            role="representative", company__name="Zanca", company__slug="zanca", user__email="z@example.org"
        ).company
        other = CompanyFactory(name="Legno Vivo")
        adopted_budget(YEAR, cents=24_000_00)
        PaymentFactory(company=other, cents=12_000_00, paid_on=date(YEAR, 1, 2))
        PaymentFactory(company=late, cents=1_222_22, paid_on=date(YEAR, 2, 2), words="Zanca pays late")
        CostFactory(start_on=date(YEAR, 1, 1), end_on=date(YEAR, 2, 1))
        Rulebook.objects.update(arrears_days_before_suspension=30)
        Office.objects.create(kind="treasurer", user=UserFactory(), company=other, start_on=date(YEAR, 1, 1))
        yield late


@pytest.fixture
def coordinator(late, client):
    """Named treasurer in the back-office, which counts no more since another is in office."""
    user = UserFactory(is_staff=True)
    user.groups.add(*Group.objects.filter(name__in=["Coordinators", "Treasurers"]))
    client.force_login(user)
    return user


@pytest.fixture(params=OTHERS)
def reader(request, late, client):
    """Somebody of the other company, or the coordinator."""
    if request.param == "coordinator":
        return request.getfixturevalue("coordinator")
    place = MembershipFactory(role=request.param, company=Company.objects.get(name="Legno Vivo"))
    client.force_login(place.user)
    return place.user


def read(client, url) -> str:
    page = client.get(url)
    content = b"".join(page) if page.streaming else page.content
    return content.decode() if page.status_code == 200 else ""


def leaks(texts) -> list[tuple[str, str]]:
    return [(name, word) for name, text in texts for word in SECRETS if word in text]


def test_others_are_refused_where_debts_stand(reader, client, late):
    payment = Payment.objects.get(company=late).pk
    statement = reverse("spaces:company_statement", args=[YEAR, late.slug])
    pages = [
        *(statement, f"{statement}?download"),
        *(reverse("spaces:balance_list"), reverse("spaces:balance_list") + "?download"),
        *(reverse("spaces:payment_new"), reverse("spaces:credit_new"), reverse("spaces:payments_import")),
        reverse("spaces:payment_void", args=[payment]),
    ]

    assert {url: client.get(url).status_code for url in pages} == dict.fromkeys(pages, 403)


def test_no_page_or_file_others_read_tells_of_a_debt(reader, client, late):
    pages = [
        *(reverse(f"spaces:{name}", args=[YEAR]) for name in PAGES_OF_A_YEAR),
        *(reverse(f"spaces:{name}") for name in ("cost_list", "sharing_rules", "cost_try")),
        reverse("spaces:cost_detail", args=[YEAR, Cost.objects.get().number]),
        *(late.get_absolute_url(), reverse("dashboard")),
    ]
    found = [(url, read(client, url)) for url in pages]

    assert [url for url, text in found if not text] == []
    assert leaks([*found, ("export", str(data_of(reader)))]) == []


def test_no_mail_to_others_tells_of_a_debt(late):
    send_quota_reminders()
    settle_rulebook_suspensions()
    to_others = [one for one in mail.outbox if one.to != ["z@example.org"]]

    assert any("€ 2,777.78" in one.body or "€ 777.78" in one.body for one in mail.outbox)
    assert leaks((one.subject, one.subject + one.body) for one in to_others) == []


def test_the_back_office_finds_no_debt(coordinator, client, late):
    """Each list searched for the company, and asked by columns that it does not show."""
    settle_rulebook_suspensions()
    lists = {
        model: reverse(f"admin:{model._meta.app_label}_{model._meta.model_name}_changelist")
        for model in admin.site._registry
    }
    found = [(url, read(client, f"{url}?q=Zanca")) for url in [*lists.values(), "/admin/"]]
    found += [(late.name, read(client, reverse("admin:members_company_change", args=[late.pk])))]
    oracles = [
        f"{lists[Company]}?payments__cents__gt=1",
        f"{lists[Company]}?payments__isnull=True",
        f"{lists[QueuedMail]}?message__contains=arrears",
        f"{lists[QueuedMail]}?subject__contains=due",
    ]

    assert not {Payment, Credit, MonthlyQuota, DueNotice, Adjustment} & set(lists)
    assert leaks(found) == []
    assert [client.get(url).status_code for url in oracles] == [400] * 4
