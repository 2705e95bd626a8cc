"""What companies have and need: listings, what others answer, and what has been told of them."""

from collections.abc import Sequence
from datetime import date, timedelta
from typing import ClassVar, Self

from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from members.companies.models import Company, Field
from members.people.models import User
from members.profile.models import Term
from multifactory.lib.images.models import Picture
from multifactory.lib.text import fields as texts
from multifactory.lib.text.search import Searched, SearchedQuerySet

TITLE_LENGTH = 80
TEXT_LENGTH = 2000
YEAR = timedelta(days=365)
TIME_TO_ANSWER = timedelta(days=30)


class ListingKind(models.TextChoices):
    OFFER = "offer", pgettext_lazy("listing", "offer")
    NEED = "need", pgettext_lazy("listing", "need")
    SURPLUS = "surplus", pgettext_lazy("listing", "surplus")
    MACHINE_TIME = "machine_time", pgettext_lazy("listing", "machine time")
    SUBCONTRACTING = "subcontracting", pgettext_lazy("listing", "subcontracting")
    JOB = "job", pgettext_lazy("listing", "job")
    SPACE = "space", pgettext_lazy("listing", "space to share")


# Kinds that look for somebody; the others have something. What one side has, the other may need.
NEEDS = (ListingKind.NEED, ListingKind.SUBCONTRACTING, ListingKind.JOB)


class Outcome(models.TextChoices):
    DONE = "done", pgettext_lazy("listing", "done")
    NOT_DONE = "not_done", pgettext_lazy("listing", "not done")


class ListingQuerySet(SearchedQuerySet):
    def open(self, day: date | None = None) -> Self:
        """What is shown on a day (today): neither closed nor at its end, of a member company."""
        today = day or timezone.localdate()
        is_member = Q(company__joined_on__lte=today) & (
            Q(company__left_on__isnull=True) | Q(company__left_on__gt=today)
        )
        has_time = Q(expires_on__isnull=True) | Q(expires_on__gt=today)
        return self.filter(is_member, has_time, closed_at__isnull=True)

    def visible_to(self, user: User) -> Self:
        """To insiders what is open; what has ended or is closed to its company, to who answered it, and to
        coordinators."""
        if user.is_coordinator:
            return self.all()
        own = user.current_company_ids
        is_open = Q(pk__in=Listing.objects.open().order_by().values("pk"))
        answered = ListingReply.objects.filter(company__in=own).order_by().values("listing")
        return self.filter(is_open | Q(company__in=own) | Q(pk__in=answered))

    def of_kinds(self, *, is_need: bool) -> Self:
        return self.filter(kind__in=NEEDS) if is_need else self.exclude(kind__in=NEEDS)

    def to_renew(self, day: date | None = None) -> Self:
        """Those that end within a week, or have ended in the last one; the first to end first."""
        today = day or timezone.localdate()
        week = timedelta(days=7)
        rows = self.filter(closed_at__isnull=True, expires_on__range=(today - week, today + week))
        return rows.select_related("company").order_by("expires_on", "pk")

    def to_confirm(self, day: date | None = None) -> Self:
        """Standing ones that nobody has confirmed for a year."""
        last = (day or timezone.localdate()) - YEAR
        return self.open(day).filter(expires_on__isnull=True, renewed_on__lte=last)

    def for_list(self) -> Self:
        """With company, field, picture and words; the newest first."""
        return (
            self.select_related("company", "field", "picture")
            .prefetch_related("terms")
            .order_by("-renewed_on", "-pk")
        )


class Listing(Searched):
    """What a company has or needs. It is shown in [opened_on, expires_on), until it is closed; without
    `expires_on` it stands, and its company is asked once a year."""

    found_by: ClassVar[Sequence[str]] = ("title", "text", "company", "term_words")

    company = models.ForeignKey(
        Company, on_delete=models.PROTECT, related_name="listings", verbose_name=_("company")
    )
    author = models.ForeignKey(
        User,
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="listings",
        verbose_name=_("written by"),
    )
    kind = models.CharField(_("kind"), max_length=14, choices=ListingKind)
    title = texts.CharField(_("title"), max_length=TITLE_LENGTH)
    text = texts.TextField(_("more about it"), max_length=TEXT_LENGTH, blank=True)
    field = models.ForeignKey(
        Field, on_delete=models.PROTECT, related_name="listings", verbose_name=_("field of activity")
    )
    terms = models.ManyToManyField(Term, blank=True, related_name="listings", verbose_name=_("words"))
    opened_on = models.DateField(_("opened on"), default=timezone.localdate, editable=False)
    renewed_on = models.DateField(_("renewed on"), default=timezone.localdate, editable=False)
    expires_on = models.DateField(
        _("ends on"), null=True, blank=True, help_text=_("The first day it is no longer shown.")
    )
    renewed_by = models.ForeignKey(
        User,
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="listings_renewed",
        verbose_name=_("renewed by"),
    )
    closed_at = models.DateTimeField(_("closed on"), null=True, blank=True, editable=False)
    closed_by = models.ForeignKey(
        User,
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="listings_closed",
        verbose_name=_("closed by"),
    )
    outcome = models.CharField(_("outcome"), max_length=8, choices=Outcome, blank=True)
    # Done with a company here; empty where it was someone outside.
    partner = models.ForeignKey(
        Company,
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
        verbose_name=_("with whom"),
    )
    request_id = models.UUIDField(unique=True, editable=False)  # a form sent twice is one listing

    objects = ListingQuerySet.as_manager()

    class Meta:
        verbose_name = _("listing")
        verbose_name_plural = _("listings")
        ordering = ["-renewed_on", "-pk"]
        indexes = [
            models.Index(
                fields=["expires_on"], condition=Q(closed_at__isnull=True), name="listing_open_by_end"
            ),
        ]
        constraints = [
            models.CheckConstraint(condition=~Q(title=""), name="listing_says_what"),
            models.CheckConstraint(
                condition=Q(expires_on__isnull=True) | Q(expires_on__gt=F("renewed_on")),
                name="listing_ends_after_it_is_renewed",
                violation_error_message=_("A listing ends after the day it was opened or renewed."),
            ),
            models.CheckConstraint(
                condition=Q(renewed_on__gte=F("opened_on")), name="listing_renewed_after_it_is_opened"
            ),
            models.CheckConstraint(
                condition=Q(closed_at__isnull=True, closed_by__isnull=True, outcome="", partner__isnull=True)
                | Q(closed_at__isnull=False, outcome="done")
                | Q(closed_at__isnull=False, outcome="not_done", partner__isnull=True),
                name="listing_closed_with_outcome",
                violation_error_message=_("A closed listing has an outcome, an open one has none."),
            ),
            models.CheckConstraint(
                condition=Q(partner__isnull=True) | ~Q(partner=F("company")),
                name="listing_partner_is_another",
                violation_error_message=_("Choose another company than your own."),
            ),
        ]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return reverse("members:listing_detail", args=[self.pk])

    @property
    def term_words(self) -> str:
        """Its words in every language they are known in, for the search."""
        if self.pk is None:
            return ""
        return " ".join(f"{term.name} {term.name_en} {term.name_it}" for term in self.terms.all())

    @property
    def is_need(self) -> bool:
        return self.kind in NEEDS

    @property
    def is_standing(self) -> bool:
        return self.expires_on is None

    @property
    def is_closed(self) -> bool:
        return self.closed_at is not None

    @property
    def is_open(self) -> bool:
        """As `ListingQuerySet.open`: it reads the company."""
        today = timezone.localdate()
        has_time = self.expires_on is None or self.expires_on > today
        has_left = self.company.left_on is not None and self.company.left_on <= today
        return not self.is_closed and has_time and not has_left

    @property
    def days_left(self) -> int | None:
        """Until its end; none and less once it has ended, None for one that stands."""
        return (self.expires_on - timezone.localdate()).days if self.expires_on else None

    @property
    def unconfirmed_since(self) -> date | None:
        """Of a standing one: the day it was last confirmed, where the yearly question has had no answer for
        30 days."""
        is_late = self.renewed_on + YEAR + TIME_TO_ANSWER <= timezone.localdate()
        return self.renewed_on if self.is_standing and is_late else None


class ListingPicture(Picture):
    """The picture of a listing."""

    listing = models.OneToOneField(
        Listing, on_delete=models.CASCADE, related_name="picture", verbose_name=_("listing")
    )

    class Meta:
        verbose_name = _("picture of a listing")
        verbose_name_plural = _("pictures of listings")


class ListingReply(models.Model):
    """What a company answers to a listing: read by the two companies, and told by mail."""

    listing = models.ForeignKey(
        Listing, on_delete=models.PROTECT, related_name="replies", verbose_name=_("listing")
    )
    company = models.ForeignKey(
        Company, on_delete=models.PROTECT, related_name="listing_replies", verbose_name=_("company")
    )
    author = models.ForeignKey(
        User,
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="listing_replies",
        verbose_name=_("written by"),
    )
    text = texts.TextField(_("answer"), max_length=TEXT_LENGTH)
    written_at = models.DateTimeField(_("written on"), default=timezone.now, editable=False)
    request_id = models.UUIDField(unique=True, editable=False)  # a form sent twice is one answer

    class Meta:
        verbose_name = _("answer to a listing")
        verbose_name_plural = _("answers to listings")
        ordering = ["written_at", "pk"]
        constraints = [models.CheckConstraint(condition=~Q(text=""), name="listing_reply_says_something")]

    def __str__(self) -> str:
        return f"{self.company}: {self.listing}"
