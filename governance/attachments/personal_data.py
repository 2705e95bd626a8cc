"""The files a person added to proposals, which stay when they go."""

from governance.attachments.models import Attachment
from members.people.models import User
from multifactory.lib.personal_data import Sections, rows_of


def collect_attachments(user: User) -> Sections:
    attachments = Attachment.objects.filter(added_by=user)
    return {"papers": rows_of(attachments, "proposal__title", "name", "added_at")}
