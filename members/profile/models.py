"""What companies say of themselves: products, machines, pictures and links."""

from collections.abc import Iterable
from typing import Self

from django.core.validators import URLValidator
from django.db import models
from django.db.models import Case, Prefetch, Value, When
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from members.companies.models import Company, CompanyQuerySet
from multifactory.lib.images.models import Picture
from multifactory.lib.text import fields as texts


class Stage(models.TextChoices):
    """Stages in the life of a product."""

    DESIGN = "design", _("design")
    PROTOTYPE = "prototype", _("prototype")
    MATERIAL = "material", _("material")
    PARTS = "parts", _("parts")
    FINISHING = "finishing", _("finishing")
    ASSEMBLY = "assembly", _("assembly")
    LOGISTICS = "logistics", _("logistics")
    SALE = "sale", _("sale")
    REPAIR = "repair", _("repair")
    REUSE = "reuse", _("reuse and recycling")


class Term(models.Model):
    """A word for a kind of product, a material or a kind of machine: one row however it is written."""

    class Kind(models.TextChoices):
        PRODUCT = "product", _("kind of product")
        MATERIAL = "material", _("material")
        MACHINE = "machine", _("kind of machine")

    kind = models.CharField(_("kind"), max_length=10, choices=Kind)
    name = texts.CharField(_("word"), max_length=60)
    slug = models.SlugField(_("in addresses"), max_length=60)
    # Companies write a word in one language; it is shown and found in both.
    name_en = texts.CharField(_("word in English"), max_length=60, blank=True)
    name_it = texts.CharField(_("word in Italian"), max_length=60, blank=True)

    class Meta:
        verbose_name = _("word")
        verbose_name_plural = _("words for products, materials and machines")
        ordering = ["kind", "name"]
        constraints = [models.UniqueConstraint(fields=["kind", "slug"], name="term_once")]

    def __str__(self) -> str:
        return self.name

    @property
    def label(self) -> str:
        """The word in the language of the page, where it is known."""
        return term_label(self.name, self.name_en, self.name_it)


def term_label(name: str, name_en: str, name_it: str) -> str:
    return (name_it if get_language() == "it" else name_en) or name


def _in_order(field: str, values: Iterable[str]) -> Case:
    """Sorts by a field in the order of its choices."""
    return Case(*(When(**{field: value}, then=Value(number)) for number, value in enumerate(values)))


class ProductQuerySet(models.QuerySet):
    def for_list(self) -> Self:
        """With photo, words (kinds first, then materials) and stages in their order. Three queries."""
        terms = Term.objects.order_by(_in_order("kind", Term.Kind.values), "name", "pk")
        stages = ProductStage.objects.order_by(_in_order("stage", Stage.values))
        return self.select_related("photo").prefetch_related(
            Prefetch("terms", terms), Prefetch("stages", stages)
        )


class Product(models.Model):
    """Something a company makes or does."""

    company = models.ForeignKey(
        Company, on_delete=models.CASCADE, related_name="products", verbose_name=_("company")
    )
    name = texts.CharField(_("name"), max_length=80)
    line = texts.CharField(_("in one line"), max_length=140, blank=True)
    terms = models.ManyToManyField(
        Term, blank=True, related_name="products", verbose_name=_("kinds and materials")
    )
    position = models.PositiveSmallIntegerField(_("position"), default=0)

    objects = ProductQuerySet.as_manager()

    class Meta:
        verbose_name = _("product or service")
        verbose_name_plural = _("products and services")
        ordering = ["position", "id"]

    def __str__(self) -> str:
        return self.name


class ProductStage(models.Model):
    """A stage in the life of a product that the company does itself."""

    product = models.ForeignKey(
        Product, on_delete=models.CASCADE, related_name="stages", verbose_name=_("product")
    )
    stage = models.CharField(_("stage"), max_length=10, choices=Stage)

    class Meta:
        verbose_name = _("stage")
        verbose_name_plural = _("stages")
        ordering = ["id"]
        constraints = [models.UniqueConstraint(fields=["product", "stage"], name="product_stage_once")]

    def __str__(self) -> str:
        return self.get_stage_display()


class Machine(models.Model):
    """A machine a company opens to the others."""

    company = models.ForeignKey(
        Company, on_delete=models.CASCADE, related_name="machines", verbose_name=_("company")
    )
    name = texts.CharField(_("name"), max_length=80)
    line = texts.CharField(_("who can use it, and how"), max_length=140, blank=True)
    term = models.ForeignKey(
        Term,
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        limit_choices_to={"kind": Term.Kind.MACHINE},
        related_name="machines",
        verbose_name=_("kind of machine"),
    )
    position = models.PositiveSmallIntegerField(_("position"), default=0)

    class Meta:
        verbose_name = _("machine")
        verbose_name_plural = _("machines")
        ordering = ["position", "id"]

    def __str__(self) -> str:
        return self.name


class Logo(Picture):
    """The sign of a company, on a square: padded, never cropped."""

    company = models.OneToOneField(
        Company, on_delete=models.CASCADE, related_name="logo", verbose_name=_("company")
    )

    class Meta:
        verbose_name = _("logo")
        verbose_name_plural = _("logos")


class Photo(Picture):
    """A picture of the company at work."""

    company = models.ForeignKey(
        Company, on_delete=models.CASCADE, related_name="photos", verbose_name=_("company")
    )
    position = models.PositiveSmallIntegerField(_("position"), default=0)

    class Meta:
        verbose_name = _("photo")
        verbose_name_plural = _("photos")
        ordering = ["position", "id"]


class ProductPhoto(Picture):
    """The picture of a product or service."""

    product = models.OneToOneField(
        Product, on_delete=models.CASCADE, related_name="photo", verbose_name=_("product")
    )

    class Meta:
        verbose_name = _("photo of a product")
        verbose_name_plural = _("photos of products")


class Link(models.Model):
    """A page of the company elsewhere: a shop, a profile, a film."""

    company = models.ForeignKey(
        Company, on_delete=models.CASCADE, related_name="links", verbose_name=_("company")
    )
    label = texts.CharField(_("name"), max_length=40)
    url = texts.URLField(_("address"), validators=[URLValidator(schemes=["http", "https"])])
    position = models.PositiveSmallIntegerField(_("position"), default=0)

    class Meta:
        verbose_name = _("link")
        verbose_name_plural = _("links")
        ordering = ["position", "id"]

    def __str__(self) -> str:
        return self.label


def with_profile(companies: CompanyQuerySet) -> CompanyQuerySet:
    """The companies with what their pages show: products, machines, photos and links. Six queries more."""
    products = Prefetch("products", Product.objects.for_list())
    return companies.prefetch_related(products, "machines", "photos", "links")
