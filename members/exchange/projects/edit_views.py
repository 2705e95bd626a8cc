"""Writing a joint project: who represents the lead."""

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from members.exchange.projects.forms import PartsFormSet, PictureForm, ProjectForm
from members.exchange.projects.models import JointProject
from members.exchange.projects.rules import can_edit_project, terms_of
from members.exchange.projects.services import add_picture, delete_picture, set_parts
from members.exchange.projects.views import get_seen_project, parts_of
from members.people.current_membership import current_memberships
from members.people.http import MemberRequest
from multifactory.lib.access import require
from multifactory.lib.forms import add_errors, post_data
from multifactory.lib.stamps import save_form

FORM_METHODS = require_http_methods(["GET", "HEAD", "POST"])


def _editable(request: MemberRequest, slug: str) -> JointProject:
    project = get_seen_project(request, slug)
    require(can_edit_project(project, current_memberships(request)))
    return project


@FORM_METHODS
def project_new(request: MemberRequest) -> HttpResponse:
    """A project of one's own company, which leads it."""
    place = request.acting
    require(bool(place) and place.is_representative)
    form = ProjectForm(post_data(request), user=request.user, lead=place.company)
    if form.is_valid() and save_form(form):
        messages.success(request, _("Saved. Now say who takes part, and with which share."))
        return redirect("members:project_parts", form.instance.slug)
    return render(request, "members/project_form.html", {"form": form, "company": place.company})


@FORM_METHODS
def project_edit(request: MemberRequest, slug: str) -> HttpResponse:
    project = _editable(request, slug)
    row = get_object_or_404(JointProject, pk=project.pk)
    form = ProjectForm(post_data(request), instance=row, user=request.user, lead=project.lead)
    if form.is_valid() and save_form(form):
        messages.success(request, _("Project saved."))
        return redirect(project)
    return render(request, "members/project_form.html", {"form": form, "project": project})


@FORM_METHODS
def project_parts(request: MemberRequest, slug: str) -> HttpResponse:
    """Who takes part, as what, with which share; any change asks all others again."""
    project = _editable(request, slug)
    parts = parts_of(project)
    formset = PartsFormSet(post_data(request), parts=parts)
    faults: list[str] = []
    if formset.is_bound and formset.is_valid():
        try:
            set_parts(project, formset.terms(), by=request.user, seen=request.POST.get("seen", "")[:64])
        except ValidationError as error:
            faults = error.messages
        else:
            messages.success(request, _("Saved. Each partner is asked to agree to its part."))
            return redirect(project)
    context = {"project": project, "formset": formset, "faults": faults, "seen": terms_of(parts)}
    return render(request, "members/project_parts.html", context)


@FORM_METHODS
def project_pictures(request: MemberRequest, slug: str) -> HttpResponse:
    project = _editable(request, slug)
    form = PictureForm(post_data(request), request.FILES or None)
    if form.is_valid():
        try:
            add_picture(project, by=request.user, **form.cleaned_data)
        except ValidationError as error:
            add_errors(form, error)
        else:
            messages.success(request, _("Picture saved."))
            return redirect("members:project_pictures", slug)
    context = {"project": project, "form": form, "pictures": project.pictures.all()}
    return render(request, "members/project_pictures.html", context)


@require_POST
def project_picture_delete(request: MemberRequest, slug: str, pk: int) -> HttpResponse:
    project = _editable(request, slug)
    picture = get_object_or_404(project.pictures.select_related("project"), pk=pk)
    delete_picture(picture, by=request.user)
    messages.success(request, _("Picture removed."))
    return redirect("members:project_pictures", slug)
