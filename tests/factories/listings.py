"""Listings for tests."""

import uuid
from datetime import timedelta

import factory
from django.utils import timezone

from members.exchange.listings.models import Listing, ListingKind, ListingReply
from members.profile.models import Term
from tests.factories.members import CompanyFactory, FieldFactory, UserFactory


class ListingFactory(factory.django.DjangoModelFactory):
    """Open for 60 days; `words` are its terms, by their names."""

    class Meta:
        model = Listing
        skip_postgeneration_save = True

    company = factory.SubFactory(CompanyFactory)
    kind = ListingKind.OFFER
    title = "Spruce, seasoned seven years"
    text = "Two stacks, quarter sawn"
    field = factory.SubFactory(FieldFactory)
    expires_on = factory.LazyFunction(lambda: timezone.localdate() + timedelta(days=60))
    request_id = factory.LazyFunction(uuid.uuid4)

    @factory.post_generation
    def words(self, create, extracted, **kwargs):
        for word in extracted or ():
            self.terms.add(Term.objects.get_or_create(kind="material", slug=word, defaults={"name": word})[0])


class ListingReplyFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = ListingReply

    listing = factory.SubFactory(ListingFactory)
    company = factory.SubFactory(CompanyFactory)
    author = factory.SubFactory(UserFactory)
    text = "We have some"
    request_id = factory.LazyFunction(uuid.uuid4)
