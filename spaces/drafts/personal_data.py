"""The drawings a person sent in.

Erasing the person leaves them, without a name.
"""

from members.people.models import User
from multifactory.lib.personal_data import Sections, rows_of
from spaces.drafts.models import PlanDraft


def collect(user: User) -> Sections:
    drafts = PlanDraft.objects.filter(uploaded_by=user)
    return {"drawings_sent": rows_of(drafts, "floor__name", "file_name", "uploaded_at")}
