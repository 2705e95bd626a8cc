"""One's own account: which company one acts for, language, profile, second factor."""

from django.conf import settings
from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.middleware.csrf import get_token
from django.shortcuts import redirect, render
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.translation import get_language_from_request, override
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe
from django.views.i18n import set_language

from members.accounts.forms import AccountForm
from members.accounts.kept_forms import SESSION_KEY, comes_from_own_page, fields_to_keep, shown
from members.accounts.second_factor import resume_after_second_factor
from members.people.current_membership import MEMBERSHIP_SESSION_KEY, current_memberships
from members.people.http import MemberRequest, csrf_by_origin, local_address, remember_language


@require_POST
def membership_switch(request: MemberRequest) -> HttpResponse:
    """Act for another of one's companies."""
    chosen = request.POST.get("membership", "")
    mine = {str(membership.pk): membership for membership in current_memberships(request)}
    if chosen not in mine:
        messages.error(request, _("You no longer belong to that company."))
    else:
        request.session[MEMBERSHIP_SESSION_KEY] = mine[chosen].pk
        messages.success(request, _("You now represent %(company)s.") % {"company": mine[chosen].company})
    # Not `redirect`, which would look for a view of that name.
    return HttpResponseRedirect(
        local_address(request, request.POST.get("next", ""), default=reverse("dashboard"))
    )


@csrf_by_origin
@login_not_required
@require_POST
def language_set(request: HttpRequest) -> HttpResponse:
    """Show pages in another language; an account remembers it for its mails and its next log-in."""
    response = set_language(request)
    language = request.POST.get("language", "")
    if request.user.is_authenticated and language in dict(settings.LANGUAGES):
        request.user.language = language
        request.user.save(update_fields=["language"])
    return response


def account_edit(request: MemberRequest) -> HttpResponse:
    form = AccountForm(request.POST or None, instance=request.user)
    if request.method == "POST" and form.is_valid():
        user = form.save()
        with override(user.language or get_language_from_request(request)):
            messages.success(request, _("Saved."))
        response = redirect("members:account_edit")
        remember_language(response, user.language)
        return response
    return render(request, "members/account_form.html", {"form": form})


@require_safe
def second_factor(request: MemberRequest) -> HttpResponse:
    """On from setting up a second factor: it is used once, and then opens what was refused without it."""
    return resume_after_second_factor(request) if request.user.is_held_back else redirect("dashboard")


@require_http_methods(["GET", "HEAD", "POST"])
def kept_form(request: MemberRequest) -> HttpResponse:
    """After the log-in, what was written before it; sent on to where it belongs when its writer says so."""
    kept = request.session.get(SESSION_KEY)
    if not kept:
        return redirect("dashboard")
    if request.method == "POST":
        del request.session[SESSION_KEY]
        # 307: the browser sends the form again as it stands on the page.
        return HttpResponse(status=307, headers={"Location": kept["path"]})
    context = {"fields": shown(kept["fields"]), "has_files": kept["has_files"]}
    return render(request, "members/kept_form.html", context)


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:  # noqa: ARG001  Django gives it
    """A form with the token of an earlier log-in. From a page of ours it can be sent once more."""
    fields = fields_to_keep(request) if comes_from_own_page(request) else []
    context = {
        "fields": shown(fields),
        "path": request.get_full_path(),
        "has_files": bool(fields and request.FILES),
        "csrf_token": get_token(request),
    }
    # Without the request: this page asks the database nothing.
    return HttpResponse(render_to_string("403_csrf.html", context), status=403)
