"""What belongs to an application: products, wishes, answers, papers, messages, and the steps it took."""

import uuid
from typing import Self

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from members.applications.call_models import CallQuestion
from members.applications.models import Application
from members.companies.models import Company, Field
from members.people.models import User
from members.profile.models import Stage
from multifactory.lib.immutability import Sealed
from multifactory.lib.papers import PaperKind
from multifactory.lib.text import fields as texts

LONGEST_ANSWER = 2000
LONGEST_MESSAGE = 4000

# What was said stays as it was said, until the whole application is emptied.
_WHILE_NOT_EMPTIED = "(SELECT emptied_on FROM members_application WHERE id = {row}.application_id) IS NULL"


def validate_stages(stages: object) -> None:
    """A list of stages in the life of a product, each once."""
    if not isinstance(stages, list) or [one for one in stages if one not in Stage.values]:
        raise ValidationError(_("Choose stages from the list, each once."), code="unknown")


class ApplicationProduct(models.Model):
    """Something the candidate makes or does. Its words become rows of the directory once it is accepted."""

    application = models.ForeignKey(
        Application, on_delete=models.CASCADE, related_name="products", verbose_name=_("application")
    )
    name = texts.CharField(_("product or service"), max_length=80)
    kinds = texts.CharField(_("kinds of product"), max_length=200, blank=True)
    materials = texts.CharField(_("materials"), max_length=200, blank=True)
    stages = models.JSONField(
        _("stages it does itself"), default=list, blank=True, validators=[validate_stages]
    )

    class Meta:
        verbose_name = _("product of an application")
        verbose_name_plural = _("products of an application")
        ordering = ["pk"]

    def __str__(self) -> str:
        return self.name

    @property
    def stage_labels(self) -> list[str]:
        return [str(stage.label) for stage in Stage if stage in self.stages]


class ApplicationListing(models.Model):
    """What the candidate offers or needs; its listing on the exchange once it is accepted."""

    class Kind(models.TextChoices):
        OFFER = "offer", _("offer")
        NEED = "need", _("need")

    application = models.ForeignKey(
        Application, on_delete=models.CASCADE, related_name="listings", verbose_name=_("application")
    )
    kind = models.CharField(_("kind"), max_length=10, choices=Kind)
    title = texts.CharField(_("title"), max_length=80)
    text = texts.TextField(_("text"), max_length=1000, blank=True)
    field = models.ForeignKey(
        Field,
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
        verbose_name=_("field of activity"),
    )
    terms = texts.CharField(_("kinds and materials"), max_length=200, blank=True)  # between commas

    class Meta:
        verbose_name = _("offer or need of an application")
        verbose_name_plural = _("offers and needs of an application")
        ordering = ["pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(kind__in=["offer", "need"]), name="application_listing_kind_is_known"
            ),
        ]

    def __str__(self) -> str:
        return self.title


class ApplicationAnswer(models.Model):
    """An answer, with the words of the question as they were when it was given."""

    application = models.ForeignKey(
        Application, on_delete=models.CASCADE, related_name="answers", verbose_name=_("application")
    )
    question = models.ForeignKey(
        CallQuestion,
        null=True,
        on_delete=models.SET_NULL,
        related_name="answers",
        verbose_name=_("question of a call"),
    )
    words = texts.CharField(_("question"), max_length=300)
    text = texts.TextField(_("answer"), max_length=LONGEST_ANSWER, blank=True)

    class Meta:
        verbose_name = _("answer of an application")
        verbose_name_plural = _("answers of an application")
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(fields=["application", "question"], name="application_answer_once"),
        ]

    def __str__(self) -> str:
        return self.words


class ApplicationDocument(models.Model):
    """A paper of an application: a PDF as it was sent, or a picture written anew."""

    Kind = PaperKind

    application = models.ForeignKey(
        Application, on_delete=models.CASCADE, related_name="documents", verbose_name=_("application")
    )
    name = texts.CharField(_("name"), max_length=120)
    kind = models.CharField(_("kind"), max_length=10, choices=PaperKind)
    file = models.FileField(_("file"), editable=False)
    size = models.PositiveIntegerField(_("bytes"), editable=False)
    sha256 = models.CharField(max_length=64, editable=False)
    added_at = models.DateTimeField(_("added on"), default=timezone.now, editable=False)

    class Meta:
        verbose_name = _("document of an application")
        verbose_name_plural = _("documents of an application")
        ordering = ["added_at", "pk"]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        """For members; the applicant has an address of their own."""
        return reverse("members:application_document", args=[self.application_id, self.pk])


class ApplicationMessageQuerySet(models.QuerySet["ApplicationMessage"]):
    def for_members(self) -> Self:
        """Questions of companies and their answers; what coordinators asked for before is between the two."""
        public = (ApplicationMessage.Kind.QUESTION, ApplicationMessage.Kind.ANSWER)
        return self.filter(kind__in=public).select_related("company", "author")

    def unanswered(self) -> Self:
        return self.filter(kind=ApplicationMessage.Kind.QUESTION, answer__isnull=True)


class ApplicationMessage(models.Model):
    """A question of a company and its answer, a request for information and its reply. Append-only."""

    class Kind(models.TextChoices):
        QUESTION = "question", _("question")
        ANSWER = "answer", _("answer")
        REQUEST = "request", _("request for information")
        REPLY = "reply", _("information")

    application = models.ForeignKey(
        Application, on_delete=models.PROTECT, related_name="messages", verbose_name=_("application")
    )
    # A form sent twice is one message.
    request_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    kind = models.CharField(_("kind"), max_length=10, choices=Kind)
    text = texts.TextField(_("text"), max_length=LONGEST_MESSAGE)
    # Whose question it is, and who wrote it; both empty where the applicant speaks.
    company = models.ForeignKey(
        Company,
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
        verbose_name=_("company"),
    )
    author = models.ForeignKey(
        User,
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
        verbose_name=_("written by"),
    )
    question = models.OneToOneField(
        "self",
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="answer",
        verbose_name=_("question"),
    )
    sent_at = models.DateTimeField(_("sent on"), default=timezone.now, editable=False)

    objects = ApplicationMessageQuerySet.as_manager()

    class Meta:
        verbose_name = _("message of an application")
        verbose_name_plural = _("messages of an application")
        ordering = ["sent_at", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(kind="question", company__isnull=False, question__isnull=True)
                | Q(kind="answer", company__isnull=True, question__isnull=False)
                | Q(kind__in=["request", "reply"], company__isnull=True, question__isnull=True),
                name="application_message_says_whose",
            ),
            models.CheckConstraint(condition=~Q(text=""), name="application_message_says_something"),
            Sealed(
                name="application_message_sealed",
                when="{row}.id IS NOT NULL",
                columns=("application", "kind", "text", "company", "question", "sent_at"),
                events=("UPDATE",),
            ),
            Sealed(name="application_message_kept", when=_WHILE_NOT_EMPTIED, events=("DELETE",)),
        ]

    def __str__(self) -> str:
        return f"{self.application}: {self.get_kind_display()}"

    @property
    def is_by_applicant(self) -> bool:
        return self.kind in (self.Kind.ANSWER, self.Kind.REPLY)


class ApplicationStep(models.Model):
    """A step of an application, written once: into which state it led, and who took it."""

    application = models.ForeignKey(
        Application, on_delete=models.PROTECT, related_name="steps", verbose_name=_("application")
    )
    state = models.CharField(_("state"), max_length=12, choices=Application.State)
    # Both empty where the applicant took it, or the clock, or the count of a round led to it.
    by = models.ForeignKey(
        User, null=True, blank=True, on_delete=models.SET_NULL, related_name="+", verbose_name=_("taken by")
    )
    company = models.ForeignKey(
        Company,
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
        verbose_name=_("for the company"),
    )
    at = models.DateTimeField(_("taken on"), default=timezone.now, editable=False)

    class Meta:
        verbose_name = _("step of an application")
        verbose_name_plural = _("steps of applications")
        ordering = ["application", "pk"]
        constraints = [
            Sealed(
                name="application_step_sealed",
                when="{row}.id IS NOT NULL",
                columns=("application", "state", "company", "at"),
                events=("UPDATE",),
            ),
            Sealed(name="application_step_kept", when=_WHILE_NOT_EMPTIED, events=("DELETE",)),
        ]

    def __str__(self) -> str:
        return f"{self.application}: {self.get_state_display()}"
