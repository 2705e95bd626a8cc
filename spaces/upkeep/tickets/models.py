"""What is broken in the common parts, what came of it, and spaces blocked because of danger."""

from datetime import datetime
from typing import Self

from django.db import models
from django.db.models import Case, F, Q, Value, When
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from members.companies.models import Company
from members.people.models import User
from multifactory.lib.formats import format_moment
from multifactory.lib.images.models import Picture
from multifactory.lib.immutability import Sealed
from multifactory.lib.text import fields as texts
from spaces.building.models import Space

TEXT_LENGTH = 2000


class Severity(models.TextChoices):
    LOW = "low", pgettext_lazy("severity", "low")
    NORMAL = "normal", pgettext_lazy("severity", "normal")
    URGENT = "urgent", pgettext_lazy("severity", "urgent")
    DANGER = "danger", pgettext_lazy("severity", "danger")


class TicketState(models.TextChoices):
    OPEN = "open", pgettext_lazy("ticket", "open")
    IN_WORK = "in_work", pgettext_lazy("ticket", "in progress")
    SOLVED = "solved", pgettext_lazy("ticket", "solved")
    CLOSED = "closed", pgettext_lazy("ticket", "closed")


STANDING = (TicketState.OPEN, TicketState.IN_WORK)


class TicketQuerySet(models.QuerySet):
    def standing(self) -> Self:
        """Those that are not solved or closed."""
        return self.filter(state__in=STANDING)

    def blocking(self, now: datetime | None = None) -> Self:
        """Those that block their space now."""
        return self.filter(blocks_until__gt=now or timezone.now())

    def of_company(self, company: Company) -> Self:
        """What a company told or is responsible for."""
        return self.filter(Q(company=company) | Q(responsible=company))

    def waiting_for(self, user: User, company: Company | None) -> Self:
        """What coordinators have to settle, danger and what nobody sees to; of others, what their company
        sees to."""
        if user.is_coordinator:
            return self.standing().filter(Q(severity=Severity.DANGER) | Q(responsible__isnull=True))
        return self.standing().filter(responsible=company) if company else self.none()

    def for_list(self) -> Self:
        return self.select_related("space", "company", "responsible", "reported_by")

    def urgent_first(self, now: datetime | None = None) -> Self:
        """Those that block now, then by severity, the latest first."""
        blocks = Case(When(blocks_until__gt=now or timezone.now(), then=Value(0)), default=Value(1))
        levels = enumerate(reversed(Severity.values))
        level = Case(*(When(severity=one, then=Value(place)) for place, one in levels))
        return self.annotate(blocks_now=blocks, level=level).order_by("blocks_now", "level", "-number")


class Ticket(models.Model):
    """Something that is wrong with a common space. What it says stays; its state, severity and who is
    responsible change, each change an event. It blocks the space in [blocks_from, blocks_until)."""

    number = models.PositiveIntegerField(_("number"), unique=True, editable=False)
    request_id = models.UUIDField(unique=True, editable=False)  # a form sent twice is one ticket
    space = models.ForeignKey(
        Space, on_delete=models.PROTECT, related_name="tickets", verbose_name=_("space")
    )
    title = texts.CharField(_("what is wrong"), max_length=100)
    text = texts.TextField(_("more about it"), max_length=TEXT_LENGTH, blank=True)
    severity = models.CharField(_("severity"), max_length=6, choices=Severity, default=Severity.NORMAL)
    state = models.CharField(_("state"), max_length=7, choices=TicketState, default=TicketState.OPEN)
    reported_by = models.ForeignKey(
        User, null=True, on_delete=models.SET_NULL, related_name="tickets", verbose_name=_("reported by")
    )
    company = models.ForeignKey(
        Company,
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="reported_tickets",
        verbose_name=_("company of the person who reported it"),
    )
    responsible = models.ForeignKey(
        Company,
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="tickets",
        verbose_name=_("responsible"),
    )
    reported_at = models.DateTimeField(_("reported on"), default=timezone.now, editable=False)
    blocks_from = models.DateTimeField(_("blocked from"), null=True, blank=True, editable=False)
    blocks_until = models.DateTimeField(_("blocked until"), null=True, blank=True, editable=False)
    # Of a block: whether a coordinator has looked at it and set its end.
    is_confirmed = models.BooleanField(_("confirmed by a coordinator"), default=False, editable=False)

    objects = TicketQuerySet.as_manager()

    class Meta:
        verbose_name = pgettext_lazy("upkeep", "ticket")
        verbose_name_plural = _("tickets")
        ordering = ["-number"]
        indexes = [
            models.Index(fields=["state", "-number"], name="ticket_by_state"),
            models.Index(
                fields=["space", "blocks_until"],
                condition=Q(blocks_until__isnull=False),
                name="ticket_block_by_space",
            ),
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(blocks_from__isnull=True, blocks_until__isnull=True)
                | Q(blocks_from__isnull=False, blocks_until__gt=F("blocks_from")),
                name="ticket_block_has_an_end",
                violation_error_message=_("A block has an end."),
            ),
            models.CheckConstraint(
                condition=Q(blocks_until__isnull=False, severity="danger", state__in=["open", "in_work"])
                | Q(blocks_until__isnull=True) & ~Q(severity="danger", state__in=["open", "in_work"]),
                name="ticket_danger_blocks_and_nothing_else",
                violation_error_message=_("Danger that has not passed blocks a space; nothing else does."),
            ),
            models.CheckConstraint(
                condition=Q(is_confirmed=False) | Q(blocks_until__isnull=False),
                name="ticket_confirmed_is_a_block",
            ),
            models.CheckConstraint(condition=~Q(title=""), name="ticket_says_what"),
        ]

    def __str__(self) -> str:
        return f"{self.title} (#{self.number})"

    def get_absolute_url(self) -> str:
        return reverse("spaces:ticket_detail", args=[self.number])

    @property
    def is_standing(self) -> bool:
        return self.state in STANDING

    @property
    def is_danger(self) -> bool:
        return self.severity == Severity.DANGER

    @property
    def is_blocking(self) -> bool:
        return self.blocks_until is not None and self.blocks_until > timezone.now()

    @property
    def severity_label(self) -> str:
        """The look of the word for it: a class of the style sheet."""
        if not self.is_standing:
            return "draft"
        return {Severity.DANGER: "rejected", Severity.URGENT: "waiting"}.get(Severity(self.severity), "draft")

    @property
    def state_label(self) -> str:
        looks = {TicketState.OPEN: "open", TicketState.IN_WORK: "waiting", TicketState.SOLVED: "done"}
        return looks.get(TicketState(self.state), "draft")

    @property
    def is_to_review(self) -> bool:
        """The block has ended by its date, but the ticket is still open."""
        return self.blocks_until is not None and not self.is_blocking


class TicketEvent(models.Model):
    """What was done to a ticket or said about it: written once, for good."""

    class Kind(models.TextChoices):
        REPORTED = "reported", _("reported")
        COMMENT = "comment", _("comment")
        STATE = "state", _("state")
        SEVERITY = "severity", _("severity")
        RESPONSIBLE = "responsible", _("responsible")
        BLOCK = "block", _("blocked until")

    ticket = models.ForeignKey(
        Ticket,
        on_delete=models.PROTECT,
        related_name="events",
        verbose_name=pgettext_lazy("upkeep", "ticket"),
    )
    kind = models.CharField(_("what"), max_length=11, choices=Kind)
    # Of a change: the value of the choice, the name of the company, the end of the block (ISO 8601, UTC).
    before = models.CharField(_("before"), max_length=120, blank=True)
    after = models.CharField(_("after"), max_length=120, blank=True)
    text = texts.TextField(_("comment"), max_length=TEXT_LENGTH, blank=True)
    by = models.ForeignKey(
        User, null=True, on_delete=models.SET_NULL, related_name="ticket_events", verbose_name=_("by")
    )
    company = models.ForeignKey(
        Company, null=True, blank=True, on_delete=models.PROTECT, related_name="+", verbose_name=_("company")
    )
    at = models.DateTimeField(_("on"), default=timezone.now, editable=False)
    # Of a comment: a form sent twice is one.
    request_id = models.UUIDField(null=True, blank=True, unique=True, editable=False)

    class Meta:
        verbose_name = _("event of a ticket")
        verbose_name_plural = _("events of tickets")
        ordering = ["at", "pk"]
        constraints = [
            Sealed(
                name="ticket_event_is_for_good",
                when="1 = 1",
                columns=("ticket", "kind", "before", "after", "text", "company", "at", "request_id"),
                events=("UPDATE", "DELETE"),
            )
        ]

    def __str__(self) -> str:
        return f"{self.ticket_id}, {self.kind}, {format_moment(self.at)}"


class TicketPhoto(Picture):
    """A photo that came with a report or a comment."""

    event = models.ForeignKey(
        TicketEvent, on_delete=models.PROTECT, related_name="photos", verbose_name=_("event")
    )

    class Meta:
        verbose_name = _("photo of a ticket")
        verbose_name_plural = _("photos of tickets")
        ordering = ["pk"]
