"""One's own account."""

from django.conf import settings
from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import get_language_from_request, override
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST
from django.views.i18n import set_language

from members import acting
from members.forms import ProfileForm
from members.language import remember_language
from members.types import MemberRequest


@require_POST
def acting_switch(request: MemberRequest) -> HttpResponse:
    """Act for another of one's companies."""
    chosen = request.POST.get("membership", "")
    mine = {str(one.pk): one for one in acting.current_memberships(request)}
    if chosen not in mine:
        messages.error(request, _("You are not in that company any more."))
    else:
        request.session[acting.SESSION_KEY] = mine[chosen].pk
        messages.success(request, _("You now act for %(company)s.") % {"company": mine[chosen].company})
    target = request.POST.get("next", "")
    is_ours = url_has_allowed_host_and_scheme(
        target, allowed_hosts={request.get_host()}, require_https=request.is_secure()
    )
    return redirect(target if is_ours else reverse("dashboard"))


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


def profile_edit(request: MemberRequest) -> HttpResponse:
    form = ProfileForm(request.POST or None, instance=request.user)
    if request.method == "POST" and form.is_valid():
        user = form.save()
        with override(user.language or get_language_from_request(request)):
            messages.success(request, _("Saved."))
        response = redirect("members:profile_edit")
        remember_language(response, user.language)
        return response
    return render(request, "members/profile_form.html", {"form": form})
