"""What a person did for a company around assemblies: it stays with the company when they go.

The name goes from the account, so lines and proxies then say "a former member"; what was signed stays.
"""

from governance.attendance.models import AssemblyEntry, Presence, Proxy, RollCorrection
from members.people.models import User
from multifactory.lib.personal_data import Sections, rows_of

_COMPANY = {"company_name": "entry__company__name"}
_ASSEMBLY = {"year": "entry__assembly__year", "number": "entry__assembly__number"}
_GIVEN = {
    "grantor_name": "grantor__company__name",
    "holder_name": "holder__company__name",
    "year": "grantor__assembly__year",
    "number": "grantor__assembly__number",
}


def collect_attendance(user: User) -> Sections:
    lines = ("kind", "how", "call", "at")
    own, entered = Presence.objects.filter(user=user), Presence.objects.filter(by=user).exclude(user=user)
    answers = AssemblyEntry.objects.filter(rsvp_by=user)
    return {
        "attendance": rows_of(own, *lines, **_COMPANY, **_ASSEMBLY),
        "attendance_entered": rows_of(entered, *lines, **_COMPANY, **_ASSEMBLY),
        "assemblies_answered": rows_of(
            answers,
            "rsvp",
            "rsvp_at",
            company_name="company__name",
            year="assembly__year",
            number="assembly__number",
        ),
    }


def collect_proxies(user: User) -> Sections:
    written, named = Proxy.objects.filter(written_by=user), Proxy.objects.filter(person=user)
    moments = ("state", "written_at", "answered_at", "revoked_at")
    return {
        "proxies_written": rows_of(written, *moments, "instructions", **_GIVEN),
        "proxies_to_vote_by": rows_of(named, *moments, "instructions", **_GIVEN),
    }


def collect_corrections(user: User) -> Sections:
    asked, confirmed = (
        RollCorrection.objects.filter(by=user),
        RollCorrection.objects.filter(confirmed_by=user),
    )
    fields = ("before", "after", "reason", "at")
    return {
        "roll_corrections_entered": rows_of(asked, *fields, **_COMPANY, **_ASSEMBLY),
        "roll_corrections_confirmed": rows_of(confirmed, *fields, **_COMPANY, **_ASSEMBLY),
    }
