"""Pages of the renewal, and of what the spaces offer."""

from datetime import date

from django.contrib.auth.decorators import login_not_required
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.views.decorators.http import require_safe

from members.rules.access import is_insider
from members.types import PortalRequest
from spaces import rules
from spaces.drawing import in_m2
from spaces.filters import SpaceFilter
from spaces.models import Condition, Renewal, Space
from spaces.renewal import (
    STATES,
    condition_years,
    figures_of,
    in_euros,
    months_words,
    state_words,
    works_view,
)
from spaces.renewal_drawing import WorksSpan, draw_columns, draw_works

WORKS_PER_PAGE = 12
SPACES_PER_PAGE = 50


@login_not_required
@require_safe
def renewal_list(request: PortalRequest) -> HttpResponse:
    """The story: figures and drawings of all works, and the works themselves, the latest first."""
    today, is_member = timezone.localdate(), is_insider(request.user, request.acting)
    works = list(Renewal.objects.valid().order_by("start_on", "pk"))
    figures = figures_of(works, today)
    page = Paginator(Renewal.objects.valid().for_story(), WORKS_PER_PAGE).get_page(request.GET.get("page"))
    years = condition_years(today)
    words = [str(Condition.State(state).label) for state in STATES]
    context = {
        "figures": figures,
        "m2": in_m2(figures.m2),
        "hours": in_m2(figures.hours),
        "cost": in_euros(figures.cost_cents),
        "per_m2": "" if figures.cents_per_m2 is None else in_euros(figures.cents_per_m2),
        "total": in_m2(rules.figures(today).m2),
        "years": years,
        "state_words": words,
        "columns": draw_columns(years, words),
        "chart": draw_works([_span(one, today) for one in works], today),
        "page_obj": page,
        "works": [works_view(one, today, is_member=is_member) for one in page],
        "all_works": [
            (one, months_words(one.start_on, one.end_on, today), *state_words(one.state_on(today)))
            for one in works
        ],
    }
    return render(request, "spaces/renewal_list.html", context)


def _span(renewal: Renewal, today: date) -> WorksSpan:
    word, label = state_words(renewal.state_on(today))
    months = months_words(renewal.start_on, renewal.end_on, today)
    return WorksSpan(
        start=renewal.start_on,
        end=renewal.end_on,
        css=label,
        text=renewal.title,
        title=f"{renewal.title}: {months}, {word}",
        href=renewal.get_absolute_url(),
    )


@login_not_required
@require_safe
def renewal_detail(request: PortalRequest, slug: str) -> HttpResponse:
    renewal = get_object_or_404(Renewal.objects.valid().for_story(), slug=slug)
    works = works_view(renewal, timezone.localdate(), is_member=is_insider(request.user, request.acting))
    others = Renewal.objects.valid().filter(spaces__in=renewal.spaces.all()).exclude(pk=renewal.pk)
    context = {
        "renewal": renewal,
        "works": works,
        "others": others.distinct().order_by("-start_on", "-pk"),
        "start": rules.day_words(renewal.start_on),
        "end": rules.day_words(renewal.end_on) if renewal.end_on else "",
    }
    return render(request, "spaces/renewal_detail.html", context)


@login_not_required
@require_safe
def space_list(request: PortalRequest) -> HttpResponse:
    """All spaces by what they offer."""
    spaces = SpaceFilter(request.GET, Space.objects.existing().with_state().for_list())
    page = Paginator(spaces.qs, SPACES_PER_PAGE).get_page(request.GET.get("page"))
    context = {
        "form": spaces.form,
        "page_obj": page,
        "rows": [(space, in_m2(space.area_m2), _state(space.state)) for space in page],
        "is_narrowed": any(request.GET.get(name) for name in spaces.filters),
    }
    return render(request, "spaces/space_list.html", context)


def _state(state: str | None) -> str:
    """A condition in a word, where it is anything but usable."""
    return "" if state in (None, Condition.State.USABLE) else str(Condition.State(state).label)
