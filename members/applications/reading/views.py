"""Applications as members read them: the list, the page, a question, a document."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.core.paginator import Paginator
from django.db.models import Count, Q
from django.http import FileResponse, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.template.loader import render_to_string
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from members.applications.forms import MessageForm
from members.applications.messages import ask_question
from members.applications.models import Application
from members.applications.part_models import ApplicationDocument
from members.applications.reading.application_page import application_context
from members.applications.reading.filters import ApplicationFilter
from members.applications.rules import can_be_proposed
from members.applications.standing import style_of
from members.hooks import sections_of_application
from members.people.http import MemberRequest, insider_required
from multifactory.lib.access import require
from multifactory.lib.csv import csv_response
from multifactory.lib.forms import add_errors
from multifactory.lib.papers import paper_response

PER_PAGE = 25
UNANSWERED = Count("messages", filter=Q(messages__kind="question", messages__answer__isnull=True))


@require_safe
@insider_required
def application_list(request: MemberRequest) -> HttpResponse:
    today = timezone.localdate()
    rows = Application.objects.visible_to_members().for_list().order_by("-opened_on", "-pk")
    application_filter = ApplicationFilter(request.GET, rows.annotate(unanswered=UNANSWERED))
    if request.GET.get("format") == "csv":
        return _csv(application_filter.qs)
    page = Paginator(application_filter.qs, PER_PAGE).get_page(request.GET.get("page"))
    context = {
        "filter": application_filter,
        "is_narrowed": application_filter.is_narrowed,
        "page_obj": page,
        "rows": [(one, style_of(one.state), can_be_proposed(one, today)) for one in page.object_list],
    }
    return render(request, "members/application_list.html", context)


def _csv(applications: Any) -> HttpResponse:
    header = ["name", "line", "field", "state", "submitted_on", "opened_on", "open_until", "due_on"]
    rows = (
        [one.name, one.line, one.field.code if one.field else "", *_days(one)]
        for one in applications.iterator(chunk_size=500)
    )
    return csv_response("applications.csv", header, rows)


def _days(one: Application) -> list[Any]:
    return [one.state, one.submitted_on, one.opened_on, one.open_until, one.due_on]


def get_visible_application(pk: int) -> Application:
    rows = Application.objects.visible_to_members().for_page().prefetch_related("products", "listings")
    return get_object_or_404(rows, pk=pk)


@require_safe
@insider_required
def application_detail(request: MemberRequest, pk: int) -> HttpResponse:
    return _page(request, get_visible_application(pk), MessageForm())


def _page(request: MemberRequest, application: Application, form: MessageForm) -> HttpResponse:
    """Templates of the sections of the apps above see `application`, `title` and `context`."""
    context = application_context(application, request.acting or None)
    sections = sections_of_application(application, request.user, request.acting or None)
    context["call"] = next((section for section in sections if section.call), None)
    context["sections"] = [
        render_to_string(
            section.template,
            {"application": application, "title": section.title, "context": section.context},
            request,
        )
        for section in sections
    ]
    return render(request, "members/application_detail.html", context | {"form": form})


@require_POST
@insider_required
def application_ask(request: MemberRequest, pk: int) -> HttpResponse:
    """A question for the company the person acts for. What is refused stays in the form."""
    application = get_visible_application(pk)
    acting = request.acting
    require(bool(acting))
    form = MessageForm(request.POST)
    if form.is_valid() and acting:
        try:
            ask_question(application, company=acting.company, by=request.user, **form.cleaned_data)
            messages.success(request, _("Your question is on its way. You get the answer by e-mail."))
            return redirect(application)
        except ValidationError as error:
            add_errors(form, error)
    return _page(request, application, form)


@require_safe
@insider_required
def application_document(_request: MemberRequest, pk: int, document_pk: int) -> FileResponse:
    application = get_visible_application(pk)
    document = get_object_or_404(ApplicationDocument, application=application, pk=document_pk)
    return paper_response(document.file, name=document.name, kind=document.kind)
