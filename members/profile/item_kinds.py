"""The four kinds of things a company lists on its page, and what their pages say."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.db.models import QuerySet
from django.forms import ModelForm
from django.utils.functional import Promise as StrPromise
from django.utils.translation import gettext_lazy as _

from members.companies.models import Company
from members.profile.forms import LinkForm, MachineForm, PhotoForm, ProductForm
from members.profile.models import Link, Machine, Photo, Product
from members.profile.services import LIMITS


@dataclass(frozen=True)
class ItemKind:
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


ITEM_KINDS = {
    kind.name: kind
    for kind in (
        ItemKind(
            name="product",
            here="products",
            items=lambda company: company.products.for_list(),
            form=ProductForm,
            limit=LIMITS[Product],
            title=_("Products and services"),
            lede=_(
                "What you make or do. Visitors find you through these entries; the first is shown at the top."
            ),
            add=_("Add a product or service"),
            change=_("Change a product or service"),
            empty=_("Start with the one you are asked for most."),
            full=_("There is room for 40: delete one to add another."),
            saved=_("Product or service saved."),
            deleted=_("Product or service deleted."),
        ),
        ItemKind(
            name="machine",
            here="machines",
            items=lambda company: company.machines.select_related("term"),
            form=MachineForm,
            limit=LIMITS[Machine],
            title=_("Machines"),
            lede=_("Machines that others can use too: you decide who, when and how."),
            add=_("Add a machine"),
            change=_("Change a machine"),
            empty=_("If one of your machines is often idle, someone in the building may need it."),
            full=_("There is room for 20: delete one to add another."),
            saved=_("Machine saved."),
            deleted=_("Machine deleted."),
        ),
        ItemKind(
            name="photo",
            here="photos",
            items=lambda company: company.photos.all(),
            form=PhotoForm,
            limit=LIMITS[Photo],
            title=_("Photos"),
            lede=_(
                "Up to twelve; the first is shown at the top. Hands and tools say more than a front door."
            ),
            add=_("Add a photo"),
            change=_("Change a photo"),
            empty=_("Three are a good beginning: the workshop, someone at work, a finished piece."),
            full=_("There is room for 12: delete one to add another."),
            saved=_("Photo saved."),
            deleted=_("Photo deleted."),
        ),
        ItemKind(
            name="link",
            here="links",
            items=lambda company: company.links.all(),
            form=LinkForm,
            limit=LIMITS[Link],
            title=_("Links"),
            lede=_("Your pages elsewhere: a shop, a profile, a video. Your own website goes in the profile."),
            add=_("Add a link"),
            change=_("Change a link"),
            empty=_("Add the page you would show a customer first."),
            full=_("There is room for 8: delete one to add another."),
            saved=_("Link saved."),
            deleted=_("Link deleted."),
        ),
    )
}
