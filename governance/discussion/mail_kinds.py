"""Mails about the discussion that a person may do without."""

from django.utils.translation import gettext_lazy as _

from members.hooks import MailKind

REPLIES = MailKind(
    key="replies",
    subject=_("replies to your comments"),
    label=_("an e-mail for each reply to my comments"),
)
