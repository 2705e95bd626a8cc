"""Who asks for a unit, and what they were offered."""

import uuid
from typing import Self

from django.core.validators import MinValueValidator
from django.db import models
from django.db.models import Exists, F, OuterRef, Q, Subquery
from django.db.models.functions import Now
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from members.applications.models import Application
from members.companies.models import Company, Field
from members.people.models import User
from multifactory.lib.text import fields as texts
from spaces.allocations.models import Allocation
from spaces.building.models import Space, related_rows


class UnitRequestQuerySet(models.QuerySet):
    def waiting(self) -> Self:
        """In the order in which they came, which is the order in which they are served."""
        return self.filter(state=UnitRequest.State.WAITING).order_by("asked_at", "pk")

    def without_offer(self) -> Self:
        """Waiting, and nobody has just offered them a unit."""
        live = related_rows(self.model, "offers").live().filter(request=OuterRef("pk"))
        return self.waiting().filter(~Exists(live))

    def to_serve(self) -> Self:
        """Waiting for the coordinators: without an offer, or with one accepted (`accepted`, its unit)."""
        offers = related_rows(self.model, "offers").filter(request=OuterRef("pk"))
        accepted = offers.filter(state=Offer.State.ACCEPTED).values("unit__code")
        return self.waiting().filter(~Exists(offers.unanswered())).annotate(accepted=Subquery(accepted[:1]))

    def for_list(self) -> Self:
        return self.select_related("company", "field", "unit")


class OfferQuerySet(models.QuerySet):
    def unanswered(self) -> Self:
        """Not answered yet. Whether it can still be is a matter of the clock: `due`."""
        return self.filter(state=Offer.State.OPEN)

    def due(self) -> Self:
        """Not answered in time, by the clock of the database."""
        return self.unanswered().filter(expires_at__lte=Now())

    def live(self) -> Self:
        """What keeps a unit for somebody: not answered yet, or accepted and not yet allocated."""
        return self.filter(state__in=[Offer.State.OPEN, Offer.State.ACCEPTED])

    def for_list(self) -> Self:
        return self.select_related("request__company", "unit__floor__building")


class UnitRequest(models.Model):
    """Somebody asks for a unit: a member company, or a candidate with a name and an address.

    Served in the order of `asked_at`; an offer out of this order says why (`Offer.order_reason`).
    """

    class State(models.TextChoices):
        WAITING = "waiting", _("waiting")
        SETTLED = "settled", _("has a unit")
        REFUSED = "refused", _("refused")
        WITHDRAWN = "withdrawn", _("withdrawn")

    uid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)  # stands signed in the link
    request_id = models.UUIDField(
        default=uuid.uuid4, unique=True, editable=False
    )  # sent twice is one request
    company = models.ForeignKey(
        Company,
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="unit_requests",
        verbose_name=_("company"),
    )
    # Of a company that has joined without the unit it was to have: its place is that of its application.
    application = models.OneToOneField(
        Application,
        null=True,
        blank=True,
        editable=False,
        on_delete=models.PROTECT,
        related_name="unit_request",
        verbose_name=_("application"),
    )
    name = texts.CharField(_("name"), max_length=120, blank=True)
    email = texts.EmailField(_("e-mail address"), max_length=254)
    language = models.CharField(max_length=2, blank=True, editable=False)
    field = models.ForeignKey(
        Field,
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
        verbose_name=_("field of activity"),
    )
    unit = models.ForeignKey(
        Space,
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="requests",
        limit_choices_to={"kind": "unit"},
        verbose_name=_("asked for"),
    )
    takes_others = models.BooleanField(_("another suitable one would do too"), default=True)
    least_m2 = models.PositiveIntegerField(
        _("minimum area (m²)"), null=True, blank=True, validators=[MinValueValidator(1)]
    )
    most_m2 = models.PositiveIntegerField(
        _("maximum area (m²)"), null=True, blank=True, validators=[MinValueValidator(1)]
    )
    needs = texts.CharField(_("what it needs"), max_length=200, blank=True)
    wanted_from = models.DateField(_("wanted from"), null=True, blank=True)
    note = texts.TextField(_("purpose"), max_length=1000, blank=True)
    asked_by = models.ForeignKey(
        User,
        null=True,
        blank=True,
        editable=False,
        on_delete=models.SET_NULL,
        related_name="+",
        verbose_name=_("asked by"),
    )
    asked_at = models.DateTimeField(_("asked on"), default=timezone.now, editable=False)
    state = models.CharField(_("state"), max_length=10, choices=State, default=State.WAITING, editable=False)
    closed_at = models.DateTimeField(_("closed on"), null=True, blank=True, editable=False)
    refusal = texts.CharField(_("why it was refused"), max_length=300, blank=True, editable=False)

    objects = UnitRequestQuerySet.as_manager()

    class Meta:
        verbose_name = _("request for a unit")
        verbose_name_plural = _("requests for units")
        ordering = ["asked_at", "pk"]
        indexes = [models.Index(fields=["state", "asked_at"], name="unit_request_queue")]
        constraints = [
            models.CheckConstraint(
                condition=Q(company__isnull=False) | ~Q(name=""),
                name="unit_request_says_who",
                violation_error_message=_("Say who is asking: choose a company or enter a name."),
            ),
            models.CheckConstraint(
                condition=Q(least_m2__isnull=True) | Q(most_m2__isnull=True) | Q(most_m2__gte=F("least_m2")),
                name="unit_request_m2_in_order",
                violation_error_message=_("The maximum cannot be smaller than the minimum."),
            ),
            models.CheckConstraint(
                condition=Q(state="waiting", closed_at__isnull=True)
                | (~Q(state="waiting") & Q(closed_at__isnull=False)),
                name="unit_request_closed_says_when",
            ),
        ]

    def __str__(self) -> str:
        return str(self.company) if self.company else self.name

    @property
    def is_waiting(self) -> bool:
        return self.state == self.State.WAITING


class Offer(models.Model):
    """A unit kept for one request until `expires_at`. Accepting it allocates nothing: that is decided."""

    class State(models.TextChoices):
        OPEN = "open", _("waiting for an answer")
        ACCEPTED = "accepted", pgettext_lazy("offer", "accepted")
        REFUSED = "refused", _("refused")
        EXPIRED = "expired", pgettext_lazy("offer", "expired")
        WITHDRAWN = "withdrawn", _("withdrawn")
        DONE = "done", _("allocated")

    uid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    request = models.ForeignKey(
        UnitRequest, on_delete=models.PROTECT, related_name="offers", verbose_name=_("request")
    )
    unit = models.ForeignKey(
        Space,
        on_delete=models.PROTECT,
        related_name="offers",
        limit_choices_to={"kind": "unit"},
        verbose_name=_("unit"),
    )
    free_from = models.DateField(_("free from"))
    offered_at = models.DateTimeField(_("offered on"), default=timezone.now, editable=False)
    expires_at = models.DateTimeField(_("answer by"))
    passes_on = models.BooleanField(
        _("pass on to the next request"),
        default=True,
        help_text=_("If it is refused or not answered in time, the next suitable request gets it."),
    )
    order_reason = texts.CharField(_("why not the first on the waiting list"), max_length=200, blank=True)
    came_from = models.OneToOneField(
        "self",
        null=True,
        blank=True,
        editable=False,
        on_delete=models.PROTECT,
        related_name="went_on_to",
        verbose_name=_("previous offer"),
    )
    offered_by = models.ForeignKey(
        User,
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
        verbose_name=_("offered by"),
    )
    state = models.CharField(_("state"), max_length=10, choices=State, default=State.OPEN, editable=False)
    answered_at = models.DateTimeField(_("answered on"), null=True, blank=True, editable=False)
    allocation = models.OneToOneField(
        Allocation,
        null=True,
        blank=True,
        editable=False,
        on_delete=models.PROTECT,
        related_name="offer",
        verbose_name=_("allocation"),
    )

    objects = OfferQuerySet.as_manager()

    class Meta:
        verbose_name = _("offer")
        verbose_name_plural = _("offers")
        ordering = ["-offered_at"]
        constraints = [
            models.CheckConstraint(
                condition=Q(expires_at__gt=F("offered_at")), name="offer_expires_after_it_is_made"
            ),
            models.CheckConstraint(
                condition=Q(state="open", answered_at__isnull=True)
                | (~Q(state="open") & Q(answered_at__isnull=False)),
                name="offer_answered_says_when",
            ),
            models.UniqueConstraint(
                fields=["unit"], condition=Q(state__in=["open", "accepted"]), name="offer_one_live_a_unit"
            ),
            models.UniqueConstraint(
                fields=["request"],
                condition=Q(state__in=["open", "accepted"]),
                name="offer_one_live_a_request",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.unit.code}, {self.request}"

    @property
    def is_open(self) -> bool:
        return self.state == self.State.OPEN and self.expires_at > timezone.now()
