"""The book of minutes: what was said and decided in a call of an assembly, signed by two and chained."""

from typing import Self

from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from governance.attendance.models import Assembly
from members.people.models import User
from multifactory.lib.immutability import Sealed
from multifactory.lib.text import fields as texts


class MinutesBook(models.Model):
    """The one row of the book. Signing locks it, so that numbers have no gap and each entry follows one."""

    entries = models.PositiveIntegerField(default=0)

    def __str__(self) -> str:
        return str(self.entries)


class MinutesQuerySet(models.QuerySet):
    def signed(self) -> Self:
        return self.filter(state=Minutes.State.SIGNED)

    def drafts(self) -> Self:
        return self.filter(state=Minutes.State.DRAFT)

    def in_book(self) -> Self:
        """The signed ones in the order of the chain, which is that of their second signatures."""
        return self.signed().order_by("place")


class Minutes(models.Model):
    """The minutes of one call of an assembly, or a correction of signed ones.

    `facts` are what the ledger says (`governance.assemblies.minutes.facts`); the secretary writes only the
    debate: `text`, and the note of each item within the facts.
    """

    class State(models.TextChoices):
        DRAFT = "draft", _("to be signed")
        SIGNED = "signed", _("signed")

    assembly = models.ForeignKey(
        Assembly, on_delete=models.PROTECT, related_name="minutes", verbose_name=_("assembly")
    )
    call = models.PositiveSmallIntegerField(_("call"))
    text = texts.TextField(_("what was said"), max_length=40_000, blank=True)
    facts = models.JSONField(_("facts"))
    # What opens the names that the facts only commit to: {"12": {"name": "…", "nonce": "…"}}. It alone of
    # signed minutes may still change: a person who is erased is taken out.
    names = models.JSONField(_("names"), default=dict, blank=True)
    state = models.CharField(_("state"), max_length=6, choices=State, default=State.DRAFT)
    drafted_at = models.DateTimeField(_("drafted on"))
    told_on = models.DateField(null=True, blank=True, editable=False)  # the mail that signatures are missing
    corrects = models.ForeignKey(
        "self",
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="corrections",
        verbose_name=_("corrects"),
    )

    # From the second signature on.
    year = models.PositiveSmallIntegerField(_("year"), null=True, editable=False)
    number = models.PositiveIntegerField(_("number"), null=True, editable=False)
    place = models.PositiveIntegerField(_("place in the book"), null=True, editable=False)
    parent = models.CharField(max_length=64, blank=True, editable=False)  # of the first in the book: ""
    hash = models.CharField(max_length=64, blank=True, editable=False)
    signed_at = models.DateTimeField(_("signed on"), null=True, editable=False)

    objects = MinutesQuerySet.as_manager()

    class Meta:
        verbose_name = _("minutes")
        verbose_name_plural = _("minutes")
        ordering = ["assembly", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["year", "number"], name="minutes_number_once"),
            models.UniqueConstraint(fields=["place"], name="minutes_place_once"),
            models.UniqueConstraint(
                fields=["parent"], condition=Q(state="signed"), name="minutes_parent_once"
            ),
            models.UniqueConstraint(
                fields=["assembly", "call"],
                condition=Q(state="draft"),
                name="minutes_draft_once",
                violation_error_message=_("These minutes are already being written."),
            ),
            models.CheckConstraint(condition=Q(call__in=[1, 2]), name="minutes_of_a_call"),
            models.CheckConstraint(
                condition=Q(corrects__isnull=True) | ~Q(corrects=F("pk")), name="minutes_correct_others"
            ),
            models.CheckConstraint(
                condition=Q(state="draft", number__isnull=True, place__isnull=True, hash="", parent="")
                & Q(signed_at__isnull=True)
                | Q(state="signed", year__isnull=False, number__isnull=False, place__isnull=False)
                & Q(signed_at__isnull=False)
                & ~Q(hash=""),
                name="minutes_numbered_when_signed",
            ),
            Sealed(
                name="minutes_sealed",
                when="{row}.state = 'signed'",
                columns=(
                    *("assembly", "call", "text", "facts", "state", "drafted_at", "corrects", "year"),
                    *("number", "place", "parent", "hash", "signed_at"),
                ),
                events=("UPDATE", "DELETE"),
            ),
        ]

    def __str__(self) -> str:
        if self.number is None:
            return _("Minutes of assembly %(assembly)s") % {"assembly": self.assembly.reference}
        return _("Minutes %(reference)s") % {"reference": self.reference}

    @property
    def reference(self) -> str:
        """As they are cited: "2027/3". A draft has none."""
        return f"{self.year}/{self.number}" if self.number else ""

    @property
    def is_signed(self) -> bool:
        return self.state == self.State.SIGNED

    @property
    def filename(self) -> str:
        return f"minutes-{self.year}-{self.number}"

    def address(self, page: str = "minutes") -> str:
        """One of its pages, or files: `minutes_sign`, `minutes_pdf` …"""
        path = reverse(f"governance:{page}", args=[self.assembly.year, self.assembly.number])
        return f"{path}?entry={self.pk}"

    def get_absolute_url(self) -> str:
        return self.address()


_STATE_OF_MINUTES = "(SELECT state FROM governance_minutes WHERE id = {row}.minutes_id)"


class MinutesSignature(models.Model):
    """A person signs minutes as they read them. It goes when the draft is changed, and stays for ever when
    both have signed."""

    class Role(models.TextChoices):
        CHAIR = "chair", _("chair")
        SECRETARY = "secretary", _("secretary")

    minutes = models.ForeignKey(
        Minutes, on_delete=models.PROTECT, related_name="signatures", verbose_name=_("minutes")
    )
    user = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+", verbose_name=_("person"))
    role = models.CharField(_("signs as"), max_length=9, choices=Role)
    hash = models.CharField(max_length=64)  # of the content they read
    name = models.CharField(max_length=64, blank=True)  # a commitment, which `Minutes.names` opens
    at = models.DateTimeField(_("signed on"))

    class Meta:
        verbose_name = _("signature")
        verbose_name_plural = _("signatures")
        ordering = ["at", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["minutes", "role"], name="minutes_role_once"),
            models.UniqueConstraint(
                fields=["minutes", "user"],
                name="minutes_signed_by_two",
                violation_error_message=_("Chair and secretary are two people."),
            ),
            Sealed(name="minutes_signature_kept", when="{row}.id IS NOT NULL", events=("UPDATE",)),
            Sealed(
                name="minutes_signature_sealed",
                when=f"{_STATE_OF_MINUTES} = 'signed'",
                events=("INSERT", "DELETE"),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.minutes}, {self.get_role_display()}"
