"""Write who holds which office in a sample community, and its petitions."""

import uuid
from datetime import timedelta

from django.db.models import Max

from governance.assemblies.elections.rules import term_end
from governance.assemblies.petitions.models import Petition, PetitionSignature
from governance.offices.models import Office
from governance.offices.services import enter_office
from governance.proposals.choices import Matter, Outcome
from governance.resolutions.models import Resolution, ResolutionYear
from members.people.models import User
from multifactory.demo.sample.offices import ElectionData, PetitionData
from multifactory.demo.written import Written

TERM_YEARS = 3


def load_offices(written: Written, by: User) -> None:
    """Entered by a coordinator with the resolution that gave them, as of one from before the portal."""
    for data in written.case.elections:
        resolution = _write_resolution(written, data)
        for kind, person in data.offices:
            user, company = written.people[person]
            enter_office(
                kind=Office.Kind(kind),
                user=user,
                company=company,
                start_on=resolution.decided_on,
                end_on=term_end(resolution.decided_on, TERM_YEARS),
                resolution=resolution,
                by=by,
            )


def _write_resolution(written: Written, data: ElectionData) -> Resolution:
    decided_on = written.day(data.decided)
    last = Resolution.objects.filter(year=decided_on.year).aggregate(last=Max("number"))["last"] or 0
    ResolutionYear.objects.update_or_create(year=decided_on.year, defaults={"last_number": last + 1})
    return Resolution.objects.create(
        year=decided_on.year,
        number=last + 1,
        title=data.title,
        text=data.text,
        matter=Matter.ELECTION,
        outcome=Outcome.ADOPTED,
        decided_on=decided_on,
    )


def load_petitions(written: Written) -> None:
    for data in written.case.petitions:
        _write_petition(written, data)


def _write_petition(written: Written, data: PetitionData) -> None:
    """It has too few signatures to be reached: no day is due."""
    opened_at = written.moment(data.begun, "09:40")
    petition = Petition.objects.create(
        title=data.title,
        text=data.text,
        company=written.companies[data.signed[0]],
        opened_at=opened_at,
        request_id=uuid.uuid4(),
    )
    PetitionSignature.objects.bulk_create(
        PetitionSignature(
            petition=petition,
            company=written.companies[name],
            by=written.representative(name),
            at=opened_at + timedelta(days=number),
        )
        for number, name in enumerate(data.signed)
    )
