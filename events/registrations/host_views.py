"""Guests of an event, for its hosts: list, download, removal, letters, questions."""

from collections.abc import Callable

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.core.paginator import Paginator
from django.db.models import Max
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from events.programme.models import Event
from events.programme.querysets import EventQuerySet
from events.programme.validation import events_seen_by
from events.registrations.forms import LetterForm, QuestionForm
from events.registrations.guest_list import (
    LISTS,
    guest_figures,
    guests_csv,
    guests_found,
    guests_of,
    with_downloads,
)
from events.registrations.hosts import can_see_guests, with_host
from events.registrations.letters import readers_of, send_guest_letter
from events.registrations.question_models import EventQuestion
from events.registrations.rules import QUESTIONS_AT_MOST
from events.registrations.services import cancel_registration
from members.people.http import MemberRequest
from members.people.rules import is_insider
from multifactory.lib.access import require
from multifactory.lib.forms import add_errors
from multifactory.lib.stamps import save_form

PAGE_SIZE = 100


def event_of_host(
    request: MemberRequest, slug: str, more: Callable[[EventQuerySet], EventQuerySet] | None = None
) -> Event:
    """The event whose guests the person may see: 404 where they see no such event, else 403.
    `more` adds what a page needs of it."""
    events = events_seen_by(request.user, is_member=is_insider(request.user, request.acting))
    events = more(events) if more else events
    event = get_object_or_404(with_host(events, request.acting).select_related("space"), slug=slug)
    require(can_see_guests(request.user, event))
    return event


@never_cache
@require_safe
def guest_list(request: MemberRequest, slug: str) -> HttpResponse:
    event = event_of_host(request, slug, with_downloads)
    which = request.GET.get("list", "confirmed")
    which = which if which in LISTS else "confirmed"
    words = request.GET.get("q", "").strip()[:100]
    guests = guests_found(event, words) if words else guests_of(event, which)
    figures = guest_figures(event)
    paginator = Paginator(guests, PAGE_SIZE)
    if not words:
        paginator.count = figures.rows[which]  # known already
    context = {
        "event": event,
        "lists": [(key, label, figures.rows[key]) for key, (label, _states) in LISTS.items()],
        "which": "" if words else which,
        "words": words,
        "figures": figures,
        "page_obj": paginator.get_page(request.GET.get("page")),
    }
    return render(request, "events/guest_list.html", context)


@never_cache
@require_safe
def guests_download(request: MemberRequest, slug: str) -> HttpResponse:
    return guests_csv(event_of_host(request, slug), by=request.user)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def guest_remove(request: MemberRequest, slug: str, pk: int) -> HttpResponse:
    event = event_of_host(request, slug)
    registration = get_object_or_404(event.registrations.live(), pk=pk)
    if request.method == "POST":
        if cancel_registration(registration, notify=True):
            messages.success(
                request, _("The registration has been cancelled, and the person will be notified.")
            )
        else:
            messages.error(request, _("Nothing can be cancelled any more: the event has begun."))
        return redirect("events:guest_list", slug)
    context = {"event": event, "registration": registration}
    return render(request, "events/guest_confirm_remove.html", context)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def guest_letter(request: MemberRequest, slug: str) -> HttpResponse:
    event = event_of_host(request, slug)
    form = LetterForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            letter = send_guest_letter(event, **form.cleaned_data, by=request.user)
        except ValidationError as error:
            add_errors(form, error)
        else:
            text = ngettext(
                "The letter goes to %(number)d person.",
                "The letter goes to %(number)d people.",
                letter.number,
            )
            messages.success(request, text % {"number": letter.number})
            return redirect("events:guest_letter", slug)
    context = {
        "event": event,
        "form": form,
        "numbers": {key: readers_of(event, key).count() for key in ("confirmed", "all")},
        "letters": event.letters.select_related("sent_by"),
    }
    return render(request, "events/guest_letter.html", context)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def question_list(request: MemberRequest, slug: str) -> HttpResponse:
    """The questions of an event, and a form for one more."""
    event = event_of_host(request, slug)
    questions = list(event.questions.all())
    form = QuestionForm(request.POST or None, instance=EventQuestion(event=event))
    is_full = len(questions) >= QUESTIONS_AT_MOST
    if request.method == "POST" and form.is_valid():
        if is_full:
            form.add_error(None, _("An event has six questions at most."))
        else:
            last = event.questions.aggregate(last=Max("position"))["last"] or 0
            free = {*range(1, QUESTIONS_AT_MOST + 1)} - {question.position for question in questions}
            form.instance.position = last + 1 if last < QUESTIONS_AT_MOST else min(free)
            if save_form(form):
                messages.success(
                    request, _("Question saved. Everyone who registers from now on will see it.")
                )
                return redirect("events:question_list", slug)
    context = {"event": event, "questions": questions, "form": form, "is_full": is_full}
    return render(request, "events/question_list.html", context)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def question_edit(request: MemberRequest, slug: str, pk: int) -> HttpResponse:
    event = event_of_host(request, slug)
    question = get_object_or_404(event.questions, pk=pk)
    form = QuestionForm(request.POST or None, instance=question)
    if request.method == "POST" and form.is_valid() and save_form(form):
        messages.success(request, _("Question saved."))
        return redirect("events:question_list", slug)
    return render(request, "events/question_form.html", {"event": event, "form": form, "question": question})


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def question_delete(request: MemberRequest, slug: str, pk: int) -> HttpResponse:
    event = event_of_host(request, slug)
    question = get_object_or_404(event.questions, pk=pk)
    if request.method == "POST":
        question.delete()
        messages.success(request, _("The question and its answers have been deleted."))
        return redirect("events:question_list", slug)
    context = {"event": event, "question": question, "answers": question.answers.count()}
    return render(request, "events/question_confirm_delete.html", context)
