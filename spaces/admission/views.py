"""Putting a candidate to the vote."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from governance.proposals.rules import can_propose
from members.applications.models import Application
from members.applications.rules import can_be_proposed
from members.applications.transitions import PROPOSE
from members.people.current_membership import membership_in
from members.people.http import MemberRequest, insider_required
from multifactory.lib.access import require
from multifactory.lib.formats import format_day
from multifactory.lib.forms import add_errors, post_data
from spaces.admission.forms import ProposeForm
from spaces.admission.models import ProposedAdmission
from spaces.admission.proposal_text import proposed_text, title_of
from spaces.admission.services import propose_admission


@require_http_methods(["GET", "HEAD", "POST"])
@insider_required
def application_propose(request: MemberRequest, pk: int) -> HttpResponse:
    """Any representative, for their company; the words, the unit and the first day can be changed before."""
    application = get_object_or_404(Application.objects.visible_to_members().for_page(), pk=pk)
    require(can_propose(request.acting))
    if request.method != "POST" and not can_be_proposed(application, timezone.localdate()):
        messages.error(request, why_not(application))
        return redirect(application)
    form = ProposeForm(
        post_data(request),
        instance=ProposedAdmission(application=application),
        initial=_initial(request, application),
    )
    if request.method == "POST" and form.is_valid():
        membership = membership_in(request, form.cleaned_data["company"])
        require(can_propose(membership))
        words = {name: form.cleaned_data[name] for name in ("company", "title", "text", "request_id")}
        try:
            proposal = propose_admission(form.instance, author=request.user, **words)
        except ValidationError as error:
            add_errors(form, error)
        else:
            messages.success(request, _("The proposal is open for discussion: every company reads it."))
            return redirect(proposal)
    return render(request, "spaces/application_propose.html", {"form": form, "application": application})


def _initial(request: MemberRequest, application: Application) -> dict[str, Any]:
    """What the application says; the unit and the day may stand in the address."""
    return {
        "company": request.acting.company if request.acting else None,
        "title": title_of(application),
        "text": proposed_text(application),
        "unit": request.GET.get("unit", ""),
        "joins_on": request.GET.get("joins_on", "") or application.wanted_from,
    }


def why_not(application: Application) -> str:
    """Why nobody can propose it now: in its open days, or with a proposal already."""
    if application.is_open and application.open_until:
        text = _("Members ask questions first: it can be put to the vote from %(day)s.")
        return text % {"day": format_day(application.open_until)}
    return str(PROPOSE.refusal)
