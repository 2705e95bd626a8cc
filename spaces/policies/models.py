"""How a common space may be booked: hours, lengths, quotas, certificates, quiet hours."""

from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.dates import WEEKDAYS
from django.utils.translation import gettext_lazy as _

from governance.resolutions.models import Resolution
from multifactory.lib.text import fields as texts
from multifactory.lib.weekdays import EVERY_DAY, WeekdaysField
from spaces.policies.certificate_models import CertificateKind

SLOT_MINUTES = 15
LONGEST_MINUTES = 14 * 1440  # of any booking


class Quota(models.Model):
    """What one company may book of the spaces that share it: elapsed minutes in an ISO week of local time,
    and bookings that are still to come (a series is one). What is for the community does not count."""

    name = texts.CharField(_("name"), max_length=60, unique=True)
    minutes_a_week = models.PositiveIntegerField(_("minutes a week"), null=True, blank=True)
    open_bookings = models.PositiveSmallIntegerField(_("upcoming bookings"), null=True, blank=True)

    class Meta:
        verbose_name = _("quota")
        verbose_name_plural = _("quotas")
        ordering = ["name"]
        constraints = [
            models.CheckConstraint(
                condition=Q(minutes_a_week__isnull=False) | Q(open_bookings__isnull=False),
                name="quota_limits_something",
                violation_error_message=_("A quota limits the minutes, the bookings or both."),
            ),
            models.CheckConstraint(
                condition=Q(minutes_a_week__isnull=True) | Q(minutes_a_week__range=(SLOT_MINUTES, 7 * 1440)),
                name="quota_minutes_in_range",
                violation_error_message=_("A week has 10,080 minutes; a booking takes 15 at least."),
            ),
            models.CheckConstraint(
                condition=Q(open_bookings__isnull=True) | Q(open_bookings__gt=0),
                name="quota_bookings_above_zero",
                violation_error_message=_("At least one booking; leave empty if there is no limit."),
            ),
        ]

    def __str__(self) -> str:
        return self.name


class BookingPolicy(models.Model):
    """How the spaces that share it may be booked. Slots are quarters of an hour everywhere."""

    name = texts.CharField(_("name"), max_length=60, unique=True)
    min_minutes = models.PositiveSmallIntegerField(_("shortest, in minutes"), default=15)
    max_minutes = models.PositiveSmallIntegerField(
        _("longest, in minutes"), default=720, help_text=_("720 are twelve hours, 20,160 are two weeks.")
    )
    cleanup_minutes = models.PositiveSmallIntegerField(
        _("minutes to clean up"), default=0, help_text=_("After each booking, before the next can begin.")
    )
    notice_minutes = models.PositiveSmallIntegerField(
        _("notice in minutes"), default=0, help_text=_("How long in advance it must be booked.")
    )
    horizon_days = models.PositiveSmallIntegerField(_("days ahead it can be booked"), default=180)
    cancel_hours = models.PositiveSmallIntegerField(
        _("hours before the start until which it can be cancelled"),
        default=0,
        help_text=_("After that only coordinators can cancel. 0: until it begins."),
    )
    needs_approval = models.BooleanField(_("a coordinator approves it"), default=False)
    is_loud = models.BooleanField(_("is loud"), default=False, help_text=_("Cannot be used in quiet hours."))
    is_by_night = models.BooleanField(
        _("booked by the night"),
        default=False,
        help_text=_(
            "Arrival and departure must be within the opening hours; the nights in between need not."
        ),
    )
    closed_on_holidays = models.BooleanField(_("closed on public holidays"), default=False)
    certificate = models.ForeignKey(
        CertificateKind,
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="policies",
        verbose_name=_("certificate"),
    )
    certified_people = models.PositiveSmallIntegerField(
        _("people with the certificate"), default=0, help_text=_("How many must be named, 1 to 3.")
    )
    quota = models.ForeignKey(
        Quota,
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="policies",
        verbose_name=_("quota"),
    )

    class Meta:
        verbose_name = _("booking rules")
        verbose_name_plural = _("booking rules")
        ordering = ["name"]
        constraints = [
            models.CheckConstraint(
                condition=Q(min_minutes__gte=SLOT_MINUTES, max_minutes__gte=F("min_minutes"))
                & Q(max_minutes__lte=LONGEST_MINUTES),
                name="policy_lengths_in_range",
                violation_error_message=_("A booking lasts from 15 minutes to two weeks (20,160)."),
            ),
            models.CheckConstraint(
                condition=Q(cleanup_minutes__lte=1440),
                name="policy_cleanup_in_range",
                violation_error_message=_("Cleaning up takes a day (1,440 minutes) at most."),
            ),
            models.CheckConstraint(
                condition=Q(notice_minutes__lte=20160),
                name="policy_notice_in_range",
                violation_error_message=_("The notice is two weeks (20,160 minutes) at most."),
            ),
            models.CheckConstraint(
                condition=Q(horizon_days__range=(1, 400)),
                name="policy_horizon_in_range",
                violation_error_message=_("From 1 to 400 days ahead."),
            ),
            models.CheckConstraint(
                condition=Q(cancel_hours__lte=720),
                name="policy_cancel_hours_in_range",
                violation_error_message=_("30 days (720 hours) at most."),
            ),
            models.CheckConstraint(
                condition=Q(certificate__isnull=True, certified_people=0)
                | Q(certificate__isnull=False, certified_people__range=(1, 3)),
                name="policy_certificate_names_people",
                violation_error_message=_(
                    "With a certificate, one to three people must be named; without one, none."
                ),
            ),
        ]

    def __str__(self) -> str:
        return self.name


class OpeningHours(models.Model):
    """A stretch of local time on a day of the week in which spaces of a policy can be used.

    `closes` not after `opens` means the next day. A policy without any is always open.
    """

    policy = models.ForeignKey(
        BookingPolicy, on_delete=models.CASCADE, related_name="hours", verbose_name=_("booking rules")
    )
    weekday = models.PositiveSmallIntegerField(_("day"), choices=list(WEEKDAYS.items()))
    opens = models.TimeField(_("opens"))
    closes = models.TimeField(_("closes"), help_text=_("The same hour or an earlier one: on the next day."))

    class Meta:
        verbose_name = _("opening hours")
        verbose_name_plural = _("opening hours")
        ordering = ["weekday", "opens"]
        constraints = [
            models.CheckConstraint(condition=Q(weekday__lte=6), name="opening_hours_weekday_in_range"),
            models.UniqueConstraint(
                fields=["policy", "weekday", "opens"],
                name="opening_hours_once",
                violation_error_message=_("These hours have already been entered."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_weekday_display()} {self.opens:%H:%M}–{self.closes:%H:%M}"


class QuietHours(models.Model):
    """Local hours in which loud machines rest; on days [valid_from, valid_to)."""

    name = texts.CharField(_("name"), max_length=80)
    weekdays = WeekdaysField(_("days"), default=EVERY_DAY)
    starts = models.TimeField(_("start"))
    ends = models.TimeField(_("to"), help_text=_("The same hour or an earlier one: on the next day."))
    valid_from = models.DateField(_("in force from"), default=timezone.localdate)
    valid_to = models.DateField(
        _("no longer in force from"), null=True, blank=True, help_text=_("The first day without them.")
    )
    resolution = models.ForeignKey(
        Resolution,
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="quiet_hours",
        verbose_name=_("decided by"),
    )
    reason = texts.CharField(_("reason"), max_length=200, blank=True)
    policies = models.ManyToManyField(
        BookingPolicy, blank=True, related_name="quiet_hours", verbose_name=_("blocks loud bookings")
    )
    warns_others = models.BooleanField(
        _("warns others"),
        default=False,
        help_text=_("Who books something that is not loud is asked once whether to go on."),
    )

    class Meta:
        verbose_name = _("quiet hours")
        verbose_name_plural = _("quiet hours")
        ordering = ["starts", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(weekdays__range=(1, EVERY_DAY)), name="quiet_hours_weekdays_in_range"
            ),
            models.CheckConstraint(
                condition=Q(valid_to__isnull=True) | Q(valid_to__gt=F("valid_from")),
                name="quiet_hours_end_after_start",
                violation_error_message=_("They must end after they begin."),
            ),
            models.CheckConstraint(
                condition=Q(resolution__isnull=False) | ~Q(reason=""),
                name="quiet_hours_cite_their_ground",
                violation_error_message=_("Name the resolution, or the reason."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.name}, {self.starts:%H:%M}–{self.ends:%H:%M}"
