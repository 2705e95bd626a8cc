"""Which mails a person wants: theirs alone, so it goes with them."""

from members.people.mails.models import MailChoice
from members.people.models import User
from multifactory.lib.personal_data import Sections, rows_of


def collect(user: User) -> Sections:
    choices = MailChoice.objects.filter(user=user).order_by("kind")
    return {"mails_wanted": rows_of(choices, "kind", "is_wanted", "changed_at")}


def erase(user: User) -> None:
    MailChoice.objects.filter(user=user).delete()
