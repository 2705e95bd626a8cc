"""The institutions of a sample: bodies of the real places' kinds, invented, with a drawn sign each."""

import uuid

from events.institutions.agreement_models import Agreement
from events.institutions.models import (
    Contact,
    EventPartner,
    Institution,
    InstitutionLogo,
    Partner,
    RelationNote,
    RenewalPartner,
)
from events.programme.models import Event
from multifactory.demo.sample.data import slug_of
from multifactory.demo.sample.institutions import InstitutionData
from multifactory.demo.signs import sign
from multifactory.demo.written import Written
from spaces.works.models import Renewal

KNOWN_FROM = "Sample: an invented person"
ROLES = {
    "host": Partner.Role.HOST,
    "money": Partner.Role.MONEY,
    "help": Partner.Role.HELP,
    "part": Partner.Role.PART,
}


def load_institutions(written: Written) -> None:
    for data in written.case.institutions:
        institution = Institution.objects.create(
            name=data.name,
            slug=slug_of(data.name),
            kind=data.kind,
            line=data.line,
            address=data.address,
            website=f"https://{slug_of(data.name)}.example.org",
            is_public=data.is_public,
        )
        figure, letter, colour = data.sign.split()
        alt = f"Drawn for this sample: the sign of {data.name}"
        InstitutionLogo(institution=institution, alt=alt).store(sign(figure, letter, colour))
        _load_agreements(written, institution, data)
        _load_people(written, institution, data)
        _load_parts(institution, data)


def _load_agreements(written: Written, institution: Institution, data: InstitutionData) -> None:
    Agreement.objects.bulk_create(
        Agreement(
            institution=institution,
            title=one.title,
            signed_on=written.day_or_none(one.signed),
            starts_on=written.day_or_none(one.start),
            ends_on=written.day_or_none(one.end),
            notice_months=one.notice_months,
            resolution=written.resolutions[one.resolution] if one.resolution else None,
        )
        for one in data.agreements
    )


def _load_people(written: Written, institution: Institution, data: InstitutionData) -> None:
    if data.contact:
        person, _sign, role = data.contact.partition(", ")
        email = f"{slug_of(person).replace('-', '.')}@example.org"
        Contact.objects.create(
            institution=institution, person=person, role=role, email=email, known_from=KNOWN_FROM
        )
    RelationNote.objects.bulk_create(
        RelationNote(
            institution=institution,
            company=written.companies[note.company],
            author=written.representative(note.company),
            text=note.text,
            request_id=uuid.uuid4(),
        )
        for note in data.notes
    )


def _load_parts(institution: Institution, data: InstitutionData) -> None:
    for title, part in data.events:
        event = Event.objects.filter(title=title).latest("starts_at")
        EventPartner.objects.create(institution=institution, event=event, role=ROLES[part])
    for title, part in data.works:
        renewal = Renewal.objects.get(title=title)
        RenewalPartner.objects.create(institution=institution, renewal=renewal, role=ROLES[part])
