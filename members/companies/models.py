"""The multifactory, the fields of activity and the member companies."""

from datetime import date, timedelta
from typing import Self

from django.core.exceptions import ValidationError
from django.core.validators import MaxLengthValidator, MinValueValidator, URLValidator
from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Coalesce
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _
from simple_history.models import HistoricalRecords

from members.companies.bands import EARLIEST_FOUNDING
from members.companies.customer_groups import (
    CustomerGroupsField,
    customer_group_labels,
    validate_customer_groups,
)
from multifactory.lib.text import fields as texts
from multifactory.lib.text.languages import InTwoLanguages


def _is_member_on(day: date) -> Q:
    return Q(joined_on__lte=day) & (Q(left_on__isnull=True) | Q(left_on__gt=day))


YEAR = timedelta(days=365)
TIME_TO_ANSWER = timedelta(days=30)


class CompanyQuerySet(models.QuerySet):
    def current(self, day: date | None = None) -> Self:
        """Members of the managing body on a day (today)."""
        return self.filter(_is_member_on(day or timezone.localdate()))

    def during(self, start: date, end: date) -> Self:
        """Members of the managing body on some day of [start, end)."""
        return self.filter(Q(left_on__isnull=True) | Q(left_on__gt=start), joined_on__lt=end)

    def remembered(self, day: date | None = None) -> Self:
        """Companies that have left on a day (today) and agreed to keep their page."""
        return self.filter(left_on__lte=day or timezone.localdate(), is_remembered=True)

    def with_page(self) -> Self:
        """Members of today, and former ones that are remembered."""
        today = timezone.localdate()
        return self.filter(_is_member_on(today) | Q(left_on__lte=today, is_remembered=True))

    def for_list(self) -> Self:
        return self.select_related("field", "logo").order_by("name")

    def for_page(self) -> Self:
        return self.select_related("field", "second_field", "third_field", "logo")

    def to_ask(self, day: date | None = None) -> Self:
        """Members whose page nobody has confirmed for a year, and who have not been asked since."""
        today = day or timezone.localdate()
        known = self.current(today).alias(known_on=Coalesce("confirmed_on", "joined_on"))
        return known.filter(
            Q(asked_on__isnull=True) | Q(asked_on__lte=F("known_on")), known_on__lte=today - YEAR
        )

    def unconfirmed(self, day: date | None = None) -> Self:
        """Asked 30 days ago or more whether the page is right, and no answer yet."""
        return self.filter(
            Q(confirmed_on__isnull=True) | Q(confirmed_on__lt=F("asked_on")),
            asked_on__lte=(day or timezone.localdate()) - TIME_TO_ANSWER,
        )


STORY_LENGTH = 8000
RESERVED_SLUGS = {"former", "new", "export", "import"}  # words of the portal's own addresses


def validate_company_slug(slug: str) -> None:
    if slug in RESERVED_SLUGS:
        raise ValidationError(_("The portal uses this address itself: choose another."), code="reserved")


def validate_founding_year(year: int) -> None:
    if not EARLIEST_FOUNDING <= year <= timezone.localdate().year:
        raise ValidationError(_("Write the year with four digits, not later than this year."), code="year")


class Multifactory(InTwoLanguages):
    """The one multifactory of this installation: its name, face and story."""

    in_two_languages = ("tagline", "welcome", "lede", "story")

    name = texts.CharField(_("name"), max_length=80)
    tagline = texts.CharField(_("tagline"), max_length=120, blank=True)
    welcome = texts.CharField(_("opening text of the home page"), max_length=120, blank=True)
    lede = texts.CharField(_("what it is, in two sentences"), max_length=300, blank=True)
    story = texts.TextField(_("story"), blank=True, help_text=_("Markdown. The building before and after."))
    other_tagline = texts.CharField(_("tagline in the other language"), max_length=120, blank=True)
    other_welcome = texts.CharField(
        _("opening text of the home page in the other language"), max_length=120, blank=True
    )
    other_lede = texts.CharField(
        _("what it is, in two sentences, in the other language"), max_length=300, blank=True
    )
    other_story = texts.TextField(_("story in the other language"), blank=True, help_text=_("Markdown"))
    address = texts.CharField(_("address"), max_length=200, blank=True)
    # The same in parts, as search engines want it.
    street = texts.CharField(_("street and number"), max_length=120, blank=True)
    postal_code = texts.CharField(_("postal code"), max_length=12, blank=True)
    locality = texts.CharField(_("town"), max_length=80, blank=True)
    region = texts.CharField(_("province or region"), max_length=80, blank=True)
    country = texts.CharField(
        _("country"), max_length=2, default="IT", blank=True, help_text=_("Two letters: IT.")
    )
    email = texts.EmailField(_("e-mail address"), blank=True)
    founded_on = models.DateField(_("founded on"), null=True, blank=True)
    takes_applications = models.BooleanField(
        _("takes applications without a call"),
        default=True,
        help_text=_("If not, companies can apply only while a call is open."),
    )
    is_sample = models.BooleanField(_("sample"), default=False, editable=False)

    class Meta:
        verbose_name = _("multifactory")
        verbose_name_plural = _("multifactory")
        constraints = [
            models.CheckConstraint(condition=Q(pk=1), name="multifactory_is_one"),
            models.CheckConstraint(
                condition=~Q(language="")
                | Q(other_tagline="", other_welcome="", other_lede="", other_story=""),
                name="multifactory_second_language_needs_first",
                violation_error_message=_("Say in which language the first texts are."),
            ),
        ]

    def __str__(self) -> str:
        return self.name


class Field(models.Model):
    """Field of activity; the list is short (at most 25) and mapped to ATECO 2025 sections and divisions."""

    code = models.SlugField(_("code"), max_length=40, unique=True)
    name_en = texts.CharField(_("name in English"), max_length=80, unique=True)
    name_it = texts.CharField(_("name in Italian"), max_length=80, unique=True)
    ateco = texts.CharField(
        _("ATECO sections or divisions"), max_length=60, help_text=_("For example C16, C31")
    )

    class Meta:
        verbose_name = _("field of activity")
        verbose_name_plural = _("fields of activity")
        ordering = ["name_en"]

    def __str__(self) -> str:
        return self.name

    @property
    def name(self) -> str:
        return self.name_it if (get_language() or "").startswith("it") else self.name_en


class Company(models.Model):
    """A member company, from one person to a firm: one vote in the managing body from the day it joins."""

    class Vocation(models.TextChoices):
        CRAFT = "craft", _("craft")
        MANUFACTURE = "manufacture", _("manufacture")
        ARTS = "arts", _("arts")
        DESIGN = "design", _("design")
        FOOD = "food", _("food and farming")
        SERVICES = "services", _("services")

    class Craft(models.TextChoices):
        NONE = "none", _("not a craft business")
        SELF_DECLARED = "self_declared", _("craft business, self-declared")
        REGISTERED = "registered", _("in the register of craft businesses")

    name = texts.CharField(_("name"), max_length=120, unique=True)
    slug = models.SlugField(
        _("address of its page"), max_length=120, unique=True, validators=[validate_company_slug]
    )
    line = texts.CharField(_("what it does, in one line"), max_length=100)
    story = texts.TextField(_("story"), blank=True, validators=[MaxLengthValidator(STORY_LENGTH)])
    field = models.ForeignKey(
        Field, verbose_name=_("field of activity"), on_delete=models.PROTECT, related_name="companies"
    )
    second_field = models.ForeignKey(
        Field,
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
        verbose_name=_("second field"),
    )
    third_field = models.ForeignKey(
        Field,
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
        verbose_name=_("third field"),
    )
    vocation = models.CharField(_("vocation"), max_length=20, choices=Vocation)
    craft = models.CharField(_("craft"), max_length=20, choices=Craft, default=Craft.NONE)
    craft_number = texts.CharField(_("number in the register"), max_length=40, blank=True)
    craft_checked_on = models.DateField(_("checked on"), null=True, blank=True)
    founded = models.PositiveSmallIntegerField(
        _("founded in"), null=True, blank=True, validators=[validate_founding_year]
    )
    customers = CustomerGroupsField(
        _("customer groups"), default=list, blank=True, validators=[validate_customer_groups]
    )
    # Its people's alone: others see it in cells of several companies (`members.principles.disclosure`).
    people_at_work = models.PositiveSmallIntegerField(
        _("people at work"),
        null=True,
        blank=True,
        validators=[MinValueValidator(1)],
        help_text=_("Nobody else sees it: it is shown only for five or more companies together."),
    )
    email = texts.EmailField(_("e-mail address"), blank=True)
    email_is_public = models.BooleanField(_("everyone can read the e-mail address"), default=True)
    phone = texts.CharField(_("telephone"), max_length=40, blank=True)
    phone_is_public = models.BooleanField(_("everyone can read the telephone number"), default=True)
    website = texts.URLField(_("website"), blank=True, validators=[URLValidator(schemes=["http", "https"])])
    opening_times = texts.CharField(_("open to visitors"), max_length=200, blank=True)
    takes_visits = models.BooleanField(_("visits"), default=False)
    takes_commissions = models.BooleanField(_("commissions"), default=False)
    takes_apprentices = models.BooleanField(_("apprentices"), default=False)
    joined_on = models.DateField(_("member since"))
    left_on = models.DateField(
        _("left on"), null=True, blank=True, help_text=_("The first day it is no longer a member.")
    )
    is_remembered = models.BooleanField(
        _("keeps its page after leaving"),
        default=False,
        help_text=_("With its consent, among the former members."),
    )
    confirmed_on = models.DateField(_("page confirmed on"), null=True, blank=True)
    asked_on = models.DateField(_("asked to confirm the page on"), null=True, blank=True, editable=False)
    # What the directory finds and counts it by: `members.profile.search` writes both.
    search_text = models.TextField(default="", editable=False)
    facet_values = models.JSONField(default=dict, editable=False)

    objects = CompanyQuerySet.as_manager()
    # Who changed what, and when; `bulk_create` and `update` write none. Contacts stay out: they may be a
    # person's, and whoever asks to be forgotten would live on in it. So does what only its people see.
    history = HistoricalRecords(
        excluded_fields=["email", "phone", "people_at_work", "asked_on", "search_text", "facet_values"]
    )

    class Meta:
        verbose_name = _("company")
        verbose_name_plural = _("companies")
        ordering = ["name"]
        constraints = [
            models.CheckConstraint(
                condition=Q(left_on__isnull=True) | Q(left_on__gt=F("joined_on")),
                name="company_leaves_after_joining",
                violation_error_message=_("The leaving date must be after the joining date."),
            ),
            models.CheckConstraint(
                condition=~Q(second_field=F("field"))
                & ~Q(third_field=F("field"))
                & ~Q(third_field=F("second_field")),
                name="company_fields_differ",
                violation_error_message=_("Choose each field of activity once."),
            ),
            models.CheckConstraint(
                condition=Q(third_field__isnull=True) | Q(second_field__isnull=False),
                name="company_fields_in_order",
                violation_error_message=_("Choose the second field before the third."),
            ),
            models.CheckConstraint(
                condition=~Q(craft="registered") | (~Q(craft_number="") & Q(craft_checked_on__isnull=False)),
                name="company_registered_craft_was_checked",
                violation_error_message=_(
                    "A registered craft business needs a register number and a check date."
                ),
            ),
            models.CheckConstraint(
                condition=Q(people_at_work__isnull=True) | Q(people_at_work__gte=1),
                name="company_has_somebody_at_work",
                violation_error_message=_("At least one person works in a company."),
            ),
        ]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return reverse("members:company_detail", args=[self.slug])

    @property
    def customer_labels(self) -> list[str]:
        return customer_group_labels(self.customers)

    @property
    def is_yet_to_join(self) -> bool:
        """Admitted, and its first day is still to come: until then it has no page."""
        return self.joined_on > timezone.localdate()

    @property
    def is_asked(self) -> bool:
        """Whether a yearly question waits for an answer."""
        return self.asked_on is not None and (self.confirmed_on is None or self.confirmed_on < self.asked_on)

    @property
    def unconfirmed_since(self) -> date | None:
        """The day its people last confirmed the page, if asked 30 days ago and not answered since."""
        is_late = self.asked_on is not None and self.asked_on + TIME_TO_ANSWER <= timezone.localdate()
        return (self.confirmed_on or self.joined_on) if is_late and self.is_asked else None


def the_multifactory() -> Multifactory:
    """The installation's own row; an unsaved one before it is filled in, so that pages still show."""
    return Multifactory.objects.first() or Multifactory(name="Multifactory")
