"""The links to calendars a person made and revoked. Erasing the person takes their own; a company's and a
door's stay with these, without a name."""

from members.people.models import User
from members.people.personal_data import names_of
from multifactory.lib.personal_data import Sections, erase_names, rows_of
from multifactory.portal.calendars.models import CalendarLink

Kind = CalendarLink.Kind
FIELDS = ("kind", "company__name", "space__code", "label", "language", "created_at")
USE = ("last_used_on", "revoked_at")


def collect(user: User) -> Sections:
    made = CalendarLink.objects.filter(made_by=user)
    revoked = CalendarLink.objects.filter(revoked_by=user)
    return {
        "calendar_links": rows_of(made, *FIELDS, *USE),
        "calendar_links_revoked": rows_of(revoked, *FIELDS, "revoked_at"),
    }


def erase(user: User) -> None:
    CalendarLink.objects.filter(made_by=user, kind__in=[Kind.PERSON, Kind.SPACE]).delete()
    erase_names(CalendarLink.objects.all(), names_of(user), "label")
    CalendarLink.objects.filter(made_by=user).update(made_by=None)
    CalendarLink.objects.filter(revoked_by=user).update(revoked_by=None)
