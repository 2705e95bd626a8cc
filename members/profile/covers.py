"""The picture a company is shown with on cards: its first photo, else that of its first product with one."""

from collections.abc import Collection
from datetime import date

from django.db.models import Exists, OuterRef

from members.companies.models import Company
from members.hooks import Fact, facts_of
from members.profile.models import Photo, ProductPhoto
from multifactory.lib.images.models import Picture

MAKERS = 6


def covers_of(companies: Collection[Company]) -> dict[int, Picture]:
    """By the company's id; who has sent no picture is missing. Two queries."""
    covers: dict[int, Picture] = {}
    photos = Photo.objects.filter(company__in=companies).order_by("position", "pk")
    for photo in photos:
        covers.setdefault(photo.company_id, photo)
    others = [company for company in companies if company.pk not in covers]
    product_photos = ProductPhoto.objects.filter(product__company__in=others).select_related("product")
    for shown in product_photos.order_by("product__position", "product__pk"):
        covers.setdefault(shown.product.company_id, shown)
    return covers


def makers_of_the_week(day: date) -> list[tuple[Company, Picture, list[Fact]]]:
    """Companies with a picture, for the home page: other ones each week, so that each has its turn."""
    photos = Photo.objects.filter(company=OuterRef("pk"))
    product_photos = ProductPhoto.objects.filter(product__company=OuterRef("pk"))
    pictured = Company.objects.current(day).filter(Exists(photos) | Exists(product_photos))
    keys = list(pictured.order_by("joined_on", "pk").values_list("pk", flat=True))
    start = day.toordinal() // 7 * MAKERS % len(keys) if keys else 0
    turn = (keys[start:] + keys[:start])[:MAKERS]
    companies = {company.pk: company for company in Company.objects.for_list().filter(pk__in=turn)}
    shown = [companies[key] for key in turn]
    covers, facts = covers_of(shown), facts_of(shown)
    return [(company, covers[company.pk], facts[company.pk]) for company in shown]
