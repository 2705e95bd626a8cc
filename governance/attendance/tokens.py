"""The signed link by which a person checks in, without logging in. It ends with its assembly."""

from django.urls import reverse

from governance.attendance.models import Assembly
from members.people.models import User
from multifactory.lib.signed_links import SignedLink

# Carries [id of the assembly, id of the person].
check_in_link = SignedLink("governance.check_in")


def check_in_path(assembly: Assembly, person: User) -> str:
    token = check_in_link.token([assembly.pk, person.pk])
    return reverse("governance:assembly_check_in", args=[assembly.year, assembly.number, token])


def read_check_in_token(token: str, *, year: int, number: int) -> tuple[Assembly, User] | None:
    """The assembly and the person; None for a link that we did not sign, of another assembly than its address
    says, or of a person who is gone."""
    match check_in_link.read(token):
        case [int(assembly_pk), int(person_pk)]:
            assembly = Assembly.objects.filter(pk=assembly_pk, year=year, number=number).first()
            person = User.objects.filter(pk=person_pk, is_active=True).first()
            return (assembly, person) if assembly and person else None
    return None
