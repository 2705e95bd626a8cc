"""Institutions, whom to ask there, and what is made together with them."""

from typing import Self

from django.db import models
from django.db.models import Prefetch, Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from events.institutions.agreement_models import Agreement
from events.programme.models import Event
from members.companies.models import Company
from members.people.models import User
from multifactory.lib.formats import format_day
from multifactory.lib.images.models import Picture
from multifactory.lib.immutability import Sealed
from multifactory.lib.text import fields as texts
from spaces.works.models import Renewal


class InstitutionQuerySet(models.QuerySet):
    def visible_to(self, is_member: bool) -> Self:
        return self if is_member else self.filter(is_public=True)

    def for_list(self) -> Self:
        """What `events/_institution_card.html` shows: the agreements in force come as `agreed`."""
        agreed = Agreement.objects.in_force(timezone.localdate()).order_by("starts_on", "pk")
        return (
            self.select_related("logo")
            .prefetch_related(Prefetch("agreements", queryset=agreed, to_attr="agreed"))
            .annotate(
                event_number=models.Count("event_partners", filter=_SHOWN_EVENTS, distinct=True),
                works_number=models.Count("renewal_partners", filter=_SHOWN_WORKS, distinct=True),
            )
            .order_by("name", "pk")
        )


class Institution(models.Model):
    """A public body, a school, a foundation … with which the multifactory works."""

    class Kind(models.TextChoices):
        MUNICIPALITY = "municipality", _("municipality")
        REGION = "region", _("region")
        SCHOOL = "school", _("school")
        UNIVERSITY = "university", _("university")
        FOUNDATION = "foundation", _("foundation")
        ASSOCIATION = "association", _("association")
        NEIGHBOURS = "neighbours", _("neighbours")
        OWNER = "owner", _("owner of the building")
        MULTIFACTORY = "multifactory", _("another multifactory")

    name = texts.CharField(_("name"), max_length=120)
    slug = models.SlugField(_("address of its page"), max_length=120, unique=True)
    kind = models.CharField(_("kind"), max_length=20, choices=Kind)
    line = texts.CharField(_("what it does, in one line"), max_length=200, blank=True)
    website = texts.URLField(_("website"), blank=True)
    address = texts.CharField(_("address"), max_length=200, blank=True)
    is_public = models.BooleanField(
        _("shown to everyone"),
        default=True,
        help_text=_("Otherwise only members see its page, and no event or works name it."),
    )
    updated_at = models.DateTimeField(_("last change"), auto_now=True)

    objects = InstitutionQuerySet.as_manager()

    class Meta:
        verbose_name = _("institution")
        verbose_name_plural = _("institutions")
        ordering = ["name"]
        constraints = [
            models.CheckConstraint(condition=~Q(name=""), name="institution_has_a_name"),
            models.CheckConstraint(
                condition=Q(website="")
                | Q(website__startswith="http://")
                | Q(website__startswith="https://"),
                name="institution_website_is_one",
                violation_error_message=_("A website begins with http:// or https://."),
            ),
        ]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return reverse("events:institution_detail", args=[self.slug])


class InstitutionLogo(Picture):
    institution = models.OneToOneField(
        Institution, on_delete=models.CASCADE, related_name="logo", verbose_name=_("institution")
    )

    class Meta:
        verbose_name = _("logo")
        verbose_name_plural = _("logos")


class Contact(models.Model):
    """A person there; members alone see it. Not of record: who has gone is taken off."""

    institution = models.ForeignKey(
        Institution, on_delete=models.CASCADE, related_name="contacts", verbose_name=_("institution")
    )
    person = texts.CharField(_("person"), max_length=120)
    role = texts.CharField(_("role"), max_length=120, blank=True)
    email = texts.EmailField(_("e-mail address"), blank=True)
    phone = texts.CharField(_("telephone"), max_length=40, blank=True)
    known_from = texts.CharField(
        _("where we know this from"),
        max_length=160,
        help_text=_("From whom or where: the person has a right to know."),
    )

    class Meta:
        verbose_name = _("contact")
        verbose_name_plural = _("contacts")
        ordering = ["person", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=~Q(known_from=""),
                name="contact_says_where_from",
                violation_error_message=_("Write where the contact is known from."),
            )
        ]

    def __str__(self) -> str:
        return self.person


class PartnerQuerySet(models.QuerySet):
    def shown(self) -> Self:
        """Of institutions everybody may see, in the order of their roles."""
        partners = self.filter(institution__is_public=True).select_related("institution")
        return partners.order_by("role", "institution__name")


class Partner(models.Model):
    """What an institution gives to something made together."""

    class Role(models.TextChoices):
        HOST = "a_host", pgettext_lazy("partner", "host")
        MONEY = "b_money", pgettext_lazy("partner", "gives money")
        HELP = "c_help", pgettext_lazy("partner", "gives help")
        PART = "d_part", pgettext_lazy("partner", "takes part")

    role = models.CharField(_("part"), max_length=10, choices=Role)

    objects = PartnerQuerySet.as_manager()

    class Meta:
        abstract = True


class EventPartner(Partner):
    institution = models.ForeignKey(
        Institution, on_delete=models.PROTECT, related_name="event_partners", verbose_name=_("institution")
    )
    event = models.ForeignKey(
        Event, on_delete=models.CASCADE, related_name="partners", verbose_name=_("event")
    )

    class Meta:
        verbose_name = _("part in an event")
        verbose_name_plural = _("parts in events")
        ordering = ["-event__starts_at"]
        constraints = [
            models.UniqueConstraint(fields=["event", "institution", "role"], name="event_partner_once")
        ]

    def __str__(self) -> str:
        return f"{self.institution}, {self.event}"


class RenewalPartner(Partner):
    institution = models.ForeignKey(
        Institution, on_delete=models.PROTECT, related_name="renewal_partners", verbose_name=_("institution")
    )
    renewal = models.ForeignKey(
        Renewal, on_delete=models.PROTECT, related_name="partners", verbose_name=_("works")
    )

    class Meta:
        verbose_name = _("part in works")
        verbose_name_plural = _("parts in works")
        ordering = ["-renewal__start_on"]
        constraints = [
            models.UniqueConstraint(fields=["renewal", "institution", "role"], name="renewal_partner_once")
        ]

    def __str__(self) -> str:
        return f"{self.institution}, {self.renewal}"


class RelationNote(models.Model):
    """What a company, or the coordination, has talked over with an institution. Written once, for good."""

    institution = models.ForeignKey(
        Institution, on_delete=models.PROTECT, related_name="notes", verbose_name=_("institution")
    )
    company = models.ForeignKey(
        Company,
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
        verbose_name=_("company"),
        help_text=_("Leave empty if the coordinators wrote it."),
    )
    author = models.ForeignKey(
        User, null=True, on_delete=models.SET_NULL, related_name="+", verbose_name=_("written by")
    )
    text = texts.TextField(_("note"), max_length=2000)
    written_at = models.DateTimeField(_("written on"), default=timezone.now, editable=False)
    request_id = models.UUIDField(unique=True, editable=False)  # a form sent twice is one note

    class Meta:
        verbose_name = _("note")
        verbose_name_plural = _("notes")
        ordering = ["-written_at", "-pk"]
        constraints = [
            models.CheckConstraint(condition=~Q(text=""), name="relation_note_says_something"),
            Sealed(
                name="relation_note_is_for_good",
                when="1 = 1",
                columns=("institution", "company", "text", "written_at"),
                events=("UPDATE", "DELETE"),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.institution}, {format_day(timezone.localdate(self.written_at))}"


_SHOWN_EVENTS = Q(
    event_partners__event__state="published", event_partners__event__visibility=Event.Visibility.PUBLIC
)
_SHOWN_WORKS = Q(renewal_partners__renewal__voided_at__isnull=True)
