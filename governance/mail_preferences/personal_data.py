"""Which mails a person wants: theirs alone, so it goes with them."""

from governance.mail_preferences.models import NoticeSettings
from members.people.models import User
from multifactory.lib.personal_data import Sections, rows_of


def collect_mail_preferences(user: User) -> Sections:
    settings = NoticeSettings.objects.filter(user=user)
    return {"mails_wanted": rows_of(settings, "wants_replies", "wants_digest", "digest_until")}


def erase_mail_preferences(user: User) -> None:
    NoticeSettings.objects.filter(user=user).delete()
