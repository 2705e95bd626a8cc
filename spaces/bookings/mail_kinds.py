"""Mails about bookings that a person may do without."""

from django.utils.translation import gettext_lazy as _

from members.hooks import MailKind

BOOKINGS = MailKind(
    key="bookings",
    subject=_("bookings of your company that others cancel or change"),
    label=_("an e-mail when others cancel a booking of my company, or end it early"),
)
