"""Pages of costs: a year, one cost."""

from typing import Any

from django.conf import settings
from django.core.paginator import Page, Paginator
from django.http import FileResponse, Http404, HttpResponse, StreamingHttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from members.companies.models import Company
from members.people.http import MemberRequest, insider_required
from multifactory.lib.access import require
from multifactory.lib.formats import format_euro
from multifactory.lib.papers import paper_response
from spaces.costs.budgets.treasurer import is_treasurer
from spaces.costs.sharing.rule_text import describe_rule
from spaces.costs.spending.cost_page import explain_parts, share_rows
from spaces.costs.spending.models import Authorisation, Cost
from spaces.costs.spending.record import record_response
from spaces.costs.spending.rules import can_read_paper
from spaces.costs.spending.year_page import costs_of_year, own_quotas, year_figures, years_with_costs

COSTS_PER_PAGE = 50
SHARES_PER_PAGE = 100


def _own_company(request: MemberRequest) -> Company | None:
    return request.acting.company if request.acting else None


@require_safe
@insider_required
def cost_list(request: MemberRequest) -> HttpResponse:
    """This year."""
    return _year_page(request, timezone.localdate().year)


@require_safe
@insider_required
def cost_year(request: MemberRequest, year: int) -> HttpResponse:
    return _year_page(request, year)


def _years_or_404(year: int) -> list[int]:
    """The years there are to look at, if this is one of them."""
    years = years_with_costs()
    if year not in years:
        raise Http404
    return years


def _year_page(request: MemberRequest, year: int) -> HttpResponse:
    years, company = _years_or_404(year), _own_company(request)
    authorisation = _chosen_authorisation(request)
    recorded = costs_of_year(year)
    figures = year_figures(year, company, recorded)
    # Only a category that has its bar: whatever else is asked for chooses nothing.
    asked = request.GET.get("category", "")
    category = next((bar.code for bar in figures.categories if bar.code == asked), "")
    costs = [cost for cost in recorded if not category or cost.category.code == category]
    context: dict[str, Any] = {
        "year": year,
        "years": years,
        "figures": figures,
        "quotas": own_quotas(year, company),
        "is_treasurer": is_treasurer(request.user),
        "authorisation": authorisation,
        "left": format_euro(authorisation.left) if authorisation else "",
        "allowed": format_euro(authorisation.cents) if authorisation else "",
        "is_narrowed": bool(authorisation or category),
        "page_obj": _page_of_costs(costs, authorisation, request.GET.get("page")),
    }
    return render(request, "spaces/cost_year.html", context)


def _page_of_costs(costs: list[Cost], authorisation: Authorisation | None, number: str | None) -> Page:
    """Of these, or of all years where a decision was chosen. Only what the page lists is read in full."""
    if authorisation:
        return Paginator(authorisation.costs.for_list(), COSTS_PER_PAGE).get_page(number)
    page = Paginator(costs, COSTS_PER_PAGE).get_page(number)
    page.object_list = list(Cost.objects.filter(pk__in=[cost.pk for cost in page]).for_list())
    return page


def _chosen_authorisation(request: MemberRequest) -> Authorisation | None:
    """`?decision=7`; what is no number, or none of ours, chooses nothing."""
    value = request.GET.get("decision", "")
    if not value.isdecimal() or len(value) > 9:
        return None
    rows = Authorisation.objects.with_spent().select_related("resolution", "fund")
    return rows.filter(pk=int(value)).first()


@require_safe
@insider_required
def cost_detail(request: MemberRequest, year: int, number: int) -> HttpResponse:
    related = ("category", "ticket", "renewal", "authorisation__resolution", "rule")
    budget = ("budget_line__budget__resolution", "budget_line__category")
    cost = get_object_or_404(Cost.objects.select_related(*related, *budget), year=year, number=number)
    company = _own_company(request)
    shares = cost.shares.select_related("company").order_by("-cents", "pk")
    page = Paginator(shares, SHARES_PER_PAGE).get_page(request.GET.get("page"))
    own = cost.shares.filter(company=company).first() if company else None
    context = {
        "cost": cost,
        "amount": format_euro(cost.cents, with_cents=True),
        "rule_words": describe_rule(cost.rule) if cost.rule else _("Shared as it was decided."),
        "parts": explain_parts(cost),
        "own": format_euro(own.cents, with_cents=True) if own else "",
        "rows": share_rows(cost, page, company),
        "page_obj": page,
        "can_read_paper": bool(cost.paper) and can_read_paper(request.user, cost),
    }
    return render(request, "spaces/cost_detail.html", context)


@require_safe
@insider_required
def cost_paper(request: MemberRequest, year: int, number: int) -> FileResponse:
    cost = get_object_or_404(Cost.objects.exclude(paper=""), year=year, number=number)
    require(can_read_paper(request.user, cost))
    return paper_response(cost.paper, name=f"{cost.year}-{cost.number}", kind=cost.paper_kind)


@require_safe
@insider_required
def cost_record(request: MemberRequest, year: int) -> StreamingHttpResponse:
    """`?language=en`: the file whose hash companies vote on when they close the year."""
    _years_or_404(year)
    asked = request.GET.get("language", "")
    return record_response(year, asked if asked in dict(settings.LANGUAGES) else get_language() or "en")
