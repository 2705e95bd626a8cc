"""Links to calendars for tests, with tokens that are known."""

import uuid

import factory

from multifactory.lib.signed_links import hash_token
from multifactory.portal.calendars.models import CalendarLink
from tests.factories.members import UserFactory


class CalendarLinkFactory(factory.django.DjangoModelFactory):
    """A person's own, without a place in a company: it opens nothing yet."""

    class Meta:
        model = CalendarLink

    class Params:
        token = factory.Sequence(lambda n: f"Token-of-a-calendar-{n:04}")

    request_id = factory.LazyFunction(uuid.uuid4)
    kind = CalendarLink.Kind.PERSON
    language = "en"
    token_hash = factory.LazyAttribute(lambda link: hash_token(link.token))
    made_by = factory.SubFactory(UserFactory)
