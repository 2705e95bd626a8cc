"""Companies of the multifactory and the people in them."""

from django.conf import settings
from django.contrib.auth.base_user import AbstractBaseUser
from django.contrib.auth.models import PermissionsMixin
from django.core.validators import MaxLengthValidator, URLValidator
from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Lower
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from members.managers import UserManager
from members.querysets import CompanyQuerySet, InvitationQuerySet, MembershipQuerySet

STORY_LENGTH = 8000
COORDINATORS = "Coordinators"  # name of the group


class User(AbstractBaseUser, PermissionsMixin):
    """A person, known by an e-mail address. Rights come from memberships and from being staff."""

    email = models.EmailField(_("e-mail address"), unique=True)
    name = models.CharField(_("name"), max_length=120, blank=True)
    language = models.CharField(_("language"), max_length=5, choices=settings.LANGUAGES, blank=True)
    is_staff = models.BooleanField(
        _("back-office"),
        default=False,
        help_text=_("Coordinators may open the back-office. It gives no vote."),
    )
    is_active = models.BooleanField(
        _("active"), default=True, help_text=_("Untick instead of deleting: the person can no longer log in.")
    )
    date_joined = models.DateTimeField(_("account since"), default=timezone.now)

    objects = UserManager()

    USERNAME_FIELD = "email"
    EMAIL_FIELD = "email"

    class Meta:
        verbose_name = _("person")
        verbose_name_plural = _("people")
        ordering = ["email"]
        constraints = [
            models.UniqueConstraint(
                Lower("email"),
                name="user_email_any_case",
                violation_error_message=_("There is an account with this address already."),
            ),
        ]

    def __str__(self) -> str:
        return self.name or self.email

    @cached_property
    def is_coordinator(self) -> bool:
        """May use the back-office: staff in the group Coordinators, or a superuser."""
        if not (self.is_active and self.is_staff):
            return False
        return self.is_superuser or self.groups.filter(name=COORDINATORS).exists()

    def get_full_name(self) -> str:
        return self.name

    def get_short_name(self) -> str:
        return self.name.split(" ")[0] if self.name else self.email


def display_name(user: User) -> str:
    """What allauth calls a person."""
    return str(user)


class Multifactory(models.Model):
    """The one multifactory of this installation: its name, face and story."""

    name = models.CharField(_("name"), max_length=80)
    tagline = models.CharField(_("tagline"), max_length=120, blank=True)
    welcome = models.CharField(_("first words of the home page"), max_length=120, blank=True)
    lede = models.CharField(_("what it is, in two sentences"), max_length=300, blank=True)
    story = models.TextField(_("story"), blank=True, help_text=_("Markdown. The building before and after."))
    address = models.CharField(_("address"), max_length=200, blank=True)
    email = models.EmailField(_("e-mail address"), blank=True)
    founded_on = models.DateField(_("founded on"), null=True, blank=True)
    is_sample = models.BooleanField(_("sample"), default=False, editable=False)

    class Meta:
        verbose_name = _("multifactory")
        verbose_name_plural = _("multifactory")
        constraints = [models.CheckConstraint(condition=Q(pk=1), name="multifactory_is_one")]

    def __str__(self) -> str:
        return self.name


class Field(models.Model):
    """Field of activity; the list is short (at most 25) and mapped to ATECO 2025 sections and divisions."""

    code = models.SlugField(_("code"), max_length=40, unique=True)
    name_en = models.CharField(_("name in English"), max_length=80, unique=True)
    name_it = models.CharField(_("name in Italian"), max_length=80, unique=True)
    ateco = models.CharField(
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
        SELF_DECLARED = "self_declared", _("craft, as it says itself")
        REGISTERED = "registered", _("in the register of craft businesses")

    name = models.CharField(_("name"), max_length=120, unique=True)
    slug = models.SlugField(_("address of its page"), max_length=120, unique=True)
    line = models.CharField(_("what it does, in one line"), max_length=100)
    story = models.TextField(_("story"), blank=True, validators=[MaxLengthValidator(STORY_LENGTH)])
    field = models.ForeignKey(
        Field, verbose_name=_("field of activity"), on_delete=models.PROTECT, related_name="companies"
    )
    vocation = models.CharField(_("vocation"), max_length=20, choices=Vocation)
    craft = models.CharField(_("craft"), max_length=20, choices=Craft, default=Craft.NONE)
    founded = models.PositiveSmallIntegerField(_("founded in"), null=True, blank=True)
    email = models.EmailField(_("public e-mail address"), blank=True)
    phone = models.CharField(_("public telephone"), max_length=40, blank=True)
    website = models.URLField(_("website"), blank=True, validators=[URLValidator(schemes=["http", "https"])])
    joined_on = models.DateField(_("member since"))
    left_on = models.DateField(
        _("left on"), null=True, blank=True, help_text=_("The first day it is no longer a member.")
    )

    objects = CompanyQuerySet.as_manager()

    class Meta:
        verbose_name = _("company")
        verbose_name_plural = _("companies")
        ordering = ["name"]
        constraints = [
            models.CheckConstraint(
                condition=Q(left_on__isnull=True) | Q(left_on__gt=F("joined_on")),
                name="company_leaves_after_joining",
                violation_error_message=_("A company leaves after the day it joined."),
            ),
        ]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return reverse("members:company_detail", args=[self.slug])

    @property
    def is_current(self) -> bool:
        today = timezone.localdate()
        return self.joined_on <= today and (self.left_on is None or self.left_on > today)


class Product(models.Model):
    """Something a company makes or does."""

    company = models.ForeignKey(
        Company, on_delete=models.CASCADE, related_name="products", verbose_name=_("company")
    )
    name = models.CharField(_("name"), max_length=80)
    line = models.CharField(_("in one line"), max_length=140, blank=True)
    position = models.PositiveSmallIntegerField(_("position"), default=0)

    class Meta:
        verbose_name = _("product or service")
        verbose_name_plural = _("products and services")
        ordering = ["position", "id"]

    def __str__(self) -> str:
        return self.name


class Membership(models.Model):
    """A person's place in a company from a day to a day. Only a current one gives rights."""

    class Role(models.TextChoices):
        REPRESENTATIVE = "representative", _("representative")
        COLLABORATOR = "collaborator", _("collaborator")

    user = models.ForeignKey(
        User, on_delete=models.CASCADE, related_name="memberships", verbose_name=_("person")
    )
    company = models.ForeignKey(
        Company, on_delete=models.CASCADE, related_name="memberships", verbose_name=_("company")
    )
    role = models.CharField(_("role"), max_length=20, choices=Role, default=Role.COLLABORATOR)
    started_on = models.DateField(_("since"), default=timezone.localdate)
    ended_on = models.DateField(
        _("until"), null=True, blank=True, help_text=_("The first day without rights in the company.")
    )

    objects = MembershipQuerySet.as_manager()

    class Meta:
        verbose_name = _("membership")
        verbose_name_plural = _("memberships")
        ordering = ["company__name", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["user", "company"],
                condition=Q(ended_on__isnull=True),
                name="membership_once_at_a_time",
                violation_error_message=_("This person is in the company already."),
            ),
            models.CheckConstraint(
                condition=Q(ended_on__isnull=True) | Q(ended_on__gte=F("started_on")),
                name="membership_ends_after_start",
                violation_error_message=_("A membership ends after it starts."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.user}, {self.company}"

    @property
    def is_representative(self) -> bool:
        return self.role == self.Role.REPRESENTATIVE


class Invitation(models.Model):
    """A place in a company, offered by mail. The link is signed and can be used once, until it expires."""

    company = models.ForeignKey(
        Company, on_delete=models.CASCADE, related_name="invitations", verbose_name=_("company")
    )
    email = models.EmailField(_("e-mail address"))
    role = models.CharField(
        _("role"), max_length=20, choices=Membership.Role, default=Membership.Role.COLLABORATOR
    )
    invited_by = models.ForeignKey(
        User, null=True, on_delete=models.SET_NULL, related_name="+", verbose_name=_("invited by")
    )
    created_at = models.DateTimeField(_("sent on"), auto_now_add=True)
    expires_at = models.DateTimeField(_("valid until"))
    accepted_at = models.DateTimeField(_("accepted on"), null=True, blank=True)
    withdrawn_at = models.DateTimeField(_("withdrawn on"), null=True, blank=True)

    objects = InvitationQuerySet.as_manager()

    class Meta:
        verbose_name = _("invitation")
        verbose_name_plural = _("invitations")
        ordering = ["-created_at"]
        constraints = [
            models.UniqueConstraint(
                "company",
                Lower("email"),
                condition=Q(accepted_at__isnull=True, withdrawn_at__isnull=True),
                name="invitation_once_at_a_time",
                violation_error_message=_("This address has been invited already."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.email}, {self.company}"

    @property
    def is_open(self) -> bool:
        return not self.accepted_at and not self.withdrawn_at and self.expires_at > timezone.now()

    def get_absolute_url(self) -> str:
        return reverse("members:people_list", args=[self.company.slug])
