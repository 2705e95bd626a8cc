"""The joint projects a person entered, and the parts they answered for a company.

Erasing the person leaves them with their companies, without a name.
"""

from members.exchange.projects.models import JointProject, ProjectPart
from members.people.models import User
from multifactory.lib.personal_data import Sections, rows_of


def collect(user: User) -> Sections:
    entered = JointProject.objects.filter(created_by=user)
    answered = ProjectPart.objects.filter(answered_by=user)
    columns = ["project__title", "company__name", "role", "share", "confirmed_at", "declined_at"]
    return {
        "projects_entered": rows_of(entered, "title", "text", "lead__name", "created_at"),
        "project_parts_answered": rows_of(answered, *columns),
    }
