"""Certificates a person has, granted and revoked. Erasing the person deletes their own."""

from members.people.models import User
from multifactory.lib.personal_data import Sections, rows_of
from spaces.policies.certificate_models import Certificate


def collect(user: User) -> Sections:
    held = ("kind__name", "granted_on", "expires_on", "revoked_at", "revoke_reason")
    given = ("kind__name", "person__name", "granted_on", "revoked_at", "revoke_reason")
    return {
        "certificates": rows_of(Certificate.objects.filter(person=user), *held),
        "certificates_granted": rows_of(Certificate.objects.filter(granted_by=user), *given),
        "certificates_revoked": rows_of(Certificate.objects.filter(revoked_by=user), *given),
    }


def erase(user: User) -> None:
    Certificate.objects.filter(person=user).delete()
