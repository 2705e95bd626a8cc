"""Petitions: the list, the page of each with its counter, and what companies do there."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from governance.assemblies.calling.rules import can_prepare_assembly
from governance.assemblies.petitions import rules
from governance.assemblies.petitions.forms import AnswerForm, PetitionForm, SignatureForm
from governance.assemblies.petitions.models import Petition
from governance.assemblies.petitions.services import (
    answer_petition,
    begin_petition,
    edit_petition,
    members_and_needed,
    sign_petition,
    withdraw_signature,
)
from governance.proposals.rules import can_propose
from governance.proposals.views import call_service
from governance.voting.result import Turnout
from members.companies.models import Company
from members.people.current_membership import membership_in, named_membership
from members.people.http import MemberRequest, insider_required
from multifactory.lib.access import require
from multifactory.lib.forms import add_errors, post_data

PAGE_SIZE = 20


@require_safe
@insider_required
def petition_list(request: MemberRequest) -> HttpResponse:
    company = request.acting.company if request.acting else None
    petitions = Petition.objects.with_signatures(company).for_list()
    members, needed = members_and_needed()
    context = {
        "page_obj": Paginator(petitions, PAGE_SIZE).get_page(request.GET.get("page")),
        "members": members,
        "needed": needed,
        "can_begin": can_propose(request.acting),
    }
    return render(request, "governance/petition_list.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@insider_required
def petition_new(request: MemberRequest) -> HttpResponse:
    membership = named_membership(request)
    require(can_propose(membership))
    form = PetitionForm(post_data(request))
    if request.method == "POST" and form.is_valid() and membership:
        try:
            petition = begin_petition(company=membership.company, by=request.user, **form.cleaned_data)
        except ValidationError as error:
            add_errors(form, error)
        else:
            messages.success(request, _("The petition is open: your company has signed it."))
            return redirect(petition)
    _members, needed = members_and_needed()
    context = {"form": form, "needed": needed, "company": membership.company if membership else None}
    return render(request, "governance/petition_form.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@insider_required
def petition_edit(request: MemberRequest, pk: int) -> HttpResponse:
    petition = get_object_or_404(Petition.objects.select_related("company"), pk=pk)
    require(rules.is_initiator(request.acting, petition))
    count = petition.signatures.count()
    if request.method != "POST" and not rules.can_edit_petition(request.acting, petition, count):
        return redirect(petition)
    form = PetitionForm(post_data(request), instance=petition)
    if request.method == "POST" and form.is_valid():
        try:
            edit_petition(petition, **form.cleaned_data)
        except ValidationError as error:
            add_errors(form, error)
        else:
            messages.success(request, _("Petition saved."))
            return redirect(petition)
    return render(request, "governance/petition_form.html", {"form": form, "petition": petition})


@require_safe
@insider_required
def petition_detail(request: MemberRequest, pk: int) -> HttpResponse:
    return _render_petition(request, pk)


def _get_petition(request: MemberRequest, pk: int) -> Petition:
    company = request.acting.company if request.acting else None
    petitions = Petition.objects.with_signatures(company).select_related("company", "assembly")
    return get_object_or_404(petitions, pk=pk)


def _render_petition(request: MemberRequest, pk: int, answer_form: AnswerForm | None = None) -> HttpResponse:
    petition, acting = _get_petition(request, pk), request.acting
    members, needed = members_and_needed()
    signatures = list(petition.signatures.select_related("company", "by").order_by("at", "pk"))
    is_reached = petition.state == Petition.State.REACHED
    can_answer = is_reached and not petition.is_answered and can_prepare_assembly(request.user)
    context: dict[str, Any] = {
        "petition": petition,
        "signatures": [one for one in signatures if one.withdrawn_at is None],
        "turnout": Turnout(petition.signed, members, petition.needed or needed),
        "can_sign": rules.can_sign(acting, petition),
        "can_edit": rules.can_edit_petition(acting, petition, len(signatures)),
        "answer_form": (answer_form or AnswerForm()) if can_answer else None,
    }
    return render(request, "governance/petition_detail.html", context)


def _signing_for(request: MemberRequest) -> Company:
    """The company the page named, even if the person acts for another one since; 403 if it is not theirs."""
    form = SignatureForm(request.POST)
    is_valid = form.is_valid()
    membership = None if request.POST.get("company") else request.acting
    if is_valid:
        membership = membership_in(request, form.cleaned_data["company"])
    if membership is None or not can_propose(membership):
        raise PermissionDenied
    return membership.company


@require_POST
@insider_required
def petition_sign(request: MemberRequest, pk: int) -> HttpResponse:
    petition, company = _get_petition(request, pk), _signing_for(request)
    return call_service(
        request,
        petition,
        lambda: sign_petition(petition, company=company, by=request.user),
        done=_("%(company)s has signed.") % {"company": company},
    )


@require_POST
@insider_required
def petition_unsign(request: MemberRequest, pk: int) -> HttpResponse:
    petition, company = _get_petition(request, pk), _signing_for(request)
    return call_service(
        request,
        petition,
        lambda: withdraw_signature(petition, company=company, by=request.user),
        done=_("%(company)s has withdrawn its signature.") % {"company": company},
    )


@require_POST
@insider_required
def petition_answer(request: MemberRequest, pk: int) -> HttpResponse:
    """Name the assembly that is called for it."""
    petition = _get_petition(request, pk)
    require(can_prepare_assembly(request.user))
    form = AnswerForm(request.POST)
    if form.is_valid():
        try:
            answer_petition(petition, **form.cleaned_data)
        except ValidationError as error:
            add_errors(form, error)
        else:
            messages.success(request, _("The petition names the assembly that answers it."))
            return redirect(petition)
    return _render_petition(request, pk, form)
