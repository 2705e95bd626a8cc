"""Collaborations and joint projects for tests."""

import factory
from django.utils import timezone

from members.exchange.collaborations.models import Collaboration, CollaborationKind
from tests.factories.members import CompanyFactory


class CollaborationFactory(factory.django.DjangoModelFactory):
    """Confirmed by both; of a kind without direction, name the lower id as giver."""

    class Meta:
        model = Collaboration

    giver = factory.SubFactory(CompanyFactory)
    taker = factory.SubFactory(CompanyFactory)
    kind = CollaborationKind.SUPPLIES
    what = "Boards of oak"
    confirmed_at = factory.LazyFunction(timezone.now)

    class Params:
        is_shown = factory.Trait(is_public_by_giver=True, is_public_by_taker=True)
        is_waiting = factory.Trait(confirmed_at=None)
