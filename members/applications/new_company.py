"""An application the companies have accepted becomes a company: its page, its products, its first person."""

import logging
from datetime import date

from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from members.applications.models import Application
from members.applications.part_models import ApplicationDocument
from members.applications.services import accept
from members.changes.services import free_slug
from members.companies.models import Company
from members.exchange.listings.services import open_listing
from members.people.models import Membership
from members.people.services import invite
from members.profile.models import Photo, Product
from members.profile.search import refresh_search_text
from members.profile.services import save_photo, save_product
from multifactory.lib.busy import BusyError
from multifactory.lib.images.reading import read_image

logger = logging.getLogger(__name__)

SAID = ("name", "line", "field", "second_field", "third_field", "vocation", "founded", "customers", "email")


@transaction.atomic
def join(application: Application, *, joined_on: date) -> Company:
    """Make it a company, whose representative is invited, and tell the applicant.

    ValidationError: it is not before the companies any more (withdrawn), or its name was taken meanwhile.
    """
    company = _make_company(application, joined_on)
    accept(application, company=company)
    if application.may_publish:
        _add_products(company, application)
        _add_photos(company, application)
    refresh_search_text(company)
    _open_listings(company, application)
    invite(
        company,
        email=application.email,
        role=Membership.Role.REPRESENTATIVE,
        by=None,
        language=application.language,
    )
    return company


def ensure_name_is_free(application: Application) -> None:
    if Company.objects.filter(name__iexact=application.name).exists():
        raise _name_taken(application)


def _name_taken(application: Application) -> ValidationError:
    text = _("There is already a company named “%(name)s”: one of the two needs another name.")
    return ValidationError(text % {"name": application.name}, code="name")


def _make_company(application: Application, joined_on: date) -> Company:
    """Its contacts stay private until its people decide; coordinators check an entry in the register."""
    ensure_name_is_free(application)
    is_craft = application.craft != Company.Craft.NONE
    company = Company(
        **{name: getattr(application, name) for name in SAID},
        slug=free_slug(application.name),
        story=application.story if application.may_publish else "",
        craft=Company.Craft.SELF_DECLARED if is_craft else Company.Craft.NONE,
        email_is_public=False,
        phone_is_public=False,
        joined_on=joined_on,
    )
    try:
        with transaction.atomic():
            company.save()
    except IntegrityError:  # taken at the same moment
        ensure_name_is_free(application)
        raise
    return company


def _add_products(company: Company, application: Application) -> None:
    names: set[str] = set()
    for said in application.products.all():
        if said.name in names:
            continue
        names.add(said.name)
        save_product(
            Product(company=company, name=said.name),
            kinds=said.kinds,
            materials=said.materials,
            stages=said.stages,
            image=None,
            alt="",
        )


def _open_listings(company: Company, application: Application) -> None:
    """What it offers and needs, as its own; nobody of it has an account yet."""
    for said in application.listings.all():
        open_listing(
            company=company,
            author=None,
            kind=said.kind,
            title=said.title,
            text=said.text,
            field=said.field,
            terms=said.terms,
        )


def _add_photos(company: Company, application: Application) -> None:
    """The pictures among its papers. One that cannot be read holds nothing up: its people add it later."""
    names: set[str] = set()
    for paper in application.documents.filter(kind=ApplicationDocument.Kind.IMAGE):
        try:
            with paper.file.open() as file:
                image = read_image(file)
        except (OSError, ValidationError, BusyError):
            logger.warning("Picture %s of application %s was not taken over", paper.pk, application.pk)
            continue
        if paper.name not in names:
            names.add(paper.name)
            save_photo(Photo(company=company, alt=paper.name), image=image)
