"""The drawings a person sent in.

Erasing the person leaves them, without a name, also in that of the file.
"""

from members.people.models import User
from members.people.personal_data import names_of
from multifactory.lib.personal_data import Sections, erase_names, rows_of
from spaces.drafts.models import PlanDraft


def collect(user: User) -> Sections:
    drafts = PlanDraft.objects.filter(uploaded_by=user)
    return {"drawings_sent": rows_of(drafts, "floor__name", "file_name", "uploaded_at")}


def erase(user: User) -> None:
    erase_names(PlanDraft.objects.all(), names_of(user), "file_name")
