"""Quotes beside a proposal; a fund, and the parts of it a treasurer calls."""

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from governance.proposals import rules
from governance.proposals.views import get_visible_proposal
from members.people.http import MemberRequest, insider_required
from multifactory.lib.access import require
from multifactory.lib.forms import add_errors, post_data
from spaces.building.forms import VoidForm
from spaces.costs.budgets.treasurer import is_treasurer
from spaces.costs.funds.forms import FundCallForm, QuoteForm
from spaces.costs.funds.fund_page import fund_view
from spaces.costs.funds.models import Fund, FundCall
from spaces.costs.funds.services import add_quote, call_fund, void_call

GET_AND_POST = ["GET", "HEAD", "POST"]


@require_http_methods(GET_AND_POST)
@insider_required
def quote_new(request: MemberRequest, pk: int) -> HttpResponse:
    proposal = get_visible_proposal(request, pk)
    require(rules.is_proposer(request.acting, proposal))
    if request.method != "POST" and not proposal.is_editable:
        return redirect(proposal)
    form = QuoteForm(post_data(request), request.FILES or None)
    if request.method == "POST" and form.is_valid():
        try:
            add_quote(proposal, form.instance, upload=form.cleaned_data["upload"], by=request.user)
        except ValidationError as error:
            form.add_error("upload", error)
        else:
            messages.success(request, _("Quote added."))
            return redirect(f"{proposal.get_absolute_url()}#works")
    return render(request, "spaces/quote_form.html", {"form": form, "proposal": proposal})


@require_safe
@insider_required
def fund_detail(request: MemberRequest, pk: int) -> HttpResponse:
    fund = get_object_or_404(Fund.objects.select_related("authorisation__resolution__proposal"), pk=pk)
    context = {
        "fund": fund,
        "authorisation": fund.authorisation,
        "view": fund_view(fund, request.acting.company if request.acting else None),
        "is_treasurer": is_treasurer(request.user),
    }
    return render(request, "spaces/fund_detail.html", context)


@require_http_methods(GET_AND_POST)
@insider_required
def fund_call(request: MemberRequest, pk: int) -> HttpResponse:
    require(is_treasurer(request.user))
    fund = get_object_or_404(Fund.objects.select_related("authorisation__resolution"), pk=pk)
    form = FundCallForm(post_data(request))
    if request.method == "POST" and form.is_valid():
        request_id = form.cleaned_data["request_id"]
        try:
            call = call_fund(form.instance, fund=fund, request_id=request_id, by=request.user)
        except ValidationError as error:
            add_errors(form, error)
        else:
            messages.success(request, _("Part %(part)s is called.") % {"part": call})
            return redirect(fund)
    context = {"form": form, "fund": fund, "view": fund_view(fund, None)}
    return render(request, "spaces/fund_call_form.html", context)


@require_http_methods(GET_AND_POST)
@insider_required
def fund_call_void(request: MemberRequest, pk: int, number: int) -> HttpResponse:
    require(is_treasurer(request.user))
    calls = FundCall.objects.select_related("fund__authorisation__resolution")
    call = get_object_or_404(calls, fund=pk, number=number)
    form = VoidForm(post_data(request))
    if request.method == "POST" and form.is_valid():
        try:
            void_call(call, reason=form.cleaned_data["reason"], by=request.user)
        except ValidationError as error:
            add_errors(form, error)
        else:
            messages.success(
                request, _("Part %(part)s has been voided. It stays on record.") % {"part": call}
            )
            return redirect(call.fund)
    return render(request, "spaces/fund_call_void.html", {"form": form, "call": call, "fund": call.fund})
