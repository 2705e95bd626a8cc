"""Which mails a person wants: theirs alone, so it goes with them."""

from governance.mail_preferences.models import NoticeSettings
from members.people.models import User
from multifactory.lib.personal_data import Sections, rows_of


def collect_mail_preferences(user: User) -> Sections:
    settings = NoticeSettings.objects.filter(user=user)
    fields = ("wants_replies", "wants_digest", "wants_bookings", "wants_tickets", "digest_until")
    return {"mails_wanted": rows_of(settings, *fields)}


def erase_mail_preferences(user: User) -> None:
    NoticeSettings.objects.filter(user=user).delete()
