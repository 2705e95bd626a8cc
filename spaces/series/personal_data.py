"""The series a person booked. Erasing the person leaves them with the company, without a name."""

from members.people.models import User
from multifactory.lib.personal_data import Sections, rows_of
from spaces.series.models import Series


def collect(user: User) -> Sections:
    fields = ("company__name", "space__code", "purpose", "first_day", "until", "created_at")
    return {"booking_series": rows_of(Series.objects.filter(booked_by=user), *fields)}
