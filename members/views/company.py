"""The page of a company."""

import re

from django.contrib.auth.decorators import login_not_required
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.template.loader import render_to_string
from django.views.decorators.http import require_safe

from members import acting, hooks
from members.models import Company
from members.rules.access import (
    can_edit_company,
    is_insider,
)
from members.types import PortalRequest


@login_not_required
@require_safe
def company_detail(request: PortalRequest, slug: str) -> HttpResponse:
    company = get_object_or_404(Company.objects.current().for_list(), slug=slug)
    membership = acting.membership_in(request, company)
    context = {
        "company": company,
        "products": company.products.all(),
        "facts": hooks.facts_of([company])[company.pk],
        "sections": [
            (one, render_to_string(one.template, {**one.context, "company": company}, request))
            for one in hooks.sections_of(company, is_insider=is_insider(request.user, request.acting))
        ],
        "can_edit": can_edit_company(membership, company),
        "phone_digits": re.sub(r"[^\d+]", "", company.phone),
        "website_name": re.sub(r"^https?://(www\.)?", "", company.website).rstrip("/"),
    }
    return render(request, "members/company_detail.html", context)
