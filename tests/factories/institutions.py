"""Institutions and agreements for tests."""

import uuid
from datetime import timedelta

import factory
from django.utils import timezone

from events.institutions.agreement_models import Agreement
from events.institutions.models import Contact, EventPartner, Institution, RelationNote, RenewalPartner
from tests.factories.events import EventFactory
from tests.factories.members import CompanyFactory
from tests.factories.spaces import RenewalFactory


class InstitutionFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Institution

    name = factory.Sequence(lambda n: f"School {n}")
    slug = factory.Sequence(lambda n: f"school-{n}")
    kind = Institution.Kind.SCHOOL


class AgreementFactory(factory.django.DjangoModelFactory):
    """In force since a hundred days, without an end."""

    class Meta:
        model = Agreement

    institution = factory.SubFactory(InstitutionFactory)
    title = factory.Sequence(lambda n: f"Apprentices {n}")
    starts_on = factory.LazyFunction(lambda: timezone.localdate() - timedelta(days=100))


class ContactFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Contact

    institution = factory.SubFactory(InstitutionFactory)
    person = factory.Sequence(lambda n: f"Invented Person {n}")
    email = factory.Sequence(lambda n: f"contact{n}@example.org")
    known_from = "open day"


class EventPartnerFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = EventPartner

    institution = factory.SubFactory(InstitutionFactory)
    event = factory.SubFactory(EventFactory)
    role = EventPartner.Role.HOST


class RenewalPartnerFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = RenewalPartner

    institution = factory.SubFactory(InstitutionFactory)
    renewal = factory.SubFactory(RenewalFactory)
    role = RenewalPartner.Role.MONEY


class RelationNoteFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = RelationNote

    institution = factory.SubFactory(InstitutionFactory)
    company = factory.SubFactory(CompanyFactory)
    text = "They ask for twelve places."
    request_id = factory.LazyFunction(uuid.uuid4)
