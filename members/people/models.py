"""People, their memberships of companies, and invitations."""

from collections.abc import Callable
from datetime import date, datetime
from typing import Any, Self

from django.apps import apps
from django.conf import settings
from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.contrib.auth.models import PermissionsMixin
from django.db import models, transaction
from django.db.models import F, Q
from django.db.models.functions import Lower
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from members.companies.models import Company
from multifactory.lib.text import fields as texts


class MembershipQuerySet(models.QuerySet):
    def current(self, day: date | None = None) -> Self:
        """Memberships that give rights on a day (today): not ended, in a company that has not left."""
        today = day or timezone.localdate()
        return self.filter(
            Q(started_on__lte=today) & (Q(ended_on__isnull=True) | Q(ended_on__gt=today)),
            Q(company__joined_on__lte=today)
            & (Q(company__left_on__isnull=True) | Q(company__left_on__gt=today)),
        )

    def unended(self) -> Self:
        """Memberships that give rights today, or will."""
        return self.filter(Q(ended_on__isnull=True) | Q(ended_on__gt=timezone.localdate()))

    def representatives(self) -> Self:
        """Those in force: whom a coordinator made one may still wait for an answer of the company."""
        return self.filter(
            Q(represents_from__isnull=True) | Q(represents_from__lte=timezone.now()),
            role=Membership.Role.REPRESENTATIVE,
        )

    def voting_in_rounds_of(self, opened_at: datetime) -> Self:
        """Representatives with a vote in a round that was opened then."""
        is_older = Q(represents_from__isnull=True) | Q(represents_from__lte=opened_at)
        return self.representatives().filter(is_older)


class InvitationQuerySet(models.QuerySet):
    def open(self) -> Self:
        """Neither accepted nor withdrawn nor out of date."""
        return self.filter(accepted_at__isnull=True, withdrawn_at__isnull=True, expires_at__gt=timezone.now())


class UserManager(BaseUserManager):
    def create_user(self, email: str, password: str | None = None, **extra: Any) -> Any:
        """An account known by its e-mail address, kept in lower case."""
        user: Any = self.model(email=self.normalize_email(email).lower(), **extra)
        user.set_password(password)
        user.save(using=self._db)
        return user

    @transaction.atomic
    def create_superuser(self, email: str, password: str | None = None, **extra: Any) -> Any:
        """From a shell of the host, which needs no e-mail to be believed: the first person of a portal could
        else not log in before its mail runs."""
        user = self.create_user(email, password, is_staff=True, is_superuser=True, **extra)
        addresses = apps.get_model("account", "EmailAddress")._default_manager
        addresses.create(user=user, email=user.email, verified=True, primary=True)
        return user


COORDINATORS = "Coordinators"  # the name of their group


class User(AbstractBaseUser, PermissionsMixin):
    """A person, known by an e-mail address. Rights come from memberships and from being staff."""

    email = texts.EmailField(_("e-mail address"), unique=True)
    name = texts.CharField(_("name"), max_length=120, blank=True)
    language = models.CharField(_("language"), max_length=5, choices=settings.LANGUAGES, blank=True)
    is_staff = models.BooleanField(
        _("back office"),
        default=False,
        help_text=_("Coordinators can open the back office. This gives no right to vote."),
    )
    is_active = models.BooleanField(
        _("active"), default=True, help_text=_("Untick instead of deleting: the person can no longer log in.")
    )
    date_joined = models.DateTimeField(_("account since"), default=timezone.now)

    # Of a person who makes a request, set by the middleware: has this session used the second factor?
    second_factor_check: Callable[[], bool] | None = None
    was_held_back = False  # a rule has asked for a coordinator's powers while they rest

    ERASED = "erased-"  # an address that reaches nobody begins so (RFC 2606: .invalid)

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
                violation_error_message=_("There is already an account with this address."),
            ),
        ]

    def __str__(self) -> str:
        return gettext("a former member") if self.is_erased else self.name or self.email

    @property
    def is_erased(self) -> bool:
        """Emptied at the person's wish by `members.personal_data.erasure`."""
        return self.email.startswith(self.ERASED) and self.email.endswith("@invalid")

    @cached_property
    def is_appointed(self) -> bool:
        """Staff in the group Coordinators, or a superuser: what the account says, whatever the session."""
        if not (self.is_active and self.is_staff):
            return False
        return self.is_superuser or self.groups.filter(name=COORDINATORS).exists()

    @property
    def is_held_back(self) -> bool:
        """A coordinator whose powers rest, because this session has not used the second factor."""
        check = self.second_factor_check
        return check is not None and self.is_appointed and not check()

    @property
    def is_coordinator(self) -> bool:
        """May use the back-office and coordinators' buttons elsewhere. All rules ask this."""
        if self.is_held_back:
            self.was_held_back = True
            return False
        return self.is_appointed

    def has_perm(self, perm: str, obj: Any = None) -> bool:
        return not self.is_held_back and super().has_perm(perm, obj)

    def has_module_perms(self, app_label: str) -> bool:
        return not self.is_held_back and super().has_module_perms(app_label)

    @cached_property
    def current_places(self) -> "list[Membership]":
        """Their memberships that give rights today, with the companies, by name; read once for this row.

        The person of a session comes with them (`members.accounts.backends`).
        """
        return list(self.memberships.current().select_related("company").order_by("company__name", "pk"))

    @cached_property
    def current_company_ids(self) -> list[int]:
        """Of the companies the person is in today; read once for this row."""
        if "current_places" in self.__dict__:
            return sorted(place.company_id for place in self.current_places)
        return sorted(self.memberships.current().values_list("company", flat=True))

    def all_addresses(self) -> set[str]:
        """Every e-mail address of the account, confirmed or not, in lower case."""
        more = self.emailaddress_set.values_list("email", flat=True)  # type: ignore[attr-defined]
        return {address.lower() for address in [self.email, *more]}

    def get_full_name(self) -> str:
        return self.name

    def get_short_name(self) -> str:
        return self.name.split(" ")[0] if self.name else str(self)


def display_name(user: User) -> str:
    """What allauth calls a person."""
    return str(user)


class Membership(models.Model):
    """A person's place in a company from a day to a day. Only a current one gives rights."""

    class Role(models.TextChoices):
        REPRESENTATIVE = "representative", _("representative")
        COLLABORATOR = "collaborator", _("collaborator")

    votes_waiting = 0  # for the company: counted with the person of a session (`members.accounts.backends`)

    user = models.ForeignKey(
        User, on_delete=models.CASCADE, related_name="memberships", verbose_name=_("person")
    )
    company = models.ForeignKey(
        Company, on_delete=models.CASCADE, related_name="memberships", verbose_name=_("company")
    )
    role = models.CharField(_("role"), max_length=20, choices=Role, default=Role.COLLABORATOR)
    started_on = models.DateField(_("since"), default=timezone.localdate)
    ended_on = models.DateField(
        _("end"), null=True, blank=True, help_text=_("The first day without rights in the company.")
    )
    # Set where a coordinator made the person a representative and nobody of the company has confirmed it:
    # a collaborator until then, and no vote in rounds opened before.
    represents_from = models.DateTimeField(_("represents it from"), null=True, blank=True, editable=False)

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
                violation_error_message=_("This person is already in the company."),
            ),
            models.CheckConstraint(
                condition=Q(ended_on__isnull=True) | Q(ended_on__gte=F("started_on")),
                name="membership_ends_after_start",
                violation_error_message=_("The membership must end after it starts."),
            ),
            models.CheckConstraint(
                condition=Q(role="representative") | Q(represents_from__isnull=True),
                name="membership_only_representatives_wait",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.user}, {self.company}"

    @property
    def is_representative(self) -> bool:
        return self.role == self.Role.REPRESENTATIVE and not self.is_waiting

    @property
    def is_waiting(self) -> bool:
        """To become a representative, once the company has confirmed it or seven days have passed."""
        return self.represents_from is not None and self.represents_from > timezone.now()

    @property
    def role_in_force(self) -> str:
        return str((self.Role.COLLABORATOR if self.is_waiting else self.Role(self.role)).label)

    def votes_in_rounds_of(self, opened_at: datetime) -> bool:
        """Has a vote in a round that was opened then."""
        return self.is_representative and (self.represents_from is None or self.represents_from <= opened_at)


class Invitation(models.Model):
    """A place in a company, offered by mail. The link is signed and can be used once, until it expires."""

    company = models.ForeignKey(
        Company, on_delete=models.CASCADE, related_name="invitations", verbose_name=_("company")
    )
    email = texts.EmailField(_("e-mail address"))
    role = models.CharField(
        _("role"), max_length=20, choices=Membership.Role, default=Membership.Role.COLLABORATOR
    )
    invited_by = models.ForeignKey(
        User, null=True, on_delete=models.SET_NULL, related_name="+", verbose_name=_("invited by")
    )
    # By somebody who was no representative of the company: the place it gives as one waits for an answer.
    is_by_staff = models.BooleanField(_("by a coordinator"), default=False, editable=False)
    created_at = models.DateTimeField(_("sent on"), auto_now_add=True)
    expires_at = models.DateTimeField(_("valid until"))
    accepted_at = models.DateTimeField(_("accepted on"), null=True, blank=True)
    withdrawn_at = models.DateTimeField(_("withdrawn on"), null=True, blank=True)
    undelivered_at = models.DateTimeField(_("e-mail refused on"), null=True, blank=True, editable=False)

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
                violation_error_message=_("This address has already been invited."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.email}, {self.company}"

    @property
    def is_open(self) -> bool:
        return not self.accepted_at and not self.withdrawn_at and self.expires_at > timezone.now()

    def get_absolute_url(self) -> str:
        return reverse("members:people_list", args=[self.company.slug])
