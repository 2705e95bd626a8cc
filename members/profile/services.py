"""A company keeps its page: what it says, makes, opens to others and shows.

Each change of the page makes the company found by its new words, and counts as its confirmation for the year.
"""

from collections.abc import Iterable
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Max, Model, QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from members.companies.models import Company
from members.companies.services import lock_company
from members.profile.confirmation import confirm_page
from members.profile.models import Link, Logo, Machine, Photo, Product, ProductPhoto, ProductStage, Term
from members.profile.search import refresh_search_text
from members.profile.terms import terms_from_words
from multifactory.lib.images.reading import CleanImage

Item = Product | Machine | Link | Photo

LIMITS: dict[type[Model], int] = {Product: 40, Machine: 20, Link: 8, Photo: 12}

# What tells one from another on a page.
UNIQUE_FIELDS: dict[type[Model], str] = {Product: "name", Machine: "name", Link: "url", Photo: "alt"}


def _page_changed(company: Company) -> None:
    refresh_search_text(company)
    confirm_page(company)


@transaction.atomic
def save_profile(company: Company, *, fields: Iterable[str]) -> None:
    """Write these fields and no other: the rest may have changed since the form was opened."""
    lock_company(company)
    company.save(update_fields=list(fields))
    _page_changed(company)


def _set_position(item: Item) -> Company:
    """Lock the company's row; give a new item the last place, while there is room, and an old one its own."""
    company = lock_company(item.company)
    siblings = type(item)._default_manager.filter(company=company)
    if item._state.adding:
        limit = LIMITS[type(item)]
        if siblings.count() >= limit:
            message = ngettext(
                "There is room for %(limit)d: delete it first.",
                "There is room for %(limit)d: delete one first.",
                limit,
            )
            raise ValidationError(message % {"limit": limit})
        _ensure_not_duplicate(item, siblings)
        last = siblings.aggregate(last=Max("position"))["last"]
        item.position = 0 if last is None else last + 1
        return company
    stored = siblings.filter(pk=item.pk).first()
    if stored is None:
        raise ValidationError(_("Someone has deleted this in the meantime."))
    item.position = stored.position
    return company


def _ensure_not_duplicate(item: Item, siblings: QuerySet[Any]) -> None:
    """A form that was sent twice adds one thing; and two of one name nobody could tell apart."""
    name = UNIQUE_FIELDS[type(item)]
    if siblings.filter(**{name: getattr(item, name)}).exists():
        raise ValidationError(
            {name: _("This is already on your page: it has been saved, or needs different wording.")}
        )


@transaction.atomic
def save_link(link: Link) -> None:
    company = _set_position(link)
    link.save()
    _page_changed(company)


@transaction.atomic
def save_machine(machine: Machine, *, kind: str) -> None:
    """A machine, with the word people look for it by (empty: none)."""
    company = _set_position(machine)
    machine.term = next(iter(terms_from_words(Term.Kind.MACHINE, [kind])), None)
    machine.save()
    _page_changed(company)


@transaction.atomic
def save_product(
    product: Product,
    *,
    kinds: str,
    materials: str,
    stages: Iterable[str],
    image: CleanImage | None,
    alt: str,
    is_photo_removed: bool = False,
) -> None:
    """A product with its words, its stages and its photo; without `image` the photo it has stays."""
    company = _set_position(product)
    product.save()
    product.terms.set(
        [*terms_from_words(Term.Kind.MATERIAL, materials), *terms_from_words(Term.Kind.PRODUCT, kinds)]
    )
    product.stages.exclude(stage__in=stages).delete()
    known = set(product.stages.values_list("stage", flat=True))
    ProductStage.objects.bulk_create(
        ProductStage(product=product, stage=stage) for stage in stages if stage not in known
    )
    _save_product_photo(product, image, alt, is_photo_removed=is_photo_removed)
    _page_changed(company)


def _save_product_photo(
    product: Product, image: CleanImage | None, alt: str, *, is_photo_removed: bool
) -> None:
    photo = ProductPhoto.objects.filter(product=product).first()
    if image is not None:
        photo = photo or ProductPhoto(product=product)
        photo.alt = alt
        photo.store(image)
    elif photo is not None and is_photo_removed:
        photo.delete()
    elif photo is not None and photo.alt != alt:
        photo.alt = alt
        photo.save(update_fields=["alt"])


@transaction.atomic
def save_photo(photo: Photo, *, image: CleanImage | None) -> None:
    """A new photo, or an old one with other words or another picture."""
    company = _set_position(photo)
    if image is not None:
        photo.store(image)
    else:
        photo.save(update_fields=["alt"])
    _page_changed(company)


@transaction.atomic
def save_logo(company: Company, *, image: CleanImage) -> None:
    lock_company(company)
    logo = Logo.objects.filter(company=company).first() or Logo(company=company)
    logo.store(image)
    _page_changed(company)


@transaction.atomic
def delete_logo(company: Company) -> None:
    lock_company(company)
    Logo.objects.filter(company=company).delete()
    _page_changed(company)


@transaction.atomic
def delete_item(item: Item) -> None:
    company = lock_company(item.company)
    type(item)._default_manager.filter(pk=item.pk).delete()
    _page_changed(company)


@transaction.atomic
def move_item(item: Item, *, is_up: bool) -> None:
    """One place up or down among the others of the company; at the end of the row it stays."""
    company = lock_company(item.company)
    manager: Any = type(item)._default_manager
    siblings = list(manager.filter(company=company).only("pk", "position").order_by("position", "pk"))
    keys = [sibling.pk for sibling in siblings]
    if item.pk not in keys:
        return
    here = keys.index(item.pk)
    there = here - 1 if is_up else here + 1
    if 0 <= there < len(siblings):
        siblings[here], siblings[there] = siblings[there], siblings[here]
    for position, sibling in enumerate(siblings):
        sibling.position = position
    manager.bulk_update(siblings, ["position"])
    confirm_page(company)
