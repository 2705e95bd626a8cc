"""How the common spaces of a sample may be booked: what their cards say, as rules that bind.

Read from `policies/<case>.toml`: a table of values, not in the grammar of `sample`.
"""

import tomllib
from collections.abc import Mapping
from datetime import UTC, datetime, time, timedelta
from pathlib import Path
from typing import Any
from uuid import uuid4

from django.utils import timezone

from governance.resolutions.models import Resolution
from members.companies.models import Company
from members.people.models import Membership, User
from multifactory.lib.weekdays import EVERY_DAY, weekday_mask
from spaces.bookings.services import create_booking
from spaces.building.models import Space
from spaces.closures.services import close_spaces
from spaces.policies.certificate_models import Certificate, CertificateKind
from spaces.policies.models import BookingPolicy, OpeningHours, QuietHours, Quota
from spaces.series.models import Series
from spaces.series.services import create_series

HERE = Path(__file__).parent / "policies"


def _moment(row: Mapping[str, Any]) -> datetime:
    """A row's day, counted from today, and hour, in UTC."""
    day = timezone.localdate() + timedelta(days=row["day"])
    return timezone.make_aware(datetime.combine(day, time.fromisoformat(row["time"]))).astimezone(UTC)


class BookingRules:
    def __init__(self, case: str, spaces: Mapping[str, Space], companies: Mapping[str, Company]) -> None:
        self.table: dict[str, Any] = tomllib.loads((HERE / f"{case}.toml").read_text("utf-8"))
        self.spaces, self.companies = spaces, companies
        self.policies: dict[str, BookingPolicy] = {}

    def load(self, resolutions: Mapping[str, Resolution]) -> None:
        """Before anything is booked."""
        for row in self.table["policies"]:
            self.policies[row["name"]] = self._policy(row)
        for row in self.table.get("quiet_hours", ()):
            rule = QuietHours.objects.create(
                name=row["name"],
                weekdays=weekday_mask(row["weekdays"]) if "weekdays" in row else EVERY_DAY,
                starts=time.fromisoformat(row["starts"]),
                ends=time.fromisoformat(row["ends"]),
                valid_from=resolutions[row["resolution"]].decided_on,
                resolution=resolutions[row["resolution"]],
                warns_others=row.get("warns_others", False),
            )
            rule.policies.set(self.policies[name] for name in row.get("silences", ()))

    def _policy(self, row: dict[str, Any]) -> BookingPolicy:
        columns = {name: row[name] for name in row if name not in ("spaces", "opens", "certificate", "quota")}
        if kind := row.get("certificate"):
            columns["certificate"] = self._certificate(kind)
            columns["certified_people"] = kind.get("people", 1)
        if quota := row.get("quota"):
            columns["quota"] = Quota.objects.create(**quota)
        policy = BookingPolicy.objects.create(**columns)
        if opens := row.get("opens"):
            OpeningHours.objects.bulk_create(
                OpeningHours(
                    policy=policy,
                    weekday=weekday,
                    opens=time.fromisoformat(opens[0]),
                    closes=time.fromisoformat(opens[1]),
                )
                for weekday in range(7)
            )
        for code in row["spaces"]:
            self.spaces[code].policy = policy
            self.spaces[code].save(update_fields=["policy"])
        return policy

    def _certificate(self, row: dict[str, Any]) -> CertificateKind:
        kind = CertificateKind.objects.create(
            name=row["name"], months_valid=row.get("months"), company=self.companies[row["shown_by"]]
        )
        shows = self._people(row["shown_by"])
        shown = [person for name in row["shown_to"] for person in self._people(name)]
        granted = timezone.localdate() - timedelta(days=200)
        Certificate.objects.bulk_create(
            Certificate(
                kind=kind,
                person=person,
                granted_on=granted,
                granted_by=shows[0],
                expires_on=granted + timedelta(days=365 * 2) if kind.months_valid else None,
            )
            for person in dict.fromkeys([*shows, *shown])
        )
        return kind

    def _people(self, company: str) -> list[User]:
        places = Membership.objects.current().filter(company=self.companies[company])
        return [place.user for place in places.select_related("user").order_by("pk")]

    def close(self) -> None:
        """One space that is shut for two days."""
        row = self.table["closure"]
        start = _moment(row)
        close_spaces(
            [self.spaces[row["space"]]],
            starts_at=start,
            ends_at=start + timedelta(hours=row["hours"]),
            reason=row["reason"],
            by=User.objects.filter(is_staff=True).earliest("pk"),
        )

    def ask_for_approval(self) -> None:
        """One booking that waits for a coordinator."""
        row = self.table["waits"]
        start = _moment(row)
        create_booking(
            self.spaces[row["space"]],
            company=self.companies[row["company"]],
            by=self._people(row["company"])[0],
            starts_at=start,
            ends_at=start + timedelta(hours=row["hours"]),
            purpose=row["purpose"],
            request_id=uuid4(),
        )

    def repeat(self) -> None:
        """A weekly series across the closure: its third date is skipped."""
        row = self.table["repeats"]
        first = timezone.localdate() + timedelta(days=row["day"])
        start = time.fromisoformat(row["time"])
        create_series(
            self.spaces[row["space"]],
            company=self.companies[row["company"]],
            by=self._people(row["company"])[0],
            every=Series.Every.WEEK,
            first_day=first,
            until=first + timedelta(weeks=row["dates"] - 1),
            start_time=start,
            end_time=time(start.hour + row["hours"], start.minute),
            purpose=row["purpose"],
            request_id=uuid4(),
            skip=[first + timedelta(days=14)],
        )
