"""A mail on its way: written with the transaction of whoever sends it, kept for a month after it went out."""

from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _


class QueuedMailQuerySet(models.QuerySet["QueuedMail"]):
    def waiting(self) -> "QueuedMailQuerySet":
        return self.filter(status__in=[QueuedMail.Status.QUEUED, QueuedMail.Status.REQUEUED])

    def due(self) -> "QueuedMailQuerySet":
        """Waiting, and neither put off nor claimed by a worker."""
        return self.waiting().filter(Q(scheduled_at__isnull=True) | Q(scheduled_at__lte=timezone.now()))

    def settled(self) -> "QueuedMailQuerySet":
        """Sent, or given up."""
        return self.filter(status__in=[QueuedMail.Status.SENT, QueuedMail.Status.FAILED])


class QueuedMail(models.Model):
    class Status(models.TextChoices):
        QUEUED = "queued", _("queued")
        REQUEUED = "requeued", _("requeued")  # refused or unreachable for now, and tried again
        SENT = "sent", _("sent")
        FAILED = "failed", _("failed")

    from_email = models.CharField(max_length=254)
    # One address a line, so that a mail to one person is found by their address.
    to = models.TextField(_("recipients"), blank=True)
    cc = models.TextField(blank=True)
    bcc = models.TextField(blank=True)
    subject = models.CharField(max_length=989, blank=True)  # a line of a mail is 998 long (RFC 5322, 2.1.1)
    message = models.TextField(blank=True)
    html_message = models.TextField(blank=True)
    headers = models.JSONField(default=dict, blank=True)
    message_id = models.CharField(max_length=255)  # the same at every try, so that a mail program shows one
    status = models.CharField(_("state"), max_length=10, choices=Status, default=Status.QUEUED)
    # Not before; empty: at once. Of a mail being sent, the end of the worker's lease.
    scheduled_at = models.DateTimeField(_("next try"), null=True, blank=True)
    retries = models.PositiveSmallIntegerField(_("failed tries"), default=0)
    last_error_type = models.CharField(max_length=255, blank=True)
    last_error = models.TextField(blank=True)
    created_at = models.DateTimeField(_("written on"), default=timezone.now, editable=False)
    updated_at = models.DateTimeField(_("last change"), default=timezone.now, editable=False)

    objects = QueuedMailQuerySet.as_manager()

    class Meta:
        verbose_name = _("queued e-mail")
        verbose_name_plural = _("queued e-mails")
        indexes = [models.Index(fields=["status", "scheduled_at"], name="mail_by_status_and_time")]
        constraints = [
            models.CheckConstraint(
                condition=Q(status__in=["queued", "requeued", "sent", "failed"]), name="mail_status_is_known"
            ),
            models.CheckConstraint(condition=~Q(to="", cc="", bcc=""), name="mail_has_a_recipient"),
            # The body may hold a link that resets a password.
            models.CheckConstraint(
                condition=~Q(status="sent") | Q(message="", html_message=""), name="sent_mail_keeps_no_body"
            ),
        ]

    def __str__(self) -> str:
        return ", ".join(self.to.split("\n"))
