"""Collaborations and joint projects for tests."""

import uuid

import factory
from django.utils import timezone
from django.utils.text import slugify

from members.exchange.collaborations.models import Collaboration, CollaborationKind
from members.exchange.projects.models import WHOLE, JointProject, ProjectPart
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


class JointProjectFactory(factory.django.DjangoModelFactory):
    """Of a lead and of `parts=[…]`, companies that have not answered yet; equal shares."""

    class Meta:
        model = JointProject
        skip_postgeneration_save = True

    request_id = factory.LazyFunction(uuid.uuid4)
    title = factory.Sequence(lambda n: f"Table {n}")
    slug = factory.LazyAttribute(lambda one: slugify(one.title))
    text = "A table for twelve"
    lead = factory.SubFactory(CompanyFactory)

    @factory.post_generation
    def parts(self, create, partners):
        if create:
            share = WHOLE // (len(partners or []) + 1)
            ProjectPartFactory(
                project=self, company=self.lead, share=share, confirmed_at=timezone.now(), is_public=True
            )
            for partner in partners or []:
                ProjectPartFactory(project=self, company=partner, share=share)


class ProjectPartFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = ProjectPart

    project = factory.SubFactory(JointProjectFactory)
    company = factory.SubFactory(CompanyFactory)
    role = "Frames"
    share = 0
