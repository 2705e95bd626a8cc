"""Which mails a person wants, and the link in a mail that stops a kind of them."""

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods

from members.people.http import MemberRequest
from members.people.mails.choices import wanted_mails
from members.people.mails.forms import MailPreferencesForm
from members.people.mails.services import save_mail_choices, unsubscribe
from members.people.mails.tokens import read_unsubscribe_token
from multifactory.lib.forms import post_data


@require_http_methods(["GET", "HEAD", "POST"])
def mail_preferences(request: MemberRequest) -> HttpResponse:
    # Boxes that are not ticked are sent as nothing at all.
    form = MailPreferencesForm(post_data(request), initial=wanted_mails(request.user))
    if form.is_valid():
        save_mail_choices(request.user, form.cleaned_data)
        messages.success(request, _("Saved."))
        return redirect("members:mail_preferences")
    return render(request, "members/mail_preferences.html", {"form": form})


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
        unsubscribe(person, kind=kind.key)
        return redirect(request.path)
    name, _at, domain = person.email.partition("@")
    context = {
        "kind": kind,
        "is_off": not wanted_mails(person)[kind.key],
        "address": f"{name[:1]}…@{domain}",  # enough to know one's own; the mail may have been forwarded
    }
    return render(request, "members/mail_unsubscribe.html", context)
