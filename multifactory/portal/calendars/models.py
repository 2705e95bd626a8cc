"""Links that open a calendar or the display at a door to whoever holds them."""

import uuid
from typing import Self

from django.conf import settings
from django.db import models
from django.db.models import Exists, OuterRef, Q
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _

from members.companies.models import Company
from members.people.models import Membership, User
from multifactory.lib.signed_links import hash_token
from multifactory.lib.text import fields as texts
from spaces.building.models import Space


class CalendarLinkQuerySet(models.QuerySet):
    def working(self) -> Self:
        return self.filter(revoked_at=None)

    def for_token(self, token: str) -> Self:
        """The one with this token, or none. Programs ask for it each hour, so no more is read with it."""
        return self.filter(token_hash=hash_token(token), revoked_at=None).select_related("made_by", "space")

    def with_maker_inside(self) -> Self:
        """Adds whether who made it has a place in a company today, and for a company's link, in that one."""
        mine = Membership.objects.current().filter(user=OuterRef("made_by"))
        ours = mine.filter(company=OuterRef("company"))
        return self.annotate(has_place=Exists(mine), is_maker_in_company=Exists(ours))

    def visible_to(self, user: User) -> Self:
        """One's own, those of one's companies, and for coordinators those of spaces and doors."""
        own = Q(made_by=user, kind__in=[CalendarLink.Kind.PERSON, CalendarLink.Kind.SPACE])
        companies = Membership.objects.current().filter(user=user).values("company")
        visible = own | Q(kind=CalendarLink.Kind.COMPANY, company__in=companies)
        if user.is_coordinator:
            visible |= Q(kind__in=[CalendarLink.Kind.SPACE, CalendarLink.Kind.DOOR])
        return self.working().filter(visible)

    def for_list(self) -> Self:
        rows = self.with_maker_inside().select_related("made_by", "company", "space")
        return rows.order_by("kind", "company__name", "space__code", "created_at", "pk")


class CalendarLink(models.Model):
    """What a link opens. The link itself is shown once: the row keeps the SHA-256 of its token."""

    class Kind(models.TextChoices):
        PERSON = "person", _("my calendar")
        COMPANY = "company", _("calendar of a company")
        SPACE = "space", _("calendar of a space")
        DOOR = "door", _("display at a door")

    request_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)  # sent twice, made once
    kind = models.CharField(_("what it opens"), max_length=7, choices=Kind)
    company = models.ForeignKey(
        Company,
        null=True,
        blank=True,
        on_delete=models.CASCADE,
        related_name="+",
        verbose_name=_("company"),
    )
    space = models.ForeignKey(
        Space, null=True, blank=True, on_delete=models.CASCADE, related_name="+", verbose_name=_("space")
    )
    label = texts.CharField(_("where it is used"), max_length=60, blank=True)
    language = models.CharField(_("language"), max_length=5, choices=settings.LANGUAGES)
    token_hash = models.CharField(max_length=64, unique=True, editable=False)
    made_by = models.ForeignKey(
        User, null=True, on_delete=models.SET_NULL, related_name="+", verbose_name=_("made by")
    )
    created_at = models.DateTimeField(_("made on"), default=timezone.now, editable=False)
    last_used_on = models.DateField(_("last used on"), null=True, blank=True, editable=False)
    revoked_at = models.DateTimeField(_("revoked on"), null=True, blank=True, editable=False)
    revoked_by = models.ForeignKey(
        User, null=True, blank=True, editable=False, on_delete=models.SET_NULL, related_name="+"
    )

    is_maker_in_company: bool  # set by with_maker_inside()

    objects = CalendarLinkQuerySet.as_manager()

    class Meta:
        verbose_name = _("link to a calendar")
        verbose_name_plural = _("links to calendars")
        ordering = ["created_at", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(kind="person", company__isnull=True, space__isnull=True)
                | Q(kind="company", company__isnull=False, space__isnull=True)
                | Q(kind__in=["space", "door"], company__isnull=True, space__isnull=False),
                name="calendar_link_opens_one_thing",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()}: {self.opens}" if self.opens else str(self.get_kind_display())

    @property
    def opens(self) -> str:
        """The company or space; empty of a person's own."""
        return str(self.company or self.space or "")

    @cached_property
    def is_maker_inside(self) -> bool:
        """Whether who made it has a place in a company today. Of many links: with `with_maker_inside()`."""
        if "has_place" in self.__dict__:
            return self.__dict__["has_place"]
        return self.made_by is not None and bool(self.made_by.current_company_ids)

    @property
    def is_door(self) -> bool:
        return self.kind == self.Kind.DOOR

    def path(self, token: str) -> str:
        """Its address; `token` is known only when the link is made."""
        return reverse("door" if self.is_door else "calendar_feed", args=[token])
