"""The applicant's own pages, behind the link of their mails. What changes something is sent by POST alone."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from allauth.core import ratelimit
from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.core.exceptions import ValidationError
from django.http import FileResponse, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from members.applications import transitions as steps
from members.applications.forms import MessageForm
from members.applications.joining.applying import lapse_if_due, submit, withdraw
from members.applications.joining.documents import add_document, remove_document
from members.applications.joining.editor import Editor
from members.applications.joining.forms import AppealForm, DocumentForm
from members.applications.messages import answer_question, reply
from members.applications.models import Application
from members.applications.part_models import ApplicationDocument, ApplicationMessage
from members.applications.rules import MAX_DOCUMENTS, can_be_appealed, takes_changes, takes_documents
from members.applications.services import appeal
from members.applications.standing import sentence_for_applicant, steps_of, style_of
from multifactory.lib.forms import add_errors, post_data
from multifactory.lib.papers import paper_response

View = Callable[..., HttpResponseBase]


def bearer_view(view: View) -> View:
    """For whoever holds the link: it is a secret, so no search engine and no other site hears of it. With
    "no-referrer" browsers would send forms with "Origin: null", which the protection against forged
    requests refuses."""

    @login_not_required
    @never_cache
    @wraps(view)
    def with_application(request: HttpRequest, link: str, **kwargs: Any) -> HttpResponseBase:
        application = get_object_or_404(Application.objects.for_page().by_link(link))
        if takes_changes(application):
            lapse_if_due(application)
        response = view(request, application, **kwargs)
        response["X-Robots-Tag"] = "noindex"
        response["Referrer-Policy"] = "same-origin"
        return response

    return with_application


def _to_application(application: Application, anchor: str = "") -> HttpResponse:
    response = redirect("members:join_follow", application.link)
    response["Location"] += anchor
    return response


def _follow_page(
    request: HttpRequest, application: Application, *, status: int = 200, **forms: Any
) -> HttpResponse:
    """`forms`: `written`, a message that was refused, and `written_to`, the question it answers."""
    today = timezone.localdate()
    saved_on = timezone.localtime(application.saved_at).date()
    asked = ApplicationMessage.objects.filter(application=application).select_related("company", "answer")
    context = {
        "application": application,
        "style": style_of(application.state),
        "sentence": sentence_for_applicant(application, today, saved_on),
        "steps": steps_of(application, today),
        "questions": [one for one in asked if one.kind == ApplicationMessage.Kind.QUESTION],
        "requests": [one for one in asked if one.kind in ("request", "reply")],
        "documents": application.documents.all(),
        "can_edit": takes_changes(application),
        "can_add": takes_documents(application) and application.documents.count() < MAX_DOCUMENTS,
        "can_remove": takes_documents(application),
        "can_reply": steps.REPLY.is_possible(application),
        "can_answer": application.state in ("open", "proposed"),
        "can_appeal": can_be_appealed(application, today),
        "can_withdraw": steps.WITHDRAW.is_possible(application),
        "form": MessageForm(),
    }
    return render(request, "members/join_follow.html", context | forms, status=status)


@require_safe
@bearer_view
def join_follow(request: HttpRequest, application: Application) -> HttpResponse:
    return _follow_page(request, application)


@require_http_methods(["GET", "HEAD", "POST"])
@bearer_view
def join_edit(request: HttpRequest, application: Application) -> HttpResponse:
    """Save the draft and go on, or send it. What is missing is said once it is to be sent."""
    if request.method != "POST" and not takes_changes(application):
        return _to_application(application)
    editor = Editor(application, post_data(request))
    if request.method == "POST" and editor.is_valid() and editor.save():
        if request.POST.get("do") != "send" or not application.is_draft:
            messages.success(request, _("Saved."))
            return _to_application(application)
        try:
            submit(application)
        except ValidationError as error:
            editor = Editor.of_saved(application, request.POST)
            editor.add_errors(error)
            messages.warning(request, _("Saved, but not sent yet: something is missing."))
        else:
            messages.success(request, str(steps.SUBMIT.done))
            return _to_application(application)
    return render(request, "members/join_edit.html", {"application": application, "editor": editor})


@require_POST
@bearer_view
def join_submit(request: HttpRequest, application: Application) -> HttpResponse:
    """Send what was saved before, from the page that shows it."""
    try:
        submit(application)
    except ValidationError:
        messages.warning(request, _("Something is missing: fill in the rest and send it there."))
        return redirect("members:join_edit", application.link)
    messages.success(request, str(steps.SUBMIT.done))
    return _to_application(application)


@require_http_methods(["GET", "HEAD", "POST"])
@bearer_view
def join_document_new(request: HttpRequest, application: Application) -> HttpResponse:
    form = DocumentForm(post_data(request), request.FILES or None)
    status = 200
    if request.method == "POST" and form.is_valid():
        status = _add_document(request, application, form)
        if not form.errors:
            messages.success(request, _("Document added."))
            return _to_application(application, "#documents")
    context = {"form": form, "application": application}
    return render(request, "members/join_document_form.html", context, status=status)


def _add_document(request: HttpRequest, application: Application, form: DocumentForm) -> int:
    if not ratelimit.consume(request, action="application_document"):
        form.add_error(None, _("Too many documents from your network. Try again later."))
        return 429
    try:
        add_document(application, **form.cleaned_data)
    except ValidationError as error:
        if hasattr(error, "error_dict") or error.code == "state":
            add_errors(form, error)
        else:
            form.add_error("upload", error)
    return 200


@require_safe
@bearer_view
def join_document(_request: HttpRequest, application: Application, pk: int) -> FileResponse:
    document = get_object_or_404(ApplicationDocument, application=application, pk=pk)
    return paper_response(document.file, name=document.name, kind=document.kind)


@require_POST
@bearer_view
def join_document_delete(request: HttpRequest, application: Application, pk: int) -> HttpResponse:
    documents = ApplicationDocument.objects.select_related("application")
    document = get_object_or_404(documents, application=application, pk=pk)
    try:
        remove_document(document)
        messages.success(request, _("Document removed."))
    except ValidationError as error:
        messages.error(request, " ".join(error.messages))
    return _to_application(application, "#documents")


@require_POST
@bearer_view
def join_message(request: HttpRequest, application: Application) -> HttpResponse:
    """Without `question` the information asked for, with it the answer. What is refused stays in the form."""
    form = MessageForm(request.POST)
    number = request.POST.get("question", "")
    question = None
    if number:
        asked = ApplicationMessage.objects.filter(application=application, kind="question")
        question = get_object_or_404(asked, pk=int(number) if number.isdecimal() and len(number) < 10 else 0)
    if form.is_valid():
        try:
            if question:
                answer_question(application, question=question, **form.cleaned_data)
                messages.success(request, _("Your answer is there for all members to read."))
            else:
                reply(application, **form.cleaned_data)
                messages.success(request, str(steps.REPLY.done))
            return _to_application(application, "#messages")
        except ValidationError as error:
            add_errors(form, error)
    return _follow_page(request, application, written=form, written_to=question)


@require_POST
@bearer_view
def join_withdraw(request: HttpRequest, application: Application) -> HttpResponse:
    try:
        withdraw(application)
        messages.success(request, str(steps.WITHDRAW.done))
    except ValidationError as error:
        messages.error(request, " ".join(error.messages))
    return _to_application(application)


@require_http_methods(["GET", "HEAD", "POST"])
@bearer_view
def join_appeal(request: HttpRequest, application: Application) -> HttpResponse:
    """Until the last day, that day included; what was written is kept where it is refused."""
    form = AppealForm(post_data(request))
    if request.method == "POST" and form.is_valid():
        try:
            appeal(application, text=form.cleaned_data["text"])
            messages.success(request, str(steps.APPEAL.done))
            return _to_application(application)
        except ValidationError as error:
            add_errors(form, error)
    elif request.method != "POST" and not can_be_appealed(application, timezone.localdate()):
        return _to_application(application)
    return render(request, "members/join_appeal.html", {"application": application, "form": form})
