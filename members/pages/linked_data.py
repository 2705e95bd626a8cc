"""A company as search engines and other sites read it."""

from typing import Any

from django.utils.safestring import SafeString
from django.utils.translation import gettext

from members.companies.models import Company, Multifactory
from multifactory.lib.images.models import Picture
from multifactory.lib.images.share_image import ShareWords
from multifactory.lib.linked_data import json_ld
from multifactory.lib.mail import absolute_url


def picture_url(picture: Picture) -> str:
    """The address other sites can fetch it from."""
    return absolute_url(picture.large.url)


def preview_picture(company: Company) -> Picture | None:
    """The picture that stands for a company elsewhere: its logo, or its first photo."""
    return getattr(company, "logo", None) or next(iter(company.photos.all()), None)


def share_words(company: Company, portal: Multifactory) -> ShareWords:
    return ShareWords(gettext("Company"), company.name, company.line, portal.name)


def company_json_ld(
    company: Company, portal: Multifactory, *, email: str = "", phone: str = ""
) -> SafeString:
    """What everybody may read of the company; of the contacts, those that are given."""
    logo = getattr(company, "logo", None)
    elsewhere = [company.website, *(link.url for link in company.links.all())]
    community = {"@type": "Organization", "name": portal.name, "url": absolute_url("/")}
    data: dict[str, Any] = {
        "@type": "LocalBusiness",
        "@id": absolute_url(company.get_absolute_url()),
        "name": company.name,
        "description": company.line,
        "url": absolute_url(company.get_absolute_url()),
        "address": portal.address if company.left_on is None else "",
        "email": email,
        "telephone": phone,
        "foundingDate": str(company.founded or ""),
        "logo": picture_url(logo) if logo else "",
        "image": [picture_url(photo) for photo in company.photos.all()],
        "sameAs": [url for url in elsewhere if url],
        "memberOf": community if company.left_on is None else None,
        "makesOffer": [
            {"@type": "Offer", "name": product.name, "description": product.line}
            for product in company.products.all()
        ],
    }
    return json_ld({name: value for name, value in data.items() if value})
