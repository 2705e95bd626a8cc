"""Joint projects: the list, one of them, and what a partner answers."""

from collections.abc import Callable
from typing import Any

from django import forms
from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.core.exceptions import PermissionDenied, ValidationError
from django.core.paginator import Paginator
from django.db.models import Prefetch
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from members.companies.models import Company
from members.companies.rules import has_left
from members.exchange.projects.forms import AgreeForm, ProjectPublicForm
from members.exchange.projects.models import JointProject, JointProjectQuerySet, ProjectPart, format_share
from members.exchange.projects.rules import (
    can_edit_project,
    can_end_project,
    missing_share,
    part_of,
    terms_of,
)
from members.exchange.projects.services import confirm_part, decline_part, end_project, set_project_public
from members.people.current_membership import current_memberships
from members.people.http import MemberRequest, PortalRequest
from members.people.models import User
from members.people.rules import is_insider
from multifactory.lib.access import require
from multifactory.lib.forms import add_errors
from multifactory.lib.public_pages.content import Scope
from multifactory.lib.public_pages.pages import public_page

PER_PAGE = 12


@public_page(Scope.MEMBERS, parameters=("page",))
@login_not_required
@require_safe
def project_list(request: PortalRequest) -> HttpResponse:
    agreed = ProjectPart.objects.filter(confirmed_at__isnull=False)
    parts = Prefetch("parts", agreed.select_related("company"))
    projects = _seen(request).for_list().prefetch_related(parts, "pictures")
    page = Paginator(projects, PER_PAGE).get_page(request.GET.get("page"))
    can_write = any(place.is_representative for place in current_memberships(request))
    return render(request, "members/project_list.html", {"page_obj": page, "can_write": can_write})


@public_page(Scope.MEMBERS)
@login_not_required
@require_safe
def project_detail(request: PortalRequest, slug: str) -> HttpResponse:
    return project_page(request, get_seen_project(request, slug))


@require_POST
def project_agree(request: MemberRequest, slug: str) -> HttpResponse:
    return _answer(request, slug, AgreeForm, confirm_part, _("You have agreed to your part."))


@require_POST
def project_decline(request: MemberRequest, slug: str) -> HttpResponse:
    return _answer(request, slug, forms.Form, decline_part, _("Declined. The lead has been notified."))


@require_POST
def project_public(request: MemberRequest, slug: str) -> HttpResponse:
    return _answer(request, slug, ProjectPublicForm, set_project_public, _("Saved."))


@require_POST
def project_end(request: MemberRequest, slug: str) -> HttpResponse:
    project = get_seen_project(request, slug)
    require(_can_end(request, project, parts_of(project)))
    try:
        end_project(project, by=request.user)
    except ValidationError as error:
        messages.error(request, " ".join(error.messages))
    else:
        messages.success(request, _("The project has ended. All partners have been notified."))
    return redirect(project)


def get_seen_project(request: PortalRequest, slug: str) -> JointProject:
    return get_object_or_404(_seen(request).select_related("lead"), slug=slug)


def _seen(request: PortalRequest) -> JointProjectQuerySet:
    user = request.user if isinstance(request.user, User) else None
    return JointProject.objects.visible_to(user, is_insider(request.user, request.acting))


def parts_of(project: JointProject) -> list[ProjectPart]:
    """The lead's first, then as they were entered."""
    parts = project.parts.select_related("company")
    return sorted(parts, key=lambda part: (part.company_id != project.lead_id, part.pk))


def _can_end(request: PortalRequest, project: JointProject, parts: list[ProjectPart]) -> bool:
    is_coordinator = isinstance(request.user, User) and request.user.is_coordinator
    return can_end_project(project, parts, current_memberships(request), is_coordinator=is_coordinator)


def _answer(
    request: MemberRequest, slug: str, form_class: type[forms.Form], verb: Callable[..., Any], done: str
) -> HttpResponse:
    """What a partner says of its part; a fault stands on the page."""
    project = get_seen_project(request, slug)
    company = _company_answering(request, project)
    form = form_class(request.POST)
    if form.is_valid():
        try:
            verb(project, by=request.user, company=company, **form.cleaned_data)
        except ValidationError as error:
            add_errors(form, error)
        else:
            messages.success(request, done)
            return redirect(project)
    return project_page(request, project, form)


def _company_answering(request: MemberRequest, project: JointProject) -> Company:
    part = part_of(parts_of(project), current_memberships(request))
    if part is None:
        raise PermissionDenied
    return part.company


def project_page(
    request: PortalRequest, project: JointProject, form: forms.BaseForm | None = None
) -> HttpResponse:
    """Everybody sees who has agreed to what; the partners and the coordinators all parts and shares."""
    parts, places = parts_of(project), current_memberships(request)
    is_chair = isinstance(request.user, User) and request.user.is_coordinator
    own_ids = {place.company_id for place in places}
    is_partner = any(part.company_id in own_ids for part in parts)
    own = part_of(parts, places)
    missing, sees_all = missing_share(parts), is_partner or is_chair
    agreed = [part for part in parts if part.confirmed_at is not None]
    context = {
        "project": project,
        "parts": parts if sees_all else agreed,  # nobody is shown as a partner who has not agreed
        "is_agreeing_again": not sees_all and len(agreed) < len(parts),
        "pictures": project.pictures.all(),
        "shows_shares": sees_all,
        "is_insider": is_insider(request.user, request.acting),
        "missing": format_share(abs(missing)) if missing else "",
        "is_too_much": missing < 0,
        "own": own,
        "can_edit": can_edit_project(project, places),
        "can_end": _can_end(request, project, parts),
        "is_leaderless": has_left(project.lead),
        "agree_form": AgreeForm(initial={"seen": terms_of(parts)}),
        "form": form,
    }
    return render(request, "members/project_detail.html", context)
