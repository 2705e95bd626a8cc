"""The directory of the companies."""

from collections.abc import Sequence

from django.contrib.auth.decorators import login_not_required
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from members.companies.models import Company
from members.directory.filters import PARAMETERS, CompanyFilter
from members.hooks import facts_of
from members.profile.covers import covers_of
from multifactory.lib.access import require
from multifactory.lib.csv import csv_response
from multifactory.lib.public_pages.content import Scope
from multifactory.lib.public_pages.pages import public_page

COMPANIES_A_PAGE = 24


@public_page(Scope.MEMBERS, Scope.SPACES, parameters=(*PARAMETERS, "page", "format"))
@login_not_required
@require_safe
def company_list(request: HttpRequest) -> HttpResponse:
    directory = CompanyFilter(request.GET, Company.objects.current())
    can_export = getattr(request.user, "is_coordinator", False)
    if request.GET.get("format") == "csv":
        require(can_export)
        return _company_csv(directory.companies())
    page = Paginator(directory.ids, COMPANIES_A_PAGE).get_page(request.GET.get("page"))
    companies = directory.companies(list(page))
    facts, covers = facts_of(companies), covers_of(companies)
    context = {
        "directory": directory,
        "page_obj": page,
        "cards": [(company, covers.get(company.pk), facts[company.pk]) for company in companies],
        "can_export": can_export,
    }
    return render(request, "members/company_list.html", context)


def _company_csv(companies: Sequence[Company]) -> HttpResponse:
    header = ["name", "line", "field", "vocation", "craft", "founded", "joined_on"]
    contacts = ["email", "phone", "website", "units"]
    facts = facts_of(companies)
    rows = (
        [
            *(company.name, company.line, company.field.name, company.vocation, company.craft),
            *(company.founded, company.joined_on, company.email, company.phone, company.website),
            ", ".join(fact.label for fact in facts[company.pk]),
        ]
        for company in companies
    )
    return csv_response("companies.csv", header + contacts, rows)
