"""The book of resolutions: list, table, paper, the page of each, and what is done about it."""

from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.core.exceptions import ValidationError
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import pgettext
from django.views.decorators.http import require_POST, require_safe

from governance.hooks import facts_by_resolution
from governance.proposals.rules import is_chair
from governance.resolutions.filters import ResolutionFilter
from governance.resolutions.models import Resolution, ResolutionQuerySet
from governance.resolutions.outcome_text import outcome_sentence
from governance.resolutions.rules import can_mark_done, has_follow_up
from governance.resolutions.services import mark_done, mark_not_done, retry_effect
from governance.voting.parties import party_votes
from governance.voting.result import Result
from members.companies.models import Multifactory, the_multifactory
from members.people.current_membership import current_membership
from members.people.http import MemberRequest, PortalRequest
from members.people.rules import is_insider
from multifactory.lib.access import require
from multifactory.lib.csv import csv_response
from multifactory.lib.formats import format_long_day
from multifactory.lib.images.share_image import ShareWords, open_graph, share_answer
from multifactory.lib.public_pages.content import Scope
from multifactory.lib.public_pages.pages import public_page


def _visible_resolution(request: MemberRequest, year: int, number: int) -> Resolution:
    visible = Resolution.objects.visible_to(is_insider(request.user, request.acting))
    return get_object_or_404(visible, year=year, number=number)


@require_POST
def resolution_mark_done(request: MemberRequest, year: int, number: int) -> HttpResponse:
    resolution = _visible_resolution(request, year, number)
    require(can_mark_done(request.user, request.acting, resolution))
    mark_done(resolution, by=request.user)
    messages.success(request, _("Marked as done. No more e-mails will be sent about it."))
    return redirect(resolution)


@require_POST
def resolution_mark_not_done(request: MemberRequest, year: int, number: int) -> HttpResponse:
    resolution = _visible_resolution(request, year, number)
    require(is_chair(request.user))
    mark_not_done(resolution, by=request.user)
    messages.success(request, _("Marked as not done: it is back on the to-do list."))
    return redirect(resolution)


@require_POST
def resolution_retry_effect(request: MemberRequest, year: int, number: int) -> HttpResponse:
    resolution = _visible_resolution(request, year, number)
    require(is_chair(request.user))
    try:
        resolution = retry_effect(resolution, by=request.user)
    except ValidationError as error:
        messages.error(request, " ".join(error.messages))
        return redirect(resolution)
    if resolution.effect_state == Resolution.Effect.BLOCKED:
        messages.warning(request, _("It still could not be carried out: %s") % resolution.effect_note)
    elif resolution.effect_state == Resolution.Effect.DONE:
        messages.success(request, _("Carried out."))
    else:
        messages.info(request, _("This resolution has no automatic effect."))
    return redirect(resolution)


PAGE_SIZE = 20
MOST_PRINTED = 200


def filter_resolutions(request: HttpRequest, *, is_member: bool) -> ResolutionFilter:
    visible = Resolution.objects.visible_to(is_member)
    return ResolutionFilter(request.GET, visible, request=request, is_member=is_member)


def is_filtered(request: HttpRequest, resolution_filter: ResolutionFilter) -> bool:
    return any(request.GET.get(name) for name in resolution_filter.filters)


@public_page(Scope.MEMBERS, Scope.GOVERNANCE, parameters=(*ResolutionFilter.base_filters, "page", "format"))
@login_not_required
@require_safe
def resolution_list(request: HttpRequest) -> HttpResponse:
    is_member = is_insider(request.user, current_membership(request))
    resolution_filter = filter_resolutions(request, is_member=is_member)
    resolutions = resolution_filter.qs.for_list()
    if request.GET.get("format") == "csv" and is_member:
        return _resolutions_csv(resolutions.with_ties())
    context = {
        "page_obj": Paginator(resolutions, PAGE_SIZE).get_page(request.GET.get("page")),
        "filter": resolution_filter,
        "is_filtered": is_filtered(request, resolution_filter),
        "is_member": is_member,
    }
    return render(request, "governance/resolution_list.html", context)


def _resolutions_csv(resolutions: ResolutionQuerySet) -> HttpResponse:
    header = [
        *(
            _("number"),
            _("title"),
            _("matter"),
            _("result"),
            _("decided on"),
            pgettext("resolution", "published"),
        ),
        *(_("who is responsible"), _("to be done by"), _("to be reviewed on"), _("done on")),
        *(_("replaces"), _("replaced by"), _("effect"), _("outcome summary")),
    ]
    rows = (
        (
            *(
                resolution.reference,
                resolution.title,
                resolution.get_matter_display(),
                resolution.get_outcome_display(),
            ),
            *(resolution.decided_on, _("yes") if resolution.is_published else _("no")),
            *(resolution.responsible, resolution.due_on, resolution.review_on, resolution.done_on),
            resolution.supersedes and resolution.supersedes.reference,
            ", ".join(later.reference for later in resolution.superseded_by.all()),
            resolution.get_effect_state_display() if resolution.effect_state else "",
            resolution.statement,
        )
        for resolution in resolutions
    )
    return csv_response("resolutions.csv", header, rows)


@dataclass(frozen=True)
class PrintedResolution:
    """A resolution as it is printed."""

    resolution: Resolution
    sentence: str


@public_page(Scope.MEMBERS, Scope.GOVERNANCE, parameters=(*ResolutionFilter.base_filters,))
@login_not_required
@require_safe
def resolution_print(request: HttpRequest) -> HttpResponse:
    """What the list shows, in full and in the order of the book, to keep on paper or as a PDF."""
    is_member = is_insider(request.user, current_membership(request))
    resolution_filter = filter_resolutions(request, is_member=is_member)
    resolutions = resolution_filter.qs.select_related("round").with_ties().order_by("year", "number")
    shown = list(resolutions[: MOST_PRINTED + 1])
    context = {
        "entries": [
            PrintedResolution(
                resolution, outcome_sentence(Result.for_round(resolution.round)) if resolution.round else ""
            )
            for resolution in shown[:MOST_PRINTED]
        ],
        "is_cut": len(shown) > MOST_PRINTED,
        "most": MOST_PRINTED,
        "year": request.GET.get("year", "") if resolution_filter.form.is_valid() else "",
        "is_filtered": is_filtered(request, resolution_filter),
        "is_member": is_member,
    }
    return render(request, "governance/resolution_print.html", context)


@public_page(Scope.MEMBERS, Scope.GOVERNANCE, Scope.SPACES, Scope.EVENTS)
@login_not_required
@require_safe
def resolution_detail(request: PortalRequest, year: int, number: int) -> HttpResponse:
    acting = current_membership(request)
    is_member = is_insider(request.user, acting)
    resolutions = Resolution.objects.visible_to(is_member).with_ties()
    resolution = get_object_or_404(
        resolutions.select_related("round__proposal", "proposal__company", "concluded_by", "done_by"),
        year=year,
        number=number,
    )
    result = Result.for_round(resolution.round) if resolution.round else None
    is_led_by_user, portal = is_chair(request.user), the_multifactory()
    context = {
        "portal": portal,
        "resolution": resolution,
        "result": result,
        "sentence": outcome_sentence(result) if result else "",
        "party_votes": party_votes(resolution.round) if is_member and resolution.round else [],
        "later": resolution.superseded_by.all(),
        "facts": facts_by_resolution([resolution], is_member=is_member)[resolution.pk],
        "is_member": is_member,
        "is_chair": is_led_by_user,
        "can_mark_done": can_mark_done(request.user, acting, resolution)
        and has_follow_up(resolution)
        and (resolution.done_on is None or resolution.is_to_review),
        "has_follow_up": has_follow_up(resolution),
        "can_mark_not_done": is_led_by_user and resolution.done_on is not None,
        "can_retry_effect": is_led_by_user and resolution.effect_state == Resolution.Effect.BLOCKED,
    }
    return render(request, "governance/resolution_detail.html", context | _open_graph(resolution, portal))


def _open_graph(resolution: Resolution, portal: Multifactory) -> dict[str, Any]:
    if not resolution.is_published:
        return {}
    words = share_words(resolution, portal)
    return open_graph(words, "governance:resolution_share", resolution.year, resolution.number)


def share_words(resolution: Resolution, portal: Multifactory) -> ShareWords:
    """What was decided, when, and by which number it is found."""
    reference = _("Resolution %(reference)s") % {"reference": resolution.reference}
    return ShareWords(
        f"{reference} · {format_long_day(resolution.decided_on)}",
        resolution.title,
        capfirst(resolution.get_outcome_display()),
        portal.name,
    )


@login_not_required
@require_safe
def resolution_share(request: HttpRequest, year: int, number: int, mark: str) -> HttpResponse:
    """What other sites show of a resolution everybody can read."""
    resolution = get_object_or_404(Resolution.objects.visible_to(is_member=False), year=year, number=number)
    return share_answer(
        request,
        lambda: share_words(resolution, the_multifactory()),
        *("governance:resolution_share", year, number),
        mark=mark,
    )
