"""Which mails about decisions a person wants beside those that are duty."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from members.people.models import User


class NoticeSettings(models.Model):
    """A person without a row has the defaults."""

    user = models.OneToOneField(User, on_delete=models.CASCADE, related_name="notice_settings")
    wants_replies = models.BooleanField(_("an e-mail for each reply to my comments"), default=True)
    wants_bookings = models.BooleanField(
        _("an e-mail when others cancel a booking of my company, or end it early"), default=True
    )
    wants_tickets = models.BooleanField(
        _("an e-mail when my company is responsible for a ticket, and when what I reported is solved"),
        default=True,
        help_text=_("You always get those about danger."),
    )
    wants_digest = models.BooleanField(
        _("a daily e-mail with what is new"),
        default=False,
        help_text=_(
            "New proposals, comments, open voting rounds and results. If there is nothing new, no "
            "e-mail is sent."
        ),
    )
    digest_until = models.DateTimeField(
        null=True, blank=True, editable=False
    )  # until when the last digest reported

    class Meta:
        verbose_name = _("e-mail preferences of a person")
        verbose_name_plural = _("e-mail preferences")

    def __str__(self) -> str:
        return str(self.user)
