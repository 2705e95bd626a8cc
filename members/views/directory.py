"""The directory of the companies."""

from django.contrib.auth.decorators import login_not_required
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from members import hooks
from members.filters import CompanyFilter
from members.models import Company
from members.querysets import CompanyQuerySet
from multifactory.lib.access import require
from multifactory.lib.csv import csv_response

COMPANIES_A_PAGE = 24


@login_not_required
@require_safe
def company_list(request: HttpRequest) -> HttpResponse:
    companies = CompanyFilter(request.GET, Company.objects.current().for_list())
    if request.GET.get("format") == "csv":
        require(getattr(request.user, "is_coordinator", False))
        return _company_csv(companies.qs)
    paginator = Paginator(companies.qs, COMPANIES_A_PAGE)
    paginator.count = companies.total  # known from the counts of the boxes
    page = paginator.get_page(request.GET.get("page"))
    facts = hooks.facts_of(list(page))
    context = {
        "filter": companies,
        "page_obj": page,
        "cards": [(company, facts[company.pk]) for company in page],
        "can_export": getattr(request.user, "is_coordinator", False),
    }
    return render(request, "members/company_list.html", context)


def _company_csv(companies: CompanyQuerySet) -> HttpResponse:
    header = ["name", "line", "field", "vocation", "craft", "founded", "joined_on"]
    contacts = ["email", "phone", "website", "units"]
    facts = hooks.facts_of(list(companies))
    rows = (
        [
            *(one.name, one.line, one.field.name, one.vocation, one.craft, one.founded, one.joined_on),
            *(one.email, one.phone, one.website, ", ".join(fact.label for fact in facts[one.pk])),
        ]
        for one in companies
    )
    return csv_response("companies.csv", header + contacts, rows)
