"""Payments, credits, statements, reminders, and who may read what another owes."""

import csv
import uuid
from datetime import date, timedelta
from io import StringIO

import pytest
import time_machine
from django.contrib.auth.models import Group
from django.core import mail
from django.core.exceptions import ValidationError
from django.db import DatabaseError, transaction
from django.urls import reverse
from django.utils import timezone

from governance.offices.models import Office
from governance.rulebook.models import Rulebook
from governance.suspensions.models import VotingSuspension
from governance.suspensions.rulebook_suspensions import settle_rulebook_suspensions
from spaces.costs.budgets.treasurer import is_treasurer
from spaces.costs.dues.bank_csv import read_bank_file
from spaces.costs.dues.models import Credit, DueNotice, Payment
from spaces.costs.dues.services import record_payment, send_quota_reminders, void_entry
from tests.factories.costs import CreditFactory, PaymentFactory, adopted_budget
from tests.factories.governance import RollEntryFactory, VotingRoundFactory
from tests.factories.members import CompanyFactory, MembershipFactory, UserFactory

pytestmark = pytest.mark.django_db

YEAR = 2026
SPRING = "2026-04-10 12:00:00+02:00"


@pytest.fixture
def treasurer():
    user = UserFactory(is_staff=True)
    user.groups.add(*Group.objects.filter(name__in=["Coordinators", "Treasurers"]))
    return user


@pytest.fixture
def place():
    return MembershipFactory(role="representative", company__name="Legno Vivo", company__slug="legno-vivo")


# --- Entering ----------------------------------------------------------------------------------------------


def test_a_payment_posted_twice_is_one(client, treasurer, place):
    client.force_login(treasurer)
    data = {"company": place.company_id, "euros": "1.234,56", "paid_on": "2026-01-05", "words": "January"}
    data["request_id"] = str(uuid.uuid4())

    for _ in range(2):
        assert client.post(reverse("spaces:payment_new"), data).status_code == 302

    payment = Payment.objects.get()
    assert (payment.cents, payment.recorded_by, payment.words) == (1_234_56, treasurer, "January")


@pytest.mark.parametrize(
    ("euros", "cents"), [("1,5", 1_50), ("1.5", 1_50), ("1.234,56", 1_234_56), ("€ 0.01", 1)]
)
def test_an_amount_is_read_as_people_write_it(client, treasurer, place, euros, cents):
    client.force_login(treasurer)
    data = {"company": place.company_id, "euros": euros, "paid_on": "2026-01-05", "request_id": uuid.uuid4()}
    client.post(reverse("spaces:payment_new"), data)

    assert Payment.objects.get().cents == cents


@pytest.mark.parametrize("euros", ["0", "-0.01", "1000000000000000", "ten", ""])
def test_an_amount_that_is_none_is_refused_beside_its_field(client, treasurer, place, euros):
    client.force_login(treasurer)
    data = {"company": place.company_id, "euros": euros, "paid_on": "2026-01-05", "request_id": uuid.uuid4()}
    page = client.post(reverse("spaces:payment_new"), data)

    assert list(page.context["form"].errors) == ["euros"]
    assert not Payment.objects.exists()


def test_a_void_gives_a_reason_once_and_counts_no_more(treasurer):
    payment = PaymentFactory()
    with pytest.raises(ValidationError, match="reason"):
        void_entry(payment, reason=" ", by=treasurer)
    void_entry(payment, reason="Of another", by=treasurer)

    assert void_entry(payment, reason="Again", by=treasurer).void_reason == "Of another"
    assert not Payment.objects.valid().exists()


@pytest.mark.parametrize(
    ("factory", "seal"), [(PaymentFactory, "payment_sealed"), (CreditFactory, "credit_sealed")]
)
def test_what_is_entered_is_sealed(factory, seal):
    rows = type(factory()).objects.all()

    with pytest.raises(DatabaseError, match=seal), transaction.atomic():
        rows.update(cents=1)
    with pytest.raises(DatabaseError, match=seal), transaction.atomic():
        rows._raw_delete(rows.db)


# --- The bank ----------------------------------------------------------------------------------------------

COMPANIES = {7: ("legno-vivo", "Legno Vivo"), 8: ("legno", "Legno"), 9: ("carta", "Carta Straccia")}
TODAY = date(2026, 6, 1)


def test_lines_of_the_bank_find_their_company():
    text = "\ufeffData;Importo;Causale;Azienda\n05/03/2026;1.234,56;Quota marzo;legno-vivo\n"
    text += "2026-03-06;33,94;quota CARTA  STRACCIA marzo;\n07.03.2026;-20;Commissioni;\n08.03.2026;5;Boh;\n"

    lines = read_bank_file(text, COMPANIES, today=TODAY)

    assert [(line.number, line.company, line.cents) for line in lines] == [
        (2, 7, 1_234_56),
        (3, 9, 33_94),
        (5, None, 5_00),
    ]


def test_each_wrong_line_of_the_bank_is_said_by_its_number_and_nothing_is_taken():
    text = "date,amount,words,company\n2026-03-05,ten,x,\n2026-13-05,1,x,\n2026-03-05,1,y,nobody\n"
    text += "2026-03-05,2,z,carta\n2026-03-05,2,z,carta\n2027-01-01,2,w,\n2026-03-05,0,v,\n"

    with pytest.raises(ValidationError) as raised:
        read_bank_file(text, COMPANIES, today=TODAY)

    assert raised.value.messages == [
        "Line 2: “ten” is not an amount.",
        "Line 3: “2026-13-05” is not a day in the past.",
        "Line 4: no company is called “nobody”.",
        "Line 6: it is the same as line 5.",
        "Line 7: “2027-01-01” is not a day in the past.",
        "Line 8: “0” is not an amount.",
    ]


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("date;amount;words\n" + "2026-03-05;1;x\n" * 100_000, "At most 5000 lines"),
        ("what;how much\n1;2", "The first line names the columns"),
        ("", "The first line names the columns"),
    ],
)
def test_a_file_that_is_too_long_or_has_no_columns_is_refused(text, words):
    with pytest.raises(ValidationError, match=words):
        read_bank_file(text, COMPANIES, today=TODAY)


def test_a_formula_in_a_line_of_the_bank_is_text(client, treasurer, place):
    lines = read_bank_file("date;amount;words\n2026-03-05;1;=1+1 Carta Straccia", COMPANIES, today=TODAY)
    PaymentFactory(company=place.company, words=lines[0].words, paid_on=date(2026, 3, 5))
    client.force_login(treasurer)
    url = reverse("spaces:company_statement", args=[2026, place.company.slug])
    page = client.get(f"{url}?download").content.decode("utf-8-sig")

    assert "'=1+1 Carta Straccia" in page


def test_the_file_of_the_bank_is_shown_first_and_then_recorded_once(client, treasurer, place):
    client.force_login(treasurer)
    url, text = reverse("spaces:payments_import"), "date;amount;words\n2026-03-05;33,94;Legno Vivo marzo"
    for known in (False, True):
        preview = client.post(url, {"text": text})
        fits = preview.context["rows"][0].cells[2]
        assert (fits.text, [mark.text for mark in fits.marks]) == ("Legno Vivo", ["already recorded"] * known)
        seen = preview.context["form"].data["seen"]
        assert client.post(url, {"text": text, "seen": seen}).status_code == 302

    assert [(one.company, one.cents) for one in Payment.objects.all()] == [(place.company, 33_94)]


# --- The statement ------------------------------------------------------------------------------------------


@time_machine.travel(SPRING, tick=False)
def test_a_statement_says_what_is_to_pay_now_since_when_and_next(client, place):
    CompanyFactory()
    adopted_budget(YEAR)  # € 500 a month each
    PaymentFactory(company=place.company, cents=1_100_00, paid_on=date(2026, 2, 6))
    CreditFactory(company=place.company, cents=100_00, given_on=date(2026, 3, 1))
    client.force_login(place.user)

    page = client.get(reverse("spaces:cost_statement", args=[YEAR]))
    view = page.context["view"]

    assert (view.to_pay, view.since) == ("€ 800.00", "5 Mar 2026")
    assert view.next_due == "€ 500.00 on 5 May 2026"
    march = view.charges[2]
    assert (march.by_credit, march.by_payment, march.open, march.state) == (
        "€ 100.00",
        "€ 100.00",
        "€ 300.00",
        "late",
    )
    assert "in arrears since 5 Mar 2026" in page.content.decode()


@time_machine.travel(SPRING, tick=False)
def test_the_file_of_a_statement_has_costs_quotas_and_payments(client, place):
    adopted_budget(YEAR)
    PaymentFactory(company=place.company, cents=1_100_00, words="First")
    CreditFactory(company=place.company, cents=50_00, reason="Paint")
    client.force_login(place.user)

    page = client.get(reverse("spaces:cost_statement", args=[YEAR]) + "?download")
    rows = list(csv.reader(StringIO(page.content.decode("utf-8-sig"))))

    assert rows[1] == ["quota", "", "01/2026", "", "2026-01-05", "1000.00", "", "0.00"]
    assert rows[2][-1] == "850.00"
    assert rows[-2:] == [
        ["payment", "", "First", "", "2026-04-10", "1100.00", "", ""],
        ["credit", "", "Paint", "", "2026-04-10", "50.00", "", ""],
    ]


# --- Privacy ------------------------------------------------------------------------------------------------


@time_machine.travel(SPRING, tick=False)
def test_a_member_reads_no_others_arrears_by_page_csv_mail_or_search(client, treasurer, place):
    late = MembershipFactory(role="representative", company__name="Zanca Late").company
    adopted_budget(YEAR)
    PaymentFactory(company=place.company, cents=6_000_00, paid_on=date(2026, 1, 2))
    client.force_login(place.user)
    own = reverse("spaces:company_statement", args=[YEAR, place.company.slug])
    other = reverse("spaces:company_statement", args=[YEAR, late.slug])
    pages = [
        reverse("spaces:cost_list"),
        reverse("spaces:cost_year", args=[YEAR]),
        reverse("spaces:budget_detail", args=[YEAR]),
        reverse("spaces:year_accounts", args=[YEAR]),
        reverse("spaces:cost_record", args=[YEAR]),
        late.get_absolute_url(),
        reverse("dashboard"),
        own,
        f"{own}?download",
    ]

    refused = [client.get(url).status_code for url in (other, f"{other}?download", "/costs/balances/")]
    read = [b"".join(client.get(url)).decode() for url in pages]
    send_quota_reminders()

    assert refused == [403, 403, 403]
    assert not [text for text in read if "arrears" in text or "€ 2,000.00" in text or "days late" in text]
    assert {address for one in mail.outbox for address in one.to}.isdisjoint({place.user.email})


def test_the_back_office_knows_no_payment(client):
    coordinator = UserFactory(is_staff=True)
    coordinator.groups.add(Group.objects.get(name="Coordinators"))
    payment = PaymentFactory(words="Secret of Zanca")
    client.force_login(coordinator)

    assert client.get(reverse("spaces:balance_list")).status_code == 403
    assert client.get(f"/admin/spaces/payment/{payment.pk}/change/").status_code == 404
    assert "Secret of Zanca" not in client.get("/admin/").content.decode()


def test_the_treasurer_is_who_is_in_office_and_until_then_whom_the_back_office_names(treasurer, place):
    assert is_treasurer(treasurer)
    assert not is_treasurer(place.user)
    today = timezone.localdate()
    term = Office.objects.create(
        kind="treasurer", user=place.user, company=place.company, start_on=today - timedelta(days=9)
    )
    assert [is_treasurer(treasurer), is_treasurer(place.user)] == [False, True]
    Office.objects.filter(pk=term.pk).update(end_on=today)
    assert [is_treasurer(treasurer), is_treasurer(place.user)] == [True, False]


def test_a_coordinator_named_treasurer_needs_the_second_factor(treasurer):
    treasurer.second_factor_check = lambda: False

    assert not is_treasurer(treasurer)
    assert treasurer.was_held_back


def test_the_treasurer_sees_all_balances_the_latest_first(client, treasurer, place):
    with time_machine.travel(SPRING, tick=False):
        CompanyFactory(name="Zanca")
        adopted_budget(YEAR)
        PaymentFactory(company=place.company, cents=6_000_00, paid_on=date(2026, 1, 2))
        client.force_login(treasurer)
        page = client.get(reverse("spaces:balance_list"))

        file = client.get(reverse("spaces:balance_list") + "?download").content.decode("utf-8-sig")

    assert [(row.company.name, row.to_pay, row.days_late) for row in page.context["rows"]] == [
        ("Zanca", "€ 2,000.00", 95),
        ("Legno Vivo", "", 0),
    ]
    assert list(csv.reader(StringIO(file)))[1:] == [
        ["Zanca", "2000.00", "2026-01-05", "0.00", "0.00"],
        ["Legno Vivo", "0.00", "", "4000.00", "0.00"],
    ]


# --- Reminders ----------------------------------------------------------------------------------------------


def test_reminders_go_out_before_on_the_day_and_after_and_once_each(place):
    adopted_budget(YEAR)
    told = {}
    for day in range(-6, 70):
        now = date(2026, 1, 5) + timedelta(days=day)
        with time_machine.travel(f"{now} 12:00:00+01:00", tick=False):
            for _ in range(2):
                mail.outbox.clear()
                send_quota_reminders()
                steps = DueNotice.objects.filter(due_on=date(2026, 1, 5)).count()
                told.setdefault(day, steps)

    assert [day for day in told if told[day] != told.get(day - 1, 0)] == [-5, 0, 15, 60]


@time_machine.travel("2026-01-05 12:00:00+01:00", tick=False)
def test_who_has_paid_is_not_reminded(place):
    MembershipFactory(role="representative")
    adopted_budget(YEAR)
    PaymentFactory(company=place.company, cents=500_00, paid_on=date(2026, 1, 2))

    send_quota_reminders()

    assert [("€ 500.00 are due today" in one.subject, place.user.email in one.to) for one in mail.outbox] == [
        (True, False)
    ]


# --- Suspension by the rulebook -----------------------------------------------------------------------------


def grant(days):
    Rulebook.objects.update(arrears_days_before_suspension=days)


@time_machine.travel(SPRING, tick=False)
def test_without_a_number_in_the_rulebook_nobody_is_suspended(place):
    adopted_budget(YEAR)

    assert settle_rulebook_suspensions() == 0
    assert not VotingSuspension.objects.exists()


@time_machine.travel(SPRING, tick=False)
def test_who_owes_for_longer_is_suspended_from_the_next_day_until_it_pays(place, treasurer):
    adopted_budget(YEAR)  # € 1,000 a month, the first 95 days late
    grant(95)
    assert settle_rulebook_suspensions() == 0
    grant(94)
    assert [settle_rulebook_suspensions(), settle_rulebook_suspensions()] == [1, 0]
    suspension = VotingSuspension.objects.get()

    assert (suspension.company, suspension.start_on) == (place.company, date(2026, 4, 11))
    assert suspension.told_reason.startswith("suspended by the rulebook (Rulebook, version")
    assert "arrears" not in suspension.told_reason

    frozen = RollEntryFactory(
        company=place.company, standing="suspended", reason=suspension.told_reason, round=VotingRoundFactory()
    )
    payment = Payment(company=place.company, cents=4_000_00, paid_on=date(2026, 4, 10))
    record_payment(payment, request_id=uuid.uuid4(), by=treasurer)
    suspension.refresh_from_db()
    frozen.refresh_from_db()
    assert suspension.end_on == suspension.start_on  # it never began
    assert frozen.standing == "suspended"  # the roll of a round that is open stays


@time_machine.travel(SPRING, tick=False)
def test_a_payment_that_leaves_it_late_does_not_end_the_suspension(place, treasurer):
    adopted_budget(YEAR)
    grant(30)
    settle_rulebook_suspensions()
    payment = Payment(company=place.company, cents=1_00, paid_on=date(2026, 4, 10))
    record_payment(payment, request_id=uuid.uuid4(), by=treasurer)

    assert VotingSuspension.objects.get().end_on is None


def test_credits_need_a_decision_that_was_adopted(client, treasurer, place):
    client.force_login(treasurer)
    data = {"company": place.company_id, "euros": "5", "given_on": "2026-01-05", "reason": "Paint"}
    page = client.post(reverse("spaces:credit_new"), data | {"request_id": uuid.uuid4()})

    assert list(page.context["form"].errors) == ["resolution"]
    assert not Credit.objects.exists()
