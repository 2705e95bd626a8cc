"""Mails about what is new that a person may do without."""

from django.utils.translation import gettext_lazy as _

from members.hooks import MailKind

DIGEST = MailKind(
    key="digest",
    subject=_("what is new in the decisions, once a day"),
    label=_("a daily e-mail with what is new"),
    is_default=False,
    help_text=_(
        "New proposals, comments, open voting rounds and results. If there is nothing new, no e-mail is sent."
    ),
)
