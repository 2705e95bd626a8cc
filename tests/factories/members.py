"""People and companies for tests."""

from datetime import date, timedelta

import factory
from django.utils import timezone
from django.utils.text import slugify

from members.companies.models import Company, Field, Multifactory
from members.people.models import Invitation, Membership, User
from members.people.place_models import TIME_TO_OBJECT, PlaceChange
from members.profile.models import Link, Machine, Product, ProductStage, Term
from members.profile.search import refresh_search_text
from multifactory.lib.text.search import searchable

PASSWORD = "a long enough password"


class UserFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = User
        skip_postgeneration_save = True

    email = factory.Sequence(lambda n: f"person{n}@example.org")
    name = factory.Sequence(lambda n: f"Person {n}")
    language = "en"
    password = factory.django.Password(PASSWORD)


class MultifactoryFactory(factory.django.DjangoModelFactory):
    """Fills in the one row there is."""

    class Meta:
        model = Multifactory

    name = "R84 Multifactory"
    tagline = "In the former refinery workers’ houses"

    @classmethod
    def _create(cls, model_class, *args, **kwargs):
        return model_class.objects.update_or_create(pk=1, defaults=kwargs)[0]


class FieldFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Field
        django_get_or_create = ["code"]

    code = "woodworking"
    name_en = factory.LazyAttribute(lambda field: field.code.title())
    name_it = factory.LazyAttribute(lambda field: f"{field.code.title()} (it)")
    ateco = "C16"


class CompanyFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Company

    name = factory.Sequence(lambda n: f"Company {n:04}")
    slug = factory.Sequence(lambda n: f"company-{n:04}")
    line = "Makes things of wood"
    field = factory.SubFactory(FieldFactory)
    vocation = Company.Vocation.CRAFT
    craft_number = factory.LazyAttribute(lambda one: "MN-00001" if one.craft == "registered" else "")
    craft_checked_on = factory.LazyAttribute(lambda one: one.joined_on if one.craft == "registered" else None)
    craft = Company.Craft.NONE
    joined_on = date(2020, 1, 1)

    @classmethod
    def _create(cls, model_class, *args, **kwargs):
        """Found by what `refresh_search_text` would write; its ten queries took a sixth of all tests."""
        company = model_class(*args, **kwargs)
        fields = filter(None, (company.field, company.second_field, company.third_field))
        names = [name for field in fields for name in (field.name_en, field.name_it)]
        company.search_text = searchable([company.name, company.line, *names, company.story])
        company.facet_values = {}
        company.save(force_insert=True)
        return company


class TermFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Term

    kind = Term.Kind.MATERIAL
    name = factory.Sequence(lambda n: f"material {n}")
    slug = factory.LazyAttribute(lambda term: slugify(term.name))


class ProductFactory(factory.django.DjangoModelFactory):
    """`terms=[…]` and `stages=["design", …]` are what it is made of and what the company does itself."""

    class Meta:
        model = Product
        skip_postgeneration_save = True

    company = factory.SubFactory(CompanyFactory)
    name = factory.Sequence(lambda n: f"Chair {n}")

    @factory.post_generation
    def terms(self, create, terms):
        if create and terms:
            self.terms.set(terms)

    @factory.post_generation
    def stages(self, create, stages):
        if create and stages:
            ProductStage.objects.bulk_create(ProductStage(product=self, stage=stage) for stage in stages)

    @classmethod
    def _after_postgeneration(cls, instance, create, results=None):
        if create:
            refresh_search_text(instance.company)


class MachineFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Machine

    company = factory.SubFactory(CompanyFactory)
    name = factory.Sequence(lambda n: f"Saw {n}")

    @classmethod
    def _create(cls, model_class, *args, **kwargs):
        machine = super()._create(model_class, *args, **kwargs)
        refresh_search_text(machine.company)
        return machine


class LinkFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Link

    company = factory.SubFactory(CompanyFactory)
    label = factory.Sequence(lambda n: f"Shop {n}")
    url = "https://shop.example.org/"


class MembershipFactory(factory.django.DjangoModelFactory):
    """A collaborator; `role="representative"` for one who votes."""

    class Meta:
        model = Membership

    user = factory.SubFactory(UserFactory)
    company = factory.SubFactory(CompanyFactory)
    role = Membership.Role.COLLABORATOR
    started_on = date(2020, 1, 1)


class PlaceChangeFactory(factory.django.DjangoModelFactory):
    """A coordinator has made somebody a representative, and it waits for an answer."""

    class Meta:
        model = PlaceChange

    made_at = factory.LazyFunction(timezone.now)
    due_at = factory.LazyAttribute(lambda change: change.made_at + TIME_TO_OBJECT)
    kind, state = PlaceChange.Kind.GIVEN, PlaceChange.State.WAITING
    membership = factory.SubFactory(
        MembershipFactory, role="representative", represents_from=factory.SelfAttribute("..due_at")
    )


class InvitationFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Invitation

    company = factory.SubFactory(CompanyFactory)
    email = factory.Sequence(lambda n: f"invited{n}@example.org")
    expires_at = factory.LazyFunction(lambda: timezone.now() + timedelta(days=14))
