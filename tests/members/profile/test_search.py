"""What companies are found by."""

import importlib

import pytest
from django.apps import apps
from django.db import connection

from members.companies.models import Company, Field
from members.profile.models import Term
from members.profile.search import refresh_all_search_texts, refresh_search_text
from tests.factories.members import CompanyFactory, FieldFactory, MachineFactory, ProductFactory, TermFactory


@pytest.fixture
def chairs(db) -> Company:
    """A company that says something in every place where one can."""
    cork = FieldFactory(code="cork", name_en="Cork", name_it="Sughero e càrta")
    company = CompanyFactory(name="L’Officina", line="Sedie d’autore", story="Nata nel **1998**", field=cork)
    terms = [TermFactory(name="seats", kind=Term.Kind.PRODUCT), TermFactory(name="ciliègio")]
    ProductFactory(company=company, name="Poltrona", line="Di faggio", terms=terms, stages=["design", "sale"])
    ProductFactory(company=company, name="Sgabello", terms=terms[1:], stages=["design"])
    lathe = TermFactory(name="lathe", kind=Term.Kind.MACHINE)
    MachineFactory(company=company, name="Bandsaw", line="By appointment", term=lathe)
    return company


def test_a_company_is_found_by_all_it_says(chairs):
    words = "l officina sedie d autore cork sughero e carta poltrona di faggio sgabello"
    words += " seats ciliegio bandsaw by appointment lathe nata nel **1998**"
    chairs.refresh_from_db()
    assert set(chairs.search_text.split()) == set(words.split())
    assert len(chairs.search_text.split()) == len(set(words.split()))


def test_a_company_is_counted_by_its_words_and_stages(chairs):
    ids = {term.kind: term.pk for term in Term.objects.all()}
    chairs.refresh_from_db()
    assert chairs.facet_values == {
        "machine": [ids["machine"]],
        "material": [ids["material"]],
        "product": [ids["product"]],
        "stage": ["design", "sale"],
    }


def test_the_object_at_hand_knows_what_was_written(chairs):
    chairs.line = "Tavoli"
    chairs.save()
    refresh_search_text(chairs)
    written = Company.objects.get(pk=chairs.pk)
    assert (chairs.search_text, chairs.facet_values) == (written.search_text, written.facet_values)
    assert "tavoli" in chairs.search_text.split()
    assert "sedie" not in chairs.search_text.split()


def test_what_is_taken_away_is_found_no_more(chairs):
    chairs.products.all().delete()
    chairs.machines.all().delete()
    refresh_search_text(chairs)
    assert "poltrona" not in chairs.search_text
    assert chairs.facet_values == {}


def test_refreshing_writes_no_history(chairs):
    before = chairs.history.count()
    chairs.products.all().delete()
    refresh_search_text(chairs)
    assert chairs.history.count() == before


def test_all_are_refreshed_and_only_those_that_changed_are_written(chairs):
    other = CompanyFactory(second_field=FieldFactory(code="design"), story="Tables of *larch*.")
    assert refresh_all_search_texts() == 0
    Company.objects.update(search_text="", facet_values={})
    assert refresh_all_search_texts() == 2
    Field.objects.filter(code="cork").update(name_it="Sughero e tela")
    assert refresh_all_search_texts() == 1
    chairs.refresh_from_db()
    other.refresh_from_db()
    assert ("tela" in chairs.search_text, "tela" in other.search_text) == (True, False)


@pytest.mark.postgres
def test_what_is_written_does_not_depend_on_the_plan_of_the_database(chairs):
    ProductFactory(company=chairs, terms=[TermFactory() for _ in range(20)])
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL enable_hashagg = off")
        refresh_all_search_texts()
        cursor.execute("SET LOCAL enable_hashagg = on")
        cursor.execute("SET LOCAL enable_sort = off")

    assert refresh_all_search_texts() == 0


@pytest.mark.parametrize("number", [1, 5])
def test_refreshing_takes_the_same_queries_whatever_there_is(number, chairs, django_assert_num_queries):
    for _ in range(number):
        ProductFactory(company=CompanyFactory(), terms=[TermFactory()], stages=["repair"])
    Company.objects.update(search_text="")
    with django_assert_num_queries(13):  # ids, savepoint, rows, seven sources, write, listings, savepoint
        assert refresh_all_search_texts() == number + 1


def test_the_migration_fills_what_is_there_and_goes_back(chairs):
    chairs.products.first().terms.clear()
    migration = importlib.import_module("members.migrations.0008_search_text")
    written = chairs.search_text
    migration.empty(apps, None)
    assert set(Company.objects.values_list("search_text", flat=True)) == {""}
    migration.fill(apps, None)
    chairs.refresh_from_db()
    later = {"seats", "ciliegio", "bandsaw", "by", "appointment", "lathe"}  # nobody had these before
    assert set(chairs.search_text.split()) == set(written.split()) - later
