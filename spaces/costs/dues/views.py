"""Statements, for a company's own people and the treasurer; balances and payments, for the treasurer."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_safe

from members.companies.models import Company
from members.people.http import MemberRequest, insider_required
from multifactory.lib.access import require
from multifactory.lib.csv import csv_response
from multifactory.lib.forms import add_errors, post_data
from spaces.costs.budgets.treasurer import is_treasurer
from spaces.costs.dues.account_page import BalanceRow, account_view, balance_rows
from spaces.costs.dues.forms import BankForm, CreditForm, PaymentForm, VoidEntryForm
from spaces.costs.dues.import_page import payment_lines, payments_page
from spaces.costs.dues.models import Credit, Payment
from spaces.costs.dues.services import record_credit, record_payment, record_payments, void_entry
from spaces.costs.spending.record import to_euro
from spaces.costs.spending.statement import statement_of
from spaces.costs.spending.year_page import years_with_costs

GET_AND_POST = ["GET", "HEAD", "POST"]


def _own_company(request: MemberRequest) -> Company | None:
    return request.acting.company if request.acting else None


@require_safe
@insider_required
def cost_statement(request: MemberRequest, year: int) -> HttpResponse:
    """What the reader's own company bears, pays and has still to pay."""
    company = _own_company(request)
    require(company is not None)
    assert company is not None  # noqa: S101  for mypy: `require` has asked
    return _statement(request, company, year, "spaces:cost_statement")


@require_safe
@insider_required
def company_statement(request: MemberRequest, year: int, slug: str) -> HttpResponse:
    """The same of any company: for its own people and the treasurer, and for nobody else."""
    company = get_object_or_404(Company, slug=slug)
    require(company == _own_company(request) or is_treasurer(request.user))
    return _statement(request, company, year, "")


def _statement(request: MemberRequest, company: Company, year: int, name: str) -> HttpResponse:
    years, statement = years_with_costs(), statement_of(company, year)
    if year not in years:
        raise Http404
    view = account_view(company, year, today=timezone.localdate())
    if "download" in request.GET:
        return _statement_csv(company, year, statement, view)
    context = {
        "year": year,
        "years": years if name else [],
        "company": company,
        "statement": statement,
        "view": view,
        "is_own": bool(name),
    }
    return render(request, "spaces/cost_statement.html", context)


def _statement_csv(company: Company, year: int, statement: Any, view: Any) -> HttpResponse:
    """Costs, quotas with what is open of each, what was paid, credited and given back: a kind a line."""
    head = (
        *(_("Kind"), _("Number"), _("What for"), _("Category"), _("Day"), _("Amount"), _("We bear")),
        _("Still open"),
    )
    rows: list[tuple[object, ...]] = [
        (
            *(_("cost"), one.reference, one.title, one.category, one.start_on),
            *(to_euro(one.cents), to_euro(one.own_cents), ""),
        )
        for one in statement.rows
    ]
    rows += [
        (_("quota"), "", row.label, "", row.due_on, to_euro(row.cents[0]), "", to_euro(row.cents[3]))
        for row in view.charges
    ]
    rows += [
        (_("payment"), "", one.words, "", one.paid_on, to_euro(one.cents), "", "")
        for one in view.payments
        if not one.is_voided
    ]
    rows += [
        (_("credit"), "", one.reason, "", one.given_on, to_euro(one.cents), "", "")
        for one in view.credits
        if not one.is_voided
    ]
    if view.adjustment and view.adjustment.cents < 0:
        given_back = to_euro(-view.adjustment.cents)
        label = _("Accounts %(year)s") % {"year": year}
        rows.append((_("given back"), "", label, "", view.adjustment.due_on, given_back, "", ""))
    return csv_response(f"costs-{year}-{company.slug}.csv", head, rows)


# --- Of the treasurer ------------------------------------------------------------------------------------


@require_safe
@insider_required
def balance_list(request: MemberRequest) -> HttpResponse:
    """Every company's balance, the latest first. `?download`: as CSV."""
    require(is_treasurer(request.user))
    rows, total = balance_rows(timezone.localdate())
    if "download" in request.GET:
        head = (_("Company"), _("To pay"), _("Since"), _("Paid ahead"), _("Credit left"))
        return csv_response("balances.csv", head, (_balance_line(row) for row in rows))
    context = {
        "rows": rows,
        "total": total,
        "year": timezone.localdate().year,
        "payments": Payment.objects.select_related("company").order_by("-paid_on", "-pk")[:50],
        "credits": Credit.objects.select_related("company", "resolution").order_by("-given_on", "-pk")[:50],
    }
    return render(request, "spaces/balance_list.html", context)


def _balance_line(row: BalanceRow) -> tuple[object, ...]:
    account = row.account
    amounts = (to_euro(account.paid_ahead), to_euro(account.credit_left))
    return (row.company.name, to_euro(account.open), account.oldest_open or "", *amounts)


@require_http_methods(GET_AND_POST)
@insider_required
def payment_new(request: MemberRequest) -> HttpResponse:
    return _entry(request, PaymentForm(post_data(request)), record_payment, _("Enter a payment"))


@require_http_methods(GET_AND_POST)
@insider_required
def credit_new(request: MemberRequest) -> HttpResponse:
    return _entry(request, CreditForm(post_data(request)), record_credit, _("Enter a credit"))


def _entry(request: MemberRequest, form: Any, record: Callable[..., Any], title: str) -> HttpResponse:
    require(is_treasurer(request.user))
    if request.method == "POST" and form.is_valid():
        try:
            kept = record(form.instance, request_id=form.cleaned_data["request_id"], by=request.user)
        except ValidationError as error:
            add_errors(form, error)
        else:
            messages.success(request, _("Saved: %(entry)s.") % {"entry": kept})
            return redirect("spaces:balance_list")
    return render(request, "spaces/payment_form.html", {"form": form, "title": title})


@require_http_methods(GET_AND_POST)
@insider_required
def payment_void(request: MemberRequest, pk: int) -> HttpResponse:
    require(is_treasurer(request.user))
    return _void(request, get_object_or_404(Payment.objects.select_related("company"), pk=pk))


@require_http_methods(GET_AND_POST)
@insider_required
def credit_void(request: MemberRequest, pk: int) -> HttpResponse:
    require(is_treasurer(request.user))
    return _void(request, get_object_or_404(Credit.objects.select_related("company"), pk=pk))


def _void(request: MemberRequest, entry: Payment | Credit) -> HttpResponse:
    form = VoidEntryForm(post_data(request))
    if request.method == "POST" and form.is_valid():
        void_entry(entry, reason=form.cleaned_data["reason"], by=request.user)
        messages.success(request, _("“%(entry)s” has been voided. It stays on record.") % {"entry": entry})
        return redirect("spaces:balance_list")
    return render(request, "spaces/payment_void.html", {"form": form, "entry": entry})


@require_http_methods(GET_AND_POST)
@insider_required
def payments_import(request: MemberRequest) -> HttpResponse:
    """A file of the bank: first shown with what fits, then recorded, all of it or nothing."""
    require(is_treasurer(request.user))
    form = BankForm(post_data(request), request.FILES or None)
    if request.method == "POST" and form.is_valid() and not form.is_preview:
        rows = [
            (
                Payment(company_id=one.company or 0, cents=one.cents, paid_on=one.day, words=one.words),
                one.request_id,
            )
            for one in form.fitting
        ]
        count = record_payments(rows, by=request.user)
        text = ngettext("%(count)s new payment recorded.", "%(count)s new payments recorded.", count)
        messages.success(request, text % {"count": count})
        return redirect("spaces:balance_list")
    page = payments_page()
    context = {"form": form, "page": page, "rows": list(payment_lines(page, form))}
    return render(request, "spaces/lines_import.html", context)
