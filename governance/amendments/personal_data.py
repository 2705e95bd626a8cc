"""The amendments a person wrote for a company, which stay when they go: they are the company's word."""

from governance.amendments.models import Amendment
from members.people.models import User
from multifactory.lib.personal_data import Sections, rows_of


def collect_amendments(user: User) -> Sections:
    fields = ["company__name", "proposal__title", "text", "reason", "created_at"]
    return {"amendments": rows_of(Amendment.objects.filter(author=user), *fields)}
