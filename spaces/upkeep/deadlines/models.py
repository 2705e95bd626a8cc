"""What must be checked or done again every few months, and when it was."""

from datetime import date, timedelta
from typing import Self

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from members.companies.models import Company
from members.people.models import User
from multifactory.lib.formats import format_day
from multifactory.lib.immutability import Sealed
from multifactory.lib.papers import PaperKind
from multifactory.lib.text import fields as texts
from spaces.building.models import Building, Space

MOST_MONTHS = 120
SOON = timedelta(days=60)  # how long before its day one hears of it


class DeadlineQuerySet(models.QuerySet):
    def standing(self, day: date | None = None) -> Self:
        """Still needed on a day (today)."""
        return self.filter(Q(ended_on__isnull=True) | Q(ended_on__gt=day or timezone.localdate()))

    def late(self, day: date) -> Self:
        """Their day is past."""
        return self.standing(day).filter(next_on__lt=day)

    def due_soon(self, day: date) -> Self:
        """Late, or their day comes within 60 days; the first first."""
        return self.standing(day).filter(next_on__lte=day + SOON).for_list()

    def blocking(self, day: date) -> Self:
        """Late, so that nothing new is booked in their spaces."""
        return self.late(day).filter(blocks_when_late=True)

    def for_list(self) -> Self:
        """With what `spaces/_deadlines.html` shows, and `last_done`, the latest day it was done."""
        rows = self.select_related("space", "building", "responsible")
        done = DeadlineDone.objects.filter(deadline=models.OuterRef("pk")).order_by("-day")
        last_done = models.Subquery(done.values("day")[:1])
        return rows.annotate(last_done=last_done).order_by("next_on", "name", "pk")


class Deadline(models.Model):
    """A check or a service that comes again; `next_on` is the last day on which it is done in time."""

    name = texts.CharField(_("what is due"), max_length=120)
    text = texts.TextField(
        _("details"),
        max_length=2000,
        blank=True,
        help_text=_("Markdown. What is checked, who can do it, which rule asks for it."),
    )
    space = models.ForeignKey(
        Space,
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="deadlines",
        verbose_name=_("space"),
        help_text=_("Choose a space or a building, not both."),
    )
    building = models.ForeignKey(
        Building,
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="deadlines",
        verbose_name=_("building"),
    )
    every_months = models.PositiveSmallIntegerField(
        _("every so many months"), validators=[MinValueValidator(1), MaxValueValidator(MOST_MONTHS)]
    )
    next_on = models.DateField(
        _("due on"),
        help_text=_("The last day to do it in time. When it is done, the next day follows from it."),
    )
    responsible = models.ForeignKey(
        Company,
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="deadlines",
        verbose_name=_("responsible company"),
        help_text=_("Leave empty if the coordinators are responsible."),
    )
    blocks_when_late = models.BooleanField(
        _("no bookings while it is late"),
        default=False,
        help_text=_("Nobody can make new bookings of the space then. What is booked already stays."),
    )
    ended_on = models.DateField(
        _("not needed from"), null=True, blank=True, help_text=_("Empty: it goes on.")
    )

    last_done: date | None  # set by for_list()

    objects = DeadlineQuerySet.as_manager()

    class Meta:
        verbose_name = _("deadline")
        verbose_name_plural = _("deadlines")
        ordering = ["next_on", "pk"]
        indexes = [models.Index(fields=["next_on"], name="deadline_by_day")]
        constraints = [
            models.CheckConstraint(
                condition=Q(space__isnull=False, building__isnull=True)
                | Q(space__isnull=True, building__isnull=False),
                name="deadline_of_a_space_or_a_building",
                violation_error_message=_("Choose either a space or a building."),
            ),
            models.CheckConstraint(
                condition=Q(every_months__gte=1, every_months__lte=MOST_MONTHS),
                name="deadline_comes_again_within_ten_years",
                violation_error_message=_("It comes again after 1 to 120 months."),
            ),
            models.CheckConstraint(
                condition=Q(blocks_when_late=False) | Q(space__isnull=False),
                name="deadline_that_blocks_names_its_space",
                violation_error_message=_("To stop bookings, choose the space that is not to be booked."),
            ),
        ]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return reverse("spaces:deadline_detail", args=[self.pk])

    @property
    def place(self) -> Space | Building:
        """Where it is."""
        return self.space or self.building  # type: ignore[return-value]

    @property
    def days_left(self) -> int:
        """Until its day; negative where it is late."""
        return (self.next_on - timezone.localdate()).days

    @property
    def days_late(self) -> int:
        return -self.days_left

    @property
    def is_late(self) -> bool:
        return self.days_left < 0 and not self.is_over

    @property
    def is_soon(self) -> bool:
        return timedelta(days=self.days_left) <= SOON

    @property
    def is_over(self) -> bool:
        return self.ended_on is not None and self.ended_on <= timezone.localdate()


class DeadlineDoneQuerySet(models.QuerySet):
    def for_list(self) -> Self:
        return self.select_related("company", "recorded_by").order_by("-day", "-pk")


class DeadlineDone(models.Model):
    """It was done on a day: written once, for good."""

    deadline = models.ForeignKey(
        Deadline, on_delete=models.PROTECT, related_name="done", verbose_name=_("deadline")
    )
    due_on = models.DateField(_("was due on"))
    day = models.DateField(_("done on"))
    company = models.ForeignKey(
        Company,
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="deadlines_done",
        verbose_name=_("recorded for"),
        help_text=_("Empty: by the coordinators."),
    )
    note = texts.CharField(_("note"), max_length=300, blank=True)
    paper = models.FileField(_("document"), blank=True, editable=False)
    paper_kind = models.CharField(_("kind"), max_length=10, choices=PaperKind, blank=True, editable=False)
    paper_size = models.PositiveIntegerField(_("bytes"), default=0, editable=False)
    paper_sha256 = models.CharField(max_length=64, blank=True, editable=False)
    recorded_by = models.ForeignKey(
        User, null=True, editable=False, on_delete=models.SET_NULL, related_name="+"
    )
    recorded_at = models.DateTimeField(_("recorded on"), default=timezone.now, editable=False)

    objects = DeadlineDoneQuerySet.as_manager()

    class Meta:
        verbose_name = _("deadline that was met")
        verbose_name_plural = _("deadlines that were met")
        ordering = ["-day", "-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["deadline", "day"],
                name="deadline_done_once_a_day",
                violation_error_message=_("It is already recorded for this day."),
            ),
            models.CheckConstraint(
                condition=Q(paper="", paper_sha256="", paper_kind="")
                | (~Q(paper="") & ~Q(paper_sha256="") & ~Q(paper_kind="")),
                name="deadline_paper_has_its_hash",
            ),
            Sealed(
                name="deadline_done_is_for_good",
                when="1 = 1",
                columns=("deadline", "due_on", "day", "company", "note", "paper", "paper_sha256"),
                events=("UPDATE", "DELETE"),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.deadline}, {format_day(self.day)}"

    @property
    def paper_url(self) -> str:
        return reverse("spaces:deadline_paper", args=[self.deadline_id, self.pk])


class DeadlineNotice(models.Model):
    """The mail about a deadline so many days before its day (negative: after it): sent once."""

    deadline = models.ForeignKey(
        Deadline, on_delete=models.CASCADE, related_name="+", verbose_name=_("deadline")
    )
    due_on = models.DateField(_("due on"))  # a deadline that was met is told of again
    step = models.IntegerField(_("days before"))
    told_at = models.DateTimeField(_("notified on"), default=timezone.now, editable=False)

    class Meta:
        verbose_name = _("notice of a deadline")
        verbose_name_plural = _("notices of deadlines")
        constraints = [
            models.UniqueConstraint(fields=["deadline", "due_on", "step"], name="deadline_notice_once")
        ]

    def __str__(self) -> str:
        return f"{self.deadline}, {format_day(self.due_on)}, {self.step}"
