"""The page of a budget."""

from decimal import Decimal

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from members.people.http import MemberRequest, insider_required
from multifactory.lib.csv import csv_response
from spaces.costs.budgets.budget_page import budget_view
from spaces.costs.budgets.models import Budget


@require_safe
@insider_required
def budget_detail(request: MemberRequest, year: int) -> HttpResponse:
    """Its lines, and what each company bears; of a draft, would bear. `?download`: as CSV."""
    budget = get_object_or_404(Budget.objects.select_related("resolution"), year=year)
    view = budget_view(budget)
    if "download" in request.GET:
        rows = ((row.name, Decimal(row.cents).scaleb(-2)) for row in view.rows)
        return csv_response(f"budget-{year}.csv", ("company", "year"), rows)
    company = request.acting.company if request.acting else None
    return render(request, "spaces/budget_detail.html", {"view": view, "own": view.own(company)})
