"""A company keeps its own page: what it says of itself, its logo, and what it asks of the coordinators."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from members import acting, services
from members.forms import ChangeRequestForm, CompanyForm, LogoForm
from members.models import Company
from members.rules.access import can_edit_company
from members.rules.profile import meter_of
from members.showcase import load_showcase
from members.types import MemberRequest
from multifactory.lib.access import require


def own_company(request: MemberRequest, slug: str) -> Company:
    """The company of this address, for one of its people."""
    company = get_object_or_404(Company.objects.current().for_page(), slug=slug)
    require(can_edit_company(acting.membership_in(request, company), company))
    return company


def page_context(company: Company, here: str, **more: Any) -> dict[str, Any]:
    """What every page of self-service shows: where one is, and how full the page of the company is."""
    load_showcase(company)
    return {"company": company, "here": here, "meter": meter_of(company), **more}


def sent(request: MemberRequest) -> tuple[Any, Any]:
    """Fields and files of a form that was sent, were it empty; of a form to fill in, nothing."""
    return (request.POST, request.FILES) if request.method == "POST" else (None, None)


def company_edit(request: MemberRequest, slug: str) -> HttpResponse:
    company = own_company(request, slug)
    form = CompanyForm(sent(request)[0], instance=company)
    if form.is_valid():
        form.save()
        messages.success(request, _("Page saved."))
        return redirect("members:company_edit", slug)
    # A form with faults has filled in `company` already: the meter is that of the page as it is kept.
    kept = own_company(request, slug) if form.is_bound else company
    return render(request, "members/company_form.html", page_context(kept, "profile", form=form))


@require_POST
def company_confirm(request: MemberRequest, slug: str) -> HttpResponse:
    """The yearly answer: all is as it says."""
    services.confirm_page(own_company(request, slug))
    messages.success(request, _("Thank you. The page counts as right for another year."))
    return redirect("members:company_edit", slug)


def logo_edit(request: MemberRequest, slug: str) -> HttpResponse:
    company = own_company(request, slug)
    form = LogoForm(*sent(request), instance=company)
    if form.is_valid():
        form.save()
        messages.success(request, _("Logo saved."))
        return redirect("members:photo_list", slug)
    return render(request, "members/logo_form.html", page_context(company, "photos", form=form))


@require_POST
def logo_delete(request: MemberRequest, slug: str) -> HttpResponse:
    services.delete_logo(own_company(request, slug))
    messages.success(request, _("Logo removed."))
    return redirect("members:photo_list", slug)


def change_request_new(request: MemberRequest, slug: str) -> HttpResponse:
    """Ask for another name or craft entry; below, what was asked and answered."""
    company = own_company(request, slug)
    form = ChangeRequestForm(sent(request)[0], company=company)
    if form.is_valid():
        try:
            form.save(by=request.user)
        except ValidationError as error:
            form.add_error(None, error)
        else:
            messages.success(request, _("Asked. A coordinator answers by mail, and on this page."))
            return redirect("members:change_request_new", slug)
    asked = list(company.change_requests.select_related("requested_by")[:10])
    open_one = next((one for one in asked if one.state == one.State.OPEN), None)
    answered = [one for one in asked if one is not open_one]
    more = {"form": form, "open_request": open_one, "answered": answered}
    return render(request, "members/change_request_form.html", page_context(company, "profile", **more))
