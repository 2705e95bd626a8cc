"""What only a coordinator may change, so that companies ask for it; and the addresses pages had before."""

from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from members.companies.models import Company
from members.people.models import User
from multifactory.lib.text import fields as texts


class FormerSlug(models.Model):
    """An address a company's page had before: it leads to the page for ever, and no other company gets it."""

    slug = models.SlugField(_("former address"), max_length=120, unique=True)
    company = models.ForeignKey(
        Company, on_delete=models.CASCADE, related_name="former_slugs", verbose_name=_("company")
    )

    class Meta:
        verbose_name = _("former address")
        verbose_name_plural = _("former addresses")

    def __str__(self) -> str:
        return self.slug


class ChangeRequest(models.Model):
    """A company asks the coordinators for what it may not change itself: its name, its craft entry."""

    class State(models.TextChoices):
        OPEN = "open", _("open")
        ACCEPTED = "accepted", pgettext_lazy("request", "accepted")
        REFUSED = "refused", _("refused")

    company = models.ForeignKey(
        Company, on_delete=models.CASCADE, related_name="change_requests", verbose_name=_("company")
    )
    name = texts.CharField(_("new name"), max_length=120, blank=True)
    craft = models.CharField(_("craft"), max_length=20, choices=Company.Craft, blank=True)
    craft_number = texts.CharField(_("number in the register"), max_length=40, blank=True)
    note = texts.CharField(_("why"), max_length=300, blank=True)
    state = models.CharField(_("state"), max_length=10, choices=State, default=State.OPEN)
    requested_by = models.ForeignKey(
        User, null=True, on_delete=models.SET_NULL, related_name="+", verbose_name=_("asked by")
    )
    requested_at = models.DateTimeField(_("asked on"), default=timezone.now, editable=False)
    decided_by = models.ForeignKey(
        User,
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
        verbose_name=_("answered by"),
    )
    decided_at = models.DateTimeField(_("answered on"), null=True, blank=True, editable=False)
    reason = texts.CharField(_("reason"), max_length=300, blank=True)

    class Meta:
        verbose_name = _("change request")
        verbose_name_plural = _("change requests")
        ordering = ["-requested_at"]
        constraints = [
            models.UniqueConstraint(
                fields=["company"],
                condition=Q(state="open"),
                name="change_request_one_open",
                violation_error_message=_("This company already has an open request."),
            ),
            models.CheckConstraint(
                condition=Q(state="open", decided_at__isnull=True)
                | (~Q(state="open") & Q(decided_at__isnull=False)),
                name="change_request_decided_says_when",
            ),
            models.CheckConstraint(
                condition=~Q(state="refused") | ~Q(reason=""),
                name="change_request_refused_says_why",
                violation_error_message=_("Write the reason for the refusal."),
            ),
            models.CheckConstraint(condition=~Q(name="", craft=""), name="change_request_asks_something"),
        ]

    def __str__(self) -> str:
        return f"{self.company}, {self.get_state_display()}"
