"""The book of resolutions: list, table, paper, and the page of each."""

from dataclasses import dataclass

from django.contrib.auth.decorators import login_not_required
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from governance.filters import ResolutionFilter
from governance.hooks import what_cites
from governance.models import Outcome, Resolution
from governance.querysets import ResolutionQuerySet
from governance.rules import access
from governance.rules.results import Result
from governance.rules.sentences import outcome_sentence
from members.acting import acting_membership
from members.rules.access import is_insider
from members.types import PortalRequest
from multifactory.lib.csv import csv_response

PAGE_SIZE = 20
MOST_PRINTED = 200


def filtered(request: HttpRequest, *, is_member: bool) -> ResolutionFilter:
    visible = Resolution.objects.visible_to(is_member)
    return ResolutionFilter(request.GET, visible, request=request, is_member=is_member)


def is_narrowed(request: HttpRequest, resolution_filter: ResolutionFilter) -> bool:
    return any(request.GET.get(name) for name in resolution_filter.filters)


@login_not_required
@require_safe
def resolution_list(request: HttpRequest) -> HttpResponse:
    is_member = is_insider(request.user, acting_membership(request))
    resolution_filter = filtered(request, is_member=is_member)
    resolutions = resolution_filter.qs.for_list()
    if request.GET.get("format") == "csv" and is_member:
        return _resolutions_csv(resolutions.with_ties())
    context = {
        "page_obj": Paginator(resolutions, PAGE_SIZE).get_page(request.GET.get("page")),
        "filter": resolution_filter,
        "is_filtered": is_narrowed(request, resolution_filter),
        "is_member": is_member,
    }
    return render(request, "governance/resolution_list.html", context)


def _resolutions_csv(resolutions: ResolutionQuerySet) -> HttpResponse:
    header = [
        *(_("number"), _("title"), _("matter"), _("result"), _("decided on"), _("published")),
        *(_("who sees to it"), _("to be done by"), _("to be looked at again on"), _("done on")),
        *(_("replaces"), _("replaced by"), _("effect"), _("outcome in words")),
    ]
    rows = (
        (
            *(one.reference, one.title, one.get_matter_display(), one.get_outcome_display()),
            *(one.decided_on, _("yes") if one.is_published else _("no")),
            *(one.responsible, one.due_on, one.review_on, one.done_on),
            one.supersedes and one.supersedes.reference,
            ", ".join(later.reference for later in one.superseded_by.all()),
            one.get_effect_state_display() if one.effect_state else "",
            one.statement,
        )
        for one in resolutions
    )
    return csv_response("resolutions.csv", header, rows)


@dataclass(frozen=True)
class Entry:
    """A resolution as it is printed."""

    resolution: Resolution
    sentence: str


@login_not_required
@require_safe
def resolution_print(request: HttpRequest) -> HttpResponse:
    """What the list shows, in full and in the order of the book, to keep on paper or as a PDF."""
    is_member = is_insider(request.user, acting_membership(request))
    resolution_filter = filtered(request, is_member=is_member)
    resolutions = resolution_filter.qs.select_related("round").with_ties().order_by("year", "number")
    found = list(resolutions[: MOST_PRINTED + 1])
    context = {
        "entries": [
            Entry(one, outcome_sentence(Result.of(one.round)) if one.round else "")
            for one in found[:MOST_PRINTED]
        ],
        "is_cut": len(found) > MOST_PRINTED,
        "most": MOST_PRINTED,
        "year": request.GET.get("year", "") if resolution_filter.form.is_valid() else "",
        "is_filtered": is_narrowed(request, resolution_filter),
        "is_member": is_member,
    }
    return render(request, "governance/resolution_print.html", context)


def has_follow_up(resolution: Resolution) -> bool:
    """Whether there is anything to see to: those older than the portal were only entered."""
    days = (resolution.due_on, resolution.review_on, resolution.done_on)
    return resolution.outcome == Outcome.ADOPTED and bool(
        resolution.responsible or any(days) or resolution.effect_state
    )


@login_not_required
@require_safe
def resolution_detail(request: PortalRequest, year: int, number: int) -> HttpResponse:
    acting = acting_membership(request)
    is_member = is_insider(request.user, acting)
    resolutions = Resolution.objects.visible_to(is_member).with_ties()
    resolution = get_object_or_404(
        resolutions.select_related("round", "proposal__company", "done_by"), year=year, number=number
    )
    result = Result.of(resolution.round) if resolution.round else None
    is_chair = request.user.is_authenticated and request.user.is_coordinator
    can_see_to = request.user.is_authenticated and access.can_see_to(request.user, acting, resolution)
    context = {
        "resolution": resolution,
        "result": result,
        "sentence": outcome_sentence(result) if result else "",
        "later": resolution.superseded_by.all(),
        "facts": what_cites([resolution], is_member=is_member)[resolution.pk],
        "is_member": is_member,
        "is_chair": is_chair,
        "can_mark_done": can_see_to
        and has_follow_up(resolution)
        and (resolution.done_on is None or resolution.is_to_review),
        "has_follow_up": has_follow_up(resolution),
        "can_mark_not_done": is_chair and resolution.done_on is not None,
        "can_retry": is_chair and resolution.effect_state == Resolution.Effect.BLOCKED,
    }
    return render(request, "governance/resolution_detail.html", context)
