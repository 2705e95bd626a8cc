"""What one loading has written so far, kept by name for what is written later."""

from datetime import date, datetime, time

from django.utils import timezone

from governance.resolutions.models import Resolution
from members.companies.models import Company
from members.people.models import User
from multifactory.demo.sample.data import Case
from multifactory.demo.sample.days import Day, date_of
from spaces.building.models import Space


class Written:
    def __init__(self, case: Case) -> None:
        self.case = case
        self.today = timezone.localdate()
        self.companies: dict[str, Company] = {}
        self.people: dict[str, tuple[User, Company]] = {}
        self.spaces: dict[str, Space] = {}
        self.resolutions: dict[str, Resolution] = {}  # by key of the proposal

    def day(self, day: Day) -> date:
        return date_of(day, self.today)

    def day_or_none(self, day: Day | None) -> date | None:
        return None if day is None else self.day(day)

    def moment(self, day: Day, clock: str) -> datetime:
        return timezone.make_aware(datetime.combine(self.day(day), time.fromisoformat(clock)))

    def representative(self, company_name: str) -> User | None:
        company = next(data for data in self.case.companies if data.name == company_name)
        name = next((name for name, role in company.people if role == "representative"), None)
        return self.people[name][0] if name else None

    def person(self, company_name: str) -> User:
        """Its representative, where it must have one."""
        found = self.representative(company_name)
        if found is None:
            raise ValueError(f"Nobody represents {company_name}.")
        return found
