"""Mails about tickets that a person may do without."""

from django.utils.translation import gettext_lazy as _

from members.hooks import MailKind

TICKETS = MailKind(
    key="tickets",
    subject=_("tickets, unless there is danger"),
    label=_("an e-mail when my company is responsible for a ticket, and when what I reported is solved"),
    help_text=_("You always get those about danger."),
)
