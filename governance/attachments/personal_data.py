"""The files a person added to proposals: they stay when the person goes, under names without theirs."""

from governance.attachments.models import Attachment
from members.people.models import User
from members.people.personal_data import names_of
from multifactory.lib.personal_data import Sections, erase_names, rows_of


def collect_attachments(user: User) -> Sections:
    attachments = Attachment.objects.filter(added_by=user)
    return {"papers": rows_of(attachments, "proposal__title", "name", "added_at")}


def erase_names_of_attachments(user: User) -> None:
    """The record of a round keeps the name it has sealed."""
    erase_names(Attachment.objects.all(), names_of(user), "name")
