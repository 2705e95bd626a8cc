"""Until when a person's last digest reported: theirs alone, so it goes with them."""

from governance.notices.models import DigestMark
from members.people.models import User
from multifactory.lib.personal_data import Sections, rows_of


def collect_digest_mark(user: User) -> Sections:
    return {"last_digest": rows_of(DigestMark.objects.filter(user=user), "until")}


def erase_digest_mark(user: User) -> None:
    DigestMark.objects.filter(user=user).delete()
