"""A company keeps its own page."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _

from members import acting
from members.forms import CompanyForm, ProductFormSet
from members.models import Company
from members.rules.access import (
    can_edit_company,
)
from members.types import MemberRequest
from multifactory.lib.access import require


def company_edit(request: MemberRequest, slug: str) -> HttpResponse:
    company = get_object_or_404(Company.objects.current(), slug=slug)
    require(can_edit_company(acting.membership_in(request, company), company))
    form = CompanyForm(request.POST or None, instance=company)
    if request.method == "POST" and form.is_valid():
        form.save()
        messages.success(request, _("Page saved."))
        return redirect(company)
    return render(request, "members/company_form.html", {"form": form, "company": company})


def product_edit(request: MemberRequest, slug: str) -> HttpResponse:
    company = get_object_or_404(Company.objects.current(), slug=slug)
    require(can_edit_company(acting.membership_in(request, company), company))
    formset = ProductFormSet(request.POST or None, instance=company)
    if request.method == "POST" and formset.is_valid():
        formset.save()
        messages.success(request, _("Products and services saved."))
        return redirect(company)
    return render(request, "members/product_form.html", {"formset": formset, "company": company})
