"""Which pages of companies a person has edited: to download."""

from members.companies.models import Company
from members.people.models import User
from multifactory.lib.personal_data import Sections, rows_of


def collect(user: User) -> Sections:
    edits = Company.history.filter(history_user=user)
    columns = {"company_name": "name", "edited_at": "history_date", "kind": "history_type"}
    return {"company_pages_edited": rows_of(edits, **columns)}
