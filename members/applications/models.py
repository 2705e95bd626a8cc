"""Applications: who asks to join the multifactory, and what has become of it."""

import uuid

from django.core.validators import MaxLengthValidator, MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Lower
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from members.applications.call_models import Call
from members.applications.querysets import APPLICATION_LINK, FINAL, LIVE, OPENED, ApplicationQuerySet
from members.companies.customer_groups import (
    CustomerGroupsField,
    customer_group_labels,
    validate_customer_groups,
)
from members.companies.models import STORY_LENGTH, Company, Field, validate_founding_year
from members.people.models import User
from multifactory.lib.text import fields as texts


class Application(models.Model):
    """A candidate company asks to join. What led it from state to state: `transitions.py`."""

    class State(models.TextChoices):
        DRAFT = "draft", pgettext_lazy("application", "draft")
        SUBMITTED = "submitted", pgettext_lazy("application", "received")
        CHECKING = "checking", pgettext_lazy("application", "being checked")
        INFO_NEEDED = "info_needed", pgettext_lazy("application", "waiting for information")
        OPEN = "open", pgettext_lazy("application", "open to all members")
        PROPOSED = "proposed", pgettext_lazy("application", "put to the vote")
        ACCEPTED = "accepted", pgettext_lazy("application", "accepted")
        TURNED_DOWN = "turned_down", pgettext_lazy("application", "not accepted")
        REFUSED = "refused", pgettext_lazy("application", "refused")
        WITHDRAWN = "withdrawn", pgettext_lazy("application", "withdrawn")
        LAPSED = "lapsed", pgettext_lazy("application", "lapsed")

    uid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)  # stands signed in the link
    # A form sent twice is one application.
    request_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    call = models.ForeignKey(
        Call,
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="applications",
        verbose_name=_("call"),
    )
    state = models.CharField(_("state"), max_length=12, choices=State, default=State.DRAFT, editable=False)

    # Who asks.
    name = texts.CharField(_("name of the company"), max_length=120, blank=True)
    person = texts.CharField(_("name of the person"), max_length=120, blank=True)
    email = texts.EmailField(_("e-mail address"), max_length=254, blank=True)  # in lower case
    language = models.CharField(_("language"), max_length=2, default="it")

    # What it does.
    line = texts.CharField(_("what it does, in one line"), max_length=100, blank=True)
    story = texts.TextField(_("story"), blank=True, validators=[MaxLengthValidator(STORY_LENGTH)])
    field = models.ForeignKey(
        Field,
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
        verbose_name=_("field of activity"),
    )
    second_field = models.ForeignKey(
        Field,
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
        verbose_name=_("second field"),
    )
    third_field = models.ForeignKey(
        Field,
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
        verbose_name=_("third field"),
    )
    vocation = models.CharField(_("vocation"), max_length=20, choices=Company.Vocation, blank=True)
    craft = models.CharField(_("craft"), max_length=20, choices=Company.Craft, default=Company.Craft.NONE)
    founded = models.PositiveSmallIntegerField(
        _("founded in"), null=True, blank=True, validators=[validate_founding_year]
    )
    people = models.PositiveSmallIntegerField(
        _("people at work"),
        null=True,
        blank=True,
        validators=[MinValueValidator(1), MaxValueValidator(9999)],
    )
    customers = CustomerGroupsField(
        _("customer groups"), default=list, blank=True, validators=[validate_customer_groups]
    )

    # What it asks for.
    least_m2 = models.PositiveIntegerField(
        _("minimum area (m²)"), null=True, blank=True, validators=[MinValueValidator(1)]
    )
    most_m2 = models.PositiveIntegerField(
        _("maximum area (m²)"), null=True, blank=True, validators=[MinValueValidator(1)]
    )
    needs = texts.CharField(_("what its unit needs"), max_length=200, blank=True)
    wanted_from = models.DateField(_("wanted from"), null=True, blank=True)

    may_publish = models.BooleanField(_("its page may be published once it is accepted"), default=False)
    consent_at = models.DateTimeField(_("consent given on"), null=True, blank=True, editable=False)
    notice_version = models.CharField(_("version of the notice"), max_length=20, blank=True, editable=False)

    # The days of the rulebook in force at submission; later rulebooks change none of them.
    open_days = models.PositiveSmallIntegerField(null=True, editable=False)
    due_days = models.PositiveSmallIntegerField(null=True, editable=False)
    appeal_days = models.PositiveSmallIntegerField(null=True, editable=False)
    silent_days = models.PositiveSmallIntegerField(null=True, editable=False)

    # Local days.
    created_at = models.DateTimeField(_("begun on"), default=timezone.now, editable=False)
    saved_at = models.DateTimeField(_("last saved on"), default=timezone.now, editable=False)
    submitted_on = models.DateField(_("submitted on"), null=True, blank=True, editable=False)
    due_on = models.DateField(_("to be decided by"), null=True, blank=True, editable=False)
    asked_on = models.DateField(_("information asked for on"), null=True, blank=True, editable=False)
    opened_on = models.DateField(_("opened to members on"), null=True, blank=True, editable=False)
    # The first day it may be proposed.
    open_until = models.DateField(_("open until"), null=True, blank=True, editable=False)
    told_on = models.DateField(_("refusal told on"), null=True, blank=True, editable=False)
    # The last day for an appeal. There is one; a refusal that follows it is final, and says no day.
    appeal_until = models.DateField(_("appeal possible until"), null=True, blank=True, editable=False)
    appealed_on = models.DateField(_("appealed on"), null=True, blank=True, editable=False)
    closed_on = models.DateField(_("closed on"), null=True, blank=True, editable=False)
    emptied_on = models.DateField(_("emptied on"), null=True, blank=True, editable=False)
    # What the clock has told already: the end of a draft or of silence; day 30, 45 or 55.
    lapse_told_on = models.DateField(null=True, blank=True, editable=False)
    last_alarm = models.PositiveSmallIntegerField(default=0, editable=False)

    # The community without and with it, as of the day of the opening (`figures.py`).
    figures = models.JSONField(null=True, blank=True, editable=False)
    figures_on = models.DateField(_("figures of"), null=True, blank=True, editable=False)
    figures_method = models.PositiveSmallIntegerField(null=True, blank=True, editable=False)

    reasons = texts.TextField(_("reasons of the refusal"), max_length=4000, blank=True, editable=False)
    appeal = texts.TextField(_("appeal"), max_length=4000, blank=True, editable=False)
    # What it has become.
    company = models.OneToOneField(
        Company,
        null=True,
        blank=True,
        editable=False,
        on_delete=models.PROTECT,
        related_name="application",
        verbose_name=_("company"),
    )
    # Who has it in hand.
    checked_by = models.ForeignKey(
        User,
        null=True,
        blank=True,
        editable=False,
        on_delete=models.SET_NULL,
        related_name="+",
        verbose_name=_("checked by"),
    )

    objects = ApplicationQuerySet.as_manager()

    class Meta:
        verbose_name = _("application")
        verbose_name_plural = _("applications")
        ordering = ["-submitted_on", "-pk"]
        indexes = [
            models.Index(fields=["state", "open_until"], name="application_by_state"),
            models.Index(fields=["email"], name="application_by_email"),
        ]
        constraints = [
            models.UniqueConstraint(
                "email",
                Lower("name"),
                condition=Q(state__in=LIVE),
                name="application_live_once",
                violation_error_message=_("This company and address already have an application."),
            ),
            models.CheckConstraint(condition=Q(state__in=[*LIVE, *FINAL]), name="application_state_is_known"),
            models.CheckConstraint(
                condition=~Q(state__in=LIVE) | ~Q(name="") & ~Q(email=""), name="application_says_who"
            ),
            models.CheckConstraint(
                condition=~Q(second_field=F("field"))
                & ~Q(third_field=F("field"))
                & ~Q(third_field=F("second_field")),
                name="application_fields_differ",
                violation_error_message=_("Choose each field of activity once."),
            ),
            models.CheckConstraint(
                condition=Q(third_field__isnull=True) | Q(second_field__isnull=False),
                name="application_fields_in_order",
                violation_error_message=_("Choose the second field before the third."),
            ),
            models.CheckConstraint(
                condition=Q(least_m2__isnull=True) | Q(most_m2__isnull=True) | Q(most_m2__gte=F("least_m2")),
                name="application_m2_in_order",
                violation_error_message=_("The maximum cannot be smaller than the minimum."),
            ),
            models.CheckConstraint(
                condition=Q(state__in=["draft", "withdrawn", "lapsed"])
                | Q(
                    field__isnull=False,
                    submitted_on__isnull=False,
                    due_on__isnull=False,
                    consent_at__isnull=False,
                    open_days__isnull=False,
                    due_days__isnull=False,
                    appeal_days__isnull=False,
                    silent_days__isnull=False,
                )
                & ~Q(notice_version=""),
                name="application_submitted_is_whole",
            ),
            models.CheckConstraint(
                condition=Q(due_on__isnull=True) | Q(due_on__gt=F("submitted_on")),
                name="application_due_after_submitting",
            ),
            models.CheckConstraint(
                condition=~Q(state="info_needed") | Q(asked_on__isnull=False),
                name="application_asked_says_when",
            ),
            models.CheckConstraint(
                condition=~Q(state__in=OPENED) | Q(opened_on__isnull=False, figures_on__isnull=False),
                name="application_opened_has_figures",
            ),
            models.CheckConstraint(
                condition=Q(opened_on__isnull=True, open_until__isnull=True)
                | Q(open_until__gte=F("opened_on")),
                name="application_open_days_in_order",
            ),
            models.CheckConstraint(
                condition=Q(figures_on__isnull=True, figures_method__isnull=True)
                | Q(figures_on__isnull=False, figures_method__isnull=False),
                name="application_figures_say_how",
            ),
            models.CheckConstraint(
                condition=~Q(state="refused")
                | Q(told_on__isnull=False) & (~Q(reasons="") | Q(emptied_on__isnull=False)),
                name="application_refused_says_why",
                violation_error_message=_("Write the reasons: the applicant will read them."),
            ),
            models.CheckConstraint(
                condition=Q(appeal_until__isnull=True) | Q(appeal_until__gte=F("told_on")),
                name="application_appeal_after_telling",
            ),
            models.CheckConstraint(
                condition=Q(state__in=FINAL, closed_on__isnull=False)
                | Q(state__in=LIVE, closed_on__isnull=True),
                name="application_closed_says_when",
            ),
            models.CheckConstraint(
                condition=Q(state="accepted", company__isnull=False)
                | ~Q(state="accepted") & Q(company__isnull=True),
                name="application_accepted_is_a_company",
            ),
            models.CheckConstraint(
                condition=Q(emptied_on__isnull=True) | Q(state__in=FINAL, email="", person="", story=""),
                name="application_emptied_names_nobody",
            ),
        ]

    def __str__(self) -> str:
        return self.name or f"{self._meta.verbose_name} {self.pk}"

    def get_absolute_url(self) -> str:
        return reverse("members:application_detail", args=[self.pk])

    @property
    def link(self) -> str:
        """What opens the applicant's own pages: signed, so that any later mail can carry it."""
        return APPLICATION_LINK.token(self.uid.hex)

    @property
    def is_live(self) -> bool:
        return self.state in LIVE

    @property
    def is_draft(self) -> bool:
        return self.state == self.State.DRAFT

    @property
    def is_open(self) -> bool:
        return self.state == self.State.OPEN

    @property
    def fields(self) -> list[Field]:
        """Main field first."""
        return [field for field in (self.field, self.second_field, self.third_field) if field]

    @property
    def customer_labels(self) -> list[str]:
        return customer_group_labels(self.customers)
