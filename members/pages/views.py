"""The page of a company, and those of companies that have left."""

import re
from collections.abc import Iterable
from typing import Any

from django.contrib.auth.decorators import login_not_required
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.template.loader import render_to_string
from django.views.decorators.http import require_safe

from members.changes.models import FormerSlug
from members.companies.models import Company, the_multifactory
from members.companies.rules import can_read_contact, has_left
from members.hooks import facts_of, sections_of
from members.pages.linked_data import company_json_ld, picture_url, preview_picture, share_words
from members.people.current_membership import membership_in
from members.people.http import PortalRequest
from members.people.rules import can_edit_company, is_insider
from members.profile.completeness import meter_of, with_page_facts
from members.profile.models import Product, Stage, with_profile
from multifactory.lib.images.share_image import open_graph, share_answer
from multifactory.lib.public_pages.content import Scope
from multifactory.lib.public_pages.pages import public_page
from multifactory.lib.telephone import number_to_dial

FORMER_A_PAGE = 24


@public_page(Scope.MEMBERS, Scope.GOVERNANCE, Scope.SPACES, Scope.EVENTS)
@login_not_required
@require_safe
def company_detail(request: PortalRequest, slug: str) -> HttpResponse:
    companies = with_profile(with_page_facts(Company.objects.with_page().for_page()))
    company = companies.filter(slug=slug).first()
    if company is None:
        return _redirect_to_new_slug(slug)
    can_edit = can_edit_company(membership_in(request, company), company)
    is_member = is_insider(request.user, request.acting)
    sections = sections_of(company, is_insider=is_member)
    context: dict[str, Any] = {
        "company": company,
        "stages": stage_row(company.products.all()),
        "has_left": has_left(company),
        "facts": facts_of([company])[company.pk],
        "sections": [
            (section, render_to_string(section.template, {**section.context, "company": company}, request))
            for section in sections
        ],
        "can_edit": can_edit,
        "meter": meter_of(company) if can_edit else None,
        "website_name": re.sub(r"^https?://(www\.)?", "", company.website).rstrip("/"),
        **_contacts(company, is_insider=is_member),
        **_for_other_sites(company),
    }
    return render(request, "members/company_detail.html", context)


def stage_row(products: Iterable[Product]) -> list[tuple[str, bool]]:
    """Every stage in the life of a product, and whether the company does it; empty where it names none."""
    own = {done.stage for product in products for done in product.stages.all()}
    return [(str(stage.label), stage.value in own) for stage in Stage] if own else []


def _redirect_to_new_slug(slug: str) -> HttpResponse:
    """To the page of the company that once had this slug."""
    pages = Company.objects.with_page()
    former = get_object_or_404(
        FormerSlug.objects.filter(company__in=pages).select_related("company"), slug=slug
    )
    return redirect(former.company, permanent=True)


def _contacts(company: Company, *, is_insider: bool) -> dict[str, str]:
    """What is shown of the e-mail address and the telephone number: nothing of a company that has left."""
    email, phone = (
        getattr(company, name)
        if can_read_contact(company, name, is_insider=is_insider) and not has_left(company)
        else ""
        for name in ("email", "phone")
    )
    return {"email": email, "phone": phone, "phone_digits": number_to_dial(phone)}


def _for_other_sites(company: Company) -> dict[str, Any]:
    """The same for members and visitors: what is public."""
    portal, preview = the_multifactory(), preview_picture(company)
    public = _contacts(company, is_insider=False)
    return {
        "portal": portal,
        "json_ld": company_json_ld(company, portal, email=public["email"], phone=public["phone"]),
        **(
            {"og_image": picture_url(preview), "og_image_alt": preview.alt}
            if preview
            else open_graph(share_words(company, portal), "members:company_share", company.slug)
        ),
    }


@login_not_required
@require_safe
def company_share(request: HttpRequest, slug: str, mark: str) -> HttpResponse:
    """What other sites show of a company that has no picture."""
    company = get_object_or_404(Company.objects.with_page(), slug=slug)
    return share_answer(
        request, lambda: share_words(company, the_multifactory()), "members:company_share", slug, mark=mark
    )


@public_page(Scope.MEMBERS, parameters=("page",))
@login_not_required
@require_safe
def company_former_list(request: PortalRequest) -> HttpResponse:
    companies = Company.objects.remembered().select_related("field").order_by("-left_on", "name")
    page = Paginator(companies, FORMER_A_PAGE).get_page(request.GET.get("page"))
    return render(request, "members/company_former_list.html", {"page_obj": page})
