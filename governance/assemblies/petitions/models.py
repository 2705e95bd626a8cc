"""Petitions of companies to have an assembly called (civil code, art. 20)."""

from datetime import date
from typing import Self

from django.db import models
from django.db.models import Count, Exists, F, OuterRef, Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from governance.attendance.models import Assembly
from members.companies.models import Company
from members.people.models import User
from multifactory.lib.immutability import Sealed
from multifactory.lib.text import fields as texts

# An assembly that was called, whatever has become of it since, unless it was cancelled.
ANSWERING = ("called", "open", "suspended", "closed", "deserted")
NAMEABLE = ("draft", *ANSWERING)


class PetitionQuerySet(models.QuerySet):
    def with_signatures(self, company: Company | None = None) -> Self:
        """Adds `signed`, the companies that sign now, and `is_own`: whether this one does."""
        live = PetitionSignature.objects.live().filter(petition=OuterRef("pk"))
        is_own = Exists(live.filter(company=company)) if company else models.Value(False)
        count = Count("signatures", filter=Q(signatures__withdrawn_at__isnull=True))
        return self.annotate(signed=count, is_own=is_own)

    def unanswered(self) -> Self:
        """Reached, and no assembly has been called for them."""
        return self.filter(state=Petition.State.REACHED).exclude(assembly__state__in=ANSWERING)

    def overdue(self, day: date) -> Self:
        """The day by which the assembly was to be called has passed without one."""
        return self.unanswered().filter(due_on__lt=day)

    def for_list(self) -> Self:
        """Those that wait for an answer first, then those to sign, then the others; the newest first."""
        order = models.Case(
            models.When(state=Petition.State.REACHED, then=0),
            models.When(state=Petition.State.OPEN, then=1),
            default=2,
        )
        return self.select_related("company", "assembly").annotate(rank=order).order_by("rank", "-pk")


class Petition(models.Model):
    """What companies ask an assembly to be called for. Its text is fixed once a second company has signed.

    `needed` and `due_on` are written when so many have signed. If signatures are taken back before the
    assembly is called and too few are left, it is open again.
    """

    class State(models.TextChoices):
        OPEN = "open", pgettext_lazy("petition", "open")
        REACHED = "reached", pgettext_lazy("petition", "reached")
        WITHDRAWN = "withdrawn", pgettext_lazy("petition", "withdrawn")

    title = texts.CharField(_("title"), max_length=140, help_text=_("What the assembly is to decide."))
    text = texts.TextField(_("what you ask, and why"), max_length=10_000)
    company = models.ForeignKey(
        Company, on_delete=models.PROTECT, related_name="petitions", verbose_name=_("begun by")
    )
    opened_at = models.DateTimeField(_("begun on"), default=timezone.now)
    state = models.CharField(_("state"), max_length=9, choices=State, default=State.OPEN)
    reached_at = models.DateTimeField(_("reached on"), null=True, blank=True)
    needed = models.PositiveIntegerField(_("companies needed"), null=True, blank=True)
    due_on = models.DateField(_("assembly to be called by"), null=True, blank=True)
    # When the worker told that the day has passed.
    late_told_on = models.DateField(null=True, blank=True, editable=False)
    assembly = models.ForeignKey(
        Assembly,
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="petitions",
        verbose_name=_("assembly"),
    )
    request_id = models.UUIDField(unique=True, editable=False)  # a form sent twice is one petition

    signed: int  # only on rows from `with_signatures`
    is_own: bool

    objects = PetitionQuerySet.as_manager()

    class Meta:
        verbose_name = _("petition")
        verbose_name_plural = _("petitions")
        ordering = ["-opened_at"]
        constraints = [
            models.CheckConstraint(
                condition=Q(
                    state="reached",
                    reached_at__isnull=False,
                    needed__isnull=False,
                    due_on__isnull=False,
                )
                | ~Q(state="reached") & Q(reached_at__isnull=True, due_on__isnull=True),
                name="petition_reached_says_when",
            ),
            Sealed(
                name="petition_text_sealed",
                when="(SELECT COUNT(*) FROM governance_petitionsignature WHERE petition_id = {row}.id) > 1",
                columns=("title", "text", "company"),
                events=("UPDATE", "DELETE"),
            ),
        ]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return reverse("governance:petition_detail", args=[self.pk])

    @property
    def is_answered(self) -> bool:
        return self.assembly is not None and self.assembly.state in ANSWERING

    @property
    def is_assembly_cancelled(self) -> bool:
        """Another is to be called in its place."""
        return self.assembly is not None and self.assembly.state == Assembly.State.CANCELLED

    @property
    def is_overdue(self) -> bool:
        """The day has passed and nobody has called the assembly: the court may order it."""
        return self.due_on is not None and self.due_on < timezone.localdate() and not self.is_answered


class PetitionSignatureQuerySet(models.QuerySet):
    def live(self) -> Self:
        return self.filter(withdrawn_at__isnull=True)


class PetitionSignature(models.Model):
    """A company asks for it, by one of its representatives; it can take that back until the call."""

    petition = models.ForeignKey(
        Petition, on_delete=models.PROTECT, related_name="signatures", verbose_name=_("petition")
    )
    company = models.ForeignKey(
        Company, on_delete=models.PROTECT, related_name="petition_signatures", verbose_name=_("company")
    )
    by = models.ForeignKey(
        User, null=True, on_delete=models.SET_NULL, related_name="+", verbose_name=_("signed by")
    )
    at = models.DateTimeField(_("signed on"), default=timezone.now)
    withdrawn_at = models.DateTimeField(_("withdrawn on"), null=True, blank=True)
    withdrawn_by = models.ForeignKey(
        User,
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
        verbose_name=_("withdrawn by"),
    )

    objects = PetitionSignatureQuerySet.as_manager()

    class Meta:
        verbose_name = _("signature of a petition")
        verbose_name_plural = _("signatures of petitions")
        ordering = ["at", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["petition", "company"], name="petition_signed_once"),
            models.CheckConstraint(
                condition=Q(withdrawn_at__isnull=True) | Q(withdrawn_at__gte=F("at")),
                name="petition_signature_withdrawn_later",
            ),
        ]

    def __str__(self) -> str:
        return str(self.company)
