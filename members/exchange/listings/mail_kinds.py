"""Mails about the exchange that a person may do without."""

from django.utils.translation import gettext_lazy as _

from members.hooks import MailKind

MATCHES = MailKind(
    key="matches",
    subject=_("what fits your listings, once a week"),
    label=_("a weekly e-mail with what fits the listings of my company"),
    help_text=_("At most five new ones. If nothing new fits, no e-mail is sent."),
)
