"""A company keeps its own page: what it says of itself, its logo, products, machines, photos and links."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from members.companies.models import Company
from members.people.current_membership import membership_in
from members.people.http import MemberRequest
from members.people.rules import can_edit_company
from members.profile.completeness import meter_of, with_page_facts
from members.profile.confirmation import confirm_page
from members.profile.forms import CompanyProfileForm, LogoForm
from members.profile.item_kinds import ITEM_KINDS, ItemKind
from members.profile.services import Item, delete_item, delete_logo, move_item
from multifactory.lib.access import require
from multifactory.lib.stamps import save_form


def get_own_company(request: MemberRequest, slug: str) -> Company:
    """The company of this address, for one of its people."""
    company = get_object_or_404(with_page_facts(Company.objects.current().for_page()), slug=slug)
    require(can_edit_company(membership_in(request, company), company))
    return company


def self_service_context(company: Company, here: str, **more: Any) -> dict[str, Any]:
    """What every page of self-service shows: where one is, and how full the page of the company is."""
    return {"company": company, "here": here, "meter": meter_of(company), **more}


def submitted_data(request: MemberRequest) -> tuple[Any, Any]:
    """Fields and files of a form that was sent, were it empty; of a form to fill in, nothing."""
    return (request.POST, request.FILES) if request.method == "POST" else (None, None)


def company_edit(request: MemberRequest, slug: str) -> HttpResponse:
    company = get_own_company(request, slug)
    form = CompanyProfileForm(submitted_data(request)[0], instance=company)
    if form.is_valid() and save_form(form):
        messages.success(request, _("Page saved."))
        return redirect("members:company_edit", slug)
    # A form with faults has filled in `company` already: the meter is that of the page as it is kept.
    kept = get_own_company(request, slug) if form.is_bound else company
    return render(request, "members/company_form.html", self_service_context(kept, "profile", form=form))


@require_POST
def page_confirm(request: MemberRequest, slug: str) -> HttpResponse:
    """The yearly answer: all is as it says."""
    confirm_page(get_own_company(request, slug))
    messages.success(request, _("Thank you. The page is confirmed for another year."))
    return redirect("members:company_edit", slug)


def logo_edit(request: MemberRequest, slug: str) -> HttpResponse:
    company = get_own_company(request, slug)
    form = LogoForm(*submitted_data(request), instance=company)
    if form.is_valid():
        form.save()
        messages.success(request, _("Logo saved."))
        return redirect("members:photo_list", slug)
    return render(request, "members/logo_form.html", self_service_context(company, "photos", form=form))


@require_POST
def logo_delete(request: MemberRequest, slug: str) -> HttpResponse:
    delete_logo(get_own_company(request, slug))
    messages.success(request, _("Logo removed."))
    return redirect("members:photo_list", slug)


def _item_context(company: Company, kind: ItemKind, **more: Any) -> dict[str, Any]:
    urls = {
        f"{verb}_url": reverse(f"members:{kind.name}_{verb}", args=[company.slug]) for verb in ("list", "new")
    }
    return self_service_context(company, kind.here, kind=kind, **urls, **more)


def _redirect_to_list(kind: ItemKind, slug: str) -> HttpResponse:
    return redirect(f"members:{kind.name}_list", slug)


@require_safe
def item_list(request: MemberRequest, slug: str, name: str) -> HttpResponse:
    company, kind = get_own_company(request, slug), ITEM_KINDS[name]
    context = _item_context(company, kind)
    items = list(kind.items(company))  # never more than the limit: no pages
    for item in items:
        for verb in ("edit", "move", "delete"):
            setattr(item, f"{verb}_url", reverse(f"members:{kind.name}_{verb}", args=[slug, item.pk]))
    context |= {"items": items, "is_full": len(items) >= kind.limit}
    return render(request, f"members/{kind.name}_list.html", context)


def item_new(request: MemberRequest, slug: str, name: str) -> HttpResponse:
    company, kind = get_own_company(request, slug), ITEM_KINDS[name]
    return _item_form(request, company, kind, kind.form._meta.model(company=company))


def item_edit(request: MemberRequest, slug: str, name: str, pk: int) -> HttpResponse:
    company, kind = get_own_company(request, slug), ITEM_KINDS[name]
    return _item_form(request, company, kind, get_object_or_404(kind.items(company), pk=pk))


def _item_form(request: MemberRequest, company: Company, kind: ItemKind, item: Item) -> HttpResponse:
    form = kind.form(*submitted_data(request), instance=item)
    if form.is_valid() and save_form(form):
        messages.success(request, str(kind.saved))
        return _redirect_to_list(kind, company.slug)
    context = _item_context(company, kind, form=form, is_new=item._state.adding)
    template = "members/item_form.html" if kind.name == "link" else f"members/{kind.name}_form.html"
    return render(request, template, context)


def item_delete(request: MemberRequest, slug: str, name: str, pk: int) -> HttpResponse:
    company, kind = get_own_company(request, slug), ITEM_KINDS[name]
    item = get_object_or_404(kind.items(company), pk=pk)
    if request.method == "POST":
        delete_item(item)
        messages.success(request, str(kind.deleted))
        return _redirect_to_list(kind, slug)
    context = _item_context(company, kind, item=item)
    return render(request, "members/item_confirm_delete.html", context)


@require_POST
def item_move(request: MemberRequest, slug: str, name: str, pk: int) -> HttpResponse:
    """One place up, or down."""
    company, kind = get_own_company(request, slug), ITEM_KINDS[name]
    item = get_object_or_404(kind.items(company), pk=pk)
    if request.POST.get("to") in ("up", "down"):
        move_item(item, is_up=request.POST["to"] == "up")
    return _redirect_to_list(kind, slug)
