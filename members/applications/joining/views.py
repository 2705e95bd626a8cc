"""How to join: for everyone, the same for all visitors."""

from typing import Any

from allauth.core import ratelimit
from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from members.applications.call_models import Call
from members.applications.joining.applying import start_application
from members.applications.joining.forms import StartForm
from members.companies.models import the_multifactory
from members.people.http import csrf_by_origin
from multifactory.lib.forms import add_errors
from multifactory.lib.public_pages.content import Scope
from multifactory.lib.public_pages.pages import public_page

CLOSED_CALLS = 5


def _takes_applications() -> bool:
    return the_multifactory().takes_applications or Call.objects.open().exists()


@public_page(Scope.MEMBERS)
@login_not_required
@require_safe
def join(request: HttpRequest) -> HttpResponse:
    calls = list(Call.objects.open())
    context = {
        "calls": calls,
        "coming": Call.objects.coming(),
        "closed": Call.objects.closed()[:CLOSED_CALLS],
        "can_apply": bool(calls) or the_multifactory().takes_applications,
    }
    return render(request, "members/join.html", context)


@public_page(Scope.MEMBERS)
@login_not_required
@require_safe
def call_detail(request: HttpRequest, slug: str) -> HttpResponse:
    call = get_object_or_404(Call.objects.prefetch_related("questions"), slug=slug)
    return render(request, "members/call_detail.html", {"call": call})


@csrf_by_origin
@login_not_required
@require_http_methods(["GET", "HEAD", "POST"])
def join_new(request: HttpRequest) -> HttpResponse:
    """Who asks, and where the link goes. The answer is the same whoever has applied before."""
    initial: dict[str, Any] = {"call": request.GET.get("call", "")}
    form = StartForm(request.POST) if request.method == "POST" else StartForm(initial=initial)
    status = 200
    if form.is_valid():
        status = _start(request, form)
        if not form.errors:
            text = _("Check your inbox: we have sent you a link to %(email)s. It opens your application.")
            messages.success(request, text % {"email": form.cleaned_data["email"]})
            return redirect("members:join")
    context = {"form": form, "can_apply": _takes_applications()}
    return render(request, "members/join_new.html", context, status=status)


def _start(request: HttpRequest, form: StartForm) -> int:
    """The status of the answer; what went wrong is in the form."""
    if not ratelimit.consume(request, action="application", key=form.cleaned_data["email"].lower()):
        text = _("Too many applications from your network or with this address. Try again later.")
        form.add_error(None, text)
        return 429
    try:
        start_application(**form.service_values())
    except ValidationError as error:
        add_errors(form, error)
    return 200
