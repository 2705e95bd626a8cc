"""The page of a company, and those of companies that have left."""

import re
from typing import Any

from django.contrib.auth.decorators import login_not_required
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.template.loader import render_to_string
from django.utils import timezone
from django.views.decorators.http import require_safe

from members import hooks
from members.changes.models import FormerSlug
from members.companies.models import Company, the_multifactory
from members.companies.rules import can_read_contact
from members.pages.linked_data import company_json_ld, face_of, picture_url
from members.people import current_membership
from members.people.http import PortalRequest
from members.people.rules import can_edit_company, is_insider
from members.profile.completeness import meter_of
from members.profile.showcase import load_showcase, stage_row

FORMER_A_PAGE = 24


@login_not_required
@require_safe
def company_detail(request: PortalRequest, slug: str) -> HttpResponse:
    company = Company.objects.with_page().for_page().filter(slug=slug).first()
    if company is None:
        return _moved(slug)
    load_showcase(company)
    can_edit = can_edit_company(current_membership.membership_in(request, company), company)
    insider = is_insider(request.user, request.acting)
    sections = hooks.sections_of(company, is_insider=insider)
    context: dict[str, Any] = {
        "company": company,
        "stages": stage_row(company.products.all()),
        "has_left": _has_left(company),
        "facts": hooks.facts_of([company])[company.pk],
        "sections": [
            (one, render_to_string(one.template, {**one.context, "company": company}, request))
            for one in sections
        ],
        "can_edit": can_edit,
        "meter": meter_of(company) if can_edit else None,
        "website_name": re.sub(r"^https?://(www\.)?", "", company.website).rstrip("/"),
        **_contacts(company, is_insider=insider),
        **_for_other_sites(company),
    }
    return render(request, "members/company_detail.html", context)


def _moved(slug: str) -> HttpResponse:
    """To where a company's page is now, if it ever had this address."""
    pages = Company.objects.with_page()
    former = get_object_or_404(
        FormerSlug.objects.filter(company__in=pages).select_related("company"), slug=slug
    )
    return redirect(former.company, permanent=True)


def _has_left(company: Company) -> bool:
    return company.left_on is not None and company.left_on <= timezone.localdate()


def _contacts(company: Company, *, is_insider: bool) -> dict[str, str]:
    """What is shown of the e-mail address and the telephone number: nothing of a company that has left."""
    email, phone = (
        getattr(company, name)
        if can_read_contact(company, name, is_insider=is_insider) and not _has_left(company)
        else ""
        for name in ("email", "phone")
    )
    return {"email": email, "phone": phone, "phone_digits": re.sub(r"[^\d+]", "", phone)}


def _for_other_sites(company: Company) -> dict[str, Any]:
    """The same for members and visitors: what is public."""
    portal, face = the_multifactory(), face_of(company)
    public = _contacts(company, is_insider=False)
    return {
        "portal": portal,
        "json_ld": company_json_ld(company, portal, email=public["email"], phone=public["phone"]),
        "og_image": picture_url(face) if face else "",
        "og_image_alt": face.alt if face else "",
    }


@login_not_required
@require_safe
def company_former_list(request: PortalRequest) -> HttpResponse:
    companies = Company.objects.remembered().select_related("field").order_by("-left_on", "name")
    page = Paginator(companies, FORMER_A_PAGE).get_page(request.GET.get("page"))
    return render(request, "members/company_former_list.html", {"page_obj": page})
