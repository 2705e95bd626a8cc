"""Meters of the building, and what they showed on which day."""

from collections.abc import Iterable
from datetime import date
from typing import Self

from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from members.companies.models import Company
from members.people.models import User
from multifactory.lib.formats import format_thousandths
from multifactory.lib.immutability import Sealed
from multifactory.lib.text import fields as texts
from spaces.building.models import Space
from spaces.building.periods import Voidable, VoidableQuerySet, overlaps
from spaces.costs.metering.counting import MOST_VALUE, Seen


class MeterKind(models.TextChoices):
    """What is measured."""

    HEATING = "heating", _("heating")
    POWER = "power", _("power")
    WATER = "water", _("water")
    GAS = "gas", _("gas")

    @property
    def unit(self) -> str:
        return {"heating": "kWh", "power": "kWh", "water": "m³", "gas": "m³"}[self.value]


class MeterQuerySet(models.QuerySet):
    def meeting(self, start: date, end: date | None) -> Self:
        """Those that run on a day of [start, end)."""
        return self.filter(overlaps(start, end))

    def for_list(self) -> Self:
        return self.select_related("space", "company").order_by("kind", "code")


class Meter(models.Model):
    """A meter that counts from a day on, for a space or a company; for neither it is the main one."""

    code = models.SlugField(_("code"), max_length=20, unique=True)
    kind = models.CharField(_("kind"), max_length=10, choices=MeterKind)
    space = models.ForeignKey(
        Space, null=True, blank=True, on_delete=models.PROTECT, related_name="meters", verbose_name=_("space")
    )
    company = models.ForeignKey(
        Company,
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="meters",
        verbose_name=_("company"),
        help_text=_("Without a space and a company it is a main meter: it counts what all use."),
    )
    start_on = models.DateField(_("from"))
    end_on = models.DateField(_("to"), null=True, blank=True, help_text=_("The first day after."))

    objects = MeterQuerySet.as_manager()

    class Meta:
        verbose_name = _("meter")
        verbose_name_plural = _("meters")
        ordering = ["kind", "code"]
        constraints = [
            models.CheckConstraint(
                condition=Q(space__isnull=True) | Q(company__isnull=True),
                name="meter_serves_one",
                violation_error_message=_("Choose the space or the company, not both."),
            ),
            models.CheckConstraint(
                condition=Q(end_on__isnull=True) | Q(end_on__gt=F("start_on")),
                name="meter_ends_after_start",
                violation_error_message=_("The first day after must come after the first day."),
            ),
            # What was read of it was read of this.
            Sealed(
                name="meter_with_readings_sealed",
                when="EXISTS (SELECT 1 FROM spaces_reading r WHERE r.meter_id = {row}.id)",
                columns=("kind", "space", "company"),
                events=("UPDATE", "DELETE"),
            ),
        ]

    def __str__(self) -> str:
        return self.code

    def get_absolute_url(self) -> str:
        return reverse("spaces:meter_detail", args=[self.code])

    @property
    def unit(self) -> str:
        return MeterKind(self.kind).unit

    def amount_of(self, thousandths: int) -> str:
        return format_thousandths(thousandths, self.unit)

    @property
    def is_main(self) -> bool:
        return self.space_id is None and self.company_id is None


class ReadingQuerySet(VoidableQuerySet):
    def for_list(self) -> Self:
        return self.select_related("meter", "recorded_by").order_by("-day", "meter__code")

    def seen_on(self, meters: Iterable["Meter"]) -> dict[int, list[Seen]]:
        """The valid ones of each of these meters, in order of time. One query."""
        rows = self.valid().filter(meter__in=list(meters)).order_by("day")
        found: dict[int, list[Seen]] = {}
        for meter, day, value, last in rows.values_list("meter", "day", "value", "last_value"):
            found.setdefault(meter, []).append(Seen(day, value, last))
        return found


class Reading(Voidable):
    """What a meter showed when a day began, in thousandths of its unit.

    Where it was exchanged that day: `last_value` is the last of the old one, `value` the first of the new.
    """

    meter = models.ForeignKey(
        Meter, on_delete=models.PROTECT, related_name="readings", verbose_name=_("meter")
    )
    day = models.DateField(_("read on"))
    value = models.PositiveBigIntegerField(_("value in thousandths"))
    is_exchange = models.BooleanField(_("the meter was exchanged"), default=False)
    last_value = models.PositiveBigIntegerField(
        _("last value of the old one, in thousandths"), null=True, blank=True
    )
    note = texts.CharField(_("note"), max_length=200, blank=True)
    photo = models.FileField(_("photo"), blank=True, editable=False)
    recorded_by = models.ForeignKey(
        User,
        null=True,
        blank=True,
        editable=False,
        on_delete=models.SET_NULL,
        related_name="+",
        verbose_name=_("recorded by"),
    )
    recorded_at = models.DateTimeField(_("recorded on"), default=timezone.now, editable=False)

    objects = ReadingQuerySet.as_manager()

    class Meta:
        verbose_name = _("reading")
        verbose_name_plural = _("readings")
        ordering = ["meter", "-day"]
        constraints = [
            models.UniqueConstraint(
                fields=["meter", "day"],
                condition=Q(voided_at__isnull=True),
                name="reading_once_a_day",
                violation_error_message=_("This meter was already read that day."),
            ),
            models.CheckConstraint(
                condition=Q(value__lte=MOST_VALUE)
                & (Q(last_value__isnull=True) | Q(last_value__lte=MOST_VALUE)),
                name="reading_in_range",
                violation_error_message=_("No meter shows that much."),
            ),
            models.CheckConstraint(
                condition=Q(is_exchange=True, last_value__isnull=False)
                | Q(is_exchange=False, last_value__isnull=True),
                name="reading_exchange_has_last_value",
                violation_error_message=_("Of an exchanged meter give the last value of the old one, too."),
            ),
            models.CheckConstraint(
                condition=Q(voided_at__isnull=True) | ~Q(void_reason=""), name="reading_void_says_why"
            ),
            Sealed(
                name="reading_sealed",
                when="{row}.id IS NOT NULL",
                columns=(
                    *("meter", "day", "value", "is_exchange", "last_value", "note", "photo", "recorded_at"),
                ),
                events=("UPDATE", "DELETE"),
            ),
            Sealed(
                name="reading_void_sealed",
                when="{row}.voided_at IS NOT NULL",
                columns=("voided_at", "void_reason"),
                events=("UPDATE",),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.meter.code}, {self.day:%d.%m.%Y}"

    @property
    def amount(self) -> str:
        return self.meter.amount_of(self.value)

    @property
    def old_amount(self) -> str:
        """Of the meter that was exchanged; empty where none was."""
        return "" if self.last_value is None else self.meter.amount_of(self.last_value)
