"""Pages of the institutions: with whom we work, what is agreed, what was done together."""

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.core.paginator import Paginator
from django.http import FileResponse, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from events.institutions.agreement_models import Agreement
from events.institutions.forms import NoteForm
from events.institutions.linked_data import institution_json_ld
from events.institutions.models import EventPartner, Institution, RenewalPartner
from events.institutions.services import write_note
from events.programme.models import Event
from members.people.http import MemberRequest, PortalRequest, insider_required
from members.people.rules import is_insider
from multifactory.lib.forms import post_data
from multifactory.lib.papers import PaperKind, paper_response
from multifactory.lib.public_pages.content import Scope
from multifactory.lib.public_pages.pages import public_page

PAGE_SIZE = 24
TOGETHER = 30  # events and works of one institution, the latest first
LATEST_NOTES = 3
NOTES_PER_PAGE = 20


@public_page(Scope.SPACES, Scope.EVENTS, parameters=("page",))
@login_not_required
@require_safe
def institution_list(request: PortalRequest) -> HttpResponse:
    is_member = is_insider(request.user, request.acting)
    institutions = Institution.objects.visible_to(is_member).for_list()
    page_obj = Paginator(institutions, PAGE_SIZE).get_page(request.GET.get("page"))
    return render(request, "events/institution_list.html", {"page_obj": page_obj, "is_member": is_member})


@public_page(Scope.MEMBERS, Scope.GOVERNANCE, Scope.SPACES, Scope.EVENTS)
@login_not_required
@require_safe
def institution_detail(request: PortalRequest, slug: str) -> HttpResponse:
    is_member = is_insider(request.user, request.acting)
    institution = get_object_or_404(
        Institution.objects.visible_to(is_member).select_related("logo"), slug=slug
    )
    agreements = institution.agreements.select_related("institution", "resolution")
    if not is_member:
        agreements = agreements.filter(starts_on__isnull=False)
    events = EventPartner.objects.filter(
        institution=institution, event__in=Event.objects.visible_to(is_member).values("pk")
    )
    works = RenewalPartner.objects.filter(institution=institution, renewal__voided_at__isnull=True)
    context = {
        "institution": institution,
        "is_member": is_member,
        "agreements": agreements,
        "events": events.select_related("event").order_by("-event__starts_at", "role")[:TOGETHER],
        "works": works.select_related("renewal").order_by("-renewal__start_on", "role")[:TOGETHER],
        "json_ld": institution_json_ld(institution),
    }
    if is_member:
        context["contacts"] = institution.contacts.all()
        context["notes"] = institution.notes.select_related("company", "author")[:LATEST_NOTES]
    return render(request, "events/institution_detail.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@insider_required
def institution_notes(request: MemberRequest, slug: str) -> HttpResponse:
    institution = get_object_or_404(Institution, slug=slug)
    form = NoteForm(post_data(request))
    if request.method == "POST" and form.is_valid():
        company = request.acting.company if request.acting else None
        write_note(institution, company=company, by=request.user, **form.cleaned_data)
        messages.success(request, _("Note saved."))
        return redirect("events:institution_notes", slug=slug)
    notes = institution.notes.select_related("company", "author")
    page_obj = Paginator(notes, NOTES_PER_PAGE).get_page(request.GET.get("page"))
    context = {"institution": institution, "form": form, "page_obj": page_obj}
    return render(request, "events/institution_notes.html", context)


@require_safe
@insider_required
def agreement_document(_request: MemberRequest, slug: str, pk: int) -> FileResponse:
    agreements = Agreement.objects.filter(institution__slug=slug).exclude(document="")
    agreement = get_object_or_404(agreements, pk=pk)
    return paper_response(agreement.document, name=agreement.title, kind=PaperKind.PDF)
