"""What companies say of themselves: products, machines, links; and what only a coordinator may change."""

from django.core.validators import URLValidator
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from members.models.companies import Company
from members.models.people import User
from multifactory.lib.images.models import Picture


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
    name = models.CharField(_("word"), max_length=60)
    slug = models.SlugField(_("in addresses"), max_length=60)

    class Meta:
        verbose_name = _("word")
        verbose_name_plural = _("words for products, materials and machines")
        ordering = ["kind", "name"]
        constraints = [models.UniqueConstraint(fields=["kind", "slug"], name="term_once")]

    def __str__(self) -> str:
        return self.name


class Product(models.Model):
    """Something a company makes or does."""

    company = models.ForeignKey(
        Company, on_delete=models.CASCADE, related_name="products", verbose_name=_("company")
    )
    name = models.CharField(_("name"), max_length=80)
    line = models.CharField(_("in one line"), max_length=140, blank=True)
    terms = models.ManyToManyField(
        Term, blank=True, related_name="products", verbose_name=_("kinds and materials")
    )
    position = models.PositiveSmallIntegerField(_("position"), default=0)

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
    name = models.CharField(_("name"), max_length=80)
    line = models.CharField(_("who may use it, and how"), max_length=140, blank=True)
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
    label = models.CharField(_("name"), max_length=40)
    url = models.URLField(_("address"), validators=[URLValidator(schemes=["http", "https"])])
    position = models.PositiveSmallIntegerField(_("position"), default=0)

    class Meta:
        verbose_name = _("link")
        verbose_name_plural = _("links")
        ordering = ["position", "id"]

    def __str__(self) -> str:
        return self.label


class FormerSlug(models.Model):
    """An address a company's page had before: it leads to the page for ever, and no other company gets it."""

    slug = models.SlugField(_("former address"), max_length=120, unique=True)
    company = models.ForeignKey(
        Company, on_delete=models.CASCADE, related_name="former_slugs", verbose_name=_("company")
    )

    class Meta:
        verbose_name = _("former address")
        verbose_name_plural = _("former addresses")

    def __str__(self) -> str:
        return self.slug


class ChangeRequest(models.Model):
    """A company asks the coordinators for what it may not change itself: its name, its craft entry."""

    class State(models.TextChoices):
        OPEN = "open", _("open")
        ACCEPTED = "accepted", _("accepted")
        REFUSED = "refused", _("refused")

    company = models.ForeignKey(
        Company, on_delete=models.CASCADE, related_name="change_requests", verbose_name=_("company")
    )
    name = models.CharField(_("new name"), max_length=120, blank=True)
    craft = models.CharField(_("craft"), max_length=20, choices=Company.Craft, blank=True)
    craft_number = models.CharField(_("number in the register"), max_length=40, blank=True)
    note = models.CharField(_("why"), max_length=300, blank=True)
    state = models.CharField(_("state"), max_length=10, choices=State, default=State.OPEN)
    requested_by = models.ForeignKey(
        User, null=True, on_delete=models.SET_NULL, related_name="+", verbose_name=_("asked by")
    )
    requested_at = models.DateTimeField(_("asked on"), default=timezone.now, editable=False)
    decided_by = models.ForeignKey(
        User,
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
        verbose_name=_("answered by"),
    )
    decided_at = models.DateTimeField(_("answered on"), null=True, blank=True, editable=False)
    reason = models.CharField(_("reason"), max_length=300, blank=True)

    class Meta:
        verbose_name = _("change request")
        verbose_name_plural = _("change requests")
        ordering = ["-requested_at"]
        constraints = [
            models.UniqueConstraint(
                fields=["company"],
                condition=Q(state="open"),
                name="change_request_one_open",
                violation_error_message=_("A request of this company is open already."),
            ),
            models.CheckConstraint(
                condition=Q(state="open", decided_at__isnull=True)
                | (~Q(state="open") & Q(decided_at__isnull=False)),
                name="change_request_decided_says_when",
            ),
            models.CheckConstraint(
                condition=~Q(state="refused") | ~Q(reason=""),
                name="change_request_refused_says_why",
                violation_error_message=_("Write the reason of the refusal."),
            ),
            models.CheckConstraint(condition=~Q(name="", craft=""), name="change_request_asks_something"),
        ]

    def __str__(self) -> str:
        return f"{self.company}, {self.get_state_display()}"
