"""Pages of the renewal."""

from datetime import date

from django.contrib.auth.decorators import login_not_required
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.views.decorators.http import require_safe

from members.people.http import PortalRequest
from members.people.rules import is_insider
from multifactory.lib.formats import format_day, format_euro
from multifactory.lib.public_pages.content import Scope
from multifactory.lib.public_pages.pages import public_page
from spaces.building.figures import building_figures
from spaces.building.formats import format_area
from spaces.condition.chart import draw_columns
from spaces.condition.figures import condition_years
from spaces.condition.formats import CONDITION_FORMATS
from spaces.hooks import works_partners
from spaces.works.chart import WorksSpan, draw_works
from spaces.works.details import works_details
from spaces.works.figures import sum_works
from spaces.works.formats import format_months, state_label
from spaces.works.models import Renewal

WORKS_PER_PAGE = 12


@public_page(Scope.MEMBERS, Scope.GOVERNANCE, Scope.SPACES, parameters=("page",))
@login_not_required
@require_safe
def works_list(request: PortalRequest) -> HttpResponse:
    """The story: figures and drawings of all works, and the works themselves, the latest first."""
    today, is_member = timezone.localdate(), is_insider(request.user, request.acting)
    works = list(Renewal.objects.valid().order_by("start_on", "pk"))
    figures = sum_works(works, today)
    page = Paginator(Renewal.objects.valid().for_story(), WORKS_PER_PAGE).get_page(request.GET.get("page"))
    years = condition_years(today)
    state_names = [str(condition.name) for condition in CONDITION_FORMATS.values()]
    context = {
        "figures": figures,
        "m2": format_area(figures.m2),
        "hours": format_area(figures.hours),
        "cost": format_euro(figures.cost_cents),
        "per_m2": "" if figures.cents_per_m2 is None else format_euro(figures.cents_per_m2),
        "total": format_area(building_figures(today).m2),
        "years": years,
        "state_words": state_names,
        "columns": draw_columns(years, state_names),
        "chart": draw_works([_span(renewal, today) for renewal in works], today),
        "page_obj": page,
        "works": [works_details(renewal, today, is_member=is_member) for renewal in page],
        "all_works": [
            (
                renewal,
                format_months(renewal.start_on, renewal.end_on, today),
                *state_label(renewal.state_on(today)),
            )
            for renewal in works
        ],
    }
    return render(request, "spaces/works_list.html", context)


def _span(renewal: Renewal, today: date) -> WorksSpan:
    word, label = state_label(renewal.state_on(today))
    months = format_months(renewal.start_on, renewal.end_on, today)
    return WorksSpan(
        start=renewal.start_on,
        end=renewal.end_on,
        css=label,
        text=renewal.title,
        title=f"{renewal.title}: {months}, {word}",
        href=renewal.get_absolute_url(),
    )


@public_page(Scope.MEMBERS, Scope.GOVERNANCE, Scope.SPACES, Scope.EVENTS)
@login_not_required
@require_safe
def works_detail(request: PortalRequest, slug: str) -> HttpResponse:
    renewal = get_object_or_404(Renewal.objects.valid().for_story(), slug=slug)
    works = works_details(renewal, timezone.localdate(), is_member=is_insider(request.user, request.acting))
    others = Renewal.objects.valid().filter(spaces__in=renewal.spaces.all()).exclude(pk=renewal.pk)
    context = {
        "renewal": renewal,
        "works": works,
        "partners": [partner for partners_of in works_partners for partner in partners_of(renewal)],
        "others": others.distinct().order_by("-start_on", "-pk"),
        "start": format_day(renewal.start_on),
        "end": format_day(renewal.end_on) if renewal.end_on else "",
    }
    return render(request, "spaces/works_detail.html", context)
