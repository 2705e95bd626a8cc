"""What a company lists on its page: products, machines, links, photos. The pages of the four work alike."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.db.models import QuerySet
from django.forms import ModelForm
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.functional import Promise as StrPromise
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_POST, require_safe

from members import services
from members.forms import LinkForm, MachineForm, PhotoForm, ProductForm
from members.models import Company, Link, Machine, Photo, Product
from members.types import MemberRequest
from members.views.profile import own_company, page_context, sent

Item = Product | Machine | Link | Photo


@dataclass(frozen=True)
class Kind:
    """One of the four: where its pages are, and what they say."""

    name: str  # the first part of the names of its addresses and templates
    here: str  # its word in the navigation
    items: Callable[[Company], QuerySet[Any]]
    form: type[ModelForm]
    limit: int
    title: StrPromise
    lede: StrPromise
    add: StrPromise
    change: StrPromise
    empty: StrPromise
    full: StrPromise
    saved: StrPromise
    deleted: StrPromise


KINDS = {
    kind.name: kind
    for kind in (
        Kind(
            name="product",
            here="products",
            items=lambda company: company.products.all(),
            form=ProductForm,
            limit=services.LIMITS[Product],
            title=_("Products and services"),
            lede=_("What you make or do. Visitors find you by these words, the first stands on top."),
            add=_("Add a product or service"),
            change=_("Change a product or service"),
            empty=_("Begin with the one you are asked for most."),
            full=_("There is room for 40: delete one to add another."),
            saved=_("Product or service saved."),
            deleted=_("Product or service deleted."),
        ),
        Kind(
            name="machine",
            here="machines",
            items=lambda company: company.machines.select_related("term"),
            form=MachineForm,
            limit=services.LIMITS[Machine],
            title=_("Machines"),
            lede=_("Machines that others may use too: who, when and how you say yourselves."),
            add=_("Add a machine"),
            change=_("Change a machine"),
            empty=_("If a machine of yours often stands still, somebody in the house may be looking for it."),
            full=_("There is room for 20: delete one to add another."),
            saved=_("Machine saved."),
            deleted=_("Machine deleted."),
        ),
        Kind(
            name="photo",
            here="photos",
            items=lambda company: company.photos.all(),
            form=PhotoForm,
            limit=services.LIMITS[Photo],
            title=_("Photos"),
            lede=_("Up to twelve, the first stands on top. Hands and tools say more than a front door."),
            add=_("Add a photo"),
            change=_("Change a photo"),
            empty=_("Three are a good beginning: the workshop, somebody at work, a finished piece."),
            full=_("There is room for 12: delete one to add another."),
            saved=_("Photo saved."),
            deleted=_("Photo deleted."),
        ),
        Kind(
            name="link",
            here="links",
            items=lambda company: company.links.all(),
            form=LinkForm,
            limit=services.LIMITS[Link],
            title=_("Links"),
            lede=_("Your pages elsewhere: a shop, a profile, a film. Your own website is in the profile."),
            add=_("Add a link"),
            change=_("Change a link"),
            empty=_("Add the page you would show a customer first."),
            full=_("There is room for 8: delete one to add another."),
            saved=_("Link saved."),
            deleted=_("Link deleted."),
        ),
    )
}


def _context(company: Company, kind: Kind, **more: Any) -> dict[str, Any]:
    addresses = {
        f"{verb}_url": reverse(f"members:{kind.name}_{verb}", args=[company.slug]) for verb in ("list", "new")
    }
    return page_context(company, kind.here, kind=kind, **addresses, **more)


def _list_of(kind: Kind, slug: str) -> HttpResponse:
    return redirect(f"members:{kind.name}_list", slug)


@require_safe
def item_list(request: MemberRequest, slug: str, name: str) -> HttpResponse:
    company, kind = own_company(request, slug), KINDS[name]
    context = _context(company, kind)
    # `page_context` has read them all, and there are never more than the limit: no pages.
    items = list(getattr(company, f"{kind.name}s").all())
    for item in items:
        for verb in ("edit", "move", "delete"):
            setattr(item, f"{verb}_url", reverse(f"members:{kind.name}_{verb}", args=[slug, item.pk]))
    context |= {"items": items, "is_full": len(items) >= kind.limit}
    return render(request, f"members/{kind.name}_list.html", context)


def item_new(request: MemberRequest, slug: str, name: str) -> HttpResponse:
    company, kind = own_company(request, slug), KINDS[name]
    return _form_page(request, company, kind, kind.form._meta.model(company=company))


def item_edit(request: MemberRequest, slug: str, name: str, pk: int) -> HttpResponse:
    company, kind = own_company(request, slug), KINDS[name]
    return _form_page(request, company, kind, get_object_or_404(kind.items(company), pk=pk))


def _form_page(request: MemberRequest, company: Company, kind: Kind, item: Item) -> HttpResponse:
    form = kind.form(*sent(request), instance=item)
    if form.is_valid():
        try:
            form.save()
        except ValidationError as error:
            form.add_error(None, error)
        else:
            messages.success(request, str(kind.saved))
            return _list_of(kind, company.slug)
    context = _context(company, kind, form=form, is_new=item._state.adding)
    template = "members/item_form.html" if kind.name == "link" else f"members/{kind.name}_form.html"
    return render(request, template, context)


def item_delete(request: MemberRequest, slug: str, name: str, pk: int) -> HttpResponse:
    company, kind = own_company(request, slug), KINDS[name]
    item = get_object_or_404(kind.items(company), pk=pk)
    if request.method == "POST":
        services.delete_item(item)
        messages.success(request, str(kind.deleted))
        return _list_of(kind, slug)
    context = _context(company, kind, item=item)
    return render(request, "members/item_confirm_delete.html", context)


@require_POST
def item_move(request: MemberRequest, slug: str, name: str, pk: int) -> HttpResponse:
    """One place up, or down."""
    company, kind = own_company(request, slug), KINDS[name]
    item = get_object_or_404(kind.items(company), pk=pk)
    if request.POST.get("to") in ("up", "down"):
        services.move_item(item, is_up=request.POST["to"] == "up")
    return _list_of(kind, slug)
