"""Tasks that are shared by all companies, and whose turn it is."""

from datetime import date
from typing import Self

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from governance.amendments.models import EffectRow
from governance.resolutions.models import Resolution
from members.companies.models import Company
from members.people.models import User
from multifactory.lib.formats import format_day
from multifactory.lib.text import fields as texts
from multifactory.lib.weekdays import WeekdaysField
from spaces.building.models import Space

MOST_MINUTES = 1440


class ShareKey(models.TextChoices):
    EQUAL = "equal", _("equal for all companies")
    HEADS = "heads", _("by how many people work there")
    FIXED = "fixed", _("by fixed weights")


class DutyTerms(models.Model):
    """What a duty asks: also of one that is only proposed."""

    name = texts.CharField(_("name"), max_length=80)
    text = texts.TextField(_("what is to be done"), max_length=2000, blank=True, help_text=_("Markdown"))
    minutes = models.PositiveSmallIntegerField(
        _("minutes a turn"), validators=[MinValueValidator(1), MaxValueValidator(MOST_MINUTES)]
    )
    weekdays = WeekdaysField(_("days of the week"), help_text=_("One turn on each of these days."))
    key = models.CharField(_("shared"), max_length=5, choices=ShareKey, default=ShareKey.EQUAL)
    least_minutes = models.PositiveSmallIntegerField(
        _("least minutes a week"),
        default=0,
        validators=[MaxValueValidator(MOST_MINUTES)],
        help_text=_("No company has a smaller share than this. 0: no such limit."),
    )
    starts_on = models.DateField(_("start"), default=timezone.localdate)

    class Meta:
        abstract = True
        constraints = [
            models.CheckConstraint(
                condition=Q(minutes__gte=1, minutes__lte=MOST_MINUTES),
                name="%(class)s_lasts_up_to_a_day",
                violation_error_message=_("A turn lasts from a minute to a day."),
            ),
            models.CheckConstraint(
                condition=Q(weekdays__gte=1, weekdays__lte=127), name="%(class)s_has_weekdays"
            ),
        ]

    def __str__(self) -> str:
        return self.name


class DutyQuerySet(models.QuerySet):
    def running(self, day: date | None = None) -> Self:
        """Not ended on a day (today)."""
        return self.filter(Q(ends_on__isnull=True) | Q(ends_on__gt=day or timezone.localdate()))

    def with_next_turn(self, day: date) -> Self:
        """Adds `next_turn`, the id of the first that is planned from a day on."""
        coming = Turn.objects.coming(day).filter(duty=models.OuterRef("pk"))
        return self.annotate(next_turn=models.Subquery(coming.values("pk")[:1]))

    def for_list(self) -> Self:
        return self.select_related("resolution").prefetch_related("spaces").order_by("name", "pk")


class Duty(DutyTerms):
    """A task that comes again and again; its turns go to the companies by what each owes."""

    spaces = models.ManyToManyField(Space, blank=True, related_name="duties", verbose_name=_("spaces"))
    ends_on = models.DateField(
        _("ended on"),
        null=True,
        blank=True,
        help_text=_("The first day without it. Leave empty if it goes on."),
    )
    resolution = models.ForeignKey(
        Resolution,
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="duties",
        verbose_name=_("decided by"),
    )

    next_turn: int | None  # set by with_next_turn()

    objects = DutyQuerySet.as_manager()

    class Meta(DutyTerms.Meta):
        verbose_name = _("duty")
        verbose_name_plural = _("duties")
        ordering = ["name", "pk"]
        constraints = [
            *DutyTerms.Meta.constraints,
            models.CheckConstraint(
                condition=Q(ends_on__isnull=True) | Q(ends_on__gt=F("starts_on")),
                name="duty_ends_after_start",
                violation_error_message=_("The duty must end after the day it starts."),
            ),
        ]

    def get_absolute_url(self) -> str:
        return reverse("spaces:duty_detail", args=[self.pk])


class DutyWeight(models.Model):
    """The fixed weight of a company in a duty; one without a row has 1."""

    duty = models.ForeignKey(Duty, on_delete=models.CASCADE, related_name="weights", verbose_name=_("duty"))
    company = models.ForeignKey(
        Company, on_delete=models.CASCADE, related_name="+", verbose_name=_("company")
    )
    weight = models.PositiveSmallIntegerField(_("weight"))

    class Meta:
        verbose_name = _("weight of a company")
        verbose_name_plural = _("weights of companies")
        constraints = [
            models.UniqueConstraint(
                fields=["duty", "company"],
                name="duty_weight_once",
                violation_error_message=_("This company already has a weight."),
            )
        ]

    def __str__(self) -> str:
        return f"{self.company}: {self.weight}"


class HeadCount(models.Model):
    """How many people work in a company, from a day on."""

    company = models.ForeignKey(
        Company, on_delete=models.CASCADE, related_name="head_counts", verbose_name=_("company")
    )
    from_day = models.DateField(_("start"))
    heads = models.PositiveSmallIntegerField(_("people"), validators=[MinValueValidator(1)])

    class Meta:
        verbose_name = _("people of a company")
        verbose_name_plural = _("people of companies")
        ordering = ["company", "from_day"]
        constraints = [
            models.UniqueConstraint(
                fields=["company", "from_day"],
                name="head_count_once_a_day",
                violation_error_message=_("There is already a number for this day."),
            ),
            models.CheckConstraint(
                condition=Q(heads__gte=1),
                name="head_count_is_not_zero",
                violation_error_message=_("At least one person works in every company."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.company}: {self.heads}"


class DutyLeave(models.Model):
    """Days [start, end) on which a company has no turns; why is nobody's business."""

    company = models.ForeignKey(
        Company, on_delete=models.CASCADE, related_name="duty_leaves", verbose_name=_("company")
    )
    start_on = models.DateField(_("start"))
    end_on = models.DateField(_("end"), help_text=_("The first day it has turns again."))

    class Meta:
        verbose_name = _("days without duties")
        verbose_name_plural = _("days without duties")
        ordering = ["start_on", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(end_on__gt=F("start_on")),
                name="duty_leave_ends_after_start",
                violation_error_message=_("The end must come after the start."),
            )
        ]

    def __str__(self) -> str:
        return f"{self.company}, {format_day(self.start_on)}"


class TurnQuerySet(models.QuerySet):
    def coming(self, day: date | None = None) -> Self:
        planned = self.filter(state=Turn.State.PLANNED, day__gte=day or timezone.localdate())
        return planned.order_by("day", "duty")

    def for_list(self) -> Self:
        return self.select_related("duty", "company", "done_by")


class Turn(models.Model):
    """A day of a duty and whose it is. What was planned and told is not moved by a later plan."""

    class State(models.TextChoices):
        PLANNED = "planned", _("planned")
        DONE = "done", _("done")
        MISSED = "missed", _("missed")

    duty = models.ForeignKey(Duty, on_delete=models.PROTECT, related_name="turns", verbose_name=_("duty"))
    day = models.DateField(_("day"))
    company = models.ForeignKey(
        Company, on_delete=models.PROTECT, related_name="turns", verbose_name=_("whose turn")
    )
    state = models.CharField(_("state"), max_length=7, choices=State, default=State.PLANNED)
    done_by = models.ForeignKey(
        Company,
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="turns_done",
        verbose_name=_("done by"),
    )
    recorded_by = models.ForeignKey(
        User, null=True, blank=True, editable=False, on_delete=models.SET_NULL, related_name="+"
    )
    recorded_at = models.DateTimeField(_("recorded on"), null=True, blank=True, editable=False)
    told_at = models.DateTimeField(_("notified on"), null=True, blank=True, editable=False)
    # RFC 5545: raised when it is another's, or recorded.
    sequence = models.PositiveIntegerField(default=0, editable=False)
    updated_at = models.DateTimeField(_("last change"), default=timezone.now, editable=False)

    objects = TurnQuerySet.as_manager()

    class Meta:
        verbose_name = _("turn")
        verbose_name_plural = _("turns")
        ordering = ["day", "pk"]
        indexes = [models.Index(fields=["company", "day"], name="turn_by_company_and_day")]
        constraints = [
            models.UniqueConstraint(fields=["duty", "day"], name="turn_once_a_day"),
            models.CheckConstraint(
                condition=Q(state="done", done_by__isnull=False)
                | (~Q(state="done") & Q(done_by__isnull=True)),
                name="turn_done_says_by_whom",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.duty}, {format_day(self.day)}"

    def get_absolute_url(self) -> str:
        return f"{self.duty.get_absolute_url()}#turn-{self.pk}"

    def save_change(self, *fields: str) -> None:
        """Write these fields; calendars that know the turn take the change."""
        self.sequence, self.updated_at = self.sequence + 1, timezone.now()
        self.save(update_fields=[*fields, "sequence", "updated_at"])


class Swap(models.Model):
    """A company asks another to take its turn; taken over until it is undone, which can be up to the day."""

    class State(models.TextChoices):
        ASKED = "asked", _("asked")
        ACCEPTED = "accepted", _("accepted")
        UNDONE = "undone", _("undone")

    turn = models.ForeignKey(Turn, on_delete=models.PROTECT, related_name="swaps", verbose_name=_("turn"))
    asked_by = models.ForeignKey(
        Company, on_delete=models.PROTECT, related_name="+", verbose_name=_("asked by")
    )
    asked_by_person = models.ForeignKey(
        User, null=True, editable=False, on_delete=models.SET_NULL, related_name="+"
    )
    asked_at = models.DateTimeField(_("asked on"), default=timezone.now, editable=False)
    taken_by = models.ForeignKey(
        Company,
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
        verbose_name=_("taken by"),
    )
    taken_by_person = models.ForeignKey(
        User, null=True, blank=True, editable=False, on_delete=models.SET_NULL, related_name="+"
    )
    in_return = models.ForeignKey(
        Turn,
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="given_in_swaps",
        verbose_name=_("in return for"),
    )
    state = models.CharField(_("state"), max_length=8, choices=State, default=State.ASKED)
    settled_at = models.DateTimeField(_("outcome decided on"), null=True, blank=True, editable=False)
    undone_by_person = models.ForeignKey(
        User, null=True, blank=True, editable=False, on_delete=models.SET_NULL, related_name="+"
    )

    class Meta:
        verbose_name = _("swap of a turn")
        verbose_name_plural = _("swaps of turns")
        ordering = ["-asked_at", "-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["turn"], condition=~Q(state="undone"), name="turn_swapped_once_at_a_time"
            ),
            models.CheckConstraint(
                condition=~Q(state="accepted") | Q(taken_by__isnull=False), name="swap_accepted_says_by_whom"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.turn}, {self.asked_by}"


class ProposedDuty(DutyTerms, EffectRow):
    """A duty that comes into being when the proposal is adopted."""

    space = models.ForeignKey(
        Space,
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
        verbose_name=_("space"),
        help_text=_("Where it is done. More spaces can be added in the back office."),
    )

    class Meta(EffectRow.Meta):
        verbose_name = _("proposed duty")
        verbose_name_plural = _("proposed duties")
        constraints = [*EffectRow.Meta.constraints, *DutyTerms.Meta.constraints]
