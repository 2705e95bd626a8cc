"""The page of the accounts of a year."""

from decimal import Decimal

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from members.people.http import MemberRequest, insider_required
from multifactory.lib.csv import csv_response
from spaces.costs.closing.accounts_page import accounts_view
from spaces.costs.spending.year_page import years_with_costs


@require_safe
@insider_required
def year_accounts(request: MemberRequest, year: int) -> HttpResponse:
    """What each company bears, paid by quotas, and what is left to pay or to get back. `?download`: CSV."""
    years = years_with_costs()
    if year not in years:
        raise Http404
    view = accounts_view(year)
    if "download" in request.GET:
        head = (_("Company"), _("As recorded"), _("To the day"), _("Quotas"), _("Difference"))
        rows = ((row.name, *(Decimal(cents).scaleb(-2) for cents in row.cents)) for row in view.rows)
        return csv_response(f"accounts-{year}.csv", head, rows)
    is_over = year < timezone.localdate().year
    context = {"year": year, "years": years, "view": view, "is_over": is_over}
    return render(request, "spaces/year_accounts.html", context)
