"""Which mails about decisions a person wants, and the link in a mail that stops them."""

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods

from governance.mail_preferences.forms import MailPreferencesForm
from governance.mail_preferences.models import NoticeSettings
from governance.mail_preferences.services import save_mail_preferences, unsubscribe
from governance.mail_preferences.tokens import read_unsubscribe_token
from members.people.http import MemberRequest
from multifactory.lib.forms import post_data


@require_http_methods(["GET", "HEAD", "POST"])
def mail_preferences(request: MemberRequest) -> HttpResponse:
    settings = NoticeSettings.objects.filter(user=request.user).first() or NoticeSettings(user=request.user)
    # Two boxes that are not ticked are sent as nothing at all.
    form = MailPreferencesForm(post_data(request), instance=settings)
    if form.is_valid():
        save_mail_preferences(request.user, **form.cleaned_data)
        messages.success(request, _("Saved."))
        return redirect("governance:mail_preferences")
    return render(request, "governance/mail_preferences.html", {"form": form})


@csrf_exempt  # the signed address is the proof: the one click of a mail program has no cookie (RFC 8058)
@login_not_required
@require_http_methods(["GET", "HEAD", "POST"])
def mail_unsubscribe(request: HttpRequest, token: str) -> HttpResponse:
    """Looking changes nothing: programs that check mails follow the link too, and those it was sent on to."""
    person_and_kind = read_unsubscribe_token(token)
    if person_and_kind is None:
        raise Http404
    person, kind = person_and_kind
    if request.method == "POST":
        unsubscribe(person, kind=kind)
        return redirect(request.path)
    settings = NoticeSettings.objects.filter(user=person).first() or NoticeSettings()
    name, _at, domain = person.email.partition("@")
    context = {
        "kind": kind,
        "is_off": not getattr(settings, f"wants_{kind}"),
        "address": f"{name[:1]}…@{domain}",  # enough to know one's own; the mail may have been forwarded
    }
    return render(request, "governance/mail_unsubscribe.html", context)
