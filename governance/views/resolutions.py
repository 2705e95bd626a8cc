"""The book of resolutions."""

from django.contrib.auth.decorators import login_not_required
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from governance.filters import ResolutionFilter
from governance.models import Resolution
from governance.querysets import ResolutionQuerySet
from governance.views.pages import Result
from members.acting import acting_membership
from members.rules.access import is_insider
from multifactory.lib.csv import csv_response

PAGE_SIZE = 20


@login_not_required
@require_safe
def resolution_list(request: HttpRequest) -> HttpResponse:
    is_member = is_insider(request.user, acting_membership(request))
    resolution_filter = ResolutionFilter(
        request.GET, Resolution.objects.visible_to(is_member), request=request
    )
    resolutions = resolution_filter.qs.for_list()
    if request.GET.get("format") == "csv" and is_member:
        return _resolutions_csv(resolutions)
    context = {
        "page_obj": Paginator(resolutions, PAGE_SIZE).get_page(request.GET.get("page")),
        "filter": resolution_filter,
        "is_filtered": any(request.GET.get(name) for name in resolution_filter.filters),
        "is_member": is_member,
    }
    return render(request, "governance/resolution_list.html", context)


def _resolutions_csv(resolutions: ResolutionQuerySet) -> HttpResponse:
    header = [_("number"), _("title"), _("matter"), _("result"), _("decided on"), _("published")]
    rows = (
        (
            *(one.reference, one.title, one.get_matter_display(), one.get_outcome_display()),
            *(one.decided_on, _("yes") if one.is_published else _("no")),
        )
        for one in resolutions
    )
    return csv_response("resolutions.csv", header, rows)


@login_not_required
@require_safe
def resolution_detail(request: HttpRequest, year: int, number: int) -> HttpResponse:
    is_member = is_insider(request.user, acting_membership(request))
    resolutions = Resolution.objects.visible_to(is_member).select_related("round", "proposal__company")
    resolution = get_object_or_404(resolutions, year=year, number=number)
    context = {
        "resolution": resolution,
        "result": Result.of(resolution.round) if resolution.round else None,
        "is_member": is_member,
    }
    return render(request, "governance/resolution_detail.html", context)
