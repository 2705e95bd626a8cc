"""The page on which a company says that it leaves the multifactory."""

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from governance.departures.forms import DepartureForm
from governance.departures.models import Departure
from governance.departures.services import declare_departure, withdraw_departure
from governance.voting.models import VotingRound
from members.companies.models import Company
from members.people.current_membership import membership_in
from members.people.http import MemberRequest
from members.people.rules import can_manage_people
from multifactory.lib.access import require
from multifactory.lib.formats import format_day
from multifactory.lib.forms import add_errors, post_data


def _own_company(request: MemberRequest, slug: str) -> Company:
    """404 for a company that is no member, 403 for whoever is not its representative."""
    company = get_object_or_404(Company.objects.current(), slug=slug)
    require(can_manage_people(membership_in(request, company), company))
    return company


@require_http_methods(["GET", "HEAD", "POST"])
def company_leave(request: MemberRequest, slug: str) -> HttpResponse:
    company = _own_company(request, slug)
    form = DepartureForm(post_data(request))
    if request.method == "POST" and form.is_valid():
        values = {name: form.cleaned_data[name] for name in ("leaves_on", "note")}
        try:
            departure = declare_departure(company, by=request.user, **values)
        except ValidationError as error:
            add_errors(form, error)
        else:
            done = _(
                "%(company)s leaves. First day it is no longer a member: %(day)s. All companies "
                "will be notified."
            )
            messages.success(request, done % {"company": company, "day": format_day(departure.leaves_on)})
            return redirect("governance:company_leave", slug)
    context = {
        "company": company,
        "form": form,
        "departure": Departure.objects.running().filter(company=company).select_related("resolution").first(),
        "rounds": VotingRound.objects.open().filter(roll__company=company).select_related("proposal"),
    }
    return render(request, "governance/company_leave.html", context)


@require_POST
def company_stay(request: MemberRequest, slug: str) -> HttpResponse:
    """Take back what the company has declared."""
    company = _own_company(request, slug)
    page = redirect("governance:company_leave", slug)
    departure = Departure.objects.running().filter(company=company).first()
    if departure is None:  # taken back already
        return page
    try:
        withdraw_departure(departure, by=request.user)
    except ValidationError as error:
        messages.error(request, " ".join(error.messages))
    else:
        messages.success(
            request, _("%(company)s stays. All companies will be notified.") % {"company": company}
        )
    return page
