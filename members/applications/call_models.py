"""Calls for applications: what is on offer, from when to when, and what applicants are asked."""

from typing import Self

from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from multifactory.lib.text import fields as texts

LONGEST_CALL = 8000


class CallQuerySet(models.QuerySet["Call"]):
    def open(self) -> Self:
        """Taking applications at this moment."""
        now = timezone.now()
        return self.filter(opens_at__lte=now, closes_at__gt=now).order_by("closes_at", "pk")

    def coming(self) -> Self:
        return self.filter(opens_at__gt=timezone.now()).order_by("opens_at", "pk")

    def closed(self) -> Self:
        return self.filter(closes_at__lte=timezone.now()).order_by("-closes_at", "pk")


class Call(models.Model):
    """A call for applications, open in [opens_at, closes_at)."""

    title = texts.CharField(_("title"), max_length=120)
    slug = models.SlugField(_("address of its page"), max_length=120, unique=True)
    text = texts.TextField(_("text"), max_length=LONGEST_CALL, help_text=_("Markdown."))
    opens_at = models.DateTimeField(_("opens at"))
    closes_at = models.DateTimeField(
        _("closes at"), help_text=_("Applications can be sent until this day and hour.")
    )
    offered_m2 = models.PositiveIntegerField(_("area on offer (m²)"), null=True, blank=True)
    rooms = texts.CharField(
        _("kinds of room on offer"),
        max_length=200,
        blank=True,
        help_text=_("For example: workshops on the ground floor, offices upstairs."),
    )

    objects = CallQuerySet.as_manager()

    class Meta:
        verbose_name = _("call for applications")
        verbose_name_plural = _("calls for applications")
        ordering = ["-opens_at", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(closes_at__gt=F("opens_at")),
                name="call_closes_after_it_opens",
                violation_error_message=_("The call must close after it opens."),
            ),
        ]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return reverse("members:call_detail", args=[self.slug])

    @property
    def is_open(self) -> bool:
        return self.opens_at <= timezone.now() < self.closes_at

    @property
    def is_coming(self) -> bool:
        return timezone.now() < self.opens_at


class CallQuestion(models.Model):
    """What a call asks its applicants, besides what everyone is asked."""

    call = models.ForeignKey(Call, on_delete=models.CASCADE, related_name="questions", verbose_name=_("call"))
    position = models.PositiveSmallIntegerField(_("position"), default=0)
    words = texts.CharField(_("question"), max_length=300)
    help = texts.CharField(_("help beside the question"), max_length=200, blank=True)
    is_required = models.BooleanField(_("must be answered"), default=False)

    class Meta:
        verbose_name = _("question of a call")
        verbose_name_plural = _("questions of a call")
        ordering = ["position", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["call", "words"],
                name="call_question_once",
                violation_error_message=_("The call already asks this."),
            ),
        ]

    def __str__(self) -> str:
        return self.words
